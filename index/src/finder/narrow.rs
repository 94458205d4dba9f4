//! Narrowing of matches by contrast, side and number of views. A word that contradicts all
//! matches leaves them open, with the exams of the other reading.

use super::find::ProcedureFinder;
use super::matching::Matching;
use crate::text::{AskedContrast, ViewRange};
use nearsite_domain::{Contrast, Laterality, Procedure, ProcedureNo};
use std::collections::BTreeMap;

/// Matches after a word about them was applied.
pub(super) enum Narrowed {
    /// The matches that fit.
    Fitting(Vec<ProcedureNo>),
    /// No match fits. These are the matches, and the exams that the word would mean.
    Contradiction(Vec<ProcedureNo>),
}

impl ProcedureFinder<'_> {
    /// Keeps the matches with the contrast asked for.
    pub(super) fn with_contrast(
        self,
        matching: &Matching,
        matches: &[ProcedureNo],
        asked: AskedContrast,
    ) -> Narrowed {
        let contrast = |number: &ProcedureNo| self.catalog.get(*number).contrast;
        let exact = |number: &ProcedureNo| asked.fits(contrast(number));
        let loose = |number: &ProcedureNo| asked.fits_loosely(contrast(number));
        for fits in [&exact as &dyn Fn(&ProcedureNo) -> bool, &loose] {
            if matches.iter().any(fits) {
                return Narrowed::Fitting(matches.iter().copied().filter(fits).collect());
            }
        }
        self.contradiction(matching, matches, |other| {
            other.contrast != Contrast::Varies && asked.fits(other.contrast)
        })
    }

    /// Keeps the matches for the side asked for. An exam without a side fits. An exam of one side
    /// fits both sides, done twice, if its group has no code for both.
    pub(super) fn with_side(
        self,
        matching: &Matching,
        matches: &[ProcedureNo],
        asked: Laterality,
    ) -> Narrowed {
        let get = |number: &ProcedureNo| self.catalog.get(*number);
        let mut by_group: BTreeMap<&str, Vec<ProcedureNo>> = BTreeMap::new();
        for number in matches {
            by_group
                .entry(&get(number).group)
                .or_default()
                .push(*number);
        }
        let has_both = |number: &ProcedureNo| {
            let group = by_group.get(get(number).group.as_str());
            group.is_some_and(|group| self.has_plain_code_for_both(group))
        };
        let fits = |number: &ProcedureNo| match (asked, get(number).laterality) {
            (Laterality::OneSide, of_exam) => of_exam != Laterality::BothSides,
            (_, Laterality::OneSide) => !has_both(number),
            _ => true,
        };
        if matches.iter().any(fits) {
            return Narrowed::Fitting(matches.iter().copied().filter(fits).collect());
        }
        self.contradiction(matching, matches, |other| other.laterality == asked)
    }

    /// True if a group has a code for both sides that is the same exam as its codes for one side.
    /// A code that states no number of views among codes that do is an exam of its own, such as
    /// both knees standing.
    fn has_plain_code_for_both(self, group: &[ProcedureNo]) -> bool {
        let of = |side: Laterality| {
            let codes = group.iter().copied();
            codes.filter(move |&number| self.catalog.get(number).laterality == side)
        };
        let counts_views = |number: ProcedureNo| self.exams.views(number).is_some();
        let one_counts = of(Laterality::OneSide).any(counts_views);
        of(Laterality::BothSides).any(|number| counts_views(number) || !one_counts)
    }

    /// Keeps the matches with the number of views asked for, if there are any.
    pub(super) fn with_views(
        self,
        matches: &[ProcedureNo],
        asked: ViewRange,
    ) -> Option<Vec<ProcedureNo>> {
        let views = |number: ProcedureNo| self.exams.views(number);
        let contains = |number| views(number).is_some_and(|range| range.contains(asked));
        let meets = |number| views(number).is_some_and(|range| range.meets(asked));
        for fits in [&contains as &dyn Fn(ProcedureNo) -> bool, &meets] {
            let fitting: Vec<ProcedureNo> = matches
                .iter()
                .copied()
                .filter(|&number| fits(number))
                .collect();
            if !fitting.is_empty() {
                return Some(fitting);
            }
        }
        None
    }

    /// Returns the matches and the exams of the other reading: of the same group, or of the part of
    /// the body that was typed, or of the same kind and regions.
    fn contradiction(
        self,
        matching: &Matching,
        matches: &[ProcedureNo],
        fits: impl Fn(&Procedure) -> bool,
    ) -> Narrowed {
        let get = |number: ProcedureNo| self.catalog.get(number);
        let may_be_meant = |number: ProcedureNo| {
            let other = get(number);
            fits(other) && !other.name.contains("(added to")
        };
        let is_of_group = |other: ProcedureNo| {
            let mut groups = matches.iter().map(|&number| &get(number).group);
            groups.any(|group| *group == get(other).group)
        };
        let mut others: Vec<ProcedureNo> = self
            .current()
            .filter(|&number| may_be_meant(number) && is_of_group(number))
            .collect();
        if others.is_empty() {
            others = matching.others(may_be_meant);
        }
        if others.is_empty() {
            others = self.alike(matches, may_be_meant);
        }
        let mut all = matches.to_vec();
        all.extend(
            others
                .into_iter()
                .filter(|number| !matches.contains(number)),
        );
        Narrowed::Contradiction(all)
    }

    /// Exams of the same kind and regions as a match. A study that comes with and without contrast
    /// is the plain one of its region.
    fn alike(
        self,
        matches: &[ProcedureNo],
        fits: impl Fn(ProcedureNo) -> bool,
    ) -> Vec<ProcedureNo> {
        let get = |number: ProcedureNo| self.catalog.get(number);
        let is_alike = |other: ProcedureNo| {
            let kind = |number: ProcedureNo| (get(number).modality, &get(number).regions);
            matches.iter().any(|&number| kind(number) == kind(other))
        };
        let is_plain = |number: &ProcedureNo| {
            let of_group = |other: &&Procedure| other.group == get(*number).group;
            let mut group = self.catalog.procedures().iter().filter(of_group);
            group.any(|other| other.contrast != get(*number).contrast)
        };
        let mut alike: Vec<ProcedureNo> = self
            .current()
            .filter(|&number| fits(number) && is_alike(number))
            .collect();
        if alike.iter().any(is_plain) {
            alike.retain(is_plain);
        }
        alike
    }
}
