//! `nearsite template`: the files build with the commands of their README, and answer.

use crate::command_line::{code, nearsite, stderr, stdout};
use std::path::Path;
use std::process::Command;

/// Runs one line of the README in the folder, and returns what it prints.
fn run(folder: &Path, line: &str) -> String {
    let mut words = line.split_ascii_whitespace();
    assert_eq!(words.next(), Some("nearsite"), "{line}");
    let output = Command::new(env!("CARGO_BIN_EXE_nearsite"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{line}: {}", stderr(&output));
    stdout(&output)
}

#[test]
fn the_commands_of_the_readme_build_the_template_and_answer() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/template");
    let written = nearsite(&["template", "--out", out.to_str().unwrap()]);
    assert_eq!(code(&written), 0, "{}", stderr(&written));

    let readme = std::fs::read_to_string(out.join("README.md")).unwrap();
    let commands = readme.split("```").nth(1).unwrap();
    let printed: Vec<String> = commands
        .lines()
        .skip(1)
        .map(|line| run(&out, line))
        .collect();
    let [rates, built, found, inspected] = printed.as_slice() else {
        panic!("four commands: {commands}");
    };
    assert!(rates.contains("2 rates for 1 codes at 2 sites"), "{rates}");
    assert!(rates.contains("follows the template of CMS"), "{rates}");
    assert!(built.contains("3 sites, 1 networks"), "{built}");
    assert!(!built.contains("warning"), "{built}");
    for row in built.lines().skip(1).take(7) {
        assert!(row.ends_with(" 0"), "a rejected row: {row}");
    }
    assert!(found.starts_with("2 sites within 25.00 miles"), "{found}");
    assert!(found.contains("$450.00 c"), "{found}");
    assert!(inspected.contains("$470.00"), "{inspected}");
    assert!(out.join("INPUT_FILES.md").exists());

    let again = nearsite(&["template", "--out", out.to_str().unwrap()]);
    assert_eq!(code(&again), 2);
    assert!(stderr(&again).contains("README.md exists already: name another folder"));
}
