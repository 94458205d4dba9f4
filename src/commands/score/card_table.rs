//! Score cards as aligned text.

use super::answers::{Cards, ServiceCards};
use super::what_if::WhatIf;
use crate::commands::table::{Table, plain};
use nearsite_index::scorecard::{CardLine, NextGrade, ScoreCard, ScoredChoice, StatedAnswer};

/// Returns everything, card by card.
pub(super) fn show(cards: &Cards<'_>, changes: &[WhatIf]) -> String {
    let site = &cards.scored.site;
    let profile = &cards.scored.profile;
    let mut heading = format!(
        "score card {} {} of {} {}, accreditations as of {}",
        plain(profile.name()),
        plain(profile.version()),
        site.registration_id,
        plain(&site.name),
        cards.scored.day
    );
    if !changes.is_empty() {
        let changes: Vec<String> = changes
            .iter()
            .map(|change| format!("{} = {}", change.measure, change.answer))
            .collect();
        heading = format!("{heading}\nwhat if {}", changes.join(", "));
    }
    let mut parts = vec![heading];
    if cards.services.is_empty() {
        parts.push("the site offers no modality".to_owned());
    }
    parts.extend(
        cards
            .services
            .iter()
            .map(|of| service(of, !changes.is_empty())),
    );
    parts.join("\n\n")
}

fn service(of: &ServiceCards<'_>, is_changed: bool) -> String {
    let modality = of.service.modality;
    let mut lines = Vec::new();
    let shown = if is_changed { &of.after } else { &of.before };
    match (shown, &of.before) {
        (Some(card), before) => {
            lines.push(headline(
                card,
                before.as_ref().filter(|_| is_changed),
                is_changed,
            ));
            lines.extend(held(of));
            lines.push(table(card, before.as_ref().filter(|_| is_changed)).to_string());
            lines.push(next_grade(card));
        }
        (None, _) if !modality.is_scored() => lines.push(format!("{modality}: never scored")),
        (None, _) => {
            lines.push(format!(
                "{modality}: no score card, which takes an answer of the site and one of the modality"
            ));
            lines.extend(held(of));
        }
    }
    lines.join("\n")
}

fn headline(card: &ScoreCard<'_>, before: Option<&ScoreCard<'_>>, is_changed: bool) -> String {
    let modality = card.modality();
    let score = |card: &ScoreCard<'_>| format!("{} {:?}", card.total(), card.grade());
    let change = match before {
        Some(before) => format!("{} before, ", score(before)),
        None if is_changed => "no score before, ".to_owned(),
        None => String::new(),
    };
    let after = if is_changed { " after" } else { "" };
    let accredited = if card.is_accredited() {
        "; accredited, so physicians and technologists count as met"
    } else {
        ""
    };
    format!(
        "{modality}: {change}{}{after} = site {} x 1/3 + {modality} {} x 2/3{accredited}",
        score(card),
        card.site_score(),
        card.modality_specific()
    )
}

/// Returns a given score, if it differs from the score of the card.
fn held(of: &ServiceCards<'_>) -> Option<String> {
    let held = of.held.filter(|score| !score.computed)?;
    let is_same = of
        .before
        .as_ref()
        .is_some_and(|card| card.total() == held.total);
    (!is_same).then(|| {
        format!(
            "the score in force was given: {} {:?}",
            held.total,
            held.total.grade()
        )
    })
}

fn table(card: &ScoreCard<'_>, before: Option<&ScoreCard<'_>>) -> Table<6> {
    let mut table = Table::new([
        "section",
        "measure",
        "answer",
        "points",
        "weight",
        "raised by",
    ])
    .align_right(&[3, 4]);
    for (position, line) in card.lines().iter().enumerate() {
        let was = before.and_then(|card| card.lines().get(position));
        let both = |shown: fn(&CardLine<'_>) -> String| match was.map(shown) {
            Some(was) if was != shown(line) => format!("{was} -> {}", shown(line)),
            _ => shown(line),
        };
        let raises: Vec<String> = line.raises().iter().map(raise).collect();
        table.row([
            line.measure.section.to_string(),
            line.measure.id.to_string(),
            both(answer),
            both(|line| line.points.get().to_string()),
            line.measure.weight.to_string(),
            raises.join(", "),
        ]);
    }
    table
}

fn answer(line: &CardLine<'_>) -> String {
    match line.answer {
        StatedAnswer::NotStated => "not_stated".to_owned(),
        StatedAnswer::Accredited => "accredited".to_owned(),
        StatedAnswer::Stated(answer) => answer.to_string(),
    }
}

fn raise(raise: &ScoredChoice<'_>) -> String {
    format!("{} ({})", raise.choice, raise.points.get())
}

fn next_grade(card: &ScoreCard<'_>) -> String {
    let Some(NextGrade { grade, needs, way }) = card.next_grade() else {
        return "next grade: none above A".to_owned();
    };
    let Some(way) = way else {
        return format!("next grade: {grade:?} needs {needs}, which no answers reach");
    };
    let changes: Vec<String> = way
        .changes
        .iter()
        .map(|change| format!("{} {}", change.measure.id, change.to.choice))
        .collect();
    format!(
        "next grade: {grade:?} needs {needs}; cheapest: {}; total then {}",
        changes.join(", "),
        way.total
    )
}
