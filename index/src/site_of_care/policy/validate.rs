//! Checks of one pack that its types cannot express.

use crate::site_of_care::policy::error::{PolicyError, PolicyErrorKind};
use crate::site_of_care::policy::pack::{
    Access, AccessMetric, AgeOperator, Clock, Condition, Criterion, Pack, Scope,
};
use nearsite_domain::{CountyType, Setting};

/// Entries a list of a pack may have.
const LONGEST_LIST: usize = 200;
/// Characters a text of a pack may have.
const LONGEST_TEXT: usize = 1000;
/// Highest age, as in a search.
const OLDEST: u32 = 130;
/// Largest number of anything that is counted: alternates, hours, days, minutes.
const MOST: u32 = 10_000;

/// The key of the criterion the engine adds where there is nothing to redirect to.
const NO_ALTERNATE: &str = "no_alternate";

/// Two letters of every state and territory, as the ZIP table has them.
const STATES: &str = "AK AL AR AS AZ CA CO CT DC DE FL FM GA GU HI IA ID IL IN KS KY LA MA MD ME MH MI MN MO MP MS MT NC ND NE NH \
                      NJ NM NV NY OH OK OR PA PR PW RI SC SD TN TX UT VA VI VT WA WI WV WY";

/// True if the text is an id, a payer or a program.
pub(crate) fn is_name(text: &str) -> bool {
    has_shape(text, 64, |byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
    }) && !text.starts_with('-')
}

fn is_key(text: &str) -> bool {
    has_shape(text, 64, |byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
    }) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

fn is_source_key(text: &str) -> bool {
    has_shape(text, 32, |byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-'
    }) && !text.starts_with('-')
}

fn has_shape(text: &str, longest: usize, allowed: impl Fn(u8) -> bool) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(allowed)
}

fn is_text(text: &str) -> bool {
    (1..=LONGEST_TEXT).contains(&text.chars().count())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

fn is_state(text: &str) -> bool {
    text.len() == 2 && STATES.split(' ').any(|state| state == text)
}

/// Notes every error of a pack.
pub(crate) fn check(position: usize, pack: &Pack, errors: &mut Vec<PolicyError>) {
    let mut checker = Checker {
        position,
        pack,
        errors,
    };
    checker.names();
    checker.dates();
    checker.sources();
    checker.scope(&pack.scope);
    checker.access(&pack.access);
    checker.criteria();
    checker.clocks();
}

/// Returns the id, if it may be shown.
pub(crate) fn shown_id(pack: &Pack) -> Option<String> {
    is_name(&pack.id).then(|| pack.id.clone())
}

/// Returns an error of a pack. The pack is named by its id if that may be shown.
pub(crate) fn error_in(
    position: usize,
    pack: &Pack,
    place: impl Into<String>,
    kind: PolicyErrorKind,
) -> PolicyError {
    PolicyError {
        position,
        pack: shown_id(pack).unwrap_or_else(|| format!("number {}", position + 1)),
        place: place.into(),
        kind,
    }
}

struct Checker<'a> {
    position: usize,
    pack: &'a Pack,
    errors: &'a mut Vec<PolicyError>,
}

