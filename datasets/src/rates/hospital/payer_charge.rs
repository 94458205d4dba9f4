//! Payer charge of an item, in the form that both formats produce, and the rates it yields: one per
//! amount, code and provider.

use super::file_providers::FileProviders;
use super::rate_column::ChargeField;
use crate::rates::rate_collector::RateCollector;
use crate::rates::stated_rate::Rate4;
use crate::rates::stated_rate::{RateSink, StatedRate};
use crate::reading::file_fault::FileFault;
use crate::reading::reject::{RejectCode, RowFault};
use std::borrow::Cow;

/// Code of the catalog and its type, upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BilledCode {
    pub(super) code: [u8; 5],
    pub(super) code_type: Option<String>,
}

/// Distinct codes of one item.
#[derive(Debug, Default)]
pub(super) struct ItemCodes(Vec<BilledCode>);

/// Maximum number of catalog codes in one item. Each code yields one rate per payer.
const MAX_CODES: usize = 256;

impl ItemCodes {
    /// Adds a code.
    ///
    /// # Errors
    /// `too_long` if the item already has the maximum number of codes.
    pub(super) fn add(&mut self, code: BilledCode) -> Result<(), RowFault> {
        if self.0.contains(&code) {
            return Ok(());
        }
        if self.0.len() == MAX_CODES {
            let message = "an item may have at most 256 codes of the catalog";
            return Err(RowFault::row(RejectCode::TooLong, message));
        }
        self.0.push(code);
        Ok(())
    }

    /// True if the item has no code of the catalog.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

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

    /// Counts something that is not a rate of a registered provider.
    pub(super) fn pass_over(&mut self, word: &'static str) {
        self.notes.count(word, 1);
    }

    /// Counts a code that covers several procedures.
    pub(super) fn pass_over_code(&mut self, code: &str) {
        if let Some(word) = unnamed_code(code) {
            self.pass_over(word);
        }
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
            self.pass_over("algorithm_only");
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
            self.pass_over("provider_not_registered");
            return Ok(());
        }
        for code in &context.codes.0 {
            // Codes of the catalog are letters and digits.
            let text = std::str::from_utf8(&code.code).unwrap_or_default();
            for &npi in &providers.rows {
                rate.npi = npi;
                let of_code = StatedRate {
                    code: text,
                    code_type: code.code_type.as_deref(),
                    ..rate
                };
                self.notes.rate(&of_code)?;
            }
        }
        Ok(())
    }

    /// Returns the counts, sorted by name.
    pub(super) fn into_passed_over(self) -> Vec<(&'static str, u64)> {
        self.notes.into_passed_over()
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

/// Returns the counter name for a code that covers several procedures.
fn unnamed_code(code: &str) -> Option<&'static str> {
    let is_code =
        |text: &str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_range = code
        .split_once('-')
        .is_some_and(|(first, last)| is_code(first.trim()) && is_code(last.trim()));
    match code {
        _ if code.len() < 7 => None,
        _ if is_range => Some("code_range"),
        _ if code.eq_ignore_ascii_case("CSTM-00") || code.eq_ignore_ascii_case("CSTM-ALL") => {
            Some("code_wildcard")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{PayerCharge, split_modifiers, unnamed_code};

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
    fn ranges_and_wildcards_are_distinguished_from_codes() {
        for (code, expected) in [
            ("70450-70498", Some("code_range")),
            ("g0202 - g0206", Some("code_range")),
            ("CSTM-00", Some("code_wildcard")),
            ("cstm-all", Some("code_wildcard")),
            ("70450", None),
            ("0310-1234", None),
            ("50242-0040-62", None),
        ] {
            assert_eq!(unnamed_code(code), expected, "{code}");
        }
    }

    #[test]
    fn modifiers_are_split_at_any_separator() {
        let split: Vec<String> = split_modifiers(" tc | 26,lt;50 rt||").collect();
        assert_eq!(split, ["TC", "26", "LT", "50", "RT"]);
        assert_eq!(split_modifiers(" ").next(), None);
    }
}
