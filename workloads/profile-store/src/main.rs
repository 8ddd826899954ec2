//! The profile-store workload. Without arguments it serves; with `migrate` it brings its schemas up to date and ends;
//! with `openapi` it prints the description of its public API and ends.

use anyhow::bail;
use domicile_profile_store::{ingest, migrations, serve};
use domicile_service::{Settings, openapi};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve::until_stopped().await,
        ["migrate"] => {
            domicile_service::install_telemetry();
            Ok(migrations::run(&Settings::from_environment()?).await?)
        }
        [openapi::SUBCOMMAND] => {
            println!("{}", ingest::document::document().to_pretty_json()?);
            Ok(())
        }
        _ => bail!("usage: domicile-profile-store [migrate | openapi]"),
    }
}
