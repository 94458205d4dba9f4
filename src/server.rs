//! Sockets: an accept loop with a limit on connections and a deadline for every step of a client.
//!
//! The accept loop of `axum` never closes a silent connection. Here the head of a request must
//! arrive in time. The timer of `hyper` checks this, and it also ends idle connections. The body
//! must arrive in time too ([`crate::extract`]). A client that stops reading its answer is
//! disconnected. Only HTTP/1 is served, because the timer of its parser includes the first byte.
//! Connections above the limit are closed at once, so that open ones are still served. On a stop
//! signal the loop accepts no more connections, lets requests in progress finish, and returns.

use crate::config::Limits;
use crate::telemetry::Metrics;
use axum::http::{Request, Response};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::error::Error;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio_io_timeout::TimeoutStream;
use tower::Service;

/// Largest head of a request.
const MAX_HEAD_BYTES: usize = 16 << 10;
/// Pause after the system has refused a connection, for example without free descriptors. A retry
/// at once would only use CPU time.
const PAUSE: Duration = Duration::from_millis(50);

/// Receiver of the stop signal. Becomes true once, when the server must stop.
pub type Stop = watch::Receiver<bool>;

/// Server of one listener.
#[derive(Clone)]
pub struct Server<S> {
    /// Service that answers the requests.
    pub service: S,
    /// Deadlines and limits.
    pub limits: Limits,
    /// Metrics that count connections.
    pub metrics: Arc<Metrics>,
    /// Signal to stop.
    pub stop: Stop,
}

impl<S, B> Server<S>
where
    S: Service<Request<Incoming>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    /// Serves until the stop signal. Then waits until every request in progress is answered or the
    /// drain time is over.
    pub async fn serve(self, listener: TcpListener) {
        let slots = Arc::new(Semaphore::new(self.limits.max_connections));
        let mut stop = self.stop.clone();
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = told_to(&mut stop) => break,
            };
            match accepted {
                Ok((stream, _)) => self.admit(stream, &slots),
                Err(error) => pause_after(&error).await,
            }
        }
        drop(listener);
        let all = u32::try_from(self.limits.max_connections).unwrap_or(u32::MAX);
        if tokio::time::timeout(self.limits.drain_timeout, slots.acquire_many(all))
            .await
            .is_err()
        {
            tracing::warn!("some requests did not finish in the drain time and are cut off");
        }
    }

    fn admit(&self, stream: TcpStream, slots: &Arc<Semaphore>) {
        match Arc::clone(slots).try_acquire_owned() {
            Ok(slot) => {
                tokio::spawn(self.clone().converse(stream, slot));
            }
            Err(_) => self.metrics.connection_refused(),
        }
    }

    async fn converse(self, stream: TcpStream, slot: OwnedSemaphorePermit) {
        self.metrics.connection_opened();
        // Answers are written whole. Waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.limits.write_timeout));
        let service = TowerToHyperService::new(self.service.clone());
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(self.limits.header_timeout)
            .max_header_size(MAX_HEAD_BYTES);
        let mut connection = pin!(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        let mut stop = self.stop.clone();
        // A connection that a client breaks off is not a fault of the server and is not logged.
        tokio::select! {
            biased;
            _ = connection.as_mut() => {}
            () = told_to(&mut stop) => {
                connection.as_mut().graceful_shutdown();
                let _ = connection.await;
            }
        }
        self.metrics.connection_closed();
        drop(slot);
    }
}

/// Returns on the stop signal, or when its sender is gone.
async fn told_to(stop: &mut Stop) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Pauses after an error, unless a connection broke before it was accepted.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(cause = %error, "the system accepts no connection");
        tokio::time::sleep(PAUSE).await;
    }
}
