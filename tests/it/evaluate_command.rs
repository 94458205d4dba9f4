//! `nearsite evaluate`, `certificate verify` and `policy shadow`: what they print, and with which
//! code they end.

use crate::orders::{order, pack, service, with};
use crate::process::nearsite;
use crate::support::{contents, index, publish_into, sites};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tempfile::TempDir;

/// A folder with the sound order, policies and the files that a test adds.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(desk.path("policies")).unwrap();
        desk.write("policies/acme.toml", &to_toml(&pack(&json!({}))));
        desk.write("order.json", &order().to_string());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Runs a command on the tiny world and these policies.
    fn run(&self, args: &[&str]) -> Output {
        self.run_on(index(), args)
    }

    fn run_on(&self, index: &Path, args: &[&str]) -> Output {
        nearsite()
            .args(args)
            .arg("--index")
            .arg(index)
            .arg("--policies")
            .arg(self.path("policies"))
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }
}

/// A pack as a policy file: one line for each member, with nested values on the same line.
fn to_toml(pack: &Value) -> String {
    let members = pack.as_object().unwrap().iter();
    // TOML has no null, and an open end is left out.
    let lines: Vec<String> = members
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| format!("{key} = {}", inline(value)))
        .collect();
    lines.join("\n")
}

fn inline(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{key} = {}", inline(value)))
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(entries) => {
            let entries: Vec<String> = entries.iter().map(inline).collect();
            format!("[{}]", entries.join(", "))
        }
        plain => plain.to_string(),
    }
}

