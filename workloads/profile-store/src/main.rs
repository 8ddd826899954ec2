//! The profile-store workload. Without arguments it serves; with `migrate` it brings its schemas up to date and ends.

use anyhow::bail;
use domicile_profile_store::{migrations, serve};
use domicile_service::Settings;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve::until_stopped().await,
        ["migrate"] => {
            domicile_service::install_telemetry();
            Ok(migrations::run(&Settings::from_environment()?).await?)
        }
        _ => bail!("usage: domicile-profile-store [migrate]"),
    }
}
