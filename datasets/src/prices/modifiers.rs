//! Modifiers of a billing code, and the component of a price that they imply.

use nearsite_domain::{Component, UnknownWord};
use std::borrow::Cow;

/// The modifiers of one row, by their effect on its price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Modifiers<'a> {
    text: &'a str,
    /// 26: the professional component only.
    is_professional: bool,
    /// TC: the technical component only.
    is_technical: bool,
    /// True if there is another modifier. LT and RT only name a side and do not count.
    alters: bool,
}

/// The reason a row has no component.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum ComponentFault {
    /// A word outside the vocabulary.
    #[error(transparent)]
    Unknown(#[from] UnknownWord),
    /// The component contradicts the modifiers, or the modifiers contradict each other.
    #[error("contradicts the modifier: 26 is professional, TC is technical")]
    Contradiction,
}

impl<'a> Modifiers<'a> {
    /// Reads modifiers in any case, several separated by spaces or commas.
    pub(super) fn read(text: &'a str) -> Self {
        let mut modifiers = Self {
            text,
            is_professional: false,
            is_technical: false,
            alters: false,
        };
        for modifier in words(text) {
            let is = |name: &str| modifier.eq_ignore_ascii_case(name);
            if is("26") {
                modifiers.is_professional = true;
            } else if is("TC") {
                modifiers.is_technical = true;
            } else if !is("LT") && !is("RT") {
                modifiers.alters = true;
            }
        }
        modifiers
    }

    /// True if they change the price beyond naming the component.
    pub(super) const fn alter(&self) -> bool {
        self.alters
    }

    /// Returns the stated component, or the one its modifiers imply, or else the global one.
    ///
    /// # Errors
    /// [`ComponentFault`] if the word is unknown or contradicts the modifiers.
    pub(super) fn component(&self, stated: Option<&str>) -> Result<Component, ComponentFault> {
        let implied = match (self.is_professional, self.is_technical) {
            (true, true) => return Err(ComponentFault::Contradiction),
            (true, false) => Some(Component::Professional),
            (false, true) => Some(Component::Technical),
            (false, false) => None,
        };
        let stated = stated.map(str::parse).transpose()?;
        match (stated, implied) {
            (Some(stated), Some(implied)) if stated != implied => {
                Err(ComponentFault::Contradiction)
            }
            (stated, implied) => Ok(stated.or(implied).unwrap_or(Component::Global)),
        }
    }

    /// Returns the modifiers in upper case, separated by one space.
    pub(super) fn shown(&self) -> Cow<'a, str> {
        let is_tidy = self
            .text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if is_tidy {
            return Cow::Borrowed(self.text);
        }
        Cow::Owned(
            words(self.text)
                .collect::<Vec<_>>()
                .join(" ")
                .to_uppercase(),
        )
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',', '\t']).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(modifiers: &str, stated: &str) -> Result<Component, ComponentFault> {
        Modifiers::read(modifiers).component(Some(stated).filter(|word| !word.is_empty()))
    }

    #[test]
    fn an_empty_component_is_read_from_the_modifier() {
        assert_eq!(component("", ""), Ok(Component::Global));
        assert_eq!(component("26", ""), Ok(Component::Professional));
        assert_eq!(component("tc", ""), Ok(Component::Technical));
        assert_eq!(component("LT,26", ""), Ok(Component::Professional));
        assert_eq!(component("rt", ""), Ok(Component::Global));
        assert_eq!(component("59", ""), Ok(Component::Global));
    }

    #[test]
    fn a_stated_component_must_agree_with_the_modifier() {
        assert_eq!(component("26", "professional"), Ok(Component::Professional));
        assert_eq!(component("", "facility"), Ok(Component::Facility));
        for (modifiers, stated) in [
            ("26", "technical"),
            ("26", "global"),
            ("TC", "facility"),
            ("TC", "contrast"),
            ("26 TC", ""),
        ] {
            assert_eq!(
                component(modifiers, stated),
                Err(ComponentFault::Contradiction),
                "{modifiers} {stated}"
            );
        }
        assert!(matches!(
            component("", "Global"),
            Err(ComponentFault::Unknown(_))
        ));
    }

    #[test]
    fn only_sides_and_components_leave_the_price_as_it_is() {
        for plain in ["", "LT", "RT", "26", "TC", "lt, rt", "26,LT"] {
            assert!(!Modifiers::read(plain).alter(), "{plain}");
        }
        for altering in ["59", "26 59", "XU", "LT,52", "2 6"] {
            assert!(Modifiers::read(altering).alter(), "{altering}");
        }
        assert_eq!(Modifiers::read("lt,  26").shown(), "LT 26");
    }
}
