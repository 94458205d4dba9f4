//! Opens an input file as a stream of plain bytes.
//!
//! A path goes in, a [`BufRead`] of plain bytes comes out. The stream unpacks gzip and zstd, and
//! for price files zip, by their magic bytes. It drops a byte-order mark and hashes the bytes as
//! stored. It fails if the path is not a regular file, if the contents expand too far, or if the
//! file changes while it is read. [`Source::finish`] reads the rest, so that all checks run and the
//! hash covers the whole file.

mod zip;

use self::zip::ZipMember;
use crate::reading::file_fault::{FileFault, compressed};
use crate::reading::file_format::{Compression, sniff_contents, sniff_stored, sniff_stored_or_zip};
use flate2::bufread::MultiGzDecoder;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::{Path, PathBuf};

/// Contents up to this size may expand by any ratio.
const FREE_EXPANSION_BYTES: u64 = 64 << 20;
/// Largest expansion ratio beyond that size.
const MAX_EXPANSION_RATIO: u64 = 200;
/// Largest expansion ratio of price files of payers and hospitals, which are more repetitive than
/// other data.
const MAX_PRICE_EXPANSION_RATIO: u64 = 1000;
/// Window of 128 MiB, as `zstd --long` uses. A larger window would let a small file claim gigabytes
/// of memory.
const ZSTD_WINDOW_LOG_MAX: u32 = 27;
const BUFFER_BYTES: usize = 256 << 10;
const SNIFFED_BYTES: u64 = 512;

/// Size and hash of a file as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// BLAKE3 in hexadecimal.
    pub(crate) blake3: String,
}

/// Stream of the unpacked contents of an input file.
#[derive(Debug)]
pub(crate) struct Source {
    contents: BufReader<Chain<Cursor<Vec<u8>>, Expander>>,
    text_begins: u64,
}

impl Source {
    /// Opens a file and checks its first bytes.
    ///
    /// # Errors
    /// [`FileFault`] when it is not a file, empty, damaged, or in a format that is never read.
    pub(crate) fn open(path: &Path) -> Result<Self, FileFault> {
        let mut stored = Stored::open(path)?;
        let compression = sniff_stored(stored.peek()?)?;
        Self::unpack(stored, compression, MAX_EXPANSION_RATIO)
    }

    /// Opens a price file of a payer or hospital. It may be a zip archive and may expand further
    /// than other data.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub(crate) fn open_price_file(path: &Path) -> Result<Self, FileFault> {
        let mut stored = Stored::open(path)?;
        let compression = sniff_stored_or_zip(stored.peek()?)?;
        Self::unpack(stored, compression, MAX_PRICE_EXPANSION_RATIO)
    }

    fn unpack(stored: Stored, compression: Compression, max_ratio: u64) -> Result<Self, FileFault> {
        let mut expander = Expander::new(stored, compression, max_ratio)?;
        let mut head = Vec::new();
        expander
            .by_ref()
            .take(SNIFFED_BYTES)
            .read_to_end(&mut head)?;
        let text_begins = sniff_contents(&head, compression)?;
        let mut head = Cursor::new(head);
        head.set_position(text_begins);
        Ok(Self {
            contents: BufReader::with_capacity(BUFFER_BYTES, head.chain(expander)),
            text_begins,
        })
    }

    /// Length of the byte-order mark, which is skipped. 0 if there is none.
    pub(crate) fn text_begins(&self) -> u64 {
        self.text_begins
    }

    /// Stored bytes read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.stored().bytes
    }

    /// Size of the file as stored.
    pub(crate) fn bytes_total(&self) -> u64 {
        self.stored().opened.len()
    }

    /// Reads to the end, checks that the file did not change since it was opened, and returns its
    /// size and hash.
    ///
    /// # Errors
    /// [`FileFault`] when the rest is damaged or the file changed.
    pub(crate) fn finish(mut self) -> Result<Fingerprint, FileFault> {
        io::copy(&mut self.contents, &mut io::sink())?;
        let (_, expander) = self.contents.into_inner().into_inner();
        expander.decoder.into_stored().finish()
    }

    fn stored(&self) -> &Stored {
        self.contents.get_ref().get_ref().1.decoder.stored()
    }
}

/// Reader of plain bytes that reports its progress.
pub(crate) trait Unpacked: BufRead {
    /// Returns the stored bytes read so far and in all.
    fn progress(&self) -> (u64, u64);
}

impl Unpacked for Source {
    fn progress(&self) -> (u64, u64) {
        (self.bytes_read(), self.bytes_total())
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.contents.read(buffer)
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.contents.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.contents.consume(amount);
    }
}

/// Hashes a file that is read by seeking, such as a columnar table.
///
/// # Errors
/// [`FileFault`] when it is not a file, empty, cannot be read, or changes while it is read.
pub(crate) fn fingerprint(path: &Path) -> Result<Fingerprint, FileFault> {
    let mut stored = Stored::open(path)?;
    stored.peek()?;
    io::copy(&mut stored, &mut io::sink())?;
    stored.finish()
}

/// Returns the first bytes of a file as stored, at most 512.
///
/// # Errors
/// [`FileFault`] when it is not a file, empty, or cannot be read.
pub(crate) fn first_bytes(path: &Path) -> Result<Vec<u8>, FileFault> {
    Ok(Stored::open(path)?.peek()?.to_vec())
}

