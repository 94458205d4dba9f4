//! Files and folders of policies: files that are read, files that are skipped, and hostile
//! contents.

use super::{SOUND, changed, faults, read_folder};
use nearsite_datasets::read_policies;
use std::fs;
use std::path::PathBuf;

#[test]
fn folders_are_read_for_their_policies_alone() {
    let (folder, read) =
        read_folder(&[("a.toml", SOUND), ("README.md", "x"), (".hidden.toml", "x")]);
    assert_eq!(read.unwrap().len(), 1);
    fs::create_dir(folder.path().join("below.toml")).unwrap();
    assert!(read_policies(&[folder.path().to_owned()]).is_ok());
    let empty = tempfile::tempdir().unwrap();
    let message_of = |path: PathBuf| read_policies(&[path]).unwrap_err()[0].to_string();
    assert!(
        message_of(empty.path().to_owned())
            .contains("contains no policy: policies are files whose names end in .toml")
    );
    assert!(message_of(empty.path().join("gone")).contains("gone: cannot be read: "));
    assert!(message_of("/dev/null".into()).contains("is neither a file nor a folder"));
    let file = |name: &str, bytes: &[u8]| {
        let path = empty.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    assert!(message_of(file("large", &vec![b'#'; (1 << 20) + 1])).contains("is larger than 1 MiB"));
    assert!(message_of(file("latin", b"id = \"\xe9\"")).contains("is not UTF-8"));
    assert!(
        message_of(file("twice", SOUND.replace("id", "id\u{7}").as_bytes())).contains("line 1")
    );
}

#[test]
fn a_set_is_bounded_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let name = |number: usize| folder.path().join(format!("{number:02}.toml"));
    for number in 0..65 {
        let comment = "#".repeat((1 << 20) - 1);
        fs::write(name(number), format!("{comment}\n")).unwrap();
    }
    let messages = read_policies(&[folder.path().to_owned()]).unwrap_err();
    let last = messages.last().unwrap();
    assert_eq!((messages.len(), &last.file), (65, &name(64)));
    assert!(
        last.to_string()
            .contains("brings the policies over 64 MiB together"),
        "{last}"
    );
    assert!(
        messages[0].to_string().contains("missing field `id`"),
        "{}",
        messages[0]
    );
}

#[test]
fn hostile_files_end_in_a_short_refusal() {
    let name = "\u{1b}[31m".repeat(20_000);
    let long = format!(
        "\"{}\" = 1\n",
        name.escape_unicode()
            .to_string()
            .replace("\\u{", "\\u00")
            .replace('}', "")
    );
    let hostile = [
        format!("a{} = 1", ".a".repeat(400_000)),
        format!("[a{}]\n", ".a".repeat(400_000)),
        format!("a = {}", "[".repeat(900_000)),
        format!("a = {}", "{a=".repeat(300_000)),
        "[[criterion]]\n".repeat(70_000),
        long,
        changed("[\"TX\"]", &format!("[{}]", "\"TX\",".repeat(150_000))),
        changed(
            "[\"chronic_disease\"]",
            &format!("[{}]", "\"transplant\",".repeat(70_000)),
        ),
        changed("\"A plan\"", &format!("\"{}\"", "x".repeat(1 << 19))),
    ];
    for text in &hostile {
        assert!(text.len() <= 1 << 20, "{}", text.len());
        for message in faults(&[("bad.toml", text)]) {
            assert!(
                message.chars().count() < 1000 && !message.contains(char::is_control),
                "{message}"
            );
        }
    }
}
