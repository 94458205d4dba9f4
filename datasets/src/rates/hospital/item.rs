//! One item of a JSON file: its codes first, its charges when one of them is in the catalogue.
//!
//! The smallest thing that holds a fault is rejected: an amount, a payer, a charge, a code; else the item.

use super::charge::{Charge, Circumstances, Code, RateWriter, split_modifiers};
use super::column::ChargePart;
use super::providers::Providers;
use crate::rates::RateFilter;
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonList, JsonObject, JsonValue};
use crate::reading::reject::RowFault;

/// A code as an item states it.
pub(super) enum StatedCode {
    /// One of the catalogue.
    Wanted(Code),
    /// Any other.
    Other(String),
}

/// Reads an element of `code_information`.
///
/// # Errors
/// [`RowFault`] when it has no code, or is no object.
pub(super) fn read_code(entry: JsonValue<'_>, wanted: &RateFilter) -> Result<StatedCode, RowFault> {
    let mut entry = entry.object()?;
    let code = entry
        .take("code")
        .map(|value| plain_text(&value))
        .transpose()?;
    let text = code.ok_or_else(|| RowFault::missing(entry.path_of("code")))?;
    let code_type = entry.text("type")?.map(|text| text.to_uppercase());
    Ok(match wanted.code(&text) {
        Some(code) => StatedCode::Wanted(Code { code, code_type }),
        None => StatedCode::Other(text),
    })
}

/// What one payer and plan pay; the words of [`Charge`], owned.
#[derive(Debug)]
struct PayerCharge {
    path: String,
    payer: Option<String>,
    plan: Option<String>,
    dollar: Option<String>,
    percentage: Option<String>,
    has_algorithm: bool,
    methodology: Option<String>,
}

const DOLLAR: &str = "standard_charge_dollar";
const PERCENTAGE: &str = "standard_charge_percentage";
const ALGORITHM: &str = "standard_charge_algorithm";

/// Writes the rates of an item whose codes are known.
///
/// # Errors
/// [`FileFault`] when the sink gives up.
pub(super) fn write_item(
    mut item: JsonObject<'_>,
    mut circumstances: Circumstances,
    writer: &mut RateWriter<'_>,
    providers: &Providers,
) -> Result<(), FileFault> {
    let (record, position) = (circumstances.record, circumstances.position);
    let charges = match item.list("standard_charges") {
        Ok(charges) => charges,
        Err(fault) => return writer.reject(record, position, fault),
    };
    let mut has_payer = false;
    for charge in charges.iter() {
        match read_charge(charge, &mut circumstances) {
            Ok(payers) => {
                for payer in payers.iter() {
                    has_payer = true;
                    write_payer(read_payer(payer), &circumstances, writer, providers)?;
                }
            }
            Err(fault) => {
                has_payer = true;
                writer.reject(record, position, fault)?;
            }
        }
    }
    if !has_payer {
        writer.pass_over("no_negotiated_charge");
    }
    Ok(())
}

/// Reads when a charge applies; who pays it is left to be read one by one.
fn read_charge<'a>(
    charge: JsonValue<'a>,
    circumstances: &mut Circumstances,
) -> Result<JsonList<'a>, RowFault> {
    let mut charge = charge.object()?;
    circumstances.setting = charge.text("setting")?.map(|text| text.to_lowercase());
    circumstances.billing_class = charge
        .text("billing_class")?
        .map(|text| text.to_lowercase());
    circumstances.modifiers = read_modifiers(&mut charge)?;
    charge.list("payers_information")
}

/// `modifier_code`, a list of texts; some files have the name of the CSV column, or one text.
fn read_modifiers(charge: &mut JsonObject<'_>) -> Result<Vec<String>, RowFault> {
    let mut modifiers = Vec::new();
    for name in ["modifier_code", "modifiers"] {
        let Some(value) = charge.take(name) else {
            continue;
        };
        if value.json().starts_with('[') {
            for element in charge.list(name)?.iter() {
                modifiers.extend(split_modifiers(&plain_text(&element)?));
            }
        } else {
            modifiers.extend(split_modifiers(&plain_text(&value)?));
        }
    }
    Ok(modifiers)
}

fn read_payer(payer: JsonValue<'_>) -> Result<PayerCharge, RowFault> {
    let path = payer.path().to_owned();
    let mut payer = payer.object()?;
    // Whatever is no text is left for the reading of amounts to judge.
    let mut amount = |name: &str| match payer.take(name) {
        Some(value) if value.json().starts_with('"') => value
            .text()
            .map(|text| Some(text).filter(|text| !text.is_empty())),
        value => Ok(value.map(|value| value.json().to_owned())),
    };
    let (dollar, percentage) = (amount(DOLLAR)?, amount(PERCENTAGE)?);
    Ok(PayerCharge {
        path,
        payer: payer.text("payer_name")?,
        plan: payer.text("plan_name")?,
        dollar,
        percentage,
        has_algorithm: payer.take(ALGORITHM).is_some_and(|value| !is_blank(&value)),
        methodology: payer.text("methodology")?,
    })
}

/// Writes the rates of a payer.
fn write_payer(
    payer: Result<PayerCharge, RowFault>,
    circumstances: &Circumstances,
    writer: &mut RateWriter<'_>,
    providers: &Providers,
) -> Result<(), FileFault> {
    let payer = match payer {
        Ok(payer) => payer,
        Err(fault) => {
            return writer.reject(circumstances.record, circumstances.position, fault);
        }
    };
    let charge = Charge {
        payer: payer.payer.as_deref(),
        plan: payer.plan.as_deref(),
        dollar: payer.dollar.as_deref(),
        percentage: payer.percentage.as_deref(),
        has_algorithm: payer.has_algorithm,
        methodology: payer.methodology.as_deref(),
    };
    if !charge.is_stated() {
        writer.pass_over("no_negotiated_charge");
    }
    let field_of = |part| {
        let name = match part {
            ChargePart::Dollar => DOLLAR,
            ChargePart::Percentage => PERCENTAGE,
            ChargePart::Algorithm => ALGORITHM,
            ChargePart::Methodology => "methodology",
        };
        format!("{}.{name}", payer.path)
    };
    writer.write(circumstances, &charge, providers, field_of)
}

fn is_blank(value: &JsonValue<'_>) -> bool {
    value.text().is_ok_and(|text| text.is_empty())
}

/// A text, or a number as written.
fn plain_text(value: &JsonValue<'_>) -> Result<String, RowFault> {
    let json = value.json();
    if json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Ok(json.to_owned());
    }
    value.text()
}
