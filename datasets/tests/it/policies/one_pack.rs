//! One pack alone: its shape, its rules, its digest.

use super::{SOUND, changed, faults, read_folder};

const LADDER: &str = r#"metric = "county_ladder"
source = "S1"
step = [
  { county = "large_metro", miles = 10, minutes = 20 },
  { county = "metro", miles = 30 },
  { county = "micro", miles = 60 },
  { county = "rural", miles = 60.25 },
  { county = "ceac", miles = 100 },
]
"#;

/// Text to replace, its replacement, and words of the one fault that must be reported.
#[rustfmt::skip]
const BAD_PACKS: &[(&str, &str, &str)] = &[
    // The shape: reported with line and column.
    ("title =", "titel =", "line 4, column 1: unknown field `titel`, expected one of `id`, `payer`"),
    ("[access]\n", "[access]\nmile = 5\n", "line 18, column 1: unknown field `mile`"),
    ("[scope]\n", "[scope]\nplaces = []\n", "unknown field `places`"),
    ("title = \"A plan\"\n", "", "missing field `title`"),
    ("[access]\nmetric = \"left_open\"\nsource = \"S1\"\n", "", "missing field `access`"),
    ("title = \"A plan\"", "title = 7", "line 4, column 9: invalid type: integer `7`, expected a string"),
    ("[\"S1\", \"TX-SOC\"]", "\"S1\"", "expected a sequence"),
    ("\"2026-01-01\"", "2026-01-01", "line 6, column 18: "),
    ("\"2026-01-01\"", "\"2026-02-30\"", "not a date that exists, written YYYY-MM-DD"),
    ("\"2026-01-01\"", "\"1.1.2026\"", "not a date that exists"),
    ("\"ct\"", "\"cta\"", "unknown modality: use one of ct mri"),
    ("\"22\"", "\"21\"", "unknown place of service: use one of 11 49 81 19 22"),
    ("\"left_open\"", "\"open\"", "unknown access metric: use one of straight_line_miles county_ladder left_open"),
    ("\"chronic_disease\"", "\"cancer\"", "unknown fact: use one of sedation_need contrast_planned"),
    ("any_fact", "some_fact", "unknown variant `some_fact`, expected one of `fact`, `any_fact`, `fact_here`, `age`"),
    ("op = \"<\"", "op = \">\"", "unknown age operator: use one of < <="),
    ("years = 10", "years = -1", "invalid value: integer `-1`, expected u32"),
    ("years = 10", "years = 10.5", "expected u32"),
    ("years = 10", "years = 10, months = 3", "line 25, column 40: unexpected keys in table: months, available keys: op, years"),
    ("{ fact = \"prior_studies\" }", "{ fact = \"prior_studies\", affiliated = true }", "unexpected keys in table: affiliated, available keys: fact, or_affiliated"),
    ("unit = \"hours\"", "unit = \"weeks\"", "unknown clock unit: use one of hours calendar_days business_days"),
    ("[access]\n", "[access]\nmiles = 10.005\n", "miles must be from 0.01 to 250 with at most 2 decimals"),
    ("[access]\n", "[access]\nmiles = 251\n", "miles must be from 0.01 to 250"),
    ("[access]\n", "[access]\nmiles = nan\n", "miles must be from 0.01 to 250"),
    ("version = \"1\"", "version = \"1\"\nversion = \"2\"", "duplicate key"),
    ("title = \"A plan\"", "title = \"A plan", "line 4, column "),
    // Rules of one pack: reported with the key.
    ("\"plan-2026\"", "\"Plan 2026\"", "policy number 1: id: must be 1 to 64 of a-z 0-9 -"),
    ("\"plan-2026\"", "\"\"", "id: must be 1 to 64"),
    ("payer = \"plan\"", "payer = \"The Plan\"", "policy plan-2026: payer: must be 1 to 64 of a-z 0-9 -"),
    ("\"imaging-site-of-care\"", "\"imaging_soc\"", "programme: must be 1 to 64"),
    ("title = \"A plan\"", "title = \" \"", "title: must be 1 to 1000 characters"),
    ("title = \"A plan\"", "title = \"A\\u001bplan\"", "title: must be 1 to 1000 characters, without control"),
    ("\"2026-12-31\"", "\"2025-12-31\"", "effective_to: the last day 2025-12-31 is before the first, 2026-01-01"),
    ("\"TX-SOC\"]", "\"S1\", \"TX-SOC\"]", "sources[1]: appears twice"),
    ("\"TX-SOC\"]", "\"TX-SOC\", \"http://x\"]", "sources[2]: a source key is 1 to 32 of A-Z 0-9 -"),
    ("[\"S1\", \"TX-SOC\"]", "[\"S1\"]", "criterion[1].source: this source is not among the pack's `sources`"),
    ("states = [\"TX\"]", "states = [\"Texas\"]", "scope.states[0]: must be the two capital letters of a state"),
    ("states = [\"TX\"]", "states = [\"tx\"]", "scope.states[0]: must be the two capital letters"),
    ("states_off = []", "states_off = [\"TX\"]", "scope.states_off[0]: this state is in both"),
    ("[\"19\", \"22\"]", "[]", "scope.place_of_service: needs at least one entry"),
    ("[\"19\", \"22\"]", "[\"19\", \"11\"]", "scope.place_of_service[1]: only hospital places of service (19, 22)"),
    ("metric = \"left_open\"", "metric = \"straight_line_miles\"", "access.miles: the metric `straight_line_miles` needs `miles`"),
    ("metric = \"left_open\"", "metric = \"left_open\"\nmiles = 10", "access.miles: `miles` goes with the metric"),
    ("metric = \"left_open\"", "metric = \"left_open\"\nstep = [{ county = \"rural\", miles = 60 }]", "access.step: steps go with the metric `county_ladder`"),
    ("metric = \"left_open\"", "metric = \"left_open\"\nmin_alternates = 0", "access.min_alternates: must be from 1 to 10000"),
    ("key = \"chronic\"", "key = \"age\"", "criterion[1].key: appears twice"),
    ("key = \"chronic\"", "key = \"Chronic disease\"", "criterion[1].key: must be 1 to 64 of a-z 0-9 _"),
    ("key = \"chronic\"", "key = \"no_alternate\"", "criterion[1].key: `no_alternate` is the key of missing alternates"),
    ("text = \"Followed here.\"", "text = \"\"", "criterion[1].text: must be 1 to 1000 characters"),
    ("all = [{ age = { op = \"<\", years = 10 } }]", "all = []", "criterion[0].all: needs at least one entry"),
    ("any_fact = [\"chronic_disease\"]", "any_fact = []", "criterion[1].all[0].any_fact: needs at least one entry"),
    ("any_fact = [\"chronic_disease\"]", "any_fact = [\"transplant\", \"transplant\"]", "criterion[1].all[0].any_fact[1]: appears twice"),
    ("{ any_fact = [\"chronic_disease\"] }", "{ urgency = [] }", "criterion[1].all[0].urgency: needs at least one entry"),
    ("fact = \"prior_studies\"", "fact = \"transplant\"", "criterion[1].all[1].fact_here.fact: `transplant` names no site"),
    ("years = 10", "years = 0", "criterion[0].all[0].age.years: no patient is younger than 0"),
    ("years = 10", "years = 131", "criterion[0].all[0].age.years: must be from 0 to 130"),
    ("amount = 72", "amount = 0", "clock[0].amount: must be from 1 to 10000"),
    ("from = \"receipt\"\nsource = \"S1\"", "from = \"receipt\"\nsource = \"S2\"", "clock[0].source: this source is not among"),
];

