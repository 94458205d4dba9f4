//! Rules about what one payer and plan pay.

use super::amount::{is_zero, remark_amount, remark_count};
use super::edition::Edition;
use super::stated::{Field, Form, Said, Stated};
use super::tally::Marker;
use super::words::Word;

const METHODOLOGIES: [&str; 5] = [
    "case rate",
    "fee schedule",
    "percent of total billed charges",
    "per diem",
    "other",
];

/// Looks at the values by themselves.
pub(super) fn remark_payer_values(said: &Said<'_>, mark: &mut Marker<'_>) {
    let of_both = [Field::Dollar, Field::Percentage].map(|field| (field, None));
    let of_third = [Field::Median, Field::Tenth, Field::Ninetieth];
    let of_third = of_third.map(|field| (field, Some(Edition::Third)));
    let of_second = [(Field::Estimate, Some(Edition::Second))];
    for (field, edition) in of_both.into_iter().chain(of_second).chain(of_third) {
        remark_amount(said, field, edition, mark);
    }
    remark_count(said, mark);
    let methodology = &said.values[Field::Methodology];
    if methodology.is_stated() && !methodology.is_one_of(&METHODOLOGIES, said.form) {
        mark.note(Word::MethodologyUnknown, || said.name(Field::Methodology));
    }
    for field in [
        Field::Payer,
        Field::Plan,
        Field::Algorithm,
        Field::PayerNotes,
    ] {
        remark_text(said, field, mark);
    }
}

/// Looks at what a payer's charge must come with.
pub(super) fn remark_payer(said: &Said<'_>, mark: &mut Marker<'_>) {
    remark_names(said, mark);
    remark_methodology(said, mark);
    remark_estimate(said, mark);
    remark_allowed_amounts(said, mark);
}

/// Looks at a text: whether it is one, and in 3.0 whether something is in it. Texts of CSV always are.
pub(super) fn remark_text(said: &Said<'_>, field: Field, mark: &mut Marker<'_>) {
    let is_notes = matches!(field, Field::PayerNotes | Field::GenericNotes);
    match &said.values[field] {
        Stated::Number(_) | Stated::Other => mark.note(Word::WrongKind, || said.name(field)),
        text if !text.is_empty_text() => {}
        _ if is_notes => mark.note_in(Edition::Third, Word::NotesEmpty, || said.name(field)),
        _ if field == Field::Algorithm => {
            mark.note_in(Edition::Third, Word::ValueEmpty, || said.name(field));
        }
        // What must be there has a word of its own when it is blank.
        _ => {}
    }
}

fn remark_names(said: &Said<'_>, mark: &mut Marker<'_>) {
    let is_charged = said.states_charge();
    // In a wide table both stand in the names of the columns.
    let (is_asked, is_named) = match said.form {
        Form::Json => (true, true),
        Form::Tall => (
            is_charged,
            said.states(Field::Payer) || said.states(Field::Plan),
        ),
        Form::Wide => (false, false),
    };
    for (field, word) in [
        (Field::Payer, Word::PayerNameMissing),
        (Field::Plan, Word::PlanNameMissing),
    ] {
        if is_asked && !said.states(field) {
            mark.note(word, || said.name(field));
        }
    }
    if is_named && !is_charged {
        mark.note_in(Edition::Third, Word::PayerWithoutCharge, || {
            said.name(Field::Dollar)
        });
    }
}

fn remark_methodology(said: &Said<'_>, mark: &mut Marker<'_>) {
    let is_asked = said.form == Form::Json || said.states_charge();
    if is_asked && !said.states(Field::Methodology) {
        mark.note(Word::MethodologyMissing, || said.name(Field::Methodology));
    }
    let notes = notes_of(said.form);
    let is_other = said.values[Field::Methodology].is_one_of(&["other"], said.form);
    if is_other && !said.states(notes) {
        mark.note(Word::MethodologyOtherWithoutNotes, || said.name(notes));
    }
}

/// 2.x: what a percentage or algorithm alone comes to must be estimated.
fn remark_estimate(said: &Said<'_>, mark: &mut Marker<'_>) {
    let is_asked = said.states_rule() && !said.states(Field::Dollar);
    if is_asked && !said.states(Field::Estimate) {
        mark.note_in(Edition::Second, Word::EstimateMissing, || {
            said.name(Field::Estimate)
        });
    }
    // In CSV this is said once, of the column.
    if said.form == Form::Json && said.states(Field::Estimate) {
        mark.note_in(Edition::Third, Word::EstimateWithdrawn, || {
            said.name(Field::Estimate)
        });
    }
}

/// 3.0: what a percentage or algorithm came to, whether or not dollars are stated as well.
fn remark_allowed_amounts(said: &Said<'_>, mark: &mut Marker<'_>) {
    let mut third = |word, field| mark.note_in(Edition::Third, word, || said.name(field));
    let is_zero = is_zero(&said.values[Field::Count]);
    let notes = notes_of(said.form);
    if is_zero && !said.states(notes) {
        third(Word::CountZeroWithoutNotes, notes);
    }
    if !said.states_rule() {
        return;
    }
    if !said.states(Field::Count) {
        third(Word::CountMissing, Field::Count);
    }
    for (field, word) in [
        (Field::Median, Word::MedianMissing),
        (Field::Tenth, Word::TenthPercentileMissing),
        (Field::Ninetieth, Word::NinetiethPercentileMissing),
    ] {
        if !is_zero && !said.states(field) {
            third(word, field);
        }
    }
}

/// Where a payer's charge is explained: a tall table has one place for all notes.
const fn notes_of(form: Form) -> Field {
    match form {
        Form::Tall => Field::GenericNotes,
        Form::Wide | Form::Json => Field::PayerNotes,
    }
}
