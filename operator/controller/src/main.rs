//! The Domicile operator's process.

use anyhow::Context;
use clap::Parser;
use domicile_operator::{run::run, settings::Settings, telemetry};
use kube::{Client, Config};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let settings = Settings::parse();
    telemetry::start(&settings.log)?;
    if rustls::crypto::ring::default_provider()
        .install_default()
        .is_err()
    {
        anyhow::bail!("another TLS provider is installed already");
    }
    let config = Config::infer()
        .await
        .context("cannot find out how to reach the API server")?;
    let client = Client::try_from(config).context("cannot make a client of the API server")?;
    let (stop, stopped) = watch::channel(false);
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for signals")?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        tracing::info!("asked to stop");
        stop.send_replace(true);
    });
    run(settings, client, stopped)
        .await
        .context("the operator ends")
}
