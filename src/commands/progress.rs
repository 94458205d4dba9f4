//! Progress of long work on standard error: a bar with the time left on a terminal, occasional
//! plain lines elsewhere.

use indicatif::{BinaryBytes, HumanDuration, ProgressBar, ProgressStyle};
use nearsite_datasets::Progress;
use nearsite_index::snapshot::PublishStage;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// Time between two plain lines of one step.
const BETWEEN_LINES: Duration = Duration::from_secs(2);

/// Shows how far a step is.
pub(super) struct StepProgress {
    bar: Option<ProgressBar>,
    step: String,
    begun: Instant,
    printed: Option<Instant>,
    is_done_printed: bool,
    is_of_bytes: bool,
}

impl StepProgress {
    /// Creates the progress, with nothing shown yet.
    pub(super) fn new() -> Self {
        Self {
            bar: stderr().is_terminal().then(new_bar),
            step: String::new(),
            begun: Instant::now(),
            printed: None,
            is_done_printed: false,
            is_of_bytes: false,
        }
    }

    /// Shows that a step of unknown length has begun.
    pub(super) fn begin(&mut self, step: &str) {
        if !self.turn_to(step) {
            return;
        }
        if self.bar.is_none() {
            let _ = writeln!(stderr(), "{step}");
        }
    }

    /// Shows that `done` of `total` parts of a step are done.
    pub(super) fn show(&mut self, step: &str, done: u64, total: u64) {
        if self.turn_to(step)
            && let Some(bar) = &self.bar
        {
            bar.set_style(style(OF_PARTS));
        }
        self.is_of_bytes = false;
        self.show_part(done, total);
    }

    /// Shows that `done` of `total` bytes of a step are done, and how fast.
    pub(super) fn show_bytes(&mut self, step: &str, done: u64, total: u64) {
        if self.turn_to(step)
            && let Some(bar) = &self.bar
        {
            bar.set_style(style(OF_BYTES));
        }
        self.is_of_bytes = true;
        self.show_part(done, total);
    }

    fn show_part(&mut self, done: u64, total: u64) {
        match &self.bar {
            Some(bar) => {
                bar.set_length(total);
                bar.set_position(done);
            }
            None => self.show_line(done, total),
        }
    }

    /// Restarts the clock and the bar. Returns false if this step is already shown.
    fn turn_to(&mut self, step: &str) -> bool {
        if self.step == step {
            return false;
        }
        step.clone_into(&mut self.step);
        (self.begun, self.printed, self.is_done_printed) = (Instant::now(), None, false);
        if let Some(bar) = &self.bar {
            bar.reset();
            bar.set_message(step.to_owned());
        }
        true
    }

    fn show_line(&mut self, done: u64, total: u64) {
        let is_done = done >= total;
        if std::mem::replace(&mut self.is_done_printed, is_done) {
            return;
        }
        let is_due = self
            .printed
            .is_none_or(|printed| printed.elapsed() >= BETWEEN_LINES);
        if !is_due && !is_done {
            return;
        }
        self.printed = Some(Instant::now());
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100);
        let left = match time_left(self.begun.elapsed(), done, total) {
            Some(left) if !is_done => format!(", {} left", HumanDuration(left)),
            _ => String::new(),
        };
        let rate = if self.is_of_bytes {
            bytes_told(self.begun.elapsed(), done, total)
        } else {
            String::new()
        };
        let _ = writeln!(stderr(), "{}: {percent} %{rate}{left}", self.step);
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Format of a progress bar of parts, and of one of bytes.
const OF_PARTS: &str = "{msg:32} {wide_bar} {percent:>3} % {eta:>5} left";
const OF_BYTES: &str =
    "{msg} {wide_bar} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec} {eta:>5} left";

fn new_bar() -> ProgressBar {
    ProgressBar::new(1).with_style(style(OF_PARTS))
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Formats bytes done, bytes in total, and speed for a plain line.
fn bytes_told(elapsed: Duration, done: u64, total: u64) -> String {
    let per_second = done as f64 / elapsed.as_secs_f64().max(0.001);
    format!(
        ", {} of {}, {}/s",
        BinaryBytes(done),
        BinaryBytes(total),
        BinaryBytes(per_second as u64)
    )
}

fn time_left(elapsed: Duration, done: u64, total: u64) -> Option<Duration> {
    if done == 0 || elapsed < BETWEEN_LINES {
        return None;
    }
    Some(elapsed.mul_f64(total.saturating_sub(done) as f64 / done as f64))
}

/// Progress of a build.
pub(super) struct BuildProgress(StepProgress);

impl BuildProgress {
    /// Creates the progress, with nothing shown yet.
    pub(super) fn new() -> Self {
        Self(StepProgress::new())
    }

    /// Shows one report of progress.
    pub(super) fn show(&mut self, sign: &Progress) {
        match sign {
            Progress::Reading {
                file,
                bytes_read,
                bytes_total,
            } => self
                .0
                .show(&format!("reading {file}"), *bytes_read, *bytes_total),
            Progress::ReadingFiles {
                files_total,
                bytes_read,
                bytes_total,
                ..
            } => {
                let step = format!("reading {files_total} files");
                self.0.show_bytes(&step, *bytes_read, *bytes_total);
            }
            Progress::WritingTable {
                rows_written,
                rows_total,
            } => self.0.show("writing the table", *rows_written, *rows_total),
            Progress::Resolving => self.0.begin("resolving prices"),
            Progress::Publishing(stage) => self.0.begin(stage_name(*stage)),
        }
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        self.0.finish();
    }
}

const fn stage_name(stage: PublishStage) -> &'static str {
    match stage {
        PublishStage::Writing => "writing the snapshot",
        PublishStage::Manifest => "writing its manifest",
        PublishStage::Verifying => "verifying it from disk",
        PublishStage::Renaming => "moving it into place",
        PublishStage::Switching => "making it current",
        PublishStage::Pruning => "removing old snapshots",
    }
}
