//! Liveness, readiness, metrics.

use reqwest::StatusCode;

use crate::gateway::{Gateway, header};

#[tokio::test]
async fn a_running_gateway_is_alive_and_ready_and_counts() {
    let gateway = Gateway::start().await;
    let alive = gateway.get("/healthz").await;
    assert_eq!(
        (alive.status(), header(&alive, "cache-control")),
        (StatusCode::OK, "no-store")
    );
    let ready = gateway.json("/readyz").await;
    assert_eq!(
        (&ready["status"], &ready["consultations"]),
        (&"ready".into(), &5.into())
    );
    let metrics = gateway.get("/metrics").await;
    assert!(header(&metrics, "content-type").starts_with("text/plain; version=0.0.4"));
    assert!(metrics.text().await.unwrap().contains("passerelle_up 1"));
}

#[tokio::test(start_paused = true)]
async fn without_its_store_it_is_alive_but_not_ready_and_still_serves() {
    let gateway = Gateway::over(false).await;
    assert_eq!(
        gateway.get("/readyz").await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(gateway.get("/healthz").await.status(), StatusCode::OK);
    assert_eq!(gateway.get("/rss.xml").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_gateway_that_is_told_to_stop_stops_also_with_idle_connections() {
    let gateway = Gateway::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let state = std::sync::Arc::clone(&gateway.state);
    let server = tokio::spawn(passerelle::server::serve(listener, state, async {
        stopped.await.unwrap();
    }));
    let client = reqwest::Client::builder().build().unwrap();
    let health = format!("http://{address}/healthz");
    assert_eq!(
        client.get(&health).send().await.unwrap().status(),
        StatusCode::OK
    );
    stop.send(()).unwrap();
    server.await.unwrap();
    assert!(client.get(&health).send().await.is_err());
}
