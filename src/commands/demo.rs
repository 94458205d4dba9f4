//! `nearsite demo`: serves the sample registry, and builds it first if absent.

use super::progress::BuildProgress;
use super::serve::{Listeners, serve, variables};
use super::{Failure, say};
use clap::Args;
use nearsite::config::{Flags, load};
use nearsite::telemetry::LogFormat;
use nearsite::telemetry::install_log;
use nearsite_datasets::{IndexOptions, index, sample};
use nearsite_index::snapshot::{Snapshot, Verify};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// Arguments.
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
    let variables = variables()?;
    // An address from the settings is used as it is. A default port that is in use is replaced by a
    // free one.
    let usual = |name, port| {
        let is_asked = variables.contains_key(name);
        if is_asked {
            Ok(None)
        } else {
            free_socket(port).map(Some)
        }
    };
    let (api, admin) = (
        usual("NEARSITE_LISTEN", 8080)?,
        usual("NEARSITE_ADMIN_LISTEN", 9090)?,
    );
    let address = |socket: &Option<TcpListener>| {
        let address = socket.as_ref().map(TcpListener::local_addr).transpose();
        address
            .map(|address| address.map(|address| address.to_string()))
            .map_err(Failure::failed)
    };
    let flags = Flags {
        index: Some(root),
        listen: address(&api)?,
        admin_listen: address(&admin)?,
        log_format: Some(LogFormat::Text),
        ..Flags::default()
    };
    let config = load(None, &variables, &flags)
        .map_err(Failure::bad_input)?
        .settings
        .check()
        .map_err(Failure::bad_input)?;
    let (listen, admin_listen) = (config.listen, config.admin_listen);
    let listeners = Listeners {
        api: api.map_or_else(|| bind(listen), Ok)?,
        admin: admin.map_or_else(|| bind(admin_listen), Ok)?,
    };
    install_log(&config.log, config.log_format).map_err(Failure::bad_input)?;
    serve(config, listeners, &|| announce(listen, admin_listen))
}

/// Prints the address first, alone on its line, then the pages and a ready-made request.
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
            "for ordering: the ranked list next to an order",
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

/// Writes the shipped sample to its own folder next to the snapshot, and builds from there.
fn build(root: &Path) -> Result<(), Failure> {
    let folder = root.join("sample");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::failed(format!("cannot create {}: {error}", folder.display())))?;
    let mut progress = BuildProgress::new();
    let inputs = sample::write_sample(&folder, &mut |sign| progress.show(&sign));
    let inputs = inputs.map_err(Failure::failed)?;
    let report = index(&IndexOptions::new(inputs, root.to_owned()), &mut |sign| {
        progress.show(&sign);
    });
    progress.finish();
    report.map(|_| ()).map_err(Failure::failed)
}

/// Binds the usual port, or any free one if it is in use.
fn free_socket(usual: u16) -> Result<TcpListener, Failure> {
    let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    TcpListener::bind(local(usual)).or_else(|_| bind(local(0)))
}

fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .map_err(|error| Failure::failed(format!("cannot listen on {address}: {error}")))
}

/// Returns the user's cache directory, or the system's temporary one.
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
