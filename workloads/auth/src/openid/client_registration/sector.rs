//! The sector of a client that registers itself: whose identifiers of people it shares (`OpenID` Connect Core, section
//! 8.1; Dynamic Client Registration 1.0, section 5).

use std::collections::BTreeSet;

use domicile_bundle::{Application, Bundle, SubjectType};
use url::Url;

use super::metadata::{ClientMetadata, Refusal, wrong};
use crate::app::App;

/// What is asked for.
const MEDIA_TYPE: &str = "application/json";

/// How the client knows people. Where the template's clients are pairwise, every client is.
pub(super) fn subject(
    metadata: &ClientMetadata,
    template: &Application,
) -> Result<SubjectType, Refusal> {
    let of_template = template.authorization.subject != SubjectType::Public;
    let is_pairwise = match metadata.subject_type.as_deref() {
        None => of_template,
        Some("pairwise") => true,
        Some("public") if !of_template => false,
        Some("public") => return Err(wrong("clients that register themselves are pairwise here")),
        Some(_) => return Err(wrong("`subject_type` is none of `subject_types_supported`")),
    };
    if !is_pairwise {
        return Ok(SubjectType::Public);
    }
    let host = |uri: &String| Url::parse(uri).ok()?.host_str().map(str::to_owned);
    let named = metadata.sector_identifier_uri.as_ref();
    let hosts: BTreeSet<String> = match named {
        Some(uri) => host(uri).into_iter().collect(),
        None => metadata.redirect_uris.iter().filter_map(host).collect(),
    };
    let mut hosts = hosts.into_iter();
    match (hosts.next(), hosts.next()) {
        (Some(sector), None) => Ok(SubjectType::Pairwise { sector }),
        _ => Err(wrong(
            "`redirect_uris` of a pairwise client have one host, or a `sector_identifier_uri` lists them",
        )),
    }
}

/// Sees to it that the document of the sector lists every redirect URI: nobody joins the sector of somebody else.
pub(super) async fn prove(
    app: &App,
    bundle: &Bundle,
    metadata: &ClientMetadata,
) -> Result<(), Refusal> {
    let Some(uri) = &metadata.sector_identifier_uri else {
        return Ok(());
    };
    let listed = listed(app, bundle, uri).await.map_err(|reason| {
        tracing::info!(reason, "the sector of a client could not be had");
        wrong("`sector_identifier_uri` does not answer with a JSON array of redirect URIs")
    })?;
    if metadata
        .redirect_uris
        .iter()
        .all(|uri| listed.contains(uri))
    {
        return Ok(());
    }
    Err(wrong(
        "the document at `sector_identifier_uri` does not list every one of `redirect_uris`",
    ))
}

async fn listed(app: &App, bundle: &Bundle, uri: &str) -> Result<Vec<String>, String> {
    let client = app.outbound().client(bundle);
    let client = client.map_err(|error| error.to_string())?;
    let answer = client.get(uri, MEDIA_TYPE).await;
    let answer = answer.map_err(|error| error.to_string())?;
    if answer.status != 200 {
        return Err(format!("status {}", answer.status));
    }
    serde_json::from_slice(&answer.body).map_err(|_| "no list of texts".to_owned())
}
