//! From an answered question to the next one. The API asks first; what is left after an answer is
//! asked for in the API's order (kind of scan, examination, contrast, side, variant), and never
//! guessed.

use super::api_answers::{Answer, FinderQuestion, Procedure};

const ORDER: [&str; 5] = ["modality", "region", "contrast", "side", "variant"];
/// Starts of the part of a name about contrast.
const CONTRAST: [&str; 3] = [
    ", without and then with contrast",
    ", without contrast",
    ", with contrast",
];

/// Next step after an answer.
#[derive(Debug)]
pub(super) enum Next {
    /// One exam is left.
    Settled(Procedure),
    /// Another question is open.
    Ask(FinderQuestion),
    /// Some of the codes are not known here: more words are needed.
    MoreWords,
}

/// Returns the next step for these codes.
pub(super) fn next(codes: &[String], known: &[Procedure]) -> Next {
    let left: Vec<&Procedure> = known
        .iter()
        .filter(|procedure| codes.contains(&procedure.code))
        .collect();
    if left.is_empty() || left.len() < codes.len() {
        return Next::MoreWords;
    }
    if let [only] = left.as_slice() {
        return Next::Settled((*only).clone());
    }
    let asked = ORDER.iter().find_map(|about| split(about, &left));
    asked.map_or(Next::MoreWords, Next::Ask)
}

fn split(about: &str, procedures: &[&Procedure]) -> Option<FinderQuestion> {
    let mut options: Vec<Answer> = Vec::new();
    for procedure in procedures {
        let value = value_of(about, procedure);
        match options.iter_mut().find(|option| option.value == value) {
            Some(option) => option.procedures.push(procedure.code.clone()),
            None => options.push(Answer {
                value: value.to_owned(),
                label: label_of(about, procedure).to_owned(),
                procedures: vec![procedure.code.clone()],
            }),
        }
    }
    (options.len() > 1).then(|| FinderQuestion {
        about: about.to_owned(),
        options,
    })
}

fn value_of<'a>(about: &str, procedure: &'a Procedure) -> &'a str {
    match about {
        "modality" => &procedure.modality,
        "region" => &procedure.group,
        "contrast" => &procedure.contrast,
        "side" => &procedure.laterality,
        _ => &procedure.code,
    }
}

/// Returns the label of an answer. A name ends in a clause about contrast and begins with the
/// examination.
fn label_of<'a>(about: &str, procedure: &'a Procedure) -> &'a str {
    let name = procedure.name.as_str();
    if about != "region" {
        return name;
    }
    let ends = CONTRAST.iter().filter_map(|clause| name.find(clause));
    ends.min().map_or(name, |end| &name[..end])
}
