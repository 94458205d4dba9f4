//! One row of the price table, written as CSV. No field needs quotes.

/// The header of the price table.
pub(super) const HEADER: &str = "registration_id,npi,network,code,modifier,component,amount,low,high,n_cases,evidence,\
                                 effective_from,effective_to,as_of,source\n";

/// The amount of a row, in cents.
#[derive(Clone, Copy)]
pub(super) enum RowAmount {
    /// One amount.
    Amount(i64),
    /// One amount, with a lowest and a highest.
    AmountWithin(i64, i64, i64),
    /// Only a lowest and a highest.
    Range(i64, i64),
    /// All nines: what some systems write for "none".
    Placeholder,
}

/// One row of the price table; empty means not stated.
#[derive(Clone, Copy)]
pub(super) struct SynthPriceRow<'a> {
    pub(super) registration_id: &'a str,
    pub(super) npi: &'a str,
    pub(super) network: &'a str,
    pub(super) code: &'a str,
    pub(super) modifier: &'static str,
    pub(super) component: &'static str,
    pub(super) amount: RowAmount,
    pub(super) n_cases: Option<i64>,
    pub(super) evidence: &'static str,
    pub(super) effective_from: &'static str,
    pub(super) effective_to: &'static str,
    pub(super) as_of: &'static str,
}

impl SynthPriceRow<'_> {
    /// Appends the row and its newline.
    pub(super) fn append_to(&self, bytes: &mut Vec<u8>) {
        for text in [
            self.registration_id,
            self.npi,
            self.network,
            self.code,
            self.modifier,
            self.component,
        ] {
            append_text(bytes, text);
        }
        self.append_money(bytes);
        if let Some(cases) = self.n_cases {
            append_number(bytes, cases);
        }
        bytes.push(b',');
        for text in [
            self.evidence,
            self.effective_from,
            self.effective_to,
            self.as_of,
        ] {
            append_text(bytes, text);
        }
        bytes.extend_from_slice(source(self.evidence).as_bytes());
        bytes.push(b'\n');
    }

    fn append_money(&self, bytes: &mut Vec<u8>) {
        let (amount, low, high) = match self.amount {
            RowAmount::Amount(amount) => (Some(amount), None, None),
            RowAmount::AmountWithin(amount, low, high) => (Some(amount), Some(low), Some(high)),
            RowAmount::Range(low, high) => (None, Some(low), Some(high)),
            RowAmount::Placeholder => (Some(99_999_999_900), None, None),
        };
        for cents in [amount, low, high] {
            if let Some(cents) = cents {
                append_number(bytes, cents / 100);
                let rest = (cents % 100) as u8;
                bytes.extend_from_slice(&[b'.', b'0' + rest / 10, b'0' + rest % 10]);
            }
            bytes.push(b',');
        }
    }
}

/// Returns the source that a plan states for each kind of evidence.
fn source(evidence: &str) -> &'static str {
    match evidence {
        "claims" => "paid-claims-2026",
        "site_rate" => "site-contract",
        "group_rate" => "group-contract",
        "fee_schedule" => "fee-schedule-2026",
        _ => "model",
    }
}

fn append_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(b',');
}

/// Appends a number from 0 up. This is faster than formatting and runs several million times.
fn append_number(bytes: &mut Vec<u8>, number: i64) {
    let start = bytes.len();
    let mut rest = number;
    while rest > 9 {
        bytes.push(b'0' + (rest % 10) as u8);
        rest /= 10;
    }
    bytes.push(b'0' + rest as u8);
    if let Some(digits) = bytes.get_mut(start..) {
        digits.reverse();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_row_reads_as_the_table_does() {
        let row = SynthPriceRow {
            registration_id: "OPT-0000001",
            npi: "",
            network: "blue-choice-ppo",
            code: "73721",
            modifier: "26",
            component: "",
            amount: RowAmount::AmountWithin(41_205, 900, 100_000),
            n_cases: Some(120),
            evidence: "claims",
            effective_from: "2026-01-01",
            effective_to: "",
            as_of: "2026-06-30",
        };
        let mut bytes = Vec::new();
        row.append_to(&mut bytes);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "OPT-0000001,,blue-choice-ppo,73721,26,,412.05,9.00,1000.00,120,claims,2026-01-01,,2026-06-30,paid-claims-2026\n"
        );
    }
}