fn sound(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The message of a command that refuses its input.
fn refused(output: &Output) -> String {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    message
}

#[tokio::test]
async fn the_json_of_the_command_is_the_answer_of_the_server() {
    let desk = Desk::new();
    let printed = sound(&desk.run(&["evaluate", "order.json", "--json"]));
    let answer = service()
        .post("/v1/site-of-care/evaluations", order().to_string())
        .await;
    assert_eq!(printed, format!("{}\n", answer.text()));
}

#[test]
fn the_printed_evaluation_shows_outcome_criteria_questions_alternates_and_proof() {
    let desk = Desk::new();
    desk.write(
        "order.json",
        &with("/facts", &json!({"sedation_need": true})).to_string(),
    );
    let account = sound(&desk.run(&["evaluate", "order.json"]));
    assert!(!account.contains('\u{1b}'), "{account}");
    for words in [
        "needs information\n",
        "policy acme-2026 in force on 2026-11-22: Acme (7)",
        "asked for: Imaging S-3 (S-3), hospital outpatient, 1.38 miles, score 91.3 A, cost missing",
        "  not met age [T-1]: The patient is a child.\n          age = 46: The patient is 46 on the service date",
        "  not met sedation [T-1]: Nobody near sedates.\n          sedation_need = true: Stated as true",
        "          sedation = 2 of 2 sites: 2 of the 2 sites within 10.00 miles",
        "  unknown no_alternate [engine]",
        "to ask\n  claustrophobia: Would",
        "  body_size (with weight_lb): Is",
        "2 alternates within 10.00 miles; differences are to the site asked for\n",
        "Imaging S-1 (S-1)",
        "certificate ",
        ", 2 alternates and 4 other sites within 16093 m\n",
        "clock: decision, 72 hours from receipt [T-1]",
    ] {
        assert!(account.contains(words), "{words} in {account}");
    }
}

#[test]
fn an_order_may_come_from_standard_input() {
    let desk = Desk::new();
    let mut child = nearsite()
        .args(["evaluate", "-", "--index"])
        .arg(index())
        .arg("--policies")
        .arg(desk.path("policies"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(order().to_string().as_bytes()).unwrap();
    drop(input);
    let account = sound(&child.wait_with_output().unwrap());
    assert!(account.starts_with("needs information\n"), "{account}");
}

#[test]
fn what_was_issued_is_verified_and_nothing_else() {
    let desk = Desk::new();
    sound(&desk.run(&["evaluate", "order.json", "--certificate", "proof.json"]));
    let path = desk.path("proof.json");
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let verify = |file: &str| desk.run(&["certificate", "verify", file]);
    let printed = sound(&verify("proof.json"));
    assert!(printed.starts_with("verified: certificate "), "{printed}");
    assert!(
        printed.contains("2 alternates and 4 other sites within 16093 m"),
        "{printed}"
    );
    let text = std::fs::read_to_string(&path).unwrap();
    desk.write("altered.json", &text.replace("\"age\":46", "\"age\":47"));
    let message = refused(&verify("altered.json"));
    assert_eq!(
        message,
        "error: the certificate was altered: its digest is not that of its content\n"
    );
    desk.write(
        "spaced.json",
        &text.replace("\"format\":1", "\"format\": 1"),
    );
    assert!(refused(&verify("spaced.json")).contains("canonical form"));
    assert!(refused(&verify("nowhere.json")).contains("cannot be read"));
    let other = tempfile::tempdir().unwrap();
    publish_into(other.path(), contents(sites(710)), "2026-06-01T00:00:00Z");
    let message = refused(&desk.run_on(other.path(), &["certificate", "verify", "proof.json"]));
    assert!(message.contains("the one at hand is"), "{message}");
    let changed = pack(&json!({"version": "8"}));
    desk.write("policies/acme.toml", &to_toml(&changed));
    assert!(refused(&verify("proof.json")).contains("with digest"));
}

#[test]
fn a_certificate_holds_after_the_next_build_as_long_as_its_snapshot_is_kept() {
    let (desk, root) = (Desk::new(), tempfile::tempdir().unwrap());
    let build = |sites_before: u16| {
        let sites = contents(sites(sites_before));
        publish_into(
            root.path(),
            sites,
            &format!("2026-06-01T00:{:02}:00Z", sites_before - 700),
        )
    };
    build(700);
    let issue = ["evaluate", "order.json", "--certificate", "proof.json"];
    sound(&desk.run_on(root.path(), &issue));
    let verify = ["certificate", "verify", "proof.json"];
    for later in 701..703 {
        build(later);
        let printed = sound(&desk.run_on(root.path(), &verify));
        assert!(printed.starts_with("verified: certificate "), "{printed}");
    }
    build(703);
    let message = refused(&desk.run_on(root.path(), &verify));
    assert!(message.contains("the one at hand is"), "{message}");
}

#[test]
fn an_order_is_not_overwritten_by_its_certificate() {
    let desk = Desk::new();
    for path in ["order.json", "./order.json", "policies/../order.json"] {
        let message = refused(&desk.run(&["evaluate", "order.json", "--certificate", path]));
        assert!(message.contains("would overwrite the order"), "{message}");
    }
    sound(&desk.run(&["evaluate", "order.json"]));
}

#[test]
fn bad_orders_end_with_their_faults() {
    let desk = Desk::new();
    desk.write("order.json", &with("/payer", &json!("nobody")).to_string());
    let message = refused(&desk.run(&["evaluate", "order.json"]));
    assert_eq!(
        message,
        "error: /payer: no policy of this payer and programme is known\n"
    );
    desk.write("order.json", "{}");
    let message = refused(&desk.run(&["evaluate", "order.json"]));
    assert!(message.contains("\n/order: is required\n"), "{message}");
    desk.write("order.json", &" ".repeat(70_000));
    assert!(refused(&desk.run(&["evaluate", "order.json"])).contains("64 KiB"));
    assert!(refused(&desk.run(&["evaluate", "nowhere"])).contains("nowhere cannot be read"));
    desk.write(
        "order.json",
        &with("/order/place_of_service", &json!("11")).to_string(),
    );
    let output = desk.run(&["evaluate", "order.json", "--certificate", "proof.json"]);
    assert!(refused(&output).contains("no certificate to write"));
    assert!(!desk.path("proof.json").exists());
}

/// Orders of which the fourth is none and the fifth none for the second policy.
fn orders() -> String {
    let child = with("/member", &json!({"age": 12}));
    let sedated = with(
        "/facts",
        &json!({"sedation_need": true, "body_size": false, "claustrophobia": false, "closed_bore_unsafe": false,
            "contrast_planned": false}),
    );
    let far = with("/access", &json!({"miles": 5}));
    format!(
        "{}\n{child}\n\n{sedated}\n{{\"audience\":1}}\n{far}",
        order()
    )
}

#[test]
fn a_policy_is_tried_out_on_orders() {
    let desk = Desk::new();
    let later = pack(&json!({
        "id": "acme-next", "effective_from": "2040-01-01", "effective_to": null,
        "criterion": [
            {"key": "age", "text": "The patient is a child.", "source": "T-1", "all": [{"age": {"op": "<", "years": 10}}]},
            {"key": "sedation", "text": "Sedation is needed.", "source": "T-1", "all": [{"fact": "sedation_need"}]}
        ]
    }));
    desk.write("next.toml", &to_toml(&later));
    desk.write("orders.ndjson", &orders());
    let shadow = [
        "policy",
        "shadow",
        "acme-2026",
        "next.toml",
        "--orders",
        "orders.ndjson",
    ];
    let output = desk.run(&shadow);
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(
        printed,
        "3 orders under acme-2026 and acme-next: 2 change, 2 lines are no orders\n      \
         1  hospital_supported -> needs_information\n      \
         1  redirect -> hospital_supported\n      \
         1  needs_information -> needs_information\n\
         line 2: hospital_supported -> needs_information\n  age: met -> not_met\n\
         line 4: redirect -> hospital_supported\n  sedation: not_met -> met\n"
    );
    let message = refused(&output);
    assert!(message.contains("2 lines are no orders\nline 5: /audience: must be a string\nline 6: under acme-2026: /access: "), "{message}");
    let output = desk.run(&[shadow.as_slice(), &["--json"]].concat());
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["orders"], 3);
    assert_eq!(document["changed"][0]["line"], 2);
    assert_eq!(
        document["changed"][1]["criteria"],
        json!([{"key": "sedation", "before": "not_met", "after": "met"}])
    );
    assert_eq!(document["faults"][1]["line"], 6);
}

#[test]
fn a_shadow_run_predicts_the_outcomes_after_a_switch() {
    let desk = Desk::new();
    let next = pack(&json!({
        "id": "acme-next",
        "criterion": [{"key": "sedation", "text": "Sedation is needed.", "source": "T-1", "all": [{"fact": "sedation_need"}]}]
    }));
    desk.write("next.toml", &to_toml(&next));
    let changes = [
        json!({}),
        json!({"sedation_need": true}),
        json!({"sedation_need": false, "body_size": false, "claustrophobia": false, "closed_bore_unsafe": false}),
    ];
    let lines: Vec<String> = changes
        .iter()
        .map(|facts| with("/facts", facts).to_string())
        .collect();
    desk.write("orders.ndjson", &lines.join("\n"));
    let shadow = [
        "policy",
        "shadow",
        "acme-2026",
        "next.toml",
        "--orders",
        "orders.ndjson",
        "--json",
    ];
    let document: Value = serde_json::from_str(&sound(&desk.run(&shadow))).unwrap();
    let changed = document["changed"].as_array().unwrap();
    let outcome = |line: &str| -> String {
        desk.write("one.json", line);
        let text = sound(&desk.run(&["evaluate", "one.json", "--json"]));
        let answer: Value = serde_json::from_str(&text).unwrap();
        answer["outcome"].as_str().unwrap().to_owned()
    };
    let before: Vec<String> = lines.iter().map(|line| outcome(line)).collect();
    desk.write("policies/acme.toml", &to_toml(&next));
    let after: Vec<String> = lines.iter().map(|line| outcome(line)).collect();
    for (position, (before, after)) in before.iter().zip(&after).enumerate() {
        let reported = changed
            .iter()
            .find(|changed| changed["line"] == position + 1);
        match reported {
            Some(reported) => assert_eq!(
                (&reported["before"], &reported["after"]),
                (&json!(before), &json!(after))
            ),
            None => assert_eq!(before, after),
        }
    }
    assert!(!changed.is_empty());
}
