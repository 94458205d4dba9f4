//! `nearsite template`: writes small examples of every input file.

use super::{Failure, say};
use clap::Args;
use nearsite_datasets::write_template;
use std::path::PathBuf;

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct TemplateArgs {
    /// Folder for the files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(args: &TemplateArgs) -> Result<(), Failure> {
    let names = write_template(&args.out).map_err(Failure::bad_input)?;
    let folder = args.out.display();
    say(format!(
        "{} files are in {folder}; {folder}/README.md has the commands that build them",
        names.len()
    ))
}
