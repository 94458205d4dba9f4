//! A file of orders, read line by line. It may have any number of orders, each at most as long as
//! the server accepts.

use super::super::Failure;
use nearsite::extract::MAX_BODY_BYTES;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Orders that are read one after another.
pub(super) struct Orders {
    path: PathBuf,
    file: BufReader<File>,
    number: usize,
}

/// One line that is not empty.
pub(super) struct Line {
    /// Line number, from 1.
    pub(super) number: usize,
    /// The body, or the reason why there is none.
    pub(super) body: Result<Vec<u8>, String>,
}

impl Orders {
    /// Opens a file of orders.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let unreadable =
            |error| Failure::bad_input(format!("{} cannot be read: {error}", path.display()));
        Ok(Self {
            path: path.to_owned(),
            file: BufReader::new(File::open(path).map_err(unreadable)?),
            number: 0,
        })
    }

    /// Returns the next line that is not empty, or `None` at the end.
    pub(super) fn next_line(&mut self) -> Result<Option<Line>, Failure> {
        loop {
            let Some(body) = self.read().map_err(|error| {
                Failure::failed(format!("{} cannot be read: {error}", self.path.display()))
            })?
            else {
                return Ok(None);
            };
            self.number += 1;
            let is_empty = |body: &Vec<u8>| body.iter().all(u8::is_ascii_whitespace);
            if !body.as_ref().is_ok_and(is_empty) {
                let number = self.number;
                return Ok(Some(Line { number, body }));
            }
        }
    }

    fn read(&mut self) -> std::io::Result<Option<Result<Vec<u8>, String>>> {
        let mut line = Vec::new();
        let most = MAX_BODY_BYTES as u64 + 1;
        if (&mut self.file).take(most).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') || line.len() <= MAX_BODY_BYTES {
            return Ok(Some(Ok(line)));
        }
        self.file.skip_until(b'\n')?;
        Ok(Some(Err("an order has at most 64 KiB".to_owned())))
    }
}
