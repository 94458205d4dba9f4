//! Suggestions while someone types: sites and procedures by prefix, with tolerance for typos.

use super::find::{ProcedureFinder, is_current};
use crate::search::SearchError;
use crate::snapshot::Snapshot;
use crate::text::{LastToken, TextQuery};
use nearsite_domain::{Audience, ProcedureNo, SiteNo, Visible};
use std::cmp::Reverse;

/// Text typed so far, and the audience.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestQuery {
    /// The text.
    pub text: TextQuery,
    /// Audience of the answer.
    pub audience: Audience,
    /// Most suggestions of each kind.
    pub limit: usize,
}

/// Suggestions, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suggestions {
    /// Sites.
    pub sites: Vec<SiteNo>,
    /// Procedures.
    pub procedures: Vec<ProcedureNo>,
}

impl Snapshot {
    /// Suggests sites and procedures for a text that is being typed.
    ///
    /// Sites with an incomplete registration are suggested only to audiences that may see them.
    ///
    /// # Errors
    /// When the text index fails.
    pub fn suggest(&self, query: &SuggestQuery) -> Result<Suggestions, SearchError> {
        let failed = |error: tantivy::TantivyError| SearchError::Text(error.to_string());
        let facts = self.facts();
        let found = self
            .site_text()
            .matches(
                &query.text,
                LastToken::EditedPrefix,
                query.audience.sees(Visible::Tin),
            )
            .map_err(failed)?;
        let may_see = |site: &SiteNo| {
            facts.site(*site).complete || query.audience.sees(Visible::IncompleteSites)
        };
        let mut sites: Vec<SiteNo> = found.sites().filter(may_see).collect();
        sites.sort_by_key(|&site| (Reverse(found.relevance(site)), facts.id_rank(site)));
        sites.truncate(query.limit);
        Ok(Suggestions {
            sites,
            procedures: ProcedureFinder::of(self)
                .suggest(&query.text, query.limit)
                .map_err(failed)?,
        })
    }
}

impl ProcedureFinder<'_> {
    /// Returns at most `limit` procedures in use whose code or words begin like the text.
    ///
    /// # Errors
    /// When the text index fails.
    pub(crate) fn suggest(
        self,
        text: &TextQuery,
        limit: usize,
    ) -> tantivy::Result<Vec<ProcedureNo>> {
        let words: Vec<String> = text
            .words()
            .iter()
            .flat_map(|word| word.tokens.clone())
            .collect();
        let by_code = |number: &ProcedureNo| {
            let code = self.catalog.get(*number).code.as_str().to_ascii_lowercase();
            matches!(text.words(), [word] if code.starts_with(&word.squeezed))
        };
        let codes = (0..self.catalog.procedures().len() as u32)
            .map(ProcedureNo)
            .filter(by_code);
        let mut procedures: Vec<ProcedureNo> = codes
            .filter(|&number| is_current(self.catalog.get(number)))
            .collect();
        for (number, _) in self.text.matches(&words, LastToken::EditedPrefix)? {
            if is_current(self.catalog.get(number)) && !procedures.contains(&number) {
                procedures.push(number);
            }
        }
        procedures.truncate(limit);
        Ok(procedures)
    }
}
