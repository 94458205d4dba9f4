//! Rows of a price table as the texts they are written with, and CSV made of them.

/// One row; every field is a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PriceRowText {
    pub(super) registration_id: String,
    pub(super) npi: String,
    pub(super) network: String,
    pub(super) code: String,
    pub(super) modifier: String,
    pub(super) component: String,
    pub(super) amount: String,
    pub(super) low: String,
    pub(super) high: String,
    pub(super) n_cases: String,
    pub(super) evidence: String,
    pub(super) effective_from: String,
    pub(super) effective_to: String,
    pub(super) as_of: String,
    pub(super) source: String,
}

pub(super) const HEADER: &str = "registration_id,npi,network,code,modifier,component,amount,low,high,n_cases,evidence,\
                                 effective_from,effective_to,as_of,source";

impl PriceRowText {
    pub(super) fn cells(&self) -> [&str; 15] {
        [
            &self.registration_id,
            &self.npi,
            &self.network,
            &self.code,
            &self.modifier,
            &self.component,
            &self.amount,
            &self.low,
            &self.high,
            &self.n_cases,
            &self.evidence,
            &self.effective_from,
            &self.effective_to,
            &self.as_of,
            &self.source,
        ]
    }
}

/// A whole file.
pub(super) fn csv(rows: &[PriceRowText]) -> String {
    let quoted = |cell: &str| {
        if cell.contains(',') {
            format!("\"{cell}\"")
        } else {
            cell.to_owned()
        }
    };
    let line = |row: &PriceRowText| row.cells().map(quoted).join(",");
    let lines: Vec<String> = rows.iter().map(line).collect();
    format!("{HEADER}\n{}\n", lines.join("\n"))
}
