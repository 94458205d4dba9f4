//! Parts of a policy in words, for people who compare two.

use nearsite_index::site_of_care::{
    Access, AccessMetric, AgeOperator, Capability, Clock, ClockUnit, Condition, Criterion, Pack,
};
use std::fmt::Display;

/// Describes the days on which a policy is in force.
pub(super) fn days(pack: &Pack) -> String {
    match pack.effective_to {
        Some(to) => format!("{} to {to}", pack.effective_from),
        None => format!("from {}", pack.effective_from),
    }
}

/// Lists the entries, or returns the meaning of an empty list.
pub(super) fn list<T: Display>(entries: &[T], empty: &str) -> String {
    if entries.is_empty() {
        return empty.to_owned();
    }
    join(entries, ", ")
}

fn join<T: Display>(entries: &[T], between: &str) -> String {
    let words: Vec<String> = entries.iter().map(ToString::to_string).collect();
    words.join(between)
}

/// Describes the distance that a patient may be sent.
pub(super) fn distance(access: &Access) -> String {
    match (access.metric, access.miles) {
        (AccessMetric::StraightLineMiles, Some(miles)) => {
            format!("{miles} miles in a straight line")
        }
        (AccessMetric::CountyLadder, _) => {
            let steps: Vec<String> = access
                .steps
                .iter()
                .map(|step| {
                    let minutes = step
                        .minutes
                        .map(|minutes| format!(" and {minutes} minutes"));
                    let (county, miles) = (step.county, step.miles);
                    format!("{county} {miles} miles{}", minutes.unwrap_or_default())
                })
                .collect();
            format!("by county: {}", steps.join(", "))
        }
        _ => "left open: the order states it".to_owned(),
    }
}

/// Describes the condition of a criterion.
pub(super) fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Fact(fact) => format!("{fact} is true"),
        Condition::AnyFact(facts) => format!("{} is true", join(facts, " or ")),
        Condition::FactHere {
            fact,
            or_affiliated,
        } => {
            let affiliated = if *or_affiliated {
                " or one of the same organization"
            } else {
                ""
            };
            format!("{fact} at the hospital asked for{affiliated}")
        }
        Condition::Age { op, years } => match op {
            AgeOperator::Below => format!("younger than {years}"),
            AgeOperator::AtMost => format!("{years} or younger"),
        },
        Condition::Urgency(urgencies) => format!("the order is {}", join(urgencies, " or ")),
        Condition::NotAvailable(capability) => {
            format!("no alternate within reach has {}", ability(*capability))
        }
        Condition::NoAlternate(_) => {
            "fewer alternates within reach than a redirect takes".to_owned()
        }
    }
}

const fn ability(capability: Capability) -> &'static str {
    match capability {
        Capability::Sedation => "the sedation needed",
        Capability::OpenBore => "an open magnet",
        Capability::WideBore => "a wide or open magnet",
        Capability::TableForWeight => "a table for the weight",
    }
}

/// Describes the text and the conditions of a criterion.
pub(super) fn criterion(criterion: &Criterion) -> String {
    let conditions: Vec<String> = criterion.all.iter().map(condition).collect();
    format!("{} ({})", criterion.text, conditions.join("; "))
}

/// Describes the length and start of a clock.
pub(super) fn clock(clock: &Clock) -> String {
    let unit = match clock.unit {
        ClockUnit::Hours => "hours",
        ClockUnit::CalendarDays => "calendar days",
        ClockUnit::BusinessDays => "business days",
    };
    format!("{} {unit} from {}", clock.amount, clock.from)
}
