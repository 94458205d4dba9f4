//! Reads the only file of a zip archive as a stream, front to back. The archive is hashed while
//! it is read, so the directory at its end is not used.
//!
//! Folders and the files that operating systems add are skipped, before and after the file.
//!
//! A reader at the first byte goes in, the unpacked bytes of the member come out. The member may be
//! stored or deflated, with its sizes before or after it (32 or 64 bits). Checksum and sizes are
//! checked. An archive with several files or with encryption has a fault of its own.

use crate::reading::file_fault::{FileFault, compressed};
use crate::reading::litter::is_litter_path;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, Read, Take};

const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
const DIRECTORY: [u8; 4] = *b"PK\x01\x02";
/// Marks extra data that some archives put between members and directory.
const EXTRA_DATA: [u8; 4] = *b"PK\x06\x08";
const ENCRYPTED: u16 = 1;
const SIZES_BEHIND: u16 = 1 << 3;
const ZIP64_EXTRA: u16 = 1;
/// Longest file that is skipped, unpacked.
const MAX_SKIPPED_BYTES: u64 = 16 << 20;
/// Placeholder for a size that does not fit into 32 bits.
const ELSEWHERE: u64 = u32::MAX as u64;

/// The only member of a zip archive.
#[derive(Debug)]
pub(super) struct ZipMember<R> {
    packed: Packed<R>,
    header: ZipHeader,
    checksum: Crc,
    bytes: u64,
    is_checked: bool,
}

/// Bytes of the member as stored in the archive.
#[derive(Debug)]
enum Packed<R> {
    Stored(Take<R>),
    Deflated(DeflateDecoder<R>),
}

/// Header before a member.
#[derive(Debug, Clone, Copy)]
struct ZipHeader {
    /// True for a folder, and for a file that an operating system added.
    is_litter: bool,
    flags: u16,
    method: u16,
    checksum: u32,
    packed_bytes: u64,
    bytes: u64,
}