#[test]
fn every_bad_pack_is_refused_with_its_place_and_what_to_do() {
    for (from, to, words) in BAD_PACKS {
        let messages = faults(&[("bad.toml", &changed(from, to))]);
        assert_eq!(messages.len(), 1, "{to}: {messages:#?}");
        assert!(messages[0].starts_with("bad.toml: "), "{}", messages[0]);
        assert!(
            messages[0].contains(words),
            "{words} not in: {}",
            messages[0]
        );
    }
}

#[test]
fn a_ladder_has_every_step_once() {
    let left_open = "metric = \"left_open\"\nsource = \"S1\"\n";
    let ladder = changed(left_open, LADDER);
    let sound = read_folder(&[("ladder.toml", &ladder)]).1.unwrap();
    assert_eq!(
        sound.by_id("plan-2026").unwrap().pack().access.steps.len(),
        5
    );
    for (from, to, words) in [
        (
            "  { county = \"micro\", miles = 60 },\n",
            "",
            "access.step: the metric `county_ladder` needs a step for `micro`",
        ),
        (
            "county = \"micro\"",
            "county = \"metro\"",
            "access.step: the step for `metro` appears twice",
        ),
        (
            "minutes = 20",
            "minutes = 0",
            "access.step[0].minutes: must be from 1 to 10000",
        ),
        (
            "miles = 100 ",
            "miles = 0 ",
            "miles must be from 0.01 to 250",
        ),
        (
            "\"ceac\"",
            "\"desert\"",
            "unknown county type: use one of large_metro metro micro rural ceac",
        ),
        (
            "source = \"S1\"\nstep",
            "miles = 10\nsource = \"S1\"\nstep",
            "access.miles: `miles` goes with the metric",
        ),
    ] {
        assert!(ladder.contains(from), "{from}");
        let messages = faults(&[("ladder.toml", &ladder.replacen(from, to, 1))]);
        assert!(
            messages.iter().any(|fault| fault.contains(words)),
            "{words} not in {messages:#?}"
        );
    }
}

