//! The HTML around every page: head, language link, and the one element a script may take over.

use super::language::Spoken;
use maud::{DOCTYPE, Markup, html};

/// Scripts and styles of a page, by address.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Loads {
    /// Style sheets.
    pub(super) styles: &'static [&'static str],
    /// Classic scripts, run before modules.
    pub(super) scripts: &'static [&'static str],
    /// Modules.
    pub(super) modules: &'static [&'static str],
}

/// A whole document.
pub(super) fn document(spoken: Spoken, title: &str, loads: Loads, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(spoken.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" type="image/svg+xml" href="/favicon.svg";
                @for style in loads.styles { link rel="stylesheet" href=(style); }
                @for script in loads.scripts { script src=(script) defer {} }
                @for module in loads.modules { script type="module" src=(module) {} }
            }
            body { (body) }
        }
    }
}

/// The line at the top: the name, and the page in the other language.
///
/// `same_page` is the address of the page itself; a link cannot repeat what a form sent, so answers
/// link to an empty form.
pub(super) fn top(spoken: Spoken, same_page: &str) -> Markup {
    let other = spoken.language.other();
    html! {
        header.top {
            a.brand href=(spoken.address("/find")) { (spoken.language.say("brand")) }
            a.tongue href=(format!("{same_page}?lang={}", other.code())) lang=(other.code()) hreflang=(other.code()) {
                (other.own_name())
            }
        }
    }
}
