//! Canonical bytes of a search, for cache keys and cursors.
//!
//! Equal searches give equal bytes, with any order of members, any white space and any spelling of
//! numbers in the body. The page (limit, offset) and the resolved service date are not included.
//! Callers that need them add them.

use super::params::SearchView;
use nearsite_domain::{Bore, LonLat, MilesHundredths, NetworkId, Sedation, Weight};
use nearsite_index::cost_sharing::{
    Accumulator, Accumulators, BenefitLimits, Benefits, CostSharing, Payment,
};
use nearsite_index::search::{AskedWeights, Filters, Needs, Origin, SearchRequest, Sort, Target};
use nearsite_index::text::TextQuery;

/// Returns the bytes of everything that a search asks for except its page and date. Views have
/// different bytes, because their answers and cursors differ.
///
/// Every field is named, so a new field of a request does not compile until it is added here.
pub fn canonical(request: &SearchRequest, view: SearchView) -> Vec<u8> {
    let SearchRequest {
        audience,
        origin,
        target,
        network,
        radius,
        min_results,
        max_radius,
        settings,
        needs,
        filters,
        text,
        sort,
        weights,
        profile,
        as_of: _,
        limit: _,
        offset: _,
        explain,
        summary,
        compare_to,
        why_not,
        benefits,
    } = request;
    let mut form = CanonicalBytes(Vec::with_capacity(256));
    form.text(audience.as_str());
    form.origin(*origin);
    form.target(target);
    form.optional_text(network.as_ref().map(NetworkId::as_str));
    form.miles(*radius);
    form.number(u64::from(*min_results));
    form.miles(*max_radius);
    form.number(u64::from(settings.bits()));
    form.needs(needs);
    form.filters(filters);
    form.optional_text(text.as_ref().map(TextQuery::canonical).as_deref());
    form.number(sort_number(*sort));
    form.weights(*weights);
    form.optional_text(profile.as_deref());
    let is_compact = view == SearchView::Compact;
    form.number(u64::from(*explain) | u64::from(*summary) << 1 | u64::from(is_compact) << 2);
    form.optional_text(compare_to.as_deref());
    form.texts(why_not);
    // Benefits come last and add nothing if absent. So bytes after the list mean benefits.
    if let Some(benefits) = benefits.as_deref() {
        form.benefits(benefits);
    }
    form.0
}

const fn sort_number(sort: Sort) -> u64 {
    match sort {
        Sort::Best => 0,
        Sort::Cost => 1,
        Sort::Distance => 2,
        Sort::Score => 3,
        Sort::Relevance => 4,
        Sort::MemberCost => 5,
    }
}

/// Bytes of a search.
///
/// Every part has a fixed length, marks its end, or follows its length. So two different searches
/// never give the same bytes.
struct CanonicalBytes(Vec<u8>);

