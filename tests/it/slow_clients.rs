//! Clients that are slow, silent, too many or in the way, over real sockets with short deadlines.

use crate::support::{TestApp, index, settings};
use nearsite::config::Settings;
use nearsite::routes;
use nearsite::server::Server;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Gives up on a test that hangs; no assertion depends on it.
const PATIENCE: Duration = Duration::from_secs(30);

struct Running {
    test: TestApp,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
}

fn short() -> Settings {
    Settings {
        header_timeout_ms: 200,
        body_timeout_ms: 200,
        write_timeout_ms: 200,
        drain_timeout_ms: 500,
        ..settings(index())
    }
}

async fn run(settings: Settings) -> Running {
    let test = TestApp::with(&settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let server = Server {
        service: routes::api(&test.app),
        limits: test.app.config().limits,
        metrics: Arc::clone(test.app.metrics()),
        stop: stopped,
    };
    let server = tokio::spawn(server.serve(listener));
    Running {
        test,
        address,
        stop,
        server,
    }
}

impl Running {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Waits until the server has closed every connection.
    async fn until_no_client_is_connected(&self) {
        let wait = async {
            while !self
                .test
                .app
                .metrics()
                .encode()
                .unwrap()
                .contains("nearsite_connections 0\n")
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait)
            .await
            .expect("a connection stayed open");
    }
}

/// Everything the server still says until it closes; a reset counts as closed.
async fn read_to_close(stream: &mut TcpStream) -> String {
    let mut received = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut received))
        .await
        .expect("the server did not close");
    String::from_utf8_lossy(&received).into_owned()
}

fn post(path: &str, length: usize, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn connections_with_no_head_or_half_a_head_are_closed() {
    let running = run(short()).await;
    for said in [
        "",
        "G",
        "GET /livez HTTP/1.1\r\nhost: x\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM",
        "\u{16}\u{3}\u{1}",
    ] {
        let mut stream = running.connect().await;
        stream.write_all(said.as_bytes()).await.unwrap();
        read_to_close(&mut stream).await;
    }
    running.until_no_client_is_connected().await;
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_answer() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    stream
        .write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    assert!(
        read_to_close(&mut stream)
            .await
            .starts_with("HTTP/1.1 200 OK")
    );
}

#[tokio::test]
async fn a_body_that_does_not_come_is_a_timeout() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    stream
        .write_all(post("/v1/search", 100, "{\"audience\":").as_bytes())
        .await
        .unwrap();
    let received = read_to_close(&mut stream).await;
    assert!(
        received.starts_with("HTTP/1.1 408") && received.contains("body-timeout"),
        "{received}"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_is_closed() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    stream.write_all(b"POST /v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n").await.unwrap();
    let received = read_to_close(&mut stream).await;
    assert!(!received.starts_with("HTTP/1.1 2"), "{received}");
    running.until_no_client_is_connected().await;
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answers_is_cut_off() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    // Many times what the sockets' buffers hold.
    let asked = "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nhost: x\r\n\r\n".repeat(200);
    stream.write_all(asked.as_bytes()).await.unwrap();
    running.until_no_client_is_connected().await;
}

#[tokio::test]
async fn a_large_body_is_answered_although_the_client_writes_first() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    stream
        .write_all(post("/v1/search", 500_000, &" ".repeat(500_000)).as_bytes())
        .await
        .unwrap();
    let received = read_to_close(&mut stream).await;
    assert!(
        received.starts_with("HTTP/1.1 413") && received.contains("body-too-large"),
        "{received}"
    );
}

#[tokio::test]
async fn a_client_that_expects_100_continue_is_refused_before_it_sends_a_large_body() {
    let running = run(short()).await;
    let mut stream = running.connect().await;
    let head = "POST /v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 1000000000\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let received = read_to_close(&mut stream).await;
    assert!(received.starts_with("HTTP/1.1 413"), "{received}");
}

#[tokio::test]
async fn heads_are_bounded() {
    let running = run(short()).await;
    for (header, status) in [
        (format!("x-long: {}", "a".repeat(100_000)), "431"),
        ("x-many: a\r\n".repeat(200) + "x: y", "431"),
    ] {
        let mut stream = running.connect().await;
        let head = format!("GET /livez HTTP/1.1\r\nhost: x\r\n{header}\r\n\r\n");
        // The server may close before everything is written.
        let _ = stream.write_all(head.as_bytes()).await;
        let received = read_to_close(&mut stream).await;
        assert!(
            received.is_empty() || received.starts_with(&format!("HTTP/1.1 {status}")),
            "{received}"
        );
    }
    running.until_no_client_is_connected().await;
}

#[tokio::test]
async fn connections_beyond_the_bound_are_closed_at_once() {
    let running = run(Settings {
        max_connections: 2,
        header_timeout_ms: 3_600_000,
        ..short()
    })
    .await;
    let (mut first, mut second) = (running.connect().await, running.connect().await);
    for stream in [&mut first, &mut second] {
        stream
            .write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut start = [0; 15];
        stream.read_exact(&mut start).await.unwrap();
        assert_eq!(&start, b"HTTP/1.1 200 OK");
    }
    assert_eq!(read_to_close(&mut running.connect().await).await, "");
    drop((first, second));
    running.until_no_client_is_connected().await;
    let mut third = running.connect().await;
    third
        .write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    assert!(
        read_to_close(&mut third)
            .await
            .starts_with("HTTP/1.1 200 OK")
    );
}

#[tokio::test]
async fn stopping_finishes_what_has_begun_and_takes_nothing_new() {
    let running = run(Settings {
        header_timeout_ms: 3_600_000,
        body_timeout_ms: 3_600_000,
        drain_timeout_ms: 3_600_000,
        ..short()
    })
    .await;
    let mut idle = running.connect().await;
    idle.write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    let mut start = [0; 15];
    idle.read_exact(&mut start).await.unwrap();
    let body = r#"{"q":"knee mri"}"#;
    let (head, rest) = body.split_at(5);
    let mut begun = running.connect().await;
    begun
        .write_all(post("/v1/procedures/search", body.len(), head).as_bytes())
        .await
        .unwrap();
    // The request counts as begun once its head has been read.
    while !running
        .test
        .app
        .metrics()
        .encode()
        .unwrap()
        .contains("nearsite_requests_in_flight 1\n")
    {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    running.stop.send(true).unwrap();
    read_to_close(&mut idle).await;
    assert!(TcpStream::connect(running.address).await.is_err());
    begun.write_all(rest.as_bytes()).await.unwrap();
    let received = read_to_close(&mut begun).await;
    assert!(
        received.starts_with("HTTP/1.1 200 OK") && received.contains("73721"),
        "{received}"
    );
    tokio::time::timeout(PATIENCE, running.server)
        .await
        .expect("the server did not end")
        .unwrap();
}

#[tokio::test]
async fn a_request_that_does_not_end_is_cut_off_after_the_drain_time() {
    let running = run(Settings {
        header_timeout_ms: 3_600_000,
        ..short()
    })
    .await;
    let mut silent = running.connect().await;
    silent.write_all(b"GET /livez HT").await.unwrap();
    running.stop.send(true).unwrap();
    tokio::time::timeout(PATIENCE, running.server)
        .await
        .expect("the server did not end")
        .unwrap();
}