#[test]
fn without_criteria_a_pack_must_say_that_they_were_not_found() {
    let criteria = SOUND.find("[[criterion]]").unwrap();
    let clock = SOUND.find("[[clock]]").unwrap();
    let bare = format!("criterion = []\n{}{}", &SOUND[..criteria], &SOUND[clock..]);
    assert!(read_folder(&[("bare.toml", &bare)]).1.is_ok());
    let silent = bare.replacen("[\"No number of miles is given.\"]", "[]", 1);
    let messages = faults(&[("bare.toml", &silent)]);
    assert!(
        messages[0].contains("criterion: a pack without criteria must say in `left_open`"),
        "{messages:#?}"
    );
    let forgotten = faults(&[("bare.toml", &bare.replacen("criterion = []\n", "", 1))]);
    assert!(
        forgotten[0].contains("missing field `criterion`"),
        "{forgotten:#?}"
    );
}

#[test]
fn a_digest_names_the_rules_and_not_the_file() {
    let digest = |text: &str| {
        let policies = read_folder(&[("a.toml", text)]).1.unwrap();
        policies.iter().next().unwrap().digest().to_owned()
    };
    let sound = digest(SOUND);
    assert_eq!(
        sound,
        "0faf1962f3b403c6a8fa715491d2edce6a18a5804bf0b0ded07f3f0b8a6d20ed"
    );
    let reordered = format!(
        "# A comment.\n{}",
        SOUND.replacen("id = \"plan-2026\"\n", "", 1)
    )
    .replacen("title", "id = 'plan-2026'\ntitle", 1);
    assert_eq!(digest(&reordered), sound);
    assert_eq!(digest(&SOUND.replace('\n', "\r\n")), sound);
    assert_eq!(digest(&changed("states_off = []\n", "")), sound);
    assert_ne!(digest(&changed("years = 10", "years = 11")), sound);
    assert_ne!(
        digest(&changed("[\"ct\", \"mri\"]", "[\"mri\", \"ct\"]")),
        sound
    );
}
