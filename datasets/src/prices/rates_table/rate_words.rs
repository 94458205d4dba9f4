//! The words of a row of a rates table that decide what its rate is for.

use super::super::claim::ClaimType;
use super::super::modifiers::Modifiers;
use super::cells::{invalid, optional};
use super::columns::{
    ARRANGEMENT, BILLING_CLASS, CODE_TYPE, COUNT, MODIFIERS, NEGOTIATED_TYPE, SETTING,
};
use super::words::{ArrangementWord, ClassWord, PriceFileWord, SettingWord, read_word};
use crate::code_type::is_procedure_code_type;
use crate::reading::reject::{RejectCode, RowFault};
use nearsite_domain::{Component, Verdict};

/// Most NPIs that may share a plausible rate.
const MOST_NPIS_BELIEVED: u32 = 1_000;

/// The words of a row that decide what its rate is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct RateWords {
    setting: Option<SettingWord>,
    class: Option<ClassWord>,
    arrangement: Option<ArrangementWord>,
    pub(super) negotiated_type: Option<ArrangementWord>,
    /// True if the stated type of the code is CPT or HCPCS, or none is stated.
    is_procedure_code: bool,
}

impl RateWords {
    pub(super) fn read(cells: &[&str; COUNT]) -> Result<Self, RowFault> {
        Ok(Self {
            setting: word(cells, SETTING)?,
            class: word(cells, BILLING_CLASS)?,
            arrangement: word(cells, ARRANGEMENT)?,
            negotiated_type: word(cells, NEGOTIATED_TYPE)?,
            is_procedure_code: is_procedure_code_type(cells[CODE_TYPE]),
        })
    }

    /// Returns the verdict of a rate that is not an amount for one outpatient exam at one provider.
    pub(super) fn exclusion(self, group_size: Option<u32>) -> Option<Verdict> {
        use ArrangementWord::{Bundle, Capitation, PerDiem, Percentage};
        let states = |word| [self.arrangement, self.negotiated_type].contains(&Some(word));
        if states(Bundle) || states(Capitation) {
            Some(Verdict::NotOneExam)
        } else if states(Percentage) || states(PerDiem) {
            Some(Verdict::NotDollars)
        } else if self.setting == Some(SettingWord::Inpatient) {
            Some(Verdict::WrongSetting)
        } else if !self.is_procedure_code {
            Some(Verdict::SuspectCode)
        } else if group_size.is_some_and(|size| size > MOST_NPIS_BELIEVED) {
            Some(Verdict::SuspectGroup)
        } else {
            None
        }
    }

    /// Returns the component of a rate. In a hospital's file the billing class decides where no
    /// modifier does: a professional charge is the professional component, any other the facility
    /// amount.
    pub(super) fn component(
        self,
        modifiers: &Modifiers<'_>,
        is_hospital: bool,
    ) -> Result<Component, RowFault> {
        let stated = modifiers
            .component(None)
            .map_err(|fault| invalid(MODIFIERS, RejectCode::ComponentContradiction, fault))?;
        let is_professional = is_hospital && self.class == Some(ClassWord::Professional);
        Ok(match stated {
            Component::Global if is_professional => Component::Professional,
            _ => stated,
        })
    }

    /// Returns the type of claim that a rate is for.
    pub(super) const fn claim_type(self, is_hospital: bool) -> ClaimType {
        match self.class {
            _ if is_hospital => ClaimType::Hospital,
            Some(ClassWord::Professional) => ClaimType::Professional,
            Some(ClassWord::Facility) => ClaimType::Institutional,
            Some(ClassWord::Both) | None => ClaimType::Any,
        }
    }
}

/// Reads a word by the table of spellings; none if the cell is empty.
fn word<W: PriceFileWord>(cells: &[&str; COUNT], column: usize) -> Result<Option<W>, RowFault> {
    let read = optional(cells, column).map(read_word).transpose();
    read.map_err(|code| invalid(column, code, W::EXPECTED))
}
