//! `nearsite serve`: runs the service in the foreground until it is stopped.

use super::Failure;
use super::policy::load_policies;
use clap::Args;
use nearsite::config::{Config, Flags, load};
use nearsite::policies::{self, Load};
use nearsite::reload;
use nearsite::routes;
use nearsite::server::Server;
use nearsite::state::App;
use nearsite::telemetry::install_log;
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, watch};

/// Arguments.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(super) flags: Flags,
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

/// The two sockets. They are bound first, so that a port in use is reported at once.
pub(super) struct Listeners {
    pub(super) api: TcpListener,
    pub(super) admin: TcpListener,
}

impl Listeners {
    fn bind(config: &Config) -> Result<Self, Failure> {
        Ok(Self {
            api: bind("listen", config.listen)?,
            admin: bind("admin_listen", config.admin_listen)?,
        })
    }
}

pub(super) fn run(args: &ServeArgs) -> Result<(), Failure> {
    let layered =
        load(args.config.as_deref(), &variables()?, &args.flags).map_err(Failure::bad_input)?;
    let config = layered.settings.check().map_err(Failure::bad_input)?;
    let listeners = Listeners::bind(&config)?;
    install_log(&config.log, config.log_format).map_err(Failure::bad_input)?;
    serve(config, listeners, &|| Ok(()))
}

/// Returns the variables of this process that are settings.
pub(super) fn variables() -> Result<BTreeMap<String, String>, Failure> {
    let ours =
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("NEARSITE_"));
    ours.map(
        |(name, value)| match (name.into_string(), value.into_string()) {
            (Ok(name), Ok(value)) => Ok((name, value)),
            (name, _) => {
                let name = name.unwrap_or_else(|name| name.to_string_lossy().into_owned());
                Err(Failure::bad_input(format!("variable {name} is not UTF-8")))
            }
        },
    )
    .collect()
}

fn bind(key: &str, address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .map_err(|error| Failure::bad_input(format!("cannot listen on {address} ({key}): {error}")))
}

/// Serves until a signal. `announce` is called once the snapshot is in service.
pub(super) fn serve(
    config: Config,
    listeners: Listeners,
    announce: &dyn Fn() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let load = loader(config.policies.clone());
    let app = App::new(config);
    policies::put_into_service(&app, load().map_err(|faults| Failure::faults(&faults))?);
    // Far searches only compute, so more threads would only take turns. Two more threads open and
    // check snapshots.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(2 * cores + 2)
        .enable_all()
        .build();
    let runtime =
        runtime.map_err(|error| Failure::failed(format!("cannot start threads: {error}")))?;
    let served = runtime.block_on(serve_until_told(app, load, listeners, announce));
    // Abandoned work must not delay the end of the process.
    runtime.shutdown_background();
    served
}

/// Returns the function that reads the policies: from the configured folder, or the shipped ones.
fn loader(folder: Option<PathBuf>) -> Arc<Load> {
    Arc::new(move || load_policies(folder.as_deref()))
}

async fn serve_until_told(
    app: App,
    load: Arc<Load>,
    listeners: Listeners,
    announce: &dyn Fn() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (stop, stopped) = watch::channel(false);
    let hangups = Hangups::default();
    watch_signals(stop, hangups.clone())?;
    let server = |service| Server {
        service,
        limits: app.config().limits,
        metrics: Arc::clone(app.metrics()),
        stop: stopped.clone(),
    };
    let api = tokio::spawn(server(routes::api(&app)).serve(listener(listeners.api)?));
    let admin = tokio::spawn(server(routes::admin(&app)).serve(listener(listeners.admin)?));
    reload::open(&app).await.map_err(|error| match error {
        reload::ReloadError::Open(error) => Failure::from(error),
        other => Failure::failed(other),
    })?;
    tracing::info!(listen = %app.config().listen, admin_listen = %app.config().admin_listen, "serving");
    announce()?;
    let snapshots = tokio::spawn(reload::watch(app.clone(), hangups.snapshots));
    let policies = tokio::spawn(policies::watch(app.clone(), hangups.policies, load));
    let ended = api.await.and(admin.await);
    snapshots.abort();
    policies.abort();
    ended.map_err(|error| Failure::failed(format!("the server ended early: {error}")))
}

fn listener(socket: TcpListener) -> Result<tokio::net::TcpListener, Failure> {
    let ready = socket
        .set_nonblocking(true)
        .and_then(|()| tokio::net::TcpListener::from_std(socket));
    ready.map_err(|error| Failure::failed(format!("cannot use a socket: {error}")))
}

/// Receivers of SIGHUP. Each has its own notification, so that a busy one misses nothing.
#[derive(Clone, Default)]
struct Hangups {
    snapshots: Arc<Notify>,
    policies: Arc<Notify>,
}

/// Handles signals. SIGTERM and SIGINT stop the server, and a second one stops it at once. SIGHUP
/// reloads.
fn watch_signals(stop: watch::Sender<bool>, hangups: Hangups) -> Result<(), Failure> {
    let listen = |kind| {
        signal(kind).map_err(|error| Failure::failed(format!("cannot listen to signals: {error}")))
    };
    let (mut terminate, mut interrupt, mut hang_up) = (
        listen(SignalKind::terminate())?,
        listen(SignalKind::interrupt())?,
        listen(SignalKind::hangup())?,
    );
    tokio::spawn(async move {
        let mut is_stopping = false;
        loop {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
                _ = hang_up.recv() => {
                    hangups.snapshots.notify_one();
                    hangups.policies.notify_one();
                    continue;
                }
            }
            if is_stopping {
                end_now();
            }
            is_stopping = true;
            tracing::info!("stopping; requests in flight finish first");
            let _ = stop.send(true);
        }
    });
    Ok(())
}

#[expect(
    clippy::exit,
    reason = "someone who asks twice does not want to wait for requests in flight"
)]
fn end_now() {
    std::process::exit(1);
}
