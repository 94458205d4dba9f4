//! Payer charge of an item, in the form that both formats produce, and the rates it yields: one per
//! amount, code and provider.

use super::file_providers::FileProviders;
use super::item_codes::{BilledCode, ItemCodes, SortedCodes};
use super::rate_column::ChargeField;
use crate::rates::code_cell::{CodeCell, contradiction};
use crate::rates::rate_collector::RateCollector;
use crate::rates::record_outcome::SkipReason;
use crate::rates::stated_rate::Rate4;
use crate::rates::stated_rate::{FileFacts, RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{RejectCode, RowFault};
use std::borrow::Cow;

/// Context shared by all payers of an item: position, codes and conditions.
#[derive(Debug, Default)]
pub(super) struct ChargeContext {
    pub(super) record: u64,
    pub(super) position: u64,
    pub(super) codes: ItemCodes,
    /// Lower case.
    pub(super) setting: Option<String>,
    /// Lower case.
    pub(super) billing_class: Option<String>,
    /// Upper case, in the order stated.
    pub(super) modifiers: Vec<String>,
}

/// Charge of one payer and plan. Amounts are not parsed yet.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct PayerCharge<'a> {
    pub(super) payer: Option<&'a str>,
    pub(super) plan: Option<&'a str>,
    pub(super) dollar: Option<&'a str>,
    pub(super) percentage: Option<&'a str>,
    pub(super) has_algorithm: bool,
    pub(super) methodology: Option<&'a str>,
}

impl<'a> PayerCharge<'a> {
    /// True if an amount or an algorithm is stated.
    pub(super) const fn is_stated(&self) -> bool {
        self.dollar.is_some() || self.percentage.is_some() || self.has_algorithm
    }

    /// Returns the negotiated type of a dollar amount: its methodology in lower case. Words that
    /// leave it an amount for the service become `negotiated`. A percentage is one of them, because
    /// it only says how the dollars were computed.
    fn dollar_type(&self) -> Cow<'static, str> {
        let methodology = self.methodology.unwrap_or_default().to_lowercase();
        match methodology.as_str() {
            "" | "case rate" | "other" => "negotiated".into(),
            stated if stated.contains("percent") || stated.contains('%') => "negotiated".into(),
            _ => methodology.into(),
        }
    }

    /// Returns the amounts that are stated, each with its field and negotiated type.
    fn amounts(&self) -> impl Iterator<Item = (ChargeField, Cow<'static, str>, &'a str)> {
        let dollar = (ChargeField::Dollar, self.dollar_type(), self.dollar);
        let percentage = (
            ChargeField::Percentage,
            "percentage".into(),
            self.percentage,
        );
        [dollar, percentage]
            .into_iter()
            .filter_map(|(part, kind, amount)| Some((part, kind, amount?)))
    }
}

/// Passes rates and rejects to the sink, and counts everything else.
pub(super) struct RateWriter<'a> {
    notes: RateCollector<'a>,
}

impl<'a> RateWriter<'a> {
    pub(super) fn new(sink: &'a mut dyn RateSink) -> Self {
        Self {
            notes: RateCollector::new(sink),
        }
    }

    /// Begins a record.
    pub(super) fn begin_record(&mut self) {
        self.notes.begin_record();
    }

    /// Ends the record and counts its outcome.
    pub(super) fn end_record(&mut self) {
        self.notes.end_record();
    }

    /// Counts something that is not a rate of a registered provider.
    pub(super) fn skip(&mut self, reason: SkipReason) {
        self.notes.skip(reason);
    }

    /// Counts a code that covers several procedures, none of them of the catalog.
    pub(super) fn skip_code(&mut self, cell: &CodeCell) {
        match cell {
            CodeCell::Range => self.skip(SkipReason::CodeRange),
            CodeCell::Wildcard => self.skip(SkipReason::CodeWildcard),
            _ => {}
        }
    }

    /// Reports the codes of an item that give no rate, and returns the others.
    pub(super) fn take_codes(
        &mut self,
        record: u64,
        position: u64,
        sorted: SortedCodes,
    ) -> Result<ItemCodes, FileFault> {
        for _ in 0..sorted.of_other_type {
            self.skip(SkipReason::OtherCodeType);
        }
        for fault in sorted.faults {
            self.reject(record, position, fault)?;
        }
        Ok(sorted.codes)
    }

    /// Rejects each code whose modifiers contradict those of the charge.
    pub(super) fn check_modifiers(&mut self, context: &ChargeContext) -> Result<(), FileFault> {
        for code in &context.codes.0 {
            if code.all_modifiers(&context.modifiers).is_none() {
                self.reject(context.record, context.position, contradiction())?;
            }
        }
        Ok(())
    }

