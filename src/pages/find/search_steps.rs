//! The member's search as it goes: from what is typed to one exam, from the exam to a list, or to
//! what is still to be asked or wrong.

use super::form::FormInput;
use super::member_queries::MemberQueries;
use super::narrow::{Next, next, with_contrast};
use super::place_steps::StartPlace;
use super::results::{ExamMatches, ExamQuestion, ListedCost, SiteList};
use crate::api::params::{Number, OriginBody, SearchBody};
use crate::error::{ApiError, FieldError, Slug};
use nearsite_domain::{Audience, Procedure, RegistrationId, Setting};
use nearsite_index::places::Place;
use std::collections::HashMap;

/// Most places of a list.
const MOST_SHOWN: u32 = 20;
/// Most sites of one page when prices are looked up.
const MOST_LOOKED_UP: u32 = 200;

/// Field at which an error is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ErrorPosition {
    /// At the one box.
    Typed,
    /// At the ZIP field, or at the box if there is no such field.
    Zip,
    /// At the answers of a question.
    Question,
    /// At the network.
    Network,
    /// At the radius.
    Radius,
    /// At the order.
    Sort,
}

/// An error of the page.
#[derive(Debug)]
pub(super) enum FormError {
    /// At a field, by the key of what is said.
    At(ErrorPosition, &'static str),
    /// The API's own words about a field.
    Said(ErrorPosition, String),
    /// With the request as a whole.
    Whole(ApiError),
}

/// Progress of the search.
#[derive(Debug)]
pub(super) enum Stage {
    /// Nothing to show but the form.
    Start,
    /// A question is open; without a choice more words are asked for.
    Question {
        choice: Option<ExamQuestion>,
        known: Vec<Procedure>,
    },
    /// Several towns have the name that was typed.
    Town(Vec<Place>),
    /// The ZIP is missing.
    Zip,
    /// The list.
    List(Box<List>),
}

/// The list and what it is of.
#[derive(Debug)]
pub(super) struct List {
    /// The exam; none where the words name a place.
    pub(super) procedure: Option<Procedure>,
    pub(super) found: SiteList,
    /// The exam with contrast and its costs, if the member does not know about contrast.
    pub(super) with_contrast: Option<ContrastCosts>,
}

/// The exam with contrast, and its costs by registration id. Sites that do not offer it are absent.
#[derive(Debug)]
pub(super) struct ContrastCosts {
    pub(super) procedure: Procedure,
    pub(super) costs: HashMap<RegistrationId, ListedCost>,
}

/// State of the search.
#[derive(Debug)]
pub(super) struct SearchSteps {
    pub(super) input: FormInput,
    /// The exam as typed.
    pub(super) exam: String,
    /// The ZIP code as typed, or the one of the town.
    pub(super) zip: String,
    /// The place of the ZIP code or town, once it is found.
    pub(super) start: Option<StartPlace>,
    pub(super) stage: Stage,
    pub(super) fault: Option<FormError>,
}

impl SearchSteps {
    /// Creates the state of an empty form.
    pub(super) fn new(input: FormInput) -> Self {
        Self {
            input,
            exam: String::new(),
            zip: String::new(),
            start: None,
            stage: Stage::Start,
            fault: None,
        }
    }

    /// Runs every step of the search that it can.
    pub(super) async fn run(&mut self, queries: &MemberQueries<'_>) {
        self.fault = self.go(queries).await.err();
    }

    async fn go(&mut self, queries: &MemberQueries<'_>) -> Result<(), FormError> {
        let found = self.read_box(queries).await?;
        self.stage = self.stage_of_place();
        self.check_box()?;
        let towns = self.find_place(queries).await?;
        self.stage = Stage::Start;
        if !towns.is_empty() {
            self.stage = Stage::Town(towns);
            return Ok(());
        }
        let found = found.filter(|_| self.input.more.is_empty());
        let (procedure, other) = match self.resolve(queries, found).await? {
            Resolved::Exam(procedure, other) => (Some(*procedure), other),
            Resolved::SiteName => (None, None),
            Resolved::Open(choice, known) => {
                self.stage = Stage::Question { choice, known };
                let unanswered = self.input.asked == "exam"
                    && self.input.more.is_empty()
                    && self.input.codes.is_empty();
                return if unanswered {
                    Err(FormError::At(ErrorPosition::Question, "page.ask.pick"))
                } else {
                    Ok(())
                };
            }
        };
        if self.zip.is_empty() {
            self.stage = Stage::Zip;
            return if self.input.asked == "zip" {
                Err(FormError::At(ErrorPosition::Zip, "find.fault.zip.missing"))
            } else {
                Ok(())
            };
        }
        let body = self.search_body(procedure.as_ref());
        let body = body.map_err(fault_of)?;
        let found = queries.sites(&body).await.map_err(fault_of)?;
        let with_contrast = match other {
            Some(other) => Some(self.contrast_costs(queries, *other, &found).await?),
            None => None,
        };
        if procedure.is_none() && found.total == 0 {
            return Err(FormError::At(
                ErrorPosition::Typed,
                "find.fault.box.nothing",
            ));
        }
        self.stage = Stage::List(Box::new(List {
            procedure,
            found,
            with_contrast,
        }));
        Ok(())
    }

