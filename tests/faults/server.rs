//! A server that is out of order in a given way: it answers whatever is asked as it is told, byte for byte, one request a connection.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// An answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    /// The number of bytes of the body that are promised and never sent.
    pub(super) lacking: usize,
}

impl Reply {
    /// An answer of this status with this body.
    pub(super) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            body: body.into(),
            ..Self::default()
        }
    }

    /// The same with one more header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The bytes of the answer of a server at `port`, which stands for `PORT` in headers.
    fn bytes(&self, port: u16) -> Vec<u8> {
        let mut head = format!(
            "HTTP/1.1 {} As Told\r\nConnection: close\r\nContent-Length: {}\r\n",
            self.status,
            self.body.len() + self.lacking
        );
        for (name, value) in &self.headers {
            let value = value.replace("PORT", &port.to_string());
            head.extend([*name, ": ", &value, "\r\n"]);
        }
        head.push_str("\r\n");
        [head.as_bytes(), &self.body].concat()
    }
}

/// A web page.
pub(super) fn page(status: u16, body: &str) -> Reply {
    let html = format!("<!DOCTYPE html><html lang=\"fr\">{body}</html>");
    Reply::new(status, html).with("Content-Type", "text/html; charset=utf-8")
}

/// An answer in JSON.
pub(super) fn json(status: u16, body: &str) -> Reply {
    Reply::new(status, body).with("Content-Type", "application/json")
}

/// The answer, by the path that is asked.
pub(super) type Script = Arc<dyn Fn(&str) -> Reply + Send + Sync>;

/// The same answer to everything.
pub(super) fn always(reply: Reply) -> Script {
    Arc::new(move |_| reply.clone())
}

/// A way in which the server is out of order.
#[derive(Clone)]
pub(super) enum Fault {
    /// The server answers so.
    Answers(Script),
    /// The same over TLS.
    Secured(Arc<ServerConfig>, Script),
    /// The server says this to whoever connects, and hangs up.
    Says(Vec<u8>),
    /// The server reads what is asked, and hangs up without a word.
    HangsUp,
    /// No server is there.
    Absent,
}

/// A running server; it stops when dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    task: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port.
    pub(super) async fn start(fault: Fault) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let task = match fault {
            Fault::Absent => None,
            fault => Some(tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let fault = fault.clone();
                    tokio::spawn(async move {
                        match fault {
                            Fault::Answers(script) => answer(stream, &script, address.port()).await,
                            Fault::Secured(config, script) => {
                                // Who does not trust the certificate hangs up.
                                if let Ok(stream) = TlsAcceptor::from(config).accept(stream).await {
                                    answer(stream, &script, address.port()).await;
                                }
                            }
                            Fault::Says(bytes) => say(stream, &bytes).await,
                            Fault::HangsUp => say(stream, b"").await,
                            Fault::Absent => {}
                        }
                    });
                }
            })),
        };
        Self { address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// Reads some of what is asked, so that hanging up is no reset, and says these bytes.
async fn say(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) {
    let mut asked = [0; 1024];
    // The client may hang up at any time.
    let _ = stream.read(&mut asked).await;
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
}

async fn answer(stream: impl AsyncRead + AsyncWrite + Unpin, script: &Script, port: u16) {
    let mut stream = BufReader::new(stream);
    let Some(path) = asked(&mut stream).await else {
        return;
    };
    let bytes = script(&path).bytes(port);
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

/// Reads one request; gives its path, without its query.
async fn asked(stream: &mut (impl AsyncBufReadExt + Unpin)) -> Option<String> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    let path = line.split(' ').nth(1)?.split('?').next()?.to_owned();
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(path)
}
