//! `nearsite policy`: what is printed, and with which code it ends.

use crate::process::nearsite;
use serde_json::Value;
use std::path::Path;
use std::process::Output;

fn policy(args: &[&str]) -> Output {
    nearsite().arg("policy").args(args).output().unwrap()
}

fn stdout(args: &[&str]) -> String {
    let output = policy(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    assert!(stderr.is_empty(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn shipped_folder() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/policies").to_owned()
}

#[test]
fn policies_are_listed_by_payer_and_day() {
    let cigna = "\
policy         payer  programme             from        to          version
cigna-2020-08  cigna  imaging-site-of-care  2020-08-01  2025-09-25  0550, live 2020-08-01
cigna-2025-09  cigna  imaging-site-of-care  2025-09-26  open        0550, effective 2025-09-26
";
    assert_eq!(stdout(&["list", "--payer", "cigna"]), cigna);
    assert_eq!(
        stdout(&["list", "--payer", "cigna", "--policies", &shipped_folder()]),
        cigna
    );
    assert_eq!(stdout(&["list"]).lines().count(), 16);
    let json: Value = serde_json::from_str(&stdout(&["list", "--payer", "uhc", "--json"])).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(json[0]["id"], "uhc-2019-03");
    assert!(json[1]["effective_to"].is_null());
    let digest = json[0]["digest"].as_str().unwrap();
    assert!(digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()));
}

#[test]
fn files_and_folders_are_checked() {
    let folder = shipped_folder();
    let said = stdout(&["check", &folder]);
    assert!(
        said.starts_with("15 policies are sound: aetna-2021-12, anthem-2017-07, "),
        "{said}"
    );
    let file = format!("{folder}/uhc-2019-03.toml");
    assert_eq!(
        stdout(&["check", &file]),
        "1 policy is sound: uhc-2019-03\n"
    );
    let json: Value = serde_json::from_str(&stdout(&["check", &folder, "--json"])).unwrap();
    assert_eq!(json["policies"].as_array().unwrap().len(), 15);
    assert_eq!(json["faults"].as_array().unwrap().len(), 0);
}

#[test]
fn every_fault_is_a_line_and_the_exit_code_is_2() {
    let folder = tempfile::tempdir().unwrap();
    let shipped =
        std::fs::read_to_string(format!("{}/uhc-2019-03.toml", shipped_folder())).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let a = write(
        "a.toml",
        &shipped.replace("\"AK\", ", "\"Alaska\", \"CT\", "),
    );
    let b = write("b.toml", &shipped.replace("title", "titel"));
    let output = policy(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let stderr = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines[0], "error: 3 faults", "{stderr}");
    assert!(
        lines[1].starts_with(&format!("{b}: line ")) && lines[1].contains("unknown field `titel`"),
        "{stderr}"
    );
    assert!(
        lines[2].starts_with(&format!("{a}: policy uhc-2019-03: scope.states_off[")),
        "{stderr}"
    );
    assert_eq!(lines.len(), 4, "{stderr}");

    let output = policy(&["check", &a, &b, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults = json["faults"].as_array().unwrap();
    assert_eq!(
        (faults.len(), &faults[0]["file"], &faults[0]["column"]),
        (3, &b.clone().into(), &1.into())
    );
    assert_eq!(faults[1]["policy"], "uhc-2019-03");
    assert!(
        faults[1]["place"]
            .as_str()
            .unwrap()
            .starts_with("scope.states_off[")
    );
    assert!(json["policies"].as_array().unwrap().is_empty());

    // A single fault is on the line of the error.
    let output = policy(&["check", &b]);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with(&format!("error: {b}: line ")) && stderr.lines().count() == 1,
        "{stderr}"
    );
}

#[test]
fn names_that_cannot_be_resolved_are_reported() {
    for (args, words) in [
        (
            &["list", "--payer", "nobody"][..],
            "payers are aetna, anthem, bcbstx, cigna, premera, uhc",
        ),
        (
            &["list", "--policies", "/nowhere"],
            "/nowhere: cannot be read",
        ),
        (&["check"], "<FILE|FOLDER>"),
        (&["check", "/nowhere"], "/nowhere: cannot be read"),
        (&["diff", "cigna-2020-08"], "<B>"),
        (
            &["diff", "cigna-2020-08", "cigna-2021"],
            "cigna-2021: neither the id of a policy",
        ),
        (
            &["diff", "cigna-2020-08", "/dev/null"],
            "/dev/null: is neither a file nor a folder",
        ),
        (&["diff", "cigna-2020-08", "src"], "contains no policy"),
        (
            &["diff", "cigna-2020-08", "datasets/policies"],
            "holds 15 policies; name the file of one",
        ),
        (&[], "Usage"),
    ] {
        let mut command = nearsite();
        let output = command
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .arg("policy")
            .args(args)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(
            stderr.contains(words) && output.stdout.is_empty(),
            "{words} not in: {stderr}"
        );
    }
}

#[test]
fn a_new_version_is_described_in_words() {
    assert_eq!(
        stdout(&["diff", "cigna-2020-08", "cigna-2025-09"]),
        include_str!("policy_diff/cigna.txt")
    );
    assert_eq!(
        stdout(&["diff", "anthem-2018-03", "anthem-2021-08"]),
        include_str!("policy_diff/anthem.txt")
    );
    assert_eq!(
        stdout(&["diff", "uhc-2019-03", "bcbstx-2025-01"]),
        include_str!("policy_diff/uhc_bcbstx.txt")
    );
}

#[test]
fn every_part_of_a_policy_is_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/policy_diff");
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (before, after) = (file("before.toml"), file("after.toml"));
    assert_eq!(
        stdout(&["diff", &before, &after]),
        include_str!("policy_diff/every_part.txt")
    );
    assert_eq!(
        stdout(&["diff", &before, &before]),
        "before -> before: the same policy\n"
    );
    let json: Value = serde_json::from_str(&stdout(&["diff", &before, &after, "--json"])).unwrap();
    let lines = include_str!("policy_diff/every_part.txt").lines().skip(1);
    let differences = json["differences"].as_array().unwrap();
    let described = differences.iter().map(|difference| {
        format!(
            "{}: {}",
            difference["what"].as_str().unwrap(),
            difference["words"].as_str().unwrap()
        )
    });
    assert!(lines.eq(described));
    assert_eq!(differences[0]["change"], "changed");
    assert_eq!(
        (&json["before"]["id"], &json["after"]["id"]),
        (&"before".into(), &"after".into())
    );
}

#[test]
fn another_order_is_no_difference_but_another_digest() {
    let folder = tempfile::tempdir().unwrap();
    let text = include_str!("policy_diff/before.toml");
    let path = folder.path().join("reordered.toml");
    std::fs::write(
        &path,
        text.replacen("\"ct\", \"mri\"", "\"mri\", \"ct\"", 1),
    )
    .unwrap();
    let before = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/policy_diff/before.toml"
    );
    let said = stdout(&["diff", before, path.to_str().unwrap()]);
    assert_eq!(said, "before -> before: the same rules in another order\n");
}
