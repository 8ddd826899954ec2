//! The receiver as a process: HTTP on one port, SMTP on another, and over TLS, where it is given a certificate, the SMS adapter and the
//! mileage programme.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::{Args, Parser};
use domicile_receiver::{inbox::Inbox, members, sms, smtp, tls, web};
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
    /// Where the SMS adapter and the mileage programme are called, over TLS.
    #[arg(long, default_value = "0.0.0.0:8443")]
    https: SocketAddr,
    /// What both need; neither is there when it is left out.
    #[command(flatten)]
    partners: Option<Partners>,
}

/// Files that the partners' systems are equipped with.
#[derive(Args)]
struct Partners {
    /// Secret that calls of the SMS adapter are signed with (`whsec_…`).
    #[arg(long)]
    sms_secret: PathBuf,
    /// Secret that calls of the mileage programme are signed with (`whsec_…`).
    #[arg(long)]
    miles_secret: PathBuf,
    /// Certificate of both (PEM).
    #[arg(long)]
    certificate: PathBuf,
    /// Its key (PEM).
    #[arg(long)]
    key: PathBuf,
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
        ended = partners(arguments.https, arguments.partners, inbox) => ended,
    }
}

/// Takes calls for ever; waits for ever where there are no partners.
async fn partners(
    address: SocketAddr,
    partners: Option<Partners>,
    inbox: Inbox,
) -> anyhow::Result<()> {
    let Some(partners) = partners else {
        return std::future::pending().await;
    };
    let adapter = sms::router(inbox, &secret(&partners.sms_secret)?)?;
    let programme = members::router(&secret(&partners.miles_secret)?)?;
    println!("taking messages and numbers of members on {address}");
    tls::serve(
        address,
        &partners.certificate,
        &partners.key,
        adapter.merge(programme),
    )
    .await
}

fn secret(file: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(file).with_context(|| format!("secret {}", file.display()))?;
    Ok(text.trim().to_owned())
}
