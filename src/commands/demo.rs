//! `nearsite demo`: the sample registry, built if absent and served at once.

use super::progress::BuildProgress;
use super::serve::{Listeners, serve, variables};
use super::{Failure, say};
use clap::Args;
use nearsite::config::{Flags, LogFormat, load};
use nearsite::telemetry::install_log;
use nearsite_datasets::{IndexOptions, index, shipped};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// What may be typed.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Directory of the sample snapshot [default: nearsite-demo in the user's cache directory]
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,
}

pub(super) fn run(args: &DemoArgs) -> Result<(), Failure> {
    let root = args.index.clone().unwrap_or_else(default_directory);
    // A snapshot that another version wrote is built again, like one that is absent.
    if Snapshot::open(&root, Verify::Fast).is_err() {
        build(&root)?;
    }
    let listeners = Listeners {
        api: free_socket(8080)?,
        admin: free_socket(9090)?,
    };
    let address = |socket: &TcpListener| socket.local_addr().map_err(Failure::failed);
    let (listen, admin_listen) = (address(&listeners.api)?, address(&listeners.admin)?);
    let flags = Flags {
        index: Some(root),
        listen: Some(listen.to_string()),
        admin_listen: Some(admin_listen.to_string()),
        log_format: Some(LogFormat::Text),
        ..Flags::default()
    };
    let config = load(None, &variables()?, &flags)
        .map_err(Failure::bad_input)?
        .settings
        .check()
        .map_err(Failure::bad_input)?;
    install_log(&config.log, config.log_format).map_err(Failure::bad_input)?;
    serve(config, listeners, &|| announce(listen, admin_listen))
}

/// The address comes first, alone on its line.
fn announce(listen: SocketAddr, admin_listen: SocketAddr) -> Result<(), Failure> {
    let body = concat!(
        r#"{"audience":"ordering_provider","origin":{"zip":"78701"},"procedure":"73721","#,
        r#""network":"blue-choice-ppo","limit":5,"explain":true}"#
    );
    say(format!("http://{listen}"))?;
    for (path, what) in [
        ("/find", "for members: places near a ZIP"),
        (
            "/order-entry",
            "for ordering: the ranked list beside an order",
        ),
    ] {
        say(format!("http://{listen}{path}    {what}"))?;
    }
    say(format!(
        "curl -s http://{listen}/v1/search -H 'content-type: application/json' -d '{body}'"
    ))?;
    say(format!(
        "The API is described at http://{listen}/docs, metrics are at http://{admin_listen}/metrics. Ctrl-C stops."
    ))
}

/// Writes the shipped sample to a folder of its own beside the snapshot, and builds from there.
fn build(root: &Path) -> Result<(), Failure> {
    let folder = root.join("sample");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::failed(format!("cannot create {}: {error}", folder.display())))?;
    let mut progress = BuildProgress::new();
    let inputs = shipped::write_sample(&folder, &mut |sign| progress.show(&sign));
    let inputs = inputs.map_err(Failure::failed)?;
    let report = index(&IndexOptions::new(inputs, root.to_owned()), &mut |sign| {
        progress.show(&sign);
    });
    progress.finish();
    report.map(|_| ()).map_err(Failure::failed)
}

/// The usual port, or any free one if it is taken.
fn free_socket(usual: u16) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    bind(usual)
        .or_else(|_| bind(0))
        .map_err(|error| Failure::failed(format!("cannot listen on 127.0.0.1: {error}")))
}

/// The user's cache directory, or the system's temporary one.
fn default_directory() -> PathBuf {
    let directory = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let cache =
        directory("XDG_CACHE_HOME").or_else(|| directory("HOME").map(|home| home.join(".cache")));
    cache
        .unwrap_or_else(std::env::temp_dir)
        .join("nearsite-demo")
}
