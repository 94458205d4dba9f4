//! Writes the five files, plain or gzipped, and counts their rows.
//!
//! The gzip header carries no time and no name, so that equal rows give equal files.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

use super::error::SynthError;
use super::network_list::SynthNetwork;
use super::networks::NetworkMembership;
use super::options::{SynthCompression, SynthReport};
use super::registration::RegistrationRow;
use super::scores::SynthScoreRow;

/// A file being written.
struct OutputFile {
    path: PathBuf,
    sink: OutputEncoder,
    rows: u64,
}

enum OutputEncoder {
    Plain(BufWriter<File>),
    /// Boxed: the encoder is large.
    Gzip(Box<BufWriter<GzEncoder<File>>>),
}

impl OutputFile {
    fn create(folder: &Path, name: &str, gzipped: bool) -> Result<Self, SynthError> {
        let path = folder.join(if gzipped {
            format!("{name}.gz")
        } else {
            name.to_owned()
        });
        let file = File::create(&path).map_err(|source| SynthError::Write {
            path: path.clone(),
            source,
        })?;
        let sink = if gzipped {
            let gzip = GzBuilder::new().mtime(0).write(file, Compression::best());
            OutputEncoder::Gzip(Box::new(BufWriter::with_capacity(1 << 16, gzip)))
        } else {
            OutputEncoder::Plain(BufWriter::with_capacity(1 << 18, file))
        };
        Ok(Self {
            path,
            sink,
            rows: 0,
        })
    }

    /// Writes whole rows, newlines included.
    fn write(&mut self, bytes: &[u8], rows: u64) -> Result<(), SynthError> {
        self.rows += rows;
        let written = match &mut self.sink {
            OutputEncoder::Plain(sink) => sink.write_all(bytes),
            OutputEncoder::Gzip(sink) => sink.write_all(bytes),
        };
        written.map_err(|source| SynthError::Write {
            path: self.path.clone(),
            source,
        })
    }

    fn finish(self) -> Result<(PathBuf, u64), SynthError> {
        let finished = match self.sink {
            OutputEncoder::Plain(mut sink) => sink.flush(),
            OutputEncoder::Gzip(sink) => sink
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(GzEncoder::finish)
                .map(drop),
        };
        match finished {
            Ok(()) => Ok((self.path, self.rows)),
            Err(source) => Err(SynthError::Write {
                path: self.path,
                source,
            }),
        }
    }
}

/// Formats a cell; empty if it has no value.
fn shown(cell: Option<impl Display>) -> String {
    cell.map(|cell| cell.to_string()).unwrap_or_default()
}

/// Writes a whole file at once.
pub(super) fn write_text(
    folder: &Path,
    name: &str,
    text: &str,
    compression: SynthCompression,
) -> Result<PathBuf, SynthError> {
    let mut sheet = OutputFile::create(folder, name, compression == SynthCompression::All)?;
    sheet.write(text.as_bytes(), 0)?;
    Ok(sheet.finish()?.0)
}

/// The five files being written.
pub(super) struct SynthOutput {
    registrations: OutputFile,
    participation: OutputFile,
    networks: OutputFile,
    scores: OutputFile,
    prices: OutputFile,
    buffer: Vec<u8>,
}

impl SynthOutput {
    /// Creates the files and writes their headers.
    pub(super) fn create(folder: &Path, compression: SynthCompression) -> Result<Self, SynthError> {
        fs::create_dir_all(folder).map_err(|source| SynthError::Write {
            path: folder.to_owned(),
            source,
        })?;
        let all = compression == SynthCompression::All;
        let sheet = |name, gzipped, header: &str| {
            let mut sheet = OutputFile::create(folder, name, gzipped)?;
            sheet.write(header.as_bytes(), 0)?;
            Ok(sheet)
        };
        Ok(Self {
            registrations: sheet("registrations.ndjson", all, "")?,
            participation: sheet(
                "participation.csv",
                all,
                "registration_id,npi,network,tier,effective_from,effective_to\n",
            )?,
            networks: sheet("networks.csv", all, "network,plan,name,product,market\n")?,
            scores: sheet(
                "modality_scores.csv",
                all,
                "registration_id,modality,site_score,modality_specific,total,scored_on\n",
            )?,
            prices: sheet(
                "prices.csv",
                compression != SynthCompression::None,
                super::price_rows::HEADER,
            )?,
            buffer: Vec::new(),
        })
    }

    /// Writes the networks.
    pub(super) fn write_networks(
        &mut self,
        networks: &[&'static SynthNetwork],
    ) -> Result<(), SynthError> {
        for SynthNetwork {
            id,
            plan,
            name,
            product,
            market,
            ..
        } in networks
        {
            self.networks.write(
                format!("{id},{plan},{name},{product},{market}\n").as_bytes(),
                1,
            )?;
        }
        Ok(())
    }

    /// Writes one registration.
    pub(super) fn write_registration(
        &mut self,
        row: &RegistrationRow<'_>,
    ) -> Result<(), SynthError> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, row).map_err(|fault| SynthError::Write {
            path: self.registrations.path.clone(),
            source: fault.into(),
        })?;
        self.buffer.push(b'\n');
        self.registrations.write(&self.buffer, 1)
    }

    /// Writes a site's rows of the participation table.
    pub(super) fn write_participation(
        &mut self,
        joined: &[NetworkMembership],
    ) -> Result<(), SynthError> {
        for NetworkMembership { network, rows } in joined {
            for row in rows {
                let (id, npi, tier) = (&row.registration_id, &row.npi, row.tier);
                let (from, to, network) = (row.effective_from, row.effective_to, network.id);
                self.participation.write(
                    format!("{id},{npi},{network},{tier},{from},{to}\n").as_bytes(),
                    1,
                )?;
            }
        }
        Ok(())
    }

    /// Writes a site's rows of the score table.
    pub(super) fn write_scores(&mut self, rows: &[SynthScoreRow<'_>]) -> Result<(), SynthError> {
        for row in rows {
            let (site, specific) = (shown(row.site_score), shown(row.modality_specific));
            let total = shown(row.total);
            let (id, modality, scored_on) =
                (row.registration_id, row.modality.word(), row.scored_on);
            self.scores.write(
                format!("{id},{modality},{site},{specific},{total},{scored_on}\n").as_bytes(),
                1,
            )?;
        }
        Ok(())
    }

    /// Writes a site's rows of the price table, which `fill` appends to a buffer and counts.
    pub(super) fn write_prices(
        &mut self,
        fill: impl FnOnce(&mut Vec<u8>) -> u64,
    ) -> Result<(), SynthError> {
        self.buffer.clear();
        let rows = fill(&mut self.buffer);
        self.prices.write(&self.buffer, rows)
    }

    /// Completes all files.
    pub(super) fn finish(self) -> Result<SynthReport, SynthError> {
        let mut report = SynthReport::default();
        let (registrations, _) = self.registrations.finish()?;
        let (participation, participation_rows) = self.participation.finish()?;
        let (networks, _) = self.networks.finish()?;
        let (scores, score_rows) = self.scores.finish()?;
        let (prices, price_rows) = self.prices.finish()?;
        report.files = vec![registrations, participation, networks, scores, prices];
        report.participation_rows = participation_rows;
        report.score_rows = score_rows;
        report.price_rows = price_rows;
        Ok(report)
    }
}
