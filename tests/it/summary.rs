//! The summary of a search, over a real socket: counted again from the cards of every page, and
//! nothing else changed by it.

use crate::agreement::{nation, today};
use crate::oracle::requests::Requests;
use crate::process::{Client, Server};
use crate::support::{TestApp, knee_search};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A failure names the seed and the number of its request.
const SEED: u64 = 20_261_128;
const SEARCHES: usize = 250;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const BODIES: [&str; 4] = ["ACR", "IAC", "TJC", "RadSite"];

fn ask(client: &Client, body: &Value) -> Value {
    let (status, bytes) = client.post("/v1/search", &body.to_string());
    assert_eq!(status, 200, "{body}");
    serde_json::from_slice(&bytes).unwrap()
}

/// Every result of a search, page by page.
fn walk(client: &Client, body: &Value) -> Vec<Value> {
    let mut body = body.clone();
    body["limit"] = json!(200);
    let mut results = Vec::new();
    loop {
        let mut page = ask(client, &body);
        results.append(page["results"].as_array_mut().unwrap());
        if page["next_cursor"].is_null() {
            return results;
        }
        body["cursor"] = page["next_cursor"].take();
    }
}

/// The modality a search is about.
fn modality(client: &Client, body: &Value) -> Option<String> {
    if let Some(modality) = body["modality"].as_str() {
        return Some(modality.to_owned());
    }
    let (_, bytes) = client.get(&format!("/v1/procedures/{}", body["procedure"].as_str()?))?;
    let procedure: Value = serde_json::from_slice(&bytes).unwrap();
    procedure["modality"].as_str().map(str::to_owned)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn is_open(site: &Value, day: &str) -> bool {
    list(&site["hours"]).any(|hours| list(&hours["days"]).any(|open| open == day))
}

fn is_accredited(site: &Value, modality: Option<&str>, body: &str, as_of: &str) -> bool {
    let services = list(&site["services"])
        .filter(|service| modality.is_none_or(|of| service["modality"] == of));
    let mut accreditations = services.flat_map(|service| list(&service["accreditations"]));
    accreditations.any(|row| {
        let lasts = row["expires_on"].as_str().is_none_or(|day| day >= as_of);
        row["body"] == body && lasts
    })
}

fn cents(amount: &Value) -> i64 {
    (amount.as_f64().unwrap() * 100.0).round() as i64
}

/// Amounts, sorted, and the figures that follow from them.
fn check_prices(prices: &Value, results: &[Value], what: &str) {
    let mut amounts: Vec<i64> = results
        .iter()
        .filter(|result| result["cost"]["status"] != "missing")
        .map(|result| cents(&result["cost"]["amount"]))
        .collect();
    amounts.sort_unstable();
    if amounts.len() < 3 {
        assert!(prices.is_null(), "{what}");
        return;
    }
    assert_eq!(prices["facilities"], amounts.len(), "{what}");
    for (name, hundredths) in [("p10", 10), ("median", 50), ("p90", 90)] {
        let rank = (1..=amounts.len()).find(|rank| rank * 100 >= amounts.len() * hundredths);
        assert_eq!(
            cents(&prices[name]),
            amounts[rank.unwrap() - 1],
            "{name}: {what}"
        );
    }
    assert_eq!(cents(&prices["lowest"]), amounts[0]);
    assert_eq!(cents(&prices["highest"]), amounts[amounts.len() - 1]);
    let bins: Vec<&Value> = list(&prices["bins"]).collect();
    assert!((1..=12).contains(&bins.len()));
    for bin in &bins {
        let range = cents(&bin["from"])..cents(&bin["to"]);
        let inside = amounts.iter().filter(|amount| range.contains(amount));
        assert_eq!(bin["count"], inside.count());
    }
    assert_eq!(
        bins.iter()
            .filter_map(|bin| bin["count"].as_u64())
            .sum::<u64>(),
        amounts.len() as u64
    );
}

/// Counts of words, those that never occur left out.
fn tally<'a>(words: impl Iterator<Item = &'a Value>) -> Value {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for word in words.filter_map(Value::as_str) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    json!(counts)
}

fn counts(results: &[Value], modality: Option<&str>, as_of: &str) -> Value {
    let sites = || results.iter().map(|result| &result["site"]);
    let number = |holds: &dyn Fn(&Value) -> bool| sites().filter(|site| holds(site)).count();
    let open: Map<String, Value> = DAYS
        .iter()
        .map(|day| ((*day).to_owned(), json!(number(&|site| is_open(site, day)))))
        .collect();
    let accredited: Map<String, Value> = BODIES
        .iter()
        .map(|body| {
            let count = number(&|site| is_accredited(site, modality, body, as_of));
            ((*body).to_owned(), json!(count))
        })
        .collect();
    json!({
        "grade": tally(results.iter().map(|result| &result["score"]["grade"])),
        "accredited_by": accredited,
        "languages": tally(sites().flat_map(|site| list(&site["languages"]))),
        "open_on": open,
        "wheelchair_accessible": number(&|site| site["wheelchair_accessible"] == true),
        "setting": tally(sites().map(|site| &site["setting"])),
    })
}

#[test]
fn a_summary_agrees_with_the_cards_of_all_pages() {
    let nation = nation();
    let server = Server::start(&nation.index(), 2);
    let client = server.client();
    let mut requests = Requests::new(&nation.oracle.world, SEED, today());
    let (mut priced, mut several_pages, mut without_grades) = (0, 0, 0);
    for number in 0..SEARCHES {
        let body = requests.invent();
        let mut plain = ask(&client, &body);
        let mut asked = body.clone();
        asked["summary"] = json!(true);
        let mut answer = ask(&client, &asked);
        let summary = answer.as_object_mut().unwrap().remove("summary").unwrap();
        let results = walk(&client, &body);
        let what = format!("seed {SEED}, request {number}: {asked}");
        check_prices(&summary["prices"], &results, &what);
        let as_of = answer["as_of"].as_str().unwrap().to_owned();
        let modality = modality(&client, &body);
        assert_eq!(
            summary["counts"],
            counts(&results, modality.as_deref(), &as_of),
            "{what}"
        );
        priced += usize::from(!summary["prices"].is_null());
        several_pages += usize::from(!answer["next_cursor"].is_null());
        let has_no_grade = summary["counts"]["grade"] == json!({});
        without_grades += usize::from(has_no_grade && !results.is_empty());
        // Another request, so another cursor; all else is the same.
        (plain["next_cursor"], answer["next_cursor"]) = (Value::Null, Value::Null);
        assert_eq!(answer, plain);
    }
    assert!(
        priced > 30 && several_pages > 30 && without_grades > 10,
        "{priced} with prices, {several_pages} of several pages, {without_grades} without grades"
    );
}

#[tokio::test]
async fn a_summary_is_there_when_it_is_asked_for_and_is_kept_apart() {
    let app = TestApp::new();
    for asked in [
        json!(true),
        json!(false),
        json!(true),
        json!(false),
        Value::Null,
    ] {
        let answer = app.found(&knee_search(&json!({"summary": asked}))).await;
        assert_eq!(answer.get("summary").is_some(), asked == true);
    }
    let answer = app.search(&knee_search(&json!({"summary": 1}))).await;
    assert_eq!(answer.problem(), (422, "invalid-request".to_owned()));
}