impl Checker<'_> {
    fn note(&mut self, place: impl Into<String>, kind: PolicyErrorKind) {
        self.errors
            .push(error_in(self.position, self.pack, place, kind));
    }

    fn require(&mut self, holds: bool, place: impl Into<String>, kind: PolicyErrorKind) {
        if !holds {
            self.note(place, kind);
        }
    }

    fn names(&mut self) {
        let pack = self.pack;
        self.require(is_name(&pack.id), "id", PolicyErrorKind::Name);
        self.require(is_name(&pack.payer), "payer", PolicyErrorKind::Name);
        self.require(is_name(&pack.programme), "programme", PolicyErrorKind::Name);
        self.text("title", &pack.title);
        self.text("version", &pack.version);
        if self.list("left_open", &pack.left_open) {
            for (number, text) in pack.left_open.iter().enumerate() {
                self.text(format!("left_open[{number}]"), text);
            }
        }
    }

    fn dates(&mut self) {
        let from = self.pack.effective_from;
        if let Some(to) = self.pack.effective_to {
            let kind = PolicyErrorKind::DatesOutOfOrder { from, to };
            self.require(from <= to, "effective_to", kind);
        }
    }

    fn sources(&mut self) {
        let pack = self.pack;
        if self.filled_list("sources", &pack.sources) {
            for (number, source) in pack.sources.iter().enumerate() {
                let place = format!("sources[{number}]");
                self.require(is_source_key(source), place, PolicyErrorKind::SourceKey);
            }
        }
    }

    /// A source some entry rests on: it must be among those of the pack.
    fn source(&mut self, place: impl Into<String>, source: &str) {
        let kind = if is_source_key(source) {
            PolicyErrorKind::UnlistedSource
        } else {
            PolicyErrorKind::SourceKey
        };
        let is_listed = self.pack.sources.iter().any(|listed| listed == source);
        self.require(is_listed, place, kind);
    }

    fn scope(&mut self, scope: &Scope) {
        self.list("scope.modalities", &scope.modalities);
        self.list("scope.lines", &scope.lines);
        self.list("scope.funding", &scope.funding);
        let are_short = self.list("scope.states", &scope.states)
            & self.list("scope.states_off", &scope.states_off);
        if are_short {
            self.states("scope.states", &scope.states);
            self.states("scope.states_off", &scope.states_off);
            for (number, state) in scope.states_off.iter().enumerate() {
                let place = format!("scope.states_off[{number}]");
                let is_in = scope.states.contains(state);
                self.require(!is_in, place, PolicyErrorKind::StateInAndOut);
            }
        }
        let places = &scope.place_of_service;
        if self.filled_list("scope.place_of_service", places) {
            for (number, code) in places.iter().enumerate() {
                let place = format!("scope.place_of_service[{number}]");
                let is_hospital = code.setting() == Setting::HospitalOutpatient;
                self.require(is_hospital, place, PolicyErrorKind::NotAHospital);
            }
        }
    }

    fn states(&mut self, list: &str, states: &[String]) {
        for (number, state) in states.iter().enumerate() {
            let place = format!("{list}[{number}]");
            self.require(is_state(state), place, PolicyErrorKind::State);
        }
    }

    fn access(&mut self, access: &Access) {
        let is_miles = access.metric == AccessMetric::StraightLineMiles;
        let is_ladder = access.metric == AccessMetric::CountyLadder;
        let has_miles = access.miles.is_some();
        self.require(
            has_miles || !is_miles,
            "access.miles",
            PolicyErrorKind::MilesMissing,
        );
        self.require(
            is_miles || !has_miles,
            "access.miles",
            PolicyErrorKind::MilesUnread,
        );
        if is_ladder {
            self.ladder(access);
        } else {
            let has_none = access.steps.is_empty();
            self.require(has_none, "access.step", PolicyErrorKind::StepsUnread);
        }
        self.number("access.min_alternates", access.min_alternates, 1, MOST);
        self.source("access.source", &access.source);
    }

    fn ladder(&mut self, access: &Access) {
        for &county in CountyType::ALL {
            let kind = match access.steps.iter().filter(|s| s.county == county).count() {
                0 => PolicyErrorKind::StepMissing(county),
                1 => continue,
                _ => PolicyErrorKind::StepRepeated(county),
            };
            self.note("access.step", kind);
        }
        for (number, step) in access.steps.iter().enumerate().take(LONGEST_LIST) {
            if let Some(minutes) = step.minutes {
                self.number(format!("access.step[{number}].minutes"), minutes, 1, MOST);
            }
        }
    }

    fn criteria(&mut self) {
        let pack = self.pack;
        if pack.criteria.is_empty() && pack.left_open.is_empty() {
            self.note("criterion", PolicyErrorKind::SilentlyEmpty);
        }
        if !self.list("criterion", &pack.criteria) {
            return;
        }
        for (number, criterion) in pack.criteria.iter().enumerate() {
            let place = format!("criterion[{number}]");
            // Criteria that are equal altogether are reported already.
            let is_new = (pack.criteria.iter().take(number))
                .all(|earlier| earlier.key != criterion.key || earlier == criterion);
            self.require(is_new, format!("{place}.key"), PolicyErrorKind::Repeated);
            self.criterion(&place, criterion);
        }
    }

    fn criterion(&mut self, place: &str, criterion: &Criterion) {
        self.require(
            is_key(&criterion.key),
            format!("{place}.key"),
            PolicyErrorKind::Key,
        );
        let is_of_alternates =
            |condition: &Condition| matches!(condition, Condition::NoAlternate(_));
        self.require(
            criterion.key != NO_ALTERNATE || criterion.all.iter().all(is_of_alternates),
            format!("{place}.key"),
            PolicyErrorKind::ReservedKey,
        );
        self.text(format!("{place}.text"), &criterion.text);
        self.source(format!("{place}.source"), &criterion.source);
        let list = format!("{place}.all");
        if self.filled_list(&list, &criterion.all) {
            for (number, condition) in criterion.all.iter().enumerate() {
                self.condition(&format!("{list}[{number}]"), condition);
            }
        }
    }

    fn condition(&mut self, place: &str, condition: &Condition) {
        match condition {
            Condition::Fact(_) | Condition::NotAvailable(_) | Condition::NoAlternate(_) => {}
            Condition::AnyFact(facts) => {
                self.filled_list(&format!("{place}.any_fact"), facts);
            }
            Condition::FactHere { fact, .. } => {
                let place = format!("{place}.fact_here.fact");
                let names_a_site = fact.names_a_site();
                self.require(names_a_site, place, PolicyErrorKind::NotOfASite(*fact));
            }
            Condition::Age { op, years } => {
                let place = format!("{place}.age.years");
                if *op == AgeOperator::Below && *years == 0 {
                    self.note(place, PolicyErrorKind::AgeNever);
                } else {
                    self.number(place, *years, 0, OLDEST);
                }
            }
            Condition::Urgency(urgencies) => {
                self.filled_list(&format!("{place}.urgency"), urgencies);
            }
        }
    }

    fn clocks(&mut self) {
        let pack = self.pack;
        if self.list("clock", &pack.clocks) {
            for (number, clock) in pack.clocks.iter().enumerate() {
                let is_new = (pack.clocks.iter().take(number))
                    .all(|earlier| earlier.name != clock.name || earlier == clock);
                self.require(
                    is_new,
                    format!("clock[{number}].name"),
                    PolicyErrorKind::Repeated,
                );
                self.clock(&format!("clock[{number}]"), clock);
            }
        }
    }

    fn clock(&mut self, place: &str, clock: &Clock) {
        self.text(format!("{place}.name"), &clock.name);
        self.text(format!("{place}.from"), &clock.from);
        self.number(format!("{place}.amount"), clock.amount, 1, MOST);
        self.source(format!("{place}.source"), &clock.source);
    }

    fn text(&mut self, place: impl Into<String>, text: &str) {
        self.require(is_text(text), place, PolicyErrorKind::Text);
    }

    fn number(&mut self, place: impl Into<String>, number: u32, low: u32, high: u32) {
        let is_within = (low..=high).contains(&number);
        self.require(is_within, place, PolicyErrorKind::Range { low, high });
    }

    /// Checks a list that must not be empty, as [`Self::list`] does.
    fn filled_list<T: PartialEq>(&mut self, place: &str, list: &[T]) -> bool {
        self.require(!list.is_empty(), place, PolicyErrorKind::Empty);
        self.list(place, list)
    }

    /// Checks length and repeats of a list; says whether it is short enough to be looked at entry
    /// by entry.
    fn list<T: PartialEq>(&mut self, place: &str, list: &[T]) -> bool {
        if list.len() > LONGEST_LIST {
            self.note(place, PolicyErrorKind::TooMany(LONGEST_LIST));
            return false;
        }
        for (number, entry) in list.iter().enumerate() {
            if list.iter().take(number).any(|earlier| earlier == entry) {
                self.note(format!("{place}[{number}]"), PolicyErrorKind::Repeated);
            }
        }
        true
    }
}
