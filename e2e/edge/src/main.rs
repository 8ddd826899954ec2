//! A local edge: routes TLS connections by server name to the region and workload that serve it, without ending
//! the TLS. It stands where a load balancer and geographic DNS stand in production: each of its addresses answers
//! global names (`login.<domain>`) from one region, as if a person were near it; regional names
//! (`jp.login.<domain>`) always go to their region.

mod client_hello;
mod configuration;
mod relay;
mod route;

use std::{path::PathBuf, sync::Arc};

use anyhow::Context as _;
use clap::Parser;
use tokio::{net::TcpListener, task::JoinSet};

use crate::configuration::Configuration;

/// Routes TLS connections by server name to regions.
#[derive(Parser)]
#[command(name = "domicile-edge", version)]
struct Arguments {
    /// JSON file with the listeners, the domain and the address of each region's workloads.
    #[arg(long, value_name = "FILE")]
    configuration: PathBuf,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let configuration = Arc::new(Configuration::read(&arguments.configuration)?);
    let mut listeners = JoinSet::new();
    for (address, region) in &configuration.listeners {
        let listener = TcpListener::bind(address).await.with_context(|| {
            format!("cannot listen on {address}: is another edge or server running there?")
        })?;
        println!("listening on {address}, answering as {region}");
        listeners.spawn(relay::serve(
            listener,
            region.clone(),
            Arc::clone(&configuration),
        ));
    }
    while let Some(ended) = listeners.join_next().await {
        ended.context("a listener ended")??;
    }
    Ok(())
}
