//! The receiver as a process: HTTP on one port, SMTP on another.

use std::net::SocketAddr;

use anyhow::Context as _;
use clap::Parser;
use domicile_receiver::{inbox::Inbox, smtp, web};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// A webhook and SMTP receiver for tests.
#[derive(Parser)]
#[command(name = "domicile-receiver", version)]
struct Arguments {
    /// Where webhooks are taken and shown.
    #[arg(long, default_value = "0.0.0.0:8080")]
    http: SocketAddr,
    /// Where mail is taken.
    #[arg(long, default_value = "0.0.0.0:2525")]
    smtp: SocketAddr,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let inbox = Inbox::default();
    let http = TcpListener::bind(arguments.http)
        .await
        .with_context(|| format!("HTTP on {}", arguments.http))?;
    let mail = TcpListener::bind(arguments.smtp)
        .await
        .with_context(|| format!("SMTP on {}", arguments.smtp))?;
    println!(
        "taking webhooks on {} and mail on {}",
        arguments.http, arguments.smtp
    );
    let mut terminate = signal(SignalKind::terminate()).context("signal handler")?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        ended = axum::serve(http, web::router(inbox.clone())) => ended.context("HTTP"),
        ended = smtp::serve(mail, inbox) => ended.context("SMTP"),
    }
}
