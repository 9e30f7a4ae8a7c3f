//! Sources are read over TLS as they are on the web: with a certificate that the machine trusts, and not with any other.

use std::path::Path;
use std::process::Output;
use std::sync::Arc;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use crate::gateways::configuration;
use crate::process::{passerelle, stderr, stdout};
use crate::small_decidim::SmallDecidim;

/// Connections, each made secure before it is served.
struct Secured {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Secured {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            // Who does not trust the certificate hangs up.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// A Decidim at `https://localhost:…`, and its certificate in PEM.
async fn secure_decidim() -> (SmallDecidim, String) {
    let made =
        rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions of TLS")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a configuration");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let secured = Secured {
        listener,
        acceptor: TlsAcceptor::from(Arc::new(config)),
    };
    let platform = SmallDecidim::behind(secured, format!("https://localhost:{port}"));
    (platform, made.cert.pem())
}

/// A poll on a machine that trusts the certificates in a file, and no others.
fn poll(folder: &Path, trusted: &str) -> Output {
    tokio::task::block_in_place(|| {
        passerelle(&["poll", "--config", "gateway.toml"], folder)
            .env("SSL_CERT_FILE", folder.join(trusted))
            .env_remove("SSL_CERT_DIR")
            .output()
            .expect("the program starts")
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_read_over_tls_with_a_certificate_that_the_machine_trusts_only() {
    let (platform, certificate) = secure_decidim().await;
    platform.publish(1, "Budget participatif");
    let folder = tempfile::TempDir::new().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    let database = format!("sqlite://{}", folder.path().join("gateway.db").display());
    let source = format!(
        "[[sources]]\nid = \"secure\"\nplatform = \"decidim\"\nurl = \"{}\"\n",
        platform.address
    );
    write(
        "gateway.toml",
        &configuration("http://127.0.0.1:1", &database, &source),
    );
    write("trusted.pem", &certificate);
    let (_, another) = secure_decidim().await;
    write("another.pem", &another);

    let output = poll(folder.path(), "another.pem");
    assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
    let said = stderr(&output);
    assert!(
        said.contains("certificat de sécurité") && said.contains("autorité inconnue"),
        "{said}"
    );

    let output = poll(folder.path(), "trusted.pem");
    assert!(output.status.success(), "{}", stderr(&output));
    let row = stdout(&output);
    assert!(row.contains("secure  À jour     1          1"), "{row}");
}
