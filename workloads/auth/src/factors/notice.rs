//! Tells people by mail that how they sign in has changed, so that they notice what they did not do.

use std::sync::Arc;

use domicile_residency::EmailAddress;
use domicile_service::LoadedBundle;

use crate::{
    app::App,
    error::AuthError,
    mail::{Change, Notice},
    openid::authorization_request::AuthorizationRequest,
    profile_store::ProfileStore,
    web::Visit,
};

/// Mails a notice. The page does not wait for the mail server, and what was changed stays changed without it.
///
/// # Errors
/// When the page's brand cannot be found.
pub fn tell(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sub: &str,
    change: Change,
) -> Result<(), AuthError> {
    let brand = visit.brand(request)?;
    let notice = Notice {
        brand: brand.clone(),
        language: visit.language(brand, request),
        change,
    };
    send(
        visit.app.clone(),
        visit.loaded.clone(),
        sub.to_owned(),
        notice,
    );
    Ok(())
}

/// Mails a notice where nobody of the person's is at the page: in the tenant's brand and its first language.
///
/// # Errors
/// When the tenant has no such brand.
pub fn tell_in_default_brand(
    app: &App,
    loaded: Arc<LoadedBundle>,
    sub: &str,
    change: Change,
) -> Result<(), AuthError> {
    let bundle = &loaded.bundle;
    let brand = bundle.brand(&bundle.default_brand);
    let brand = brand
        .ok_or(AuthError::Configuration("default brand"))?
        .clone();
    let notice = Notice {
        language: brand.languages.first().cloned().unwrap_or_default(),
        brand,
        change,
    };
    send(app.clone(), loaded, sub.to_owned(), notice);
    Ok(())
}

fn send(app: App, loaded: Arc<LoadedBundle>, sub: String, notice: Notice) {
    tokio::spawn(async move {
        if let Err(error) = deliver(&app, &loaded, &sub, &notice).await {
            tracing::error!(%error, change = ?notice.change, "a notice could not be mailed");
        }
    });
}

async fn deliver(
    app: &App,
    loaded: &LoadedBundle,
    sub: &str,
    notice: &Notice,
) -> Result<(), AuthError> {
    let bundle = &loaded.bundle;
    let attributes = ProfileStore::of(app.mesh_client(), bundle)?
        .attributes(sub)
        .await?;
    let address = attributes
        .get("email")
        .and_then(serde_json::Value::as_str)
        .and_then(|address| EmailAddress::parse(address).ok());
    let Some(address) = address else {
        tracing::warn!(
            person = app.pseudonym(sub),
            "a person without an address gets no notice"
        );
        return Ok(());
    };
    Ok(app
        .mailer()
        .send_notice(app, bundle, &address, notice)
        .await?)
}
