//! The executable: what it prints, and with which code it ends.

use crate::support::{AS_OF, TestApp, index, knee_search};
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

/// The executable with nothing of the environment that could change its settings.
fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nearsite"));
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NEARSITE_"))
    {
        command.env_remove(name);
    }
    command.args(args);
    command
}

pub(crate) fn nearsite(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn search(extra: &[&str]) -> Output {
    let mut args = vec![
        "search",
        "--index",
        index().to_str().unwrap(),
        "--as-of",
        AS_OF,
    ];
    args.extend(extra);
    nearsite(&args)
}

/// Arguments, exit code, words of the message. `INDEX` is replaced by the directory of the tiny
/// world.
#[rustfmt::skip]
const BAD_COMMANDS: &[(&[&str], i32, &str)] = &[
    (&[], 2, "Usage"),
    (&["serch"], 2, "search"),
    (&["search", "--procedure", "73721"], 2, "--index"),
    (&["search", "--index", "INDEX", "--radius"], 2, "--radius"),
    (&["search", "--index", "INDEX", "--zip", "78701"], 2, "one of procedure, modality and text"),
    (&["search", "--index", "INDEX", "--procedure", "73721"], 2, "origin is required"),
    (&["search", "--index", "INDEX", "--procedure", "99999", "--zip", "78701"], 2, "not in the catalog"),
    (&["search", "--index", "INDEX", "--procedure", "77057", "--zip", "78701"], 2, "use 77067"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "00000"], 2, "--zip: this ZIP code is not in the table"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--lat", "30"], 2, "either lat and lon, or zip"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--radius", "0"], 2, "--radius: must be from 0.1 to 250"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--radius", "far"], 2, "--radius must be a number"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--limit", "-1"], 2, "/limit"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--network", "none"], 2, "this network is not known"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--audience", "nobody"], 2, "/audience"),
    (&["search", "--index", "INDEX", "--procedure", "73721", "--zip", "78701", "--as-of", "2027-02-29"], 2, "/as_of"),
    (&["search", "--index", "/nowhere", "--procedure", "73721", "--zip", "78701"], 2, "no snapshot in /nowhere"),
    (&["inspect", "S-9", "--index", "INDEX"], 2, "there is no site S-9"),
    (&["inspect", "--index", "INDEX"], 2, "<SITE>"),
    (&["score", "S-9", "--index", "INDEX"], 2, "there is no site S-9"),
    (&["score", "/nowhere.json"], 2, "there is no file /nowhere.json; to score a site of a snapshot add --index DIR"),
    (&["score", "/tmp"], 2, "/tmp: is a directory, not a file"),
    (&["score", "S-1", "--index", "/nowhere"], 2, "no snapshot in /nowhere"),
    (&["score", "S-1", "--index", "INDEX", "--modality", "mrt"], 2, "--modality: unknown modality: use one of ct mri"),
    (&["score", "S-1", "--index", "INDEX", "--modality", "ct"], 2, "the site does not offer ct; it offers mri"),
    (&["score", "S-1", "--index", "INDEX", "--what-if", "urgent_slots"], 2, "must be MEASURE=ANSWER"),
    (&["score", "S-1", "--index", "INDEX", "--what-if", "probe_tests=yearly"], 2,
        "the measure must be one of urgent_slots, days_to_appointment, readers_certified, test_images, magnet_access"),
    (&["score", "S-1", "--index", "INDEX", "--what-if", "urgent_slots=maybe"], 2, "the answer must be one of yes, no"),
    (&["score", "S-1", "--index", "INDEX", "--what-if", "days_to_appointment=101"], 2, "the answer must be a number from 0 to 100"),
    (&["score", "S-1", "--index", "INDEX", "--what-if", "urgent_slots=yes", "--what-if", "urgent_slots=no"], 2, "answered twice"),
    (&["verify", "--index", "/nowhere"], 2, "no snapshot in /nowhere"),
    (&["rollback", "--index", "/nowhere"], 2, "/nowhere is not a directory"),
    (&["serve", "--index", "/nowhere", "--listen", "127.0.0.1:0"], 2, "port 0"),
    (&["serve", "--index", "/nowhere", "--listen", "0.0.0.0:8080"], 2, "no [[credentials]]"),
    (&["serve", "--index", "/nowhere", "--config", "/nowhere.toml"], 2, "/nowhere.toml cannot be read"),
    (&["serve"], 2, "index is not set"),
    (&["config", "--verify", "some"], 2, "full, fast"),
    (&["index", "--out", "/tmp"], 2, "--registrations"),
    (&["rates", "--out", "/tmp"], 2, "--registrations"),
    (&["rates", "/nowhere", "--registrations", "/nowhere", "--out", "/tmp"], 2, "--out /tmp is a folder"),
    (&["registrations"], 2, "Usage"),
    (&["registrations", "doctor"], 2, "--index"),
    (&["registrations", "doctor", "--index", "/nowhere"], 2, "no snapshot in /nowhere"),
    (&["registrations", "doctor", "--index", "INDEX", "--as-of", "2027-02-29"], 2, "--as-of"),
    (&["registrations", "doctor", "--index", "INDEX", "--max-npi-addresses", "few"], 2, "--max-npi-addresses"),
    (&["registrations", "expiring"], 2, "--index <DIR>|--registrations <FILE>"),
    (&["registrations", "expiring", "--index", "/nowhere"], 2, "no snapshot in /nowhere"),
    (&["registrations", "expiring", "--index", "INDEX", "--registrations", "/nowhere"], 2, "cannot be used with"),
    (&["registrations", "expiring", "--index", "INDEX", "--scores", "/nowhere"], 2, "cannot be used with"),
    (&["registrations", "expiring", "--registrations", "/nowhere"], 2, "/nowhere"),
    (&["registrations", "expiring", "--index", "INDEX", "--within", "2 months"], 2, "such as 60d"),
    (&["registrations", "expiring", "--index", "INDEX", "--within", "99999d"], 2, "from 0d to 36500d"),
    (&["registrations", "expiring", "--index", "INDEX", "--within=-1d"], 2, "such as 60d"),
    (&["synth", "--sites", "many", "--seed", "1", "--out", "/tmp"], 2, "--sites"),
    (&["synth", "--sites", "0", "--seed", "1", "--out", "/tmp"], 2, "0 sites"),
    (&["synth", "--out", "/tmp"], 2, "--sites"),
];

