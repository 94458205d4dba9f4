//! Reads the one member of a zip archive as a stream, front to back: the archive is hashed while it is read, so there is no
//! seeking to the directory at its end.
//!
//! In comes a reader at the first byte, out come the unpacked bytes of the member, which may be stored or deflated, with its
//! sizes in front or behind (32 or 64 bits). Its checksum and sizes are checked. An archive of several members, or one that is
//! encrypted, is a fault of its own.

use crate::fault::FileFault;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, Read, Take};

const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
const DIRECTORY: [u8; 4] = *b"PK\x01\x02";
/// Archives with extra data between members and directory put one of these first.
const EXTRA_DATA: [u8; 4] = *b"PK\x06\x08";
const ENCRYPTED: u16 = 1;
const SIZES_BEHIND: u16 = 1 << 3;
const ZIP64_EXTRA: u16 = 1;
/// Stands for a size that does not fit into 32 bits.
const ELSEWHERE: u64 = u32::MAX as u64;

/// The only member of a zip archive.
#[derive(Debug)]
pub(super) struct ZipMember<R> {
    packed: Packed<R>,
    header: Header,
    checksum: Crc,
    bytes: u64,
    is_checked: bool,
}

/// How the bytes of the member are packed.
#[derive(Debug)]
enum Packed<R> {
    Stored(Take<R>),
    Deflated(DeflateDecoder<R>),
}

/// What the header in front of a member says.
#[derive(Debug, Clone, Copy)]
struct Header {
    flags: u16,
    method: u16,
    checksum: u32,
    packed_bytes: u64,
    bytes: u64,
}

impl<R: BufRead> ZipMember<R> {
    /// Reads the header in front of the member.
    ///
    /// # Errors
    /// [`FileFault`] when it is cut off, encrypted, or packed in a way that is not read.
    pub(super) fn open(mut reader: R) -> Result<Self, FileFault> {
        let header = Header::read(&mut reader).map_err(FileFault::Compressed)?;
        let sizes_behind = header.flags & SIZES_BEHIND != 0;
        let packed = match header.method {
            _ if header.flags & ENCRYPTED != 0 => {
                return Err(refused("an encrypted zip archive", "unpack it"));
            }
            0 if !sizes_behind => Packed::Stored(reader.take(header.packed_bytes)),
            8 => Packed::Deflated(DeflateDecoder::new(reader)),
            _ => {
                let found = "a zip archive packed in an unusual way";
                return Err(refused(
                    found,
                    "unpack it, or compress it with gzip or zstd",
                ));
            }
        };
        Ok(Self {
            packed,
            header,
            checksum: Crc::new(),
            bytes: 0,
            is_checked: false,
        })
    }

    /// The archive.
    pub(super) fn get_ref(&self) -> &R {
        match &self.packed {
            Packed::Stored(stored) => stored.get_ref(),
            Packed::Deflated(deflated) => deflated.get_ref(),
        }
    }

    /// Gives the archive back.
    pub(super) fn into_inner(self) -> R {
        match self.packed {
            Packed::Stored(stored) => stored.into_inner(),
            Packed::Deflated(deflated) => deflated.into_inner(),
        }
    }

    fn archive(&mut self) -> &mut R {
        match &mut self.packed {
            Packed::Stored(stored) => stored.get_mut(),
            Packed::Deflated(deflated) => deflated.get_mut(),
        }
    }

    /// Checks what stands behind the member: sizes, checksum, and that no other member follows.
    fn check(&mut self) -> io::Result<()> {
        let packed_bytes = match &self.packed {
            Packed::Stored(stored) => self.header.packed_bytes - stored.limit(),
            Packed::Deflated(deflated) => deflated.total_in(),
        };
        let (checksum, bytes) = (self.checksum.sum(), self.bytes);
        let header = self.header;
        let archive = self.archive();
        let next = if header.flags & SIZES_BEHIND != 0 {
            check_descriptor(archive, checksum, packed_bytes, bytes)?
        } else if (header.checksum, header.packed_bytes, header.bytes)
            == (checksum, packed_bytes, bytes)
        {
            read_array(archive)?
        } else {
            return Err(damaged());
        };
        match next {
            LOCAL_HEADER => Err(refused(
                "a zip archive of several files",
                "unpack it and name the files one by one",
            )
            .into()),
            DIRECTORY | EXTRA_DATA => Ok(()),
            _ => Err(damaged()),
        }
    }
}