/// File as stored, counted and hashed while it is read.
#[derive(Debug)]
struct Stored {
    path: PathBuf,
    file: File,
    opened: Metadata,
    head: Cursor<Vec<u8>>,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Stored {
    fn open(path: &Path) -> Result<Self, FileFault> {
        // Checked before it is opened: opening a pipe without a writer would block forever.
        refuse_other_than_file(&std::fs::metadata(path).map_err(FileFault::Read)?)?;
        let file = File::open(path).map_err(FileFault::Read)?;
        let opened = file.metadata().map_err(FileFault::Read)?;
        refuse_other_than_file(&opened)?;
        let head = Cursor::new(Vec::new());
        Ok(Self {
            path: path.to_owned(),
            file,
            opened,
            head,
            hasher: blake3::Hasher::new(),
            bytes: 0,
        })
    }

    /// Returns the first bytes, which will be read again. Called once, before anything is read.
    fn peek(&mut self) -> Result<&[u8], FileFault> {
        let mut head = Vec::new();
        self.by_ref().take(SNIFFED_BYTES).read_to_end(&mut head)?;
        if head.is_empty() {
            return Err(FileFault::Empty);
        }
        self.head = Cursor::new(head);
        Ok(self.head.get_ref())
    }

    fn finish(mut self) -> Result<Fingerprint, FileFault> {
        io::copy(&mut self, &mut io::sink())?;
        let same = |now: &Metadata| {
            use std::os::unix::fs::MetadataExt;
            let identity = |m: &Metadata| (m.dev(), m.ino(), m.len(), m.mtime(), m.mtime_nsec());
            identity(now) == identity(&self.opened)
        };
        let by_handle = self.file.metadata().map_err(FileFault::Read)?;
        let by_path = std::fs::metadata(&self.path).map_err(FileFault::Read)?;
        if !same(&by_handle) || !same(&by_path) || self.bytes != self.opened.len() {
            return Err(FileFault::Changed);
        }
        Ok(Fingerprint {
            bytes: self.bytes,
            blake3: self.hasher.finalize().to_hex().to_string(),
        })
    }
}

impl Read for Stored {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let replayed = self.head.read(buffer)?;
        if replayed > 0 {
            return Ok(replayed);
        }
        let read = self.file.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

fn refuse_other_than_file(metadata: &Metadata) -> Result<(), FileFault> {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    let found = match kind {
        _ if kind.is_file() => return Ok(()),
        _ if kind.is_dir() => "directory",
        _ if kind.is_fifo() => "pipe",
        _ if kind.is_socket() => "socket",
        _ => "device",
    };
    Err(FileFault::NotAFile { found })
}

/// Unpacks, and fails when the contents expand too far.
#[derive(Debug)]
struct Expander {
    decoder: Decoder,
    expanded_bytes: u64,
    max_ratio: u64,
}

enum Decoder {
    Plain(Box<Stored>),
    Gzip(Box<MultiGzDecoder<BufReader<Stored>>>),
    Zstd(Box<zstd::stream::read::Decoder<'static, BufReader<Stored>>>),
    Zip(Box<ZipMember<BufReader<Stored>>>),
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Decoder").field(self.stored()).finish()
    }
}

impl Decoder {
    fn stored(&self) -> &Stored {
        match self {
            Self::Plain(stored) => stored,
            Self::Gzip(gzip) => gzip.get_ref().get_ref(),
            Self::Zstd(zstd) => zstd.get_ref().get_ref(),
            Self::Zip(zip) => zip.get_ref().get_ref(),
        }
    }

    fn into_stored(self) -> Stored {
        match self {
            Self::Plain(stored) => *stored,
            Self::Gzip(gzip) => gzip.into_inner().into_inner(),
            Self::Zstd(zstd) => zstd.finish().into_inner(),
            Self::Zip(zip) => zip.into_inner().into_inner(),
        }
    }
}

impl Expander {
    fn new(stored: Stored, compression: Compression, max_ratio: u64) -> Result<Self, FileFault> {
        let buffered = |stored| BufReader::with_capacity(BUFFER_BYTES, stored);
        let decoder = match compression {
            Compression::None => Decoder::Plain(Box::new(stored)),
            Compression::Gzip => Decoder::Gzip(Box::new(MultiGzDecoder::new(buffered(stored)))),
            Compression::Zstd => {
                let mut zstd = zstd::stream::read::Decoder::with_buffer(buffered(stored))
                    .map_err(FileFault::Compressed)?;
                zstd.window_log_max(ZSTD_WINDOW_LOG_MAX)
                    .map_err(FileFault::Compressed)?;
                Decoder::Zstd(Box::new(zstd))
            }
            Compression::Zip => Decoder::Zip(Box::new(ZipMember::open(buffered(stored))?)),
        };
        Ok(Self {
            decoder,
            expanded_bytes: 0,
            max_ratio,
        })
    }
}

impl Read for Expander {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.decoder {
            Decoder::Plain(stored) => return stored.read(buffer),
            Decoder::Gzip(gzip) => gzip.read(buffer),
            Decoder::Zstd(zstd) => zstd.read(buffer),
            Decoder::Zip(zip) => zip.read(buffer),
        };
        let read = read.map_err(compressed)?;
        self.expanded_bytes += read as u64;
        let allowed = self
            .decoder
            .stored()
            .bytes
            .saturating_mul(self.max_ratio)
            .max(FREE_EXPANSION_BYTES);
        if self.expanded_bytes > allowed {
            return Err(FileFault::Expansion {
                ratio: self.max_ratio,
            }
            .into());
        }
        Ok(read)
    }
}