#[test]
fn bad_commands_end_with_one_clear_message() {
    for (args, expected, words) in BAD_COMMANDS {
        let args: Vec<&str> = args
            .iter()
            .map(|&arg| {
                if arg == "INDEX" {
                    index().to_str().unwrap()
                } else {
                    arg
                }
            })
            .collect();
        let output = nearsite(&args);
        assert_eq!(code(&output), *expected, "{args:?}: {}", stderr(&output));
        assert!(
            stderr(&output).contains(words),
            "{args:?}: {}",
            stderr(&output)
        );
        assert!(output.stdout.is_empty(), "{args:?}: {}", stdout(&output));
    }
}

#[test]
fn a_port_in_use_is_reported() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = nearsite(&[
        "serve",
        "--index",
        index().to_str().unwrap(),
        "--listen",
        &address,
    ]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains(&format!("cannot listen on {address}")),
        "{}",
        stderr(&output)
    );
}

#[test]
fn the_json_of_the_command_line_is_the_answer_of_the_server() {
    let printed = search(&[
        "--procedure",
        "73721",
        "--zip",
        "78701",
        "--network",
        "ppo",
        "--limit",
        "1",
        "--explain",
        "--json",
    ]);
    assert_eq!(code(&printed), 0, "{}", stderr(&printed));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let asked = knee_search(&json!({"limit": 1, "explain": true}));
    let answer = runtime.block_on(async { TestApp::new().search(&asked).await });
    assert_eq!(stdout(&printed), format!("{}\n", answer.text()));
}

#[test]
fn the_table_is_readable_and_moves_no_cursor() {
    let printed = stdout(&search(&[
        "--procedure",
        "73721",
        "--zip",
        "78701",
        "--network",
        "ppo",
    ]));
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines[0],
        "2 sites within 25.00 miles on 2026-11-22, prices as of 2026-06-01"
    );
    assert!(lines[1].starts_with("rank  site"), "{printed}");
    for words in [
        "Imaging S-1 (S-1)",
        "Austin TX",
        "free standing",
        "91.3 A",
        "$412.00 c",
        "0.00",
    ] {
        assert!(lines[2].contains(words), "{words} not in {printed}");
    }
    assert!(
        lines[3].contains("missing") && lines[3].contains("ranked-as-median"),
        "{printed}"
    );
    assert!(!printed.contains('\u{1b}'));
}

