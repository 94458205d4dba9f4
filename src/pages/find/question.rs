//! The questions of the page: one at a time, in plain words. The page never chooses for the member.

use super::box_form::{PATH, fault_at, hidden};
use super::exam_words::answer_name;
use super::form::CONTRAST_UNSURE;
use super::place_steps::town_name;
use super::results::ExamQuestion;
use super::search_steps::{ErrorPosition, SearchSteps};
use crate::pages::language::Spoken;
use maud::{Markup, html};
use nearsite_domain::{Contrast, Procedure, ProcedureCode};
use nearsite_index::finder::QuestionSubject;
use nearsite_index::places::Place;

/// With more answers than this, further words may be the shorter way.
const MANY: usize = 8;

/// The open question about the exam.
pub(super) fn question(
    spoken: Spoken,
    steps: &SearchSteps,
    choice: Option<&ExamQuestion>,
    known: &[Procedure],
) -> Markup {
    let language = spoken.language;
    let about = choice.map_or("words", |choice| choice.about.as_str());
    let wrong = fault_at(language, steps, ErrorPosition::Question);
    html! {
        section.question aria-labelledby="question" {
            h2 id="question" { (language.say(&format!("find.ask.{about}"))) }
            p.soft id="question-why" { (language.say(&format!("find.ask.{about}.why"))) }
            @if let Some(choice) = choice {
                form.choices method="post" action=(spoken.address(PATH)) {
                    (hidden(&sent_along(steps)))
                    input type="hidden" name="codes_for" value=(steps.exam);
                    @if let Some(wrong) = &wrong { p.wrong id="question-wrong" { (wrong) } }
                    fieldset aria-describedby=(if wrong.is_some() { "question-wrong question-why" } else { "question-why" }) {
                        legend.unseen { (language.say(&format!("find.ask.{about}"))) }
                        @for (number, answer) in choice.options.iter().enumerate() {
                            @let named = answer_name(language, choice.about, answer, known);
                            label.tick {
                                input type="radio" name="codes" value=(joined(&answer.codes)) required autofocus[number == 0];
                                span {
                                    (named.name)
                                    @if let Some(english) = named.english { " " span.english lang="en" { (english) } }
                                }
                            }
                        }
                        @if let Some(codes) = codes_without_contrast(choice) {
                            label.tick {
                                input type="radio" name="codes" value=(format!("{CONTRAST_UNSURE}{codes}"));
                                span {
                                    (language.say("find.ask.contrast.unsure")) " "
                                    span.soft { (language.say("find.ask.contrast.unsure.more")) }
                                }
                            }
                        }
                    }
                    button type="submit" { (language.say("find.ask.words.go")) }
                }
            }
            @if choice.is_none_or(|choice| choice.options.len() > MANY) {
                form.small-form method="post" action=(spoken.address(PATH)) {
                    (hidden(&sent_along(steps)))
                    label for="more-words" { (language.say("find.ask.words.label")) }
                    @if choice.is_none() {
                        @if let Some(wrong) = &wrong { p.wrong { (wrong) } }
                    }
                    input id="more-words" name="more" type="text" maxlength="100" autocomplete="off" required autofocus[choice.is_none()];
                    button type="submit" { (language.say("find.ask.words.go")) }
                }
            }
            p.soft { (language.say("find.ask.unsure")) }
        }
    }
}

/// Codes of the exam without contrast, if the question is about contrast and another answer is with
/// it: the member may then not know.
fn codes_without_contrast(choice: &ExamQuestion) -> Option<String> {
    let of = |contrast: Contrast| {
        let mut options = choice.options.iter();
        options.find(|option| option.value == contrast.as_str())
    };
    let is_asked = choice.about == QuestionSubject::Contrast
        && (of(Contrast::With).is_some() || of(Contrast::WithoutThenWith).is_some());
    let without = of(Contrast::None).filter(|_| is_asked)?;
    Some(joined(&without.codes))
}

fn joined(codes: &[ProcedureCode]) -> String {
    let codes: Vec<&str> = codes.iter().map(ProcedureCode::as_str).collect();
    codes.join(" ")
}

/// The question which of several towns with one name is meant. Each answer is a button.
pub(super) fn town_question(spoken: Spoken, steps: &SearchSteps, towns: &[Place]) -> Markup {
    let language = spoken.language;
    let name = towns.first().map_or("", |town| town.city.as_str());
    let mut kept = steps.input.kept();
    kept.extend(steps.input.answered());
    kept.push(("typed", steps.exam.clone()));
    html! {
        section.question aria-labelledby="question" {
            h2 id="question" { (language.fill("find.ask.town", &[("name", name)])) }
            p.soft id="question-why" { (language.say("find.ask.town.why")) }
            form method="post" action=(spoken.address(PATH)) {
                (hidden(&kept))
                ul.options aria-describedby="question-why" {
                    @for (number, town) in towns.iter().enumerate() {
                        li {
                            button.option type="submit" name="town" value=(town_name(town)) autofocus[number == 0] {
                                span.dot aria-hidden="true" {}
                                span { (town_name(town)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The question where to start.
pub(super) fn zip_question(spoken: Spoken, steps: &SearchSteps) -> Markup {
    let language = spoken.language;
    let wrong = fault_at(language, steps, ErrorPosition::Zip);
    let mut kept = steps.input.kept();
    kept.extend(steps.input.answered());
    kept.push(("typed", steps.exam.clone()));
    kept.push(("asked", "zip".to_owned()));
    html! {
        section.question aria-labelledby="question" {
            h2 id="question" { (language.say("find.ask.zip")) }
            p.soft id="zip-why" { (language.say("find.ask.zip.why")) }
            form.small-form method="post" action=(spoken.address(PATH)) {
                (hidden(&kept))
                label for="zip" { (language.say("find.zip")) }
                @if let Some(wrong) = &wrong { p.wrong id="zip-wrong" { (wrong) } }
                input id="zip" name="zip" type="text" maxlength="60" size="20" autocomplete="off" autofocus
                    value=(steps.input.zip) aria-invalid=[wrong.as_ref().map(|_| "true")]
                    aria-describedby=(if wrong.is_some() { "zip-wrong zip-why" } else { "zip-why" });
                button type="submit" { (language.say("find.go")) }
            }
        }
    }
}

fn sent_along(steps: &SearchSteps) -> Vec<(&'static str, String)> {
    let mut kept = steps.input.kept();
    kept.push(("typed", steps.input.typed.clone()));
    kept.push(("asked", "exam".to_owned()));
    kept
}
