//! The receiver as a process: HTTP on one port, SMTP on another, and the SMS adapter over TLS where it is given a certificate.

use std::{fs, net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
use clap::Parser;
use domicile_receiver::{inbox::Inbox, sms, smtp, tls, web};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// A receiver of webhooks, mail and SMS for tests.
#[derive(Parser)]
#[command(name = "domicile-receiver", version)]
struct Arguments {
    /// Where webhooks are taken and shown.
    #[arg(long, default_value = "0.0.0.0:8080")]
    http: SocketAddr,
    /// Where mail is taken.
    #[arg(long, default_value = "0.0.0.0:2525")]
    smtp: SocketAddr,
    /// File with the secret that calls of the SMS adapter are signed with (`whsec_…`); there is no adapter when left out.
    #[arg(long, requires_all = ["certificate", "key"])]
    sms_secret: Option<PathBuf>,
    /// Where the SMS adapter is called, over TLS.
    #[arg(long, default_value = "0.0.0.0:8443")]
    https: SocketAddr,
    /// PEM file of its certificate.
    #[arg(long, requires = "sms_secret")]
    certificate: Option<PathBuf>,
    /// PEM file of its key.
    #[arg(long, requires = "sms_secret")]
    key: Option<PathBuf>,
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
        ended = smtp::serve(mail, inbox.clone()) => ended.context("SMTP"),
        ended = adapter(arguments, inbox) => ended,
    }
}

/// Takes messages for ever; waits for ever where there is no adapter.
async fn adapter(arguments: Arguments, inbox: Inbox) -> anyhow::Result<()> {
    let (Some(secret), Some(certificate), Some(key)) =
        (arguments.sms_secret, arguments.certificate, arguments.key)
    else {
        return std::future::pending().await;
    };
    let text =
        fs::read_to_string(&secret).with_context(|| format!("secret {}", secret.display()))?;
    let router = sms::router(inbox, text.trim())?;
    println!("taking messages on {}", arguments.https);
    tls::serve(arguments.https, &certificate, &key, router).await
}