#[test]
fn a_search_without_a_result_says_why_and_where_the_nearest_is() {
    let output = search(&["--modality", "pet", "--zip", "78701"]);
    assert_eq!(code(&output), 0);
    let printed = stdout(&output);
    for words in [
        "0 sites within 25.00 miles",
        "It does not offer the modality asked for.",
        "no site of this snapshot would qualify at any distance",
    ] {
        assert!(printed.contains(words), "{words} not in {printed}");
    }
    let knee = ["--procedure", "73721", "--lat", "29.5", "--lon", "-97.74"];
    let printed = stdout(&search(&[&knee[..], &["--radius", "1"]].concat()));
    for words in [
        "no site of this snapshot is within the radius",
        "is Imaging S-1 (S-1), Austin TX, 53.",
    ] {
        assert!(printed.contains(words), "{words} not in {printed}");
    }
}

#[test]
fn a_search_explains_why_sites_are_absent() {
    let knee = ["--procedure", "73721", "--zip", "78701", "--network", "ppo"];
    let asked = ["--why-not", "S-1", "--why-not", "S-3", "--why-not", "S-9"];
    let printed = stdout(&search(&[knee, asked].concat()));
    let answers: Vec<&str> = printed.lines().rev().take(3).collect();
    assert_eq!(
        answers,
        [
            "S-9: There is no such site.",
            "S-3: It bills as a setting that was not asked for.",
            "S-1: It qualifies, at rank 1.",
        ]
    );
}

#[test]
fn verify_inspect_and_config_print_what_they_are_for() {
    let root = index().to_str().unwrap();
    let verified = nearsite(&["verify", "--index", root]);
    assert_eq!(code(&verified), 0);
    assert!(stdout(&verified).contains("is sound") && stdout(&verified).contains("6 sites"));
    let inspected = stdout(&nearsite(&["inspect", "S-1", "--index", root]));
    for words in [
        "742345678",
        "network: hmo",
        "attestation: plan-a",
        "score 91.3 A",
        "1 prices",
    ] {
        assert!(inspected.contains(words), "{words} not in {inspected}");
    }
    let config = stdout(&nearsite(&["config", "--index", root]));
    assert!(
        config.contains("flag --index") && config.contains("default"),
        "{config}"
    );
}

#[test]
fn a_damaged_snapshot_fails_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("CURRENT"), "../../etc/passwd\n").unwrap();
    for args in [["verify", "--index"], ["inspect", "--index"]] {
        let mut args = args.to_vec();
        args.push(folder.path().to_str().unwrap());
        if args[0] == "inspect" {
            args.push("S-1");
        }
        let output = nearsite(&args);
        assert_eq!(code(&output), 1);
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
}

/// A process that is ended when the test is over, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_demo_prints_its_address_first_and_answers_its_own_request() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = command(&["demo", "--index", folder.path().to_str().unwrap()]);
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines();
    let address = lines.next().unwrap().unwrap();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    let pages: Vec<String> = lines.by_ref().map(Result::unwrap).take(2).collect();
    for (line, path) in pages.iter().zip(["/find", "/order-entry"]) {
        let page = line.split_whitespace().next().unwrap();
        assert_eq!(page, format!("{address}{path}"));
        // 503 where the pages were not built.
        match ureq::get(page).call() {
            Ok(answer) => assert_eq!(answer.status(), 200),
            Err(error) => assert!(matches!(error, ureq::Error::StatusCode(503)), "{error}"),
        }
    }
    let request = lines.next().unwrap().unwrap();
    assert!(
        request.starts_with(&format!("curl -s {address}/v1/search ")),
        "{request}"
    );
    let body = request.split('\'').nth(3).unwrap();
    let mut answer = ureq::post(format!("{address}/v1/search"))
        .content_type("application/json")
        .send(body)
        .unwrap();
    let answer: serde_json::Value = answer.body_mut().read_json().unwrap();
    assert_eq!(answer["results"].as_array().unwrap().len(), 5);
    assert_eq!(answer["results"][0]["cost"]["status"], "priced");

    let killed = Command::new("kill")
        .args(["-TERM", &running.0.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}