impl<R: BufRead> Read for ZipMember<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.packed {
            Packed::Stored(stored) => stored.read(buffer)?,
            Packed::Deflated(deflated) => deflated.read(buffer)?,
        };
        self.checksum.update(&buffer[..read]);
        self.bytes += read as u64;
        if read == 0 && !buffer.is_empty() && !self.is_checked {
            self.check()?;
            self.is_checked = true;
        }
        Ok(read)
    }
}

impl Header {
    fn read(reader: &mut impl Read) -> io::Result<Self> {
        let fixed: [u8; 30] = read_array(reader)?;
        let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        if fixed[..4] != LOCAL_HEADER {
            return Err(damaged());
        }
        let mut header = Self {
            flags: short(6),
            method: short(8),
            checksum: long(14),
            packed_bytes: u64::from(long(18)),
            bytes: u64::from(long(22)),
        };
        skip(reader, short(26))?;
        let mut extra = vec![0; usize::from(short(28))];
        reader.read_exact(&mut extra)?;
        header.read_large_sizes(&extra);
        Ok(header)
    }

    /// Sizes that do not fit into 32 bits stand in an extra field, unpacked size first.
    fn read_large_sizes(&mut self, mut extra: &[u8]) {
        while let Some((head, rest)) = extra.split_first_chunk::<4>() {
            let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
            let field = rest.get(..length).unwrap_or(rest);
            if u16::from_le_bytes([head[0], head[1]]) == ZIP64_EXTRA {
                let mut sizes = field.chunks_exact(8).map(number);
                for size in [&mut self.bytes, &mut self.packed_bytes] {
                    if *size == ELSEWHERE {
                        *size = sizes.next().unwrap_or(*size);
                    }
                }
            }
            extra = rest.get(length..).unwrap_or(&[]);
        }
    }
}

/// Reads the checksum and sizes behind a member, and the mark that follows them.
fn check_descriptor(
    archive: &mut impl Read,
    checksum: u32,
    packed_bytes: u64,
    bytes: u64,
) -> io::Result<[u8; 4]> {
    let mut first: [u8; 4] = read_array(archive)?;
    if first == DESCRIPTOR {
        first = read_array(archive)?;
    }
    let sizes: [u8; 8] = read_array(archive)?;
    let (low, high) = (number(&sizes[..4]), number(&sizes[4..]));
    let is_short = (low, high) == (packed_bytes & ELSEWHERE, bytes & ELSEWHERE);
    let is_wide = number(&sizes) == packed_bytes;
    if first != checksum.to_le_bytes() || !(is_short || is_wide) {
        return Err(damaged());
    }
    if is_short {
        return read_array(archive);
    }
    let wide: [u8; 8] = read_array(archive)?;
    if number(&wide) != bytes {
        return Err(damaged());
    }
    read_array(archive)
}

fn number(little_endian: &[u8]) -> u64 {
    let digits = little_endian.iter().rev();
    digits.fold(0, |number, &byte| number << 8 | u64::from(byte))
}

fn read_array<const N: usize>(reader: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn skip(reader: &mut impl Read, bytes: u16) -> io::Result<()> {
    reader.read_exact(&mut vec![0; usize::from(bytes)])
}

fn refused(found: &'static str, advice: &'static str) -> FileFault {
    FileFault::Format { found, advice }
}

fn damaged() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "sizes or checksum of the zip archive are wrong",
    )
}