    /// Reports a record, or a part of one, that cannot be used.
    pub(super) fn reject(
        &mut self,
        record: u64,
        position: u64,
        fault: RowFault,
    ) -> Result<(), FileFault> {
        self.notes.reject(record, position, fault)
    }

    /// Writes the rates of a charge. An amount that cannot be parsed is rejected alone, under its
    /// field name.
    pub(super) fn write(
        &mut self,
        context: &ChargeContext,
        charge: &PayerCharge<'_>,
        providers: &FileProviders,
        field_of: impl Fn(ChargeField) -> String,
    ) -> Result<(), FileFault> {
        let mut is_algorithm_alone = charge.has_algorithm;
        for (part, negotiated_type, amount) in charge.amounts() {
            is_algorithm_alone = false;
            match Rate4::parse(amount) {
                Ok(rate) => {
                    let rate = context.rate(charge, &negotiated_type, rate, providers);
                    self.write_rate(rate, context, providers)?;
                }
                Err(fault) => {
                    let fault = RowFault::field(
                        RejectCode::InvalidAmount,
                        field_of(part),
                        fault.to_string(),
                    );
                    self.reject(context.record, context.position, fault)?;
                }
            }
        }
        if is_algorithm_alone {
            self.skip(SkipReason::AlgorithmOnly);
        }
        Ok(())
    }

    fn write_rate(
        &mut self,
        mut rate: StatedRate<'_>,
        context: &ChargeContext,
        providers: &FileProviders,
    ) -> Result<(), FileFault> {
        if providers.rows.is_empty() {
            self.skip(SkipReason::ProviderNotRegistered);
            return Ok(());
        }
        for code in &context.codes.0 {
            let Some(modifiers) = code.all_modifiers(&context.modifiers) else {
                continue;
            };
            for &npi in &providers.rows {
                rate.npi = npi;
                let of_code = StatedRate {
                    code: text_of(code),
                    code_type: code.code_type.as_deref(),
                    modifiers: &modifiers,
                    ..rate
                };
                self.notes.rate(&of_code)?;
            }
        }
        Ok(())
    }

    /// Returns the facts with all counts.
    pub(super) fn into_facts(self, facts: FileFacts) -> FileFacts {
        self.notes.into_facts(facts)
    }
}

impl ChargeContext {
    /// Returns the rate without code and NPI.
    fn rate<'a>(
        &'a self,
        charge: &PayerCharge<'a>,
        negotiated_type: &'a str,
        rate: Rate4,
        providers: &'a FileProviders,
    ) -> StatedRate<'a> {
        StatedRate {
            payer: charge.payer,
            network_name: charge.plan,
            code_type: None,
            code: "",
            arrangement: None,
            negotiated_type: Some(negotiated_type),
            rate,
            billing_class: self.billing_class.as_deref(),
            setting: self.setting.as_deref(),
            service_codes: &[],
            modifiers: &self.modifiers,
            expires_on: None,
            tin_type: providers.ein.as_ref().map(|_| "ein"),
            tin: providers.ein.as_deref(),
            npi: None,
            group_size: providers.group_size,
            position: self.position,
        }
    }
}

/// Splits a list of modifiers at bars, commas, semicolons and blanks.
pub(super) fn split_modifiers(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '|' | ',' | ';'))
        .filter(|modifier| !modifier.is_empty())
        .map(str::to_uppercase)
}

/// Returns a code as text. Codes of the catalog are letters and digits.
fn text_of(code: &BilledCode) -> &str {
    std::str::from_utf8(&code.code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PayerCharge, split_modifiers};

    #[test]
    fn a_dollar_amount_has_its_methodology_as_type() {
        for (methodology, expected) in [
            (None, "negotiated"),
            (Some("Case Rate"), "negotiated"),
            (Some("other"), "negotiated"),
            (Some("percent of total billed charges"), "negotiated"),
            (Some("Percentage of Total Billed Charges"), "negotiated"),
            (Some("% of charges"), "negotiated"),
            (Some("Fee Schedule"), "fee schedule"),
            (Some("per diem"), "per diem"),
            (Some("Per-Diem"), "per-diem"),
            (Some("Lesser Of"), "lesser of"),
        ] {
            let charge = PayerCharge {
                methodology,
                dollar: Some("1"),
                ..PayerCharge::default()
            };
            assert_eq!(charge.dollar_type(), expected, "{methodology:?}");
        }
    }

    #[test]
    fn modifiers_are_split_at_any_separator() {
        let split: Vec<String> = split_modifiers(" tc | 26,lt;50 rt||").collect();
        assert_eq!(split, ["TC", "26", "LT", "50", "RT"]);
        assert_eq!(split_modifiers(" ").next(), None);
    }
}
