//! Runs the Parquet decoder, which panics on some damaged files, and turns a panic into a fault of
//! the file.
//!
//! The decoder trusts some of the offsets and lengths it reads, so a flipped bit can cause an index
//! panic. That is a damaged file, not a defect of the program. The panic message is not printed,
//! and the build fails with one clear line.

use crate::reading::file_fault::FileFault;
use polars::error::PolarsResult;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

const DAMAGED: &str = "the Parquet data is damaged or cut off, fetch it again";

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a step of decoding.
///
/// # Errors
/// [`FileFault::Table`] if the decoder reports an error or panics.
pub(super) fn guarded<T>(step: impl FnOnce() -> PolarsResult<T>) -> Result<T, FileFault> {
    silence_guarded_panics();
    IS_GUARDED.set(true);
    // The step owns or only reads its data, and its results are dropped if it panics.
    let outcome = catch_unwind(AssertUnwindSafe(step));
    IS_GUARDED.set(false);
    match outcome {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(fault)) => Err(FileFault::Table(format!(
            "{DAMAGED} ({})",
            first_line(&fault.to_string())
        ))),
        Err(_) => Err(FileFault::Table(DAMAGED.to_owned())),
    }
}

/// Returns a fault of the table that the decoder would not notice.
pub(super) fn damaged() -> FileFault {
    FileFault::Table(DAMAGED.to_owned())
}

/// Silences the messages of guarded panics. All other messages go to the previous hook.
fn silence_guarded_panics() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_GUARDED.get() {
                previous(panic);
            }
        }));
    });
}

fn first_line(message: &str) -> String {
    message
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}
