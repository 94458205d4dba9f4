//! Work of requests: the permit, the thread and the deadline for making an answer.
//!
//! API handlers and pages pass a job that returns a typed result. The job may also render its
//! result, so that the calling thread does not have to.

use crate::error::{ApiError, Slug};
use crate::state::App;
use nearsite_domain::MilesHundredths;
use nearsite_index::search::{DEFAULT_MAX_RADIUS, DEFAULT_RADIUS, SearchRequest};

/// Radius up to which a search is answered on the calling thread. Such a search takes less time
/// than moving it to another thread and back.
const NEAR: MilesHundredths = MilesHundredths(5_000);

/// Thread on which a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobThread {
    /// The calling thread. For short jobs only, because other requests wait meanwhile.
    Calling,
    /// A thread of the pool for blocking jobs.
    Blocking,
}

impl JobThread {
    /// Chooses the thread for a search: searches by text and over a large radius may look at many
    /// sites.
    pub fn for_search(request: &SearchRequest) -> Self {
        let radius = request.radius.unwrap_or(DEFAULT_RADIUS);
        let widest = if request.min_results > 0 {
            request.max_radius.unwrap_or(DEFAULT_MAX_RADIUS)
        } else {
            radius
        };
        if request.text.is_some() || radius.max(widest) > NEAR {
            Self::Blocking
        } else {
            Self::Calling
        }
    }
}

impl App {
    /// Runs a job with a permit for work in progress. The permit is released when the job ends, not
    /// when the client stops waiting for it.
    ///
    /// # Errors
    /// `overloaded` if no permit is free, and the error of the job.
    pub async fn run<T: Send + 'static>(
        &self,
        thread: JobThread,
        job: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let permit = self.permit()?;
        match thread {
            JobThread::Calling => job(),
            JobThread::Blocking => {
                let job = move || {
                    let _permit = permit;
                    job()
                };
                let done = tokio::task::spawn_blocking(job).await;
                done.map_err(|error| ApiError::internal(&error))?
            }
        }
    }

    /// Waits for an answer up to the configured time.
    ///
    /// # Errors
    /// `timeout` if the time is over, and the error of the answer.
    pub async fn within_deadline<T>(
        &self,
        answer: impl Future<Output = Result<T, ApiError>>,
    ) -> Result<T, ApiError> {
        let limit = self.config().limits.request_timeout;
        let answered = tokio::time::timeout(limit, answer).await;
        answered.or(Err(ApiError::new(
            Slug::Timeout,
            "the answer took too long; ask for less, or try again",
        )))?
    }
}
