//! Reads one item of a JSON file: first its codes, then its charges if a code is in the catalog.
//!
//! The smallest part with an error is rejected: an amount, a payer, a charge or a code. Otherwise
//! the item is rejected.

use super::file_providers::FileProviders;
use super::item_codes::StatedCode;
use super::payer_charge::{ChargeContext, PayerCharge, RateWriter, split_modifiers};
use super::rate_column::ChargeField;
use crate::rates::code_cell::CodeCell;
use crate::rates::rate_filter::RateFilter;
use crate::rates::record_outcome::SkipReason;
use crate::reading::file_fault::FileFault;
use crate::reading::json::{JsonList, JsonObject, JsonValue};
use crate::reading::reject::RowFault;

/// Reads an element of `code_information`.
///
/// # Errors
/// [`RowFault`] if it has no code or is not an object.
pub(super) fn read_code(entry: JsonValue<'_>, wanted: &RateFilter) -> Result<StatedCode, RowFault> {
    let mut entry = entry.object()?;
    let field = entry.path_of("code");
    let code = entry
        .take("code")
        .map(|value| plain_text(&value))
        .transpose()?;
    let text = code.ok_or_else(|| RowFault::missing(field.clone()))?;
    Ok(StatedCode {
        cell: CodeCell::read(&text, wanted),
        field,
        text,
        code_type: entry.text("type")?,
    })
}

/// Returns the description of an item, or none if it is not text.
pub(super) fn description_of(item: &mut JsonObject<'_>) -> Option<String> {
    item.text("description").ok().flatten()
}

/// Charge of one payer and plan, with the fields of [`PayerCharge`] as owned strings.
#[derive(Debug)]
struct JsonPayerCharge {
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
/// [`FileFault`] if the sink fails.
pub(super) fn write_item(
    mut item: JsonObject<'_>,
    mut context: ChargeContext,
    writer: &mut RateWriter<'_>,
    providers: &FileProviders,
) -> Result<(), FileFault> {
    let (record, position) = (context.record, context.position);
    let charges = match item.list("standard_charges") {
        Ok(charges) => charges,
        Err(fault) => return writer.reject(record, position, fault),
    };
    let mut has_payer = false;
    for charge in charges.iter() {
        match read_charge(charge, &mut context) {
            Ok(payers) => {
                writer.check_modifiers(&context)?;
                for payer in payers.iter() {
                    has_payer = true;
                    write_payer(read_payer(payer), &context, writer, providers)?;
                }
            }
            Err(fault) => {
                has_payer = true;
                writer.reject(record, position, fault)?;
            }
        }
    }
    if !has_payer {
        writer.skip(SkipReason::NoNegotiatedCharge);
    }
    Ok(())
}

/// Reads the conditions of a charge and returns its payers.
fn read_charge<'a>(
    charge: JsonValue<'a>,
    context: &mut ChargeContext,
) -> Result<JsonList<'a>, RowFault> {
    let mut charge = charge.object()?;
    context.setting = charge.text("setting")?.map(|text| text.to_lowercase());
    context.billing_class = charge
        .text("billing_class")?
        .map(|text| text.to_lowercase());
    context.modifiers = read_modifiers(&mut charge)?;
    charge.list("payers_information")
}

/// Reads the modifiers: `modifier_code` as a list of strings. Some files use one string, or the
/// name of the CSV column.
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

fn read_payer(payer: JsonValue<'_>) -> Result<JsonPayerCharge, RowFault> {
    let path = payer.path().to_owned();
    let mut payer = payer.object()?;
    // Numbers and other types are kept as text. `RateWriter::write` parses or rejects them.
    let mut amount = |name: &str| match payer.take(name) {
        Some(value) if value.json().starts_with('"') => value
            .text()
            .map(|text| Some(text).filter(|text| !text.is_empty())),
        value => Ok(value.map(|value| value.json().to_owned())),
    };
    let (dollar, percentage) = (amount(DOLLAR)?, amount(PERCENTAGE)?);
    Ok(JsonPayerCharge {
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
    payer: Result<JsonPayerCharge, RowFault>,
    context: &ChargeContext,
    writer: &mut RateWriter<'_>,
    providers: &FileProviders,
) -> Result<(), FileFault> {
    let payer = match payer {
        Ok(payer) => payer,
        Err(fault) => {
            return writer.reject(context.record, context.position, fault);
        }
    };
    let charge = PayerCharge {
        payer: payer.payer.as_deref(),
        plan: payer.plan.as_deref(),
        dollar: payer.dollar.as_deref(),
        percentage: payer.percentage.as_deref(),
        has_algorithm: payer.has_algorithm,
        methodology: payer.methodology.as_deref(),
    };
    if !charge.is_stated() {
        writer.skip(SkipReason::NoNegotiatedCharge);
    }
    let field_of = |part| {
        let name = match part {
            ChargeField::Dollar => DOLLAR,
            ChargeField::Percentage => PERCENTAGE,
            ChargeField::Algorithm => ALGORITHM,
            ChargeField::Methodology => "methodology",
        };
        format!("{}.{name}", payer.path)
    };
    writer.write(context, &charge, providers, field_of)
}

fn is_blank(value: &JsonValue<'_>) -> bool {
    value.text().is_ok_and(|text| text.is_empty())
}

/// Returns a string, or a number as written.
fn plain_text(value: &JsonValue<'_>) -> Result<String, RowFault> {
    let json = value.json();
    if json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return Ok(json.to_owned());
    }
    value.text()
}
