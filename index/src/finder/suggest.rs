//! Suggestions while someone types: sites and procedures by prefix, with tolerance for typos.

use super::find::{ProcedureFinder, is_current};
use crate::search::{Origin, RequestError, RequestErrorKind, SearchError};
use crate::snapshot::Snapshot;
use crate::text::{LastToken, TextQuery};
use nearsite_domain::{Audience, PreparedPoint, ProcedureNo, SiteNo, Visible};
use std::cmp::Reverse;

/// Text typed so far, and the audience.
#[derive(Debug, Clone, PartialEq)]
pub struct SuggestQuery {
    /// The text.
    pub text: TextQuery,
    /// Audience of the answer.
    pub audience: Audience,
    /// Origin of distances: of sites that match equally well, the nearer is suggested first.
    pub origin: Option<Origin>,
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
    /// Order of sites: quality of the match, then distance from the origin, then registration id.
    ///
    /// # Errors
    /// When the ZIP code of the origin is unknown, or the text index fails.
    pub fn suggest(&self, query: &SuggestQuery) -> Result<Suggestions, SearchError> {
        let failed = |error: tantivy::TantivyError| SearchError::Text(error.to_string());
        let facts = self.facts();
        let start = self.start_of(query.origin)?;
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
        sites.sort_by_cached_key(|&site| {
            let distance = start
                .as_ref()
                .map(|start| start.meters_to(facts.station(site)));
            (
                Reverse(found.relevance(site)),
                distance,
                facts.id_rank(site),
            )
        });
        sites.truncate(query.limit);
        Ok(Suggestions {
            sites,
            procedures: ProcedureFinder::of(self)
                .suggest(&query.text, query.limit)
                .map_err(failed)?,
        })
    }

    fn start_of(&self, origin: Option<Origin>) -> Result<Option<PreparedPoint>, SearchError> {
        let place = match origin {
            None => return Ok(None),
            Some(Origin::Place(place)) => place,
            Some(Origin::Zip(zip)) => {
                let unknown = || {
                    SearchError::InvalidRequest(vec![RequestError {
                        pointer: "/origin/zip".into(),
                        kind: RequestErrorKind::UnknownZip,
                    }])
                };
                self.zip(zip).ok_or_else(unknown)?.place
            }
        };
        Ok(Some(PreparedPoint::new(place)))
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
        for (number, _) in self.text.matches(&words)? {
            if is_current(self.catalog.get(number)) && !procedures.contains(&number) {
                procedures.push(number);
            }
        }
        procedures.truncate(limit);
        Ok(procedures)
    }
}
