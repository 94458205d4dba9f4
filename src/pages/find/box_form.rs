//! The search box, the plan next to it, the button, and the message at a field with an error.

use super::search_steps::{ErrorPosition, FormError, SearchSteps, Stage};
use crate::pages::language::{Language, Spoken};
use maud::{Markup, html};
use nearsite_domain::Network;

/// Path to which the forms are sent.
pub(super) const PATH: &str = "/find";

/// The form at the top of every page but a site's.
pub(super) fn box_form(spoken: Spoken, steps: &SearchSteps, networks: &[Network]) -> Markup {
    let language = spoken.language;
    let input = &steps.input;
    let is_list = matches!(steps.stage, Stage::List(_));
    let has_zip_form = matches!(steps.stage, Stage::Zip);
    let wrong = fault_at(language, steps, ErrorPosition::Typed)
        .or_else(|| fault_at(language, steps, ErrorPosition::Zip).filter(|_| !has_zip_form));
    let network_wrong = fault_at(language, steps, ErrorPosition::Network);
    // An unknown network is not offered again.
    let hint = |id: &str, wrong: &Option<Markup>| match wrong {
        Some(_) => format!("{id}-wrong {id}-hint"),
        None => format!("{id}-hint"),
    };
    html! {
        form class=(if is_list { "one-box settled" } else { "one-box" }) method="post" action=(spoken.address(PATH))
            role="search" aria-label=(language.say("find.form")) {
            div.field.box {
                label for="typed" { (language.say("find.box")) }
                p.hint id="typed-hint" { (language.say("find.box.hint")) }
                @if let Some(wrong) = &wrong { p.wrong id="typed-wrong" { (wrong) } }
                input id="typed" name="typed" type="text" maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false"
                    enterkeyhint="search" value=(input.typed) autofocus[wrong.is_some()]
                    aria-invalid=[wrong.as_ref().map(|_| "true")] aria-describedby=(hint("typed", &wrong));
            }
            div.field.plan {
                label for="network" { (language.say("find.plan")) }
                p.hint id="network-hint" { (language.say("find.plan.hint")) }
                @if let Some(wrong) = &network_wrong { p.wrong id="network-wrong" { (wrong) } }
                select id="network" name="network" autocomplete="off" autofocus[network_wrong.is_some()]
                    aria-invalid=[network_wrong.as_ref().map(|_| "true")] aria-describedby=(hint("network", &network_wrong)) {
                    option value="" { (language.say("find.plan.none")) }
                    @for one in networks {
                        option value=(one.network.as_str()) selected[one.network.as_str() == input.network] { (network_name(one)) }
                    }
                }
            }
            (hidden(&steps.kept_by_box()))
            button.primary type="submit" { (language.say("find.go")) }
        }
    }
}

impl SearchSteps {
    /// Fields that the search box keeps of the rest of the page.
    fn kept_by_box(&self) -> Vec<(&'static str, String)> {
        let mut kept = self.input.kept();
        kept.retain(|(name, _)| *name != "network");
        kept.extend(self.input.answered());
        kept
    }
}

/// Hidden fields.
pub(super) fn hidden(fields: &[(&'static str, String)]) -> Markup {
    html! {
        @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
    }
}

/// Returns the message for a field, if the error belongs to it.
pub(super) fn fault_at(
    language: Language,
    steps: &SearchSteps,
    place: ErrorPosition,
) -> Option<Markup> {
    match steps.fault.as_ref()? {
        FormError::At(at, key) if *at == place => {
            let said = language.fill(key, &[("exam", &steps.exam)]);
            Some(html! { (said) })
        }
        // The API speaks English.
        FormError::Said(at, said) if *at == place => Some(match language {
            Language::English => html! { (said) },
            Language::Spanish => html! {
                (language.say("find.fault.page.refused")) " " span lang="en" { (said) }
            },
        }),
        _ => None,
    }
}

fn network_name(network: &Network) -> String {
    let about = [network.product.as_deref(), network.market.as_deref()];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    if about.is_empty() {
        network.name.clone()
    } else {
        format!("{} ({})", network.name, about.join(", "))
    }
}
