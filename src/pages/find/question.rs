//! The questions of the page: one at a time, in plain words. The page never chooses for the member.

use super::box_form::{PATH, fault_at, hidden};
use super::exam_words::answer_name;
use super::results::ExamQuestion;
use super::search_steps::{ErrorPosition, SearchSteps};
use crate::pages::language::Spoken;
use maud::{Markup, html};
use nearsite_domain::{Procedure, ProcedureCode};

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
                                input type="radio" name="codes" value=(answer.codes.iter().map(ProcedureCode::as_str).collect::<Vec<_>>().join(" ")) required autofocus[number == 0];
                                span {
                                    (named.name)
                                    @if let Some(english) = named.english { " " span.english lang="en" { (english) } }
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
                input id="zip" name="zip" type="text" inputmode="numeric" maxlength="10" size="10" autocomplete="off" autofocus
                    value=(steps.zip) aria-invalid=[wrong.as_ref().map(|_| "true")]
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