    /// Searches once more, for the exam with contrast, and joins the prices by site.
    async fn contrast_costs(
        &self,
        queries: &MemberQueries<'_>,
        procedure: Procedure,
        found: &SiteList,
    ) -> Result<ContrastCosts, FormError> {
        let body = SearchBody {
            limit: Some(Number::from(MOST_LOOKED_UP)),
            ..self.search_body(Some(&procedure)).map_err(fault_of)?
        };
        let sites = found.sites.iter();
        let sites = sites.map(|listed| listed.site.registration_id.clone());
        let costs = queries.costs_at(&body, sites.collect()).await;
        Ok(ContrastCosts {
            procedure,
            costs: costs.map_err(fault_of)?,
        })
    }

    /// Words of the exam to one exam, a question, or the name of a place.
    async fn resolve(
        &mut self,
        queries: &MemberQueries<'_>,
        found: Option<ExamMatches>,
    ) -> Result<Resolved, FormError> {
        let finding = match found {
            Some(finding) => finding,
            None => queries.exams(&self.exam).await.map_err(fault_of)?,
        };
        let Some(choice) = finding.question else {
            let only = finding.exams.into_iter().next();
            return Ok(match only {
                Some(procedure) => Resolved::Exam(Box::new(procedure), None),
                None => Resolved::SiteName,
            });
        };
        if self.input.codes.is_empty() {
            return Ok(Resolved::Open(Some(choice), finding.exams));
        }
        Ok(match next(&self.input.codes, &finding.exams) {
            Next::Settled(procedure) => {
                let other = self.input.is_contrast_unsure;
                let other = other.then(|| with_contrast(&procedure, &finding.exams));
                Resolved::Exam(Box::new(procedure), other.flatten().map(Box::new))
            }
            Next::Ask(choice) => Resolved::Open(Some(choice), finding.exams),
            Next::MoreWords => Resolved::Open(None, finding.exams),
        })
    }

    /// Returns the search as a body of the API. An order that the exam or plan does not allow
    /// becomes the best order.
    fn search_body(&self, procedure: Option<&Procedure>) -> Result<SearchBody, ApiError> {
        let with_hospitals = self.input.with_hospitals || procedure.is_none();
        let mut settings = vec![Setting::FreeStanding, Setting::PhysicianOffice];
        if with_hospitals {
            settings.push(Setting::HospitalOutpatient);
        }
        let text = procedure.is_none().then(|| self.exam.clone());
        let network = Some(self.input.network.clone()).filter(|name| !name.is_empty());
        Ok(SearchBody {
            audience: Some(Audience::Member.as_str().to_owned()),
            origin: Some(OriginBody {
                zip: Some(self.zip.clone()),
                ..OriginBody::default()
            }),
            procedure: procedure.map(|exam| exam.code.as_str().to_owned()),
            text,
            network,
            radius_miles: Some(self.radius_miles()?),
            settings: Some(settings.iter().map(|one| one.as_str().to_owned()).collect()),
            sort: Some(self.sort_asked(procedure).to_owned()),
            limit: Some(Number::from(MOST_SHOWN)),
            ..SearchBody::default()
        })
    }

    fn radius_miles(&self) -> Result<Number, ApiError> {
        let not_a_number = || FieldError::invalid("/radius_miles", "must be a number");
        Number::read(&self.input.radius).ok_or_else(|| ApiError::fault(not_a_number()))
    }

    /// The order asked for, or the best where this input cannot be ordered so. What is no order at
    /// all is left to the API.
    pub(super) fn sort_asked(&self, procedure: Option<&Procedure>) -> &str {
        let is_known =
            self.input.sort == "best" || self.sorts(procedure).contains(&self.input.sort.as_str());
        match self.input.sort.as_str() {
            "cost" | "score" if !is_known => "best",
            sort => sort,
        }
    }

    /// The orders that can be asked for.
    pub(super) fn sorts(&self, procedure: Option<&Procedure>) -> Vec<&'static str> {
        let mut sorts = vec!["best"];
        if procedure.is_some() && !self.input.network.is_empty() {
            sorts.push("cost");
        }
        sorts.push("distance");
        if procedure.is_some_and(|exam| Audience::Member.sees_score_of(exam.modality)) {
            sorts.push("score");
        }
        sorts
    }
}

/// Meaning of the words.
enum Resolved {
    /// The exam, and the same with contrast if both are shown.
    Exam(Box<Procedure>, Option<Box<Procedure>>),
    SiteName,
    Open(Option<ExamQuestion>, Vec<Procedure>),
}

/// Maps a problem to a field of the form.
pub(super) fn fault_of(problem: ApiError) -> FormError {
    let first = problem.errors().first();
    let (pointer, said) = first.map_or(("", ""), |first| (&first.pointer, &first.message));
    let said = said.to_owned();
    match (problem.slug(), pointer) {
        (Slug::UnknownZip, _) => FormError::At(ErrorPosition::Zip, "find.fault.zip.unknown"),
        (_, "/origin/zip") => FormError::At(ErrorPosition::Zip, "find.fault.zip.form"),
        (_, "/q" | "/text") => FormError::At(ErrorPosition::Typed, "find.fault.box.unreadable"),
        (Slug::UnknownProcedure | Slug::CodeNotValid, _) => {
            FormError::At(ErrorPosition::Typed, "find.fault.page.code")
        }
        (_, "/network") => FormError::Said(ErrorPosition::Network, said),
        (_, "/radius_miles") => FormError::Said(ErrorPosition::Radius, said),
        (_, "/sort") => FormError::Said(ErrorPosition::Sort, said),
        _ => FormError::Whole(problem),
    }
}
