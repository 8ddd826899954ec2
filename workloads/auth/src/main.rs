//! `domicile-auth` serves; `domicile-auth migrate` brings the schema up to date and ends; `domicile-auth openapi` prints
//! the description of its public API and ends.

use std::env;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(domicile_auth::serve().await?),
        ["migrate"] => Ok(domicile_auth::migrate().await?),
        [domicile_service::openapi::SUBCOMMAND] => {
            println!("{}", domicile_auth::openapi::document().to_pretty_json()?);
            Ok(())
        }
        _ => anyhow::bail!("usage: domicile-auth [migrate | openapi]"),
    }
}
