//! Codes of one item: sorts the stated codes into those that give rates, rejects, and codes of
//! another type.
//!
//! A code of another type than CPT or HCPCS gives no rate. There is one exception: the item states
//! no procedure code, and its description agrees with the procedure. Then the type may be wrong,
//! and the rate is kept under the stated type. The build never makes a price of it.

use crate::code_type::is_procedure_code_type;
use crate::rates::code_cell::{CodeCell, joined_modifiers, states_code, unusable};
use crate::rates::rate_filter::CodeBytes;
use crate::rates::rate_filter::RateFilter;
use crate::reading::reject::{RejectCode, RowFault};
use std::borrow::Cow;

/// Code of the catalog, its type in upper case, and the modifiers written with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BilledCode {
    pub(super) code: CodeBytes,
    pub(super) code_type: Option<String>,
    pub(super) modifiers: Vec<String>,
}

/// Distinct codes of one item.
#[derive(Debug, Default)]
pub(super) struct ItemCodes(pub(super) Vec<BilledCode>);

/// Maximum number of catalog codes in one item. Each code yields one rate per payer.
const MAX_CODES: usize = 256;

impl ItemCodes {
    /// Adds a code.
    ///
    /// # Errors
    /// `too_long` if the item already has the maximum number of codes.
    fn add(&mut self, code: BilledCode) -> Result<(), RowFault> {
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

impl BilledCode {
    /// Returns the modifiers of a charge together with those written with the code. None if the
    /// code adds a component that contradicts another one.
    pub(super) fn all_modifiers<'a>(
        &'a self,
        of_charge: &'a [String],
    ) -> Option<Cow<'a, [String]>> {
        if self.modifiers.is_empty() {
            return Some(Cow::Borrowed(of_charge));
        }
        let all = joined_modifiers(of_charge, &self.modifiers)?;
        Some(Cow::Owned(all))
    }
}

/// Code as an item states it.
#[derive(Debug)]
pub(super) struct StatedCode {
    /// Name of its column or field.
    pub(super) field: String,
    /// Text of the code, trimmed.
    pub(super) text: String,
    /// Type as stated.
    pub(super) code_type: Option<String>,
    /// Meaning of the text.
    pub(super) cell: CodeCell,
}

impl StatedCode {
    fn is_of_procedure(&self) -> bool {
        is_procedure_code_type(self.code_type.as_deref().unwrap_or_default())
    }

    /// True if it states a procedure code, in the catalog or not.
    fn states_procedure(&self) -> bool {
        let is_typed = self.code_type.is_some();
        self.is_of_procedure() && !self.text.is_empty() && (is_typed || states_code(&self.text))
    }

    fn billed(self) -> Result<BilledCode, RowFault> {
        let code_type = self.code_type.map(|text| text.to_uppercase());
        match self.cell {
            CodeCell::Code(code, modifiers) => Ok(BilledCode {
                code,
                code_type,
                modifiers,
            }),
            cell => Err(unusable(&cell, self.field)),
        }
    }
}

/// Codes of an item after sorting.
#[derive(Debug, Default)]
pub(super) struct SortedCodes {
    pub(super) codes: ItemCodes,
    pub(super) faults: Vec<RowFault>,
    /// Number of codes of the catalog that are stated as codes of another type.
    pub(super) of_other_type: usize,
}

impl SortedCodes {
    /// Sorts the codes of an item.
    pub(super) fn new(
        stated: Vec<StatedCode>,
        description: Option<&str>,
        wanted: &RateFilter,
    ) -> Self {
        let has_procedure = stated.iter().any(StatedCode::states_procedure);
        let is_mistyped = |cell: &CodeCell| match cell {
            CodeCell::Code(code, _) => {
                !has_procedure && wanted.describes(*code, description.unwrap_or_default())
            }
            _ => false,
        };
        let mut sorted = Self::default();
        for code in stated {
            if !code.cell.names_wanted() {
                continue;
            }
            if !code.is_of_procedure() && !is_mistyped(&code.cell) {
                sorted.of_other_type += 1;
                continue;
            }
            let added = code.billed().and_then(|code| sorted.codes.add(code));
            sorted.faults.extend(added.err());
        }
        sorted
    }
}