impl<R: BufRead> ZipMember<R> {
    /// Reads the header before the file, and skips members before it.
    ///
    /// # Errors
    /// [`FileFault`] when there is no file, or it is cut off, encrypted, or packed by an unsupported
    /// method.
    pub(super) fn open(mut reader: R) -> Result<Self, FileFault> {
        let header =
            first_header(&mut reader).map_err(|fault| FileFault::from(compressed(fault)))?;
        if header.flags & ENCRYPTED != 0 {
            return Err(encrypted());
        }
        let sizes_behind = header.flags & SIZES_BEHIND != 0;
        let packed = match header.method {
            0 if !sizes_behind => Packed::Stored(reader.take(header.packed_bytes)),
            8 => Packed::Deflated(DeflateDecoder::new(reader)),
            _ => return Err(unusual()),
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

    /// Returns the archive.
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

    /// Checks sizes and checksum after the file, and that no other file follows.
    fn check(&mut self) -> io::Result<()> {
        let packed_bytes = match &self.packed {
            Packed::Stored(stored) => self.header.packed_bytes - stored.limit(),
            Packed::Deflated(deflated) => deflated.total_in(),
        };
        let (checksum, bytes) = (self.checksum.sum(), self.bytes);
        let header = self.header;
        let archive = self.archive();
        let mut next = header.check_end(archive, checksum, packed_bytes, bytes)?;
        while next == LOCAL_HEADER {
            let header = ZipHeader::read(archive)?;
            if !header.is_litter {
                return Err(several().into());
            }
            next = skip_member(archive, header)?;
        }
        match next {
            DIRECTORY | EXTRA_DATA => Ok(()),
            _ => Err(damaged()),
        }
    }
}

/// Returns the header of the first file, after members that are skipped.
fn first_header(archive: &mut impl BufRead) -> io::Result<ZipHeader> {
    let mut mark = read_array(archive)?;
    while mark == LOCAL_HEADER {
        let header = ZipHeader::read(archive)?;
        if !header.is_litter {
            return Ok(header);
        }
        mark = skip_member(archive, header)?;
    }
    match mark {
        DIRECTORY | EXTRA_DATA => Err(refused(
            "a zip archive without a file to read",
            "name the price file",
        )
        .into()),
        _ => Err(damaged()),
    }
}

/// Reads a member to its end, and returns the mark after it.
fn skip_member(archive: &mut impl BufRead, header: ZipHeader) -> io::Result<[u8; 4]> {
    if header.flags & ENCRYPTED != 0 {
        return Err(encrypted().into());
    }
    let has_sizes = header.flags & SIZES_BEHIND == 0;
    let (unpacked, packed_bytes) = match header.method {
        // A folder has no bytes, even if its sizes are behind it.
        0 => {
            let stored = if has_sizes { header.packed_bytes } else { 0 };
            let unpacked = count_bytes(archive.by_ref().take(stored))?;
            (unpacked, unpacked.1)
        }
        8 => {
            let mut member = DeflateDecoder::new(archive.by_ref());
            let unpacked = count_bytes(&mut member)?;
            (unpacked, member.total_in())
        }
        _ => return Err(unusual().into()),
    };
    let (checksum, bytes) = unpacked;
    header.check_end(archive, checksum, packed_bytes, bytes)
}

/// Reads to the end, and returns the checksum and the number of bytes.
fn count_bytes(member: impl Read) -> io::Result<(u32, u64)> {
    let mut member = member.take(MAX_SKIPPED_BYTES + 1);
    let (mut checksum, mut buffer) = (Crc::new(), [0; 4096]);
    loop {
        match member.read(&mut buffer)? {
            0 => break,
            read => checksum.update(&buffer[..read]),
        }
    }
    match member.limit() {
        0 => Err(several().into()),
        left => Ok((checksum.sum(), MAX_SKIPPED_BYTES + 1 - left)),
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

impl ZipHeader {
    /// Reads a header, whose mark has been read.
    fn read(reader: &mut impl Read) -> io::Result<Self> {
        let fixed: [u8; 26] = read_array(reader)?;
        let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        let mut name = vec![0; usize::from(short(22))];
        reader.read_exact(&mut name)?;
        let mut header = Self {
            is_litter: is_litter_path(&String::from_utf8_lossy(&name)),
            flags: short(2),
            method: short(4),
            checksum: long(10),
            packed_bytes: u64::from(long(14)),
            bytes: u64::from(long(18)),
        };
        let mut extra = vec![0; usize::from(short(24))];
        reader.read_exact(&mut extra)?;
        header.read_large_sizes(&extra);
        Ok(header)
    }

    /// Checks the checksum and sizes of a member that was read to its end, and returns the mark after
    /// it.
    fn check_end(
        &self,
        archive: &mut impl Read,
        checksum: u32,
        packed_bytes: u64,
        bytes: u64,
    ) -> io::Result<[u8; 4]> {
        if self.flags & SIZES_BEHIND != 0 {
            return check_descriptor(archive, checksum, packed_bytes, bytes);
        }
        let stated = (self.checksum, self.packed_bytes, self.bytes);
        if stated == (checksum, packed_bytes, bytes) {
            read_array(archive)
        } else {
            Err(damaged())
        }
    }

    /// Reads the sizes that do not fit into 32 bits from an extra field, unpacked size first.
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

/// Reads the checksum and sizes after a member, and the mark that follows them.
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

fn refused(found: &'static str, advice: &'static str) -> FileFault {
    FileFault::Format { found, advice }
}

fn encrypted() -> FileFault {
    refused("an encrypted zip archive", "unpack it")
}

fn unusual() -> FileFault {
    refused(
        "a zip archive packed in an unusual way",
        "unpack it, or compress it with gzip or zstd",
    )
}

fn several() -> FileFault {
    refused(
        "a zip archive of several files",
        "unpack it and name the files one by one",
    )
}

fn damaged() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "sizes or checksum of the zip archive are wrong",
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::{ZipHeader, ZipMember};
    use flate2::write::DeflateEncoder;
    use flate2::{Compression, Crc};
    use std::io::{Read, Write};

    const TEXT: &[u8] = b"some text, some text, some text";

    /// Variant of an archive.
    #[derive(Clone, Copy)]
    struct Form {
        method: u16,
        flags: u16,
        is_wide: bool,
        has_mark: bool,
    }

    const PLAIN: Form = Form {
        method: 8,
        flags: 0,
        is_wide: false,
        has_mark: true,
    };

    fn packed(method: u16, text: &[u8]) -> Vec<u8> {
        if method == 0 {
            return text.to_vec();
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// One member without the directory.
    fn member(form: Form) -> Vec<u8> {
        member_named("a.json", form)
    }

    /// One member of a name, which is empty if it is a folder.
    fn member_named(name: &str, form: Form) -> Vec<u8> {
        let text = if name.ends_with('/') { &[] } else { TEXT };
        let packed = packed(form.method, text);
        let mut crc = Crc::new();
        crc.update(text);
        let checksum = crc.sum().to_le_bytes();
        let is_behind = form.flags & 8 != 0;
        let size = |size: usize, is_short: bool| match (form.is_wide, is_short) {
            (true, false) => (size as u64).to_le_bytes().to_vec(),
            (true, true) => vec![0xff; 4],
            (false, _) => (size as u32).to_le_bytes().to_vec(),
        };
        let mut bytes = b"PK\x03\x04\x14\0".to_vec();
        bytes.extend(form.flags.to_le_bytes());
        bytes.extend(form.method.to_le_bytes());
        bytes.extend([0; 4]);
        if is_behind {
            bytes.extend([0; 12]);
        } else {
            bytes.extend(checksum);
            bytes.extend(size(packed.len(), true));
            bytes.extend(size(text.len(), true));
        }
        // Another extra field comes before the wide sizes.
        let mut extra = b"\x99\x99\x02\0ab".to_vec();
        if form.is_wide && !is_behind {
            extra.extend(b"\x01\0\x10\0");
            extra.extend(size(text.len(), false));
            extra.extend(size(packed.len(), false));
        }
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend((extra.len() as u16).to_le_bytes());
        bytes.extend(name.as_bytes());
        bytes.extend(extra);
        bytes.extend(&packed);
        if is_behind {
            if form.has_mark {
                bytes.extend(b"PK\x07\x08");
            }
            bytes.extend(checksum);
            bytes.extend(size(packed.len(), false));
            bytes.extend(size(text.len(), false));
        }
        bytes
    }

    fn archive(form: Form) -> Vec<u8> {
        [&member(form), &b"PK\x01\x02 and so on"[..]].concat()
    }

    fn unpack(archive: &[u8]) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let mut member = ZipMember::open(archive).map_err(|fault| fault.to_string())?;
        match member.read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(fault) => Err(fault.to_string()),
        }
    }

    #[test]
    fn every_form_of_a_member_is_read() {
        for (method, flags, is_wide, has_mark) in [
            (8, 0, false, true),
            (0, 0, false, true),
            (8, 0, true, true),
            (0, 0, true, true),
            (8, 8, false, true),
            (8, 8, false, false),
            (8, 8, true, true),
            (8, 8, true, false),
            (8, 0x800, false, true),
        ] {
            let form = Form {
                method,
                flags,
                is_wide,
                has_mark,
            };
            let unpacked = unpack(&archive(form));
            assert_eq!(unpacked, Ok(TEXT.to_vec()), "{method} {flags} {is_wide}");
        }
    }

    #[test]
    fn folders_and_files_of_operating_systems_are_skipped_before_and_after_the_file() {
        let behind = Form { flags: 8, ..PLAIN };
        let stored = Form { method: 0, ..PLAIN };
        let stored_behind = Form {
            method: 0,
            flags: 8,
            ..PLAIN
        };
        let before = [
            member_named("prices/", stored),
            member_named("other/", stored_behind),
            member_named("__MACOSX/", behind),
            member_named("__MACOSX/._a.json", behind),
            member_named(".DS_Store", stored),
        ]
        .concat();
        let after = [
            member_named("__MACOSX/prices/._a.json", behind),
            member_named("prices/Thumbs.db", PLAIN),
            member_named("desktop.ini", stored),
        ]
        .concat();
        for form in [PLAIN, behind] {
            let file = member_named("prices/a.json", form);
            let whole = [&before[..], &file, &after, b"PK\x01\x02"].concat();
            assert_eq!(unpack(&whole), Ok(TEXT.to_vec()), "flags {}", form.flags);
            let two = [&before[..], &file, &after, &file, b"PK\x01\x02"].concat();
            assert!(unpack(&two).unwrap_err().contains("zip archive of several"));
        }
        let none = [&before[..], b"PK\x01\x02"].concat();
        assert!(unpack(&none).unwrap_err().contains("without a file"));
        for length in 0..before.len() {
            assert!(unpack(&before[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn an_archive_of_several_members_is_refused() {
        let two = [member(PLAIN), archive(PLAIN)].concat();
        assert!(unpack(&two).unwrap_err().contains("zip archive of several"));
    }

    #[test]
    fn encryption_and_other_packings_are_refused() {
        let with = |method, flags| {
            archive(Form {
                method,
                flags,
                ..PLAIN
            })
        };
        assert!(unpack(&with(8, 1)).unwrap_err().contains("encrypted"));
        assert!(unpack(&with(9, 0)).unwrap_err().contains("unusual"));
        assert!(unpack(&with(0, 8)).unwrap_err().contains("unusual"));
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        for flags in [0, 8] {
            let form = Form { flags, ..PLAIN };
            let whole = archive(form);
            let ends = member(form).len() + 4;
            for length in 0..ends {
                assert!(unpack(&whole[..length]).is_err(), "{length}");
            }
            let mut other_sum = whole.clone();
            let place = if flags == 0 { 14 } else { ends - 16 };
            other_sum[place] ^= 1;
            assert!(unpack(&other_sum).is_err());
        }
        let extra = ZipHeader::read(&mut &b"PK\x03\x04"[..]);
        assert!(extra.is_err());
    }
}