impl CanonicalBytes {
    /// Appends a number, seven bits per byte, lowest first. The last byte has no eighth bit. Nearly
    /// all numbers of a search are small.
    fn number(&mut self, mut number: u64) {
        while number >= 1 << 7 {
            self.0.push(number as u8 | 1 << 7);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn float(&mut self, float: f64) {
        self.0.extend_from_slice(&float.to_bits().to_le_bytes());
    }

    fn optional(&mut self, number: Option<u64>) {
        self.0.push(u8::from(number.is_some()));
        self.number(number.unwrap_or(0));
    }

    fn miles(&mut self, miles: Option<MilesHundredths>) {
        self.optional(miles.map(|miles| miles.0 as u64));
    }

    fn measure(&mut self, measure: Option<f64>) {
        self.0.push(u8::from(measure.is_some()));
        self.float(measure.unwrap_or(0.0));
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn optional_text(&mut self, text: Option<&str>) {
        self.0.push(u8::from(text.is_some()));
        self.text(text.unwrap_or(""));
    }

    fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        for text in texts {
            self.text(text);
        }
    }

    fn place(&mut self, place: LonLat) {
        self.float(place.lon());
        self.float(place.lat());
    }

    fn origin(&mut self, origin: Option<Origin>) {
        match origin {
            None => self.0.push(0),
            Some(Origin::Place(place)) => {
                self.0.push(1);
                self.place(place);
            }
            Some(Origin::Zip(zip)) => {
                self.0.push(2);
                self.number(u64::from(zip.as_u32()));
            }
        }
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::TextAlone => self.0.push(0),
            Target::Procedure(code) => {
                self.0.push(1);
                self.text(code.as_str());
            }
            Target::Modality(modality) => {
                self.0.push(2);
                self.text(modality.as_str());
            }
        }
    }

    fn weights(&mut self, weights: AskedWeights) {
        let AskedWeights {
            score,
            cost,
            distance,
        } = weights;
        for weight in [score, cost, distance] {
            self.optional(weight.map(|weight: Weight| weight.get() as u64));
        }
    }

    fn needs(&mut self, needs: &Needs) {
        let Needs {
            bore,
            min_field_strength_t,
            min_slices,
            patient_weight_lb,
            sedation,
            patient_age,
            contrast,
            contrast_reaction_cover,
        } = *needs;
        self.optional_text(bore.map(Bore::as_str));
        self.measure(min_field_strength_t);
        self.optional(min_slices.map(u64::from));
        self.measure(patient_weight_lb);
        self.optional_text(sedation.map(Sedation::as_str));
        self.measure(patient_age);
        self.number(u64::from(contrast));
        self.number(u64::from(contrast_reaction_cover));
    }

    fn filters(&mut self, filters: &Filters) {
        let Filters {
            min_score,
            max_amount,
            accredited_by,
            languages,
            open_on,
            wheelchair_accessible,
            organization,
            exclude,
        } = filters;
        self.optional(min_score.map(|score| u64::from(score.tenths())));
        self.optional(max_amount.map(|amount| amount.0 as u64));
        self.number(accredited_by.len() as u64);
        for body in accredited_by {
            self.text(body.as_str());
        }
        self.texts(languages);
        self.number(u64::from(open_on.bits()));
        self.number(u64::from(*wheelchair_accessible));
        self.optional_text(organization.as_deref());
        self.texts(exclude);
    }

    fn benefits(&mut self, benefits: &Benefits) {
        let (accumulators, sharing) = benefits.parts();
        let Accumulators {
            deductible,
            out_of_pocket,
            family_rule,
        } = accumulators;
        self.text(family_rule.as_str());
        self.limits(deductible);
        self.limits(out_of_pocket);
        for CostSharing {
            payment,
            deductible,
        } in sharing
        {
            self.text(deductible.as_str());
            let (kind, size) = match payment {
                Payment::Copay(copay) => (0, copay.0 as u64),
                Payment::Coinsurance(rate) => (1, u64::from(rate.get())),
            };
            self.0.push(kind);
            self.number(size);
        }
    }

    fn limits(&mut self, limits: BenefitLimits) {
        let BenefitLimits { individual, family } = limits;
        for figure in [individual, family] {
            self.optional(figure.map(|figure: Accumulator| figure.limit().0 as u64));
            self.optional(figure.map(|figure: Accumulator| figure.met().0 as u64));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use nearsite_domain::{
        AccreditationBody, Audience, Cents, Day, DayOfWeek, DaySet, Modality, ScoreTenths, Setting,
        SettingSet,
    };
    use nearsite_index::cost_sharing::{BasisPoints, DeductibleUse, FamilyRule};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn form(numbers: &[u64]) -> Vec<u8> {
        let mut form = CanonicalBytes(Vec::new());
        for &number in numbers {
            form.number(number);
        }
        form.0
    }

    #[test]
    fn small_numbers_take_a_byte_and_the_largest_ten() {
        let lengths = [0, 127, 128, u64::MAX].map(|number| form(&[number]).len());
        assert_eq!(lengths, [1, 1, 2, 10]);
    }

    /// Returns a request, and for every included field one that differs from it in that field.
    fn neighbors() -> Vec<SearchRequest> {
        type Change = fn(&mut SearchRequest);
        let base = || SearchRequest::new(Audience::Member, Target::TextAlone, Day::today());
        let changes: [Change; 37] = [
            |request| request.audience = Audience::Reviewer,
            |request| request.origin = LonLat::new(1.0, 2.0).ok().map(Origin::Place),
            |request| request.origin = LonLat::new(2.0, 1.0).ok().map(Origin::Place),
            |request| request.origin = "78701".parse().ok().map(Origin::Zip),
            |request| request.target = Target::Modality(Modality::Mri),
            |request| request.target = Target::Procedure("73721".parse().unwrap()),
            |request| request.network = "ppo".parse().ok(),
            |request| request.radius = Some(MilesHundredths(1)),
            |request| request.min_results = 1,
            |request| request.max_radius = Some(MilesHundredths(1)),
            |request| request.settings = SettingSet::ALTERNATES.with(Setting::HospitalOutpatient),
            |request| request.needs.bore = Some(Bore::Wide),
            |request| request.needs.min_field_strength_t = Some(1.5),
            |request| request.needs.min_slices = Some(64),
            |request| request.needs.patient_weight_lb = Some(1.5),
            |request| request.needs.sedation = Some(Sedation::Deep),
            |request| request.needs.patient_age = Some(1.5),
            |request| request.needs.contrast = true,
            |request| request.needs.contrast_reaction_cover = true,
            |request| request.filters.min_score = ScoreTenths::parse("1").ok(),
            |request| request.filters.max_amount = Some(Cents(1)),
            |request| request.filters.accredited_by = vec![AccreditationBody::Acr],
            |request| request.filters.languages = vec!["en".to_owned()],
            |request| request.filters.open_on = DaySet::from_iter([DayOfWeek::Mon]),
            |request| request.filters.wheelchair_accessible = true,
            |request| request.filters.organization = Some("en".to_owned()),
            |request| request.filters.exclude = vec!["en".to_owned()],
            |request| request.text = TextQuery::parse("knee").ok(),
            |request| request.sort = Sort::Distance,
            |request| request.weights.score = Weight::try_from(1).ok(),
            |request| request.weights.cost = Weight::try_from(1).ok(),
            |request| request.weights.distance = Weight::try_from(1).ok(),
            |request| request.profile = Some("en".to_owned()),
            |request| request.explain = true,
            |request| request.summary = true,
            |request| request.compare_to = Some("en".to_owned()),
            |request| request.why_not = vec!["en".to_owned()],
        ];
        let changed = changes.iter().map(|change| {
            let mut request = base();
            change(&mut request);
            request
        });
        let with_benefits = benefits().into_iter().map(|benefits| {
            let mut request = base();
            request.benefits = Some(Box::new(benefits));
            request
        });
        std::iter::once(base())
            .chain(changed)
            .chain(with_benefits)
            .collect()
    }

    fn figure(limit: i64, met: i64) -> Option<Accumulator> {
        Accumulator::new(Cents(limit), Cents(met)).ok()
    }

    /// Returns benefits without limits, and some that differ in one figure each.
    fn benefits() -> Vec<Benefits> {
        let with = |change: fn(&mut Accumulators)| {
            let mut accumulators = Accumulators {
                deductible: BenefitLimits::default(),
                out_of_pocket: BenefitLimits::default(),
                family_rule: FamilyRule::Embedded,
            };
            change(&mut accumulators);
            Benefits::new(accumulators, BasisPoints::NONE)
        };
        let mut all = vec![
            with(|_| {}),
            with(|all| all.family_rule = FamilyRule::Aggregate),
            with(|all| all.deductible.individual = figure(0, 0)),
            with(|all| all.deductible.individual = figure(1, 0)),
            with(|all| all.deductible.individual = figure(1, 1)),
            with(|all| all.deductible.family = figure(1, 0)),
            with(|all| all.deductible.family = figure(1, 1)),
            with(|all| all.out_of_pocket.individual = figure(1, 0)),
            with(|all| all.out_of_pocket.individual = figure(1, 1)),
            with(|all| all.out_of_pocket.family = figure(1, 0)),
            with(|all| all.out_of_pocket.family = figure(1, 1)),
        ];
        let one = BasisPoints::try_from(1).unwrap();
        for &setting in Setting::ALL {
            for payment in [
                Payment::Coinsurance(one),
                Payment::Copay(Cents(1)),
                Payment::Copay(Cents(0)),
            ] {
                let deductible = DeductibleUse::Applies;
                all.push(all[0].with(
                    setting,
                    CostSharing {
                        payment,
                        deductible,
                    },
                ));
            }
            let unused = CostSharing {
                deductible: DeductibleUse::Waived,
                ..all[0].sharing(setting)
            };
            all.push(all[0].with(setting, unused));
        }
        all
    }

    #[test]
    fn requests_that_differ_in_one_field_have_different_bytes() {
        let requests = neighbors();
        let views = SearchView::ALL;
        let bytes: BTreeSet<_> = requests
            .iter()
            .flat_map(|request| views.iter().map(|&view| canonical(request, view)))
            .collect();
        assert_eq!(bytes.len(), views.len() * requests.len());
    }

    #[test]
    fn the_page_and_the_date_are_left_out() {
        let request = SearchRequest::new(Audience::Member, Target::TextAlone, Day::today());
        let other = SearchRequest {
            as_of: "2020-01-01".parse().unwrap(),
            limit: 7,
            offset: 7,
            ..request.clone()
        };
        let full = |request| canonical(request, SearchView::Full);
        assert_eq!(full(&request), full(&other));
    }

    proptest! {
        /// Numbers of every size, close to each other often enough to run together if they could.
        #[test]
        fn different_numbers_never_run_together(
            some in prop::collection::vec((any::<u64>(), 0..64u32), 0..4),
            others in prop::collection::vec((any::<u64>(), 0..64u32), 0..4),
        ) {
            let sized = |numbers: &[(u64, u32)]| numbers.iter().map(|(number, shift)| number >> shift).collect::<Vec<_>>();
            let (some, others) = (sized(&some), sized(&others));
            prop_assert_eq!(form(&some) == form(&others), some == others);
        }

        #[test]
        fn no_part_of_a_number_is_a_number(number: u64, cut in 1usize..10) {
            let whole = form(&[number]);
            if let Some(part) = whole.get(..cut.min(whole.len() - 1)) {
                prop_assert!(part.iter().all(|byte| byte & 1 << 7 != 0));
            }
        }
    }
}
