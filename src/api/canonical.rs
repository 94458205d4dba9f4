//! One canonical byte form of a search, for cache keys and cursors: equal searches give equal bytes, whatever the order of
//! members, spaces and spellings of numbers in the body.
//!
//! The page (limit, offset) and the resolved service date are left out; whoever needs them adds them.

use nearsite_domain::{Bore, LonLat, MilesHundredths, NetworkId, Sedation, Setting, Weight};
use nearsite_index::cost_sharing::{Accumulator, Benefits, Limits, Payment};
use nearsite_index::search::{Filters, Needs, Origin, SearchRequest, Sort, Target};
use nearsite_index::text::TextQuery;

/// Bytes of everything a search asks for except its page and date.
pub fn canonical(request: &SearchRequest) -> Vec<u8> {
    let mut form = Form(Vec::with_capacity(256));
    form.text(request.audience.as_str());
    form.origin(request.origin);
    form.target(&request.target);
    form.optional_text(request.network.as_ref().map(NetworkId::as_str));
    form.miles(request.radius);
    form.number(u64::from(request.min_results));
    form.miles(request.max_radius);
    form.number(u64::from(request.settings.bits()));
    form.needs(&request.needs);
    form.filters(&request.filters);
    form.optional_text(request.text.as_ref().map(TextQuery::canonical).as_deref());
    form.number(sort_number(request.sort));
    for weight in [
        request.weights.score,
        request.weights.cost,
        request.weights.distance,
    ] {
        form.optional(weight.map(|weight: Weight| weight.get() as u64));
    }
    form.optional_text(request.profile.as_deref());
    form.number(u64::from(request.explain) | u64::from(request.summary) << 1);
    form.optional_text(request.compare_to.as_deref());
    form.texts(&request.why_not);
    // Last, and nothing at all without benefits: whatever follows the list tells such searches from all others.
    if let Some(benefits) = request.benefits.as_deref() {
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

/// Bytes in which every part is of fixed length, tells its end or is preceded by its length, so that no two searches run together.
struct Form(Vec<u8>);

impl Form {
    /// Seven bits a byte, the lowest first; the last byte has no eighth bit. Nearly all numbers of a search are small.
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

    fn needs(&mut self, needs: &Needs) {
        self.optional_text(needs.bore.map(Bore::as_str));
        self.measure(needs.min_field_strength_t);
        self.optional(needs.min_slices.map(u64::from));
        self.measure(needs.patient_weight_lb);
        self.optional_text(needs.sedation.map(Sedation::as_str));
        self.measure(needs.patient_age);
        self.number(u64::from(needs.contrast));
        self.number(u64::from(needs.contrast_reaction_cover));
    }

    fn filters(&mut self, filters: &Filters) {
        self.optional(filters.min_score.map(|score| u64::from(score.tenths())));
        self.optional(filters.max_amount.map(|amount| amount.0 as u64));
        self.number(filters.accredited_by.len() as u64);
        for body in &filters.accredited_by {
            self.text(body.as_str());
        }
        self.texts(&filters.languages);
        self.number(u64::from(filters.open_on.bits()));
        self.number(u64::from(filters.wheelchair_accessible));
        self.optional_text(filters.organization.as_deref());
        self.texts(&filters.exclude);
    }

    fn benefits(&mut self, benefits: &Benefits) {
        let accumulators = &benefits.accumulators;
        self.text(accumulators.family_rule.as_str());
        self.limits(accumulators.deductible);
        self.limits(accumulators.out_of_pocket);
        for &setting in Setting::ALL {
            let sharing = benefits.sharing(setting);
            self.text(sharing.deductible.as_str());
            let (kind, size) = match sharing.payment {
                Payment::Copay(copay) => (0, copay.0 as u64),
                Payment::Coinsurance(rate) => (1, u64::from(rate.get())),
            };
            self.0.push(kind);
            self.number(size);
        }
    }

    fn limits(&mut self, limits: Limits) {
        for figure in [limits.individual, limits.family] {
            self.optional(figure.map(|figure: Accumulator| figure.limit().0 as u64));
            self.optional(figure.map(|figure: Accumulator| figure.met().0 as u64));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn form(numbers: &[u64]) -> Vec<u8> {
        let mut form = Form(Vec::new());
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
