//! Refuses options that contradict each other or would overwrite an input, before anything is read.

use super::find::resolved;
use super::options::RatesOptions;
use crate::error::IngestError;
use std::path::{Path, PathBuf};

/// Checks the options.
///
/// # Errors
/// [`IngestError::Options`], with the names of the command-line flags.
pub(super) fn check_options(options: &RatesOptions) -> Result<(), IngestError> {
    let refuse = |message: String| Err(IngestError::Options(message));
    if options.inputs.is_empty() {
        return refuse("no price file or folder is named".to_owned());
    }
    if options.workers == 0 {
        return refuse("--workers must be at least 1".to_owned());
    }
    let out = &options.out;
    check_out(out)?;
    let inputs = options.inputs.iter().chain([&options.registrations]);
    let written = [
        ("--out", Some(out)),
        ("--rejects", options.rejects.as_ref()),
    ];
    for (flag, path) in written {
        let Some(path) = path else { continue };
        let is_input = |input: &PathBuf| resolved(input) == resolved(path);
        if inputs.clone().any(is_input) {
            let path = path.display();
            return refuse(format!("{flag} {path} is an input, which it would replace"));
        }
    }
    if options
        .rejects
        .as_ref()
        .is_some_and(|path| resolved(path) == resolved(out))
    {
        return refuse("--rejects and --out are the same file".to_owned());
    }
    Ok(())
}

fn check_out(out: &Path) -> Result<(), IngestError> {
    let refuse = |what: &str| {
        let out = out.display();
        Err(IngestError::Options(format!("--out {out} {what}")))
    };
    if out.file_name().is_none() {
        return refuse("is not the name of a file");
    }
    match std::fs::metadata(out) {
        Ok(found) if found.is_dir() => return refuse("is a folder: name a file in it"),
        Ok(found) if !found.is_file() => return refuse("is not a regular file"),
        _ => {}
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return refuse("is in a folder that does not exist: create the folder first");
    }
    Ok(())
}
