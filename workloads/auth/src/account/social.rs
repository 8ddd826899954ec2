//! Providers that sign the person in: linked, added, removed. An e-mailed code or link is a way in for everybody, so
//! that none of them is ever the last.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use domicile_pages::Text;
use uuid::Uuid;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    external,
    factors::notice,
    federation::{
        begin::{Setback, depart},
        identity_provider::IdentityProvider,
    },
    mail::Change,
    openid::authorization_response::see_other,
    pages,
    registration::flow::{Destination, Flow, Step},
    store::federated_identities::{self, Linked},
    web::{Visit, form::Form},
};

#[derive(Template)]
#[template(path = "account/social.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    linked: Vec<Shown>,
    offered: Vec<Offered<'a>>,
    setback: Option<String>,
}

/// One that is linked.
struct Shown {
    id: Uuid,
    name: String,
    since: Moment,
    last_used: Option<Moment>,
}

/// One that can be linked.
struct Offered<'a> {
    name: &'a str,
    display_name: &'a str,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/account/social/to/{provider}", get(add))
        .route("/account/social", post(remove))
}

/// The section; nothing where there is nothing to link and nothing linked.
pub async fn section(visit: &Visit, member: &Member) -> Result<Option<Section>, AuthError> {
    // The one that stands in for sign-in is not the person's to remove.
    if external::of(visit.bundle()).is_some() {
        return Ok(None);
    }
    let linked = federated_identities::all(visit.app.pool(), &member.session.sub).await?;
    let providers = &visit.bundle().sign_in.social;
    if linked.is_empty() && providers.is_empty() {
        return Ok(None);
    }
    let (_, text) = visit.frame(None)?;
    let is_linked = |name: &str| linked.iter().any(|one| one.provider == name);
    let view = View {
        csrf: member.csrf(visit),
        offered: providers
            .iter()
            .filter(|provider| !is_linked(&provider.name))
            .map(|provider| Offered {
                name: &provider.name,
                display_name: &provider.display_name,
            })
            .collect(),
        setback: Setback::named_by(visit).map(|(setback, provider)| {
            text.say_with(setback.key(), "provider", &provider.display_name)
        }),
        linked: linked.into_iter().map(|one| shown(visit, one)).collect(),
        text,
    };
    Ok(Some(Section {
        id: "social",
        html: view.render()?,
    }))
}

fn shown(visit: &Visit, linked: Linked) -> Shown {
    let provider = visit.bundle().sign_in.provider(&linked.provider);
    Shown {
        id: linked.id,
        // One that is gone from the configuration signs nobody in; it can be removed all the same.
        name: provider.map_or(linked.provider, |provider| provider.display_name.clone()),
        since: Moment::of(linked.created_at.to_jiff()),
        last_used: linked.last_used_at.map(|at| Moment::of(at.to_jiff())),
    }
}

/// `GET /account/social/to/<name>`: a link, because the page of the account lets forms lead to our own addresses alone.
/// Nothing is linked by following it: that takes the person at the provider, and a form of ours afterwards.
async fn add(visit: Visit, Path(name): Path<String>) -> Response {
    let entrance = member::for_sensitive_page(&visit).await;
    entrance
        .answered(&visit, async |member| set_out(&visit, member, &name).await)
        .await
}

async fn set_out(visit: &Visit, member: &Member, name: &str) -> Result<Response, AuthError> {
    let providers = &visit.bundle().sign_in.social;
    let Some(provider) = providers.iter().find(|provider| provider.name == name) else {
        return pages::error::not_found(visit);
    };
    let session = member.session.id;
    let flow = Flow::new(Destination::Account, Step::Link { session })?;
    let provider = IdentityProvider::Social(provider.clone());
    let mut response = depart(visit, &flow, &provider, None).await?;
    flow.keep(visit, response.headers_mut())?;
    Ok(response)
}

/// `POST /account/social`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| {
            forget(&visit, member, form.field("id")).await
        })
        .await
}

async fn forget(visit: &Visit, member: &Member, id: &str) -> Result<Response, AuthError> {
    let sub = &member.session.sub;
    let removed = match id.parse() {
        Ok(_) if external::of(visit.bundle()).is_some() => false,
        Ok(id) => federated_identities::remove(visit.app.pool(), sub, id).await?,
        Err(_) => false,
    };
    if !removed {
        return Ok(see_other(super::PATH));
    }
    tracing::info!(person = visit.app.pseudonym(sub), "a provider was removed");
    notice::tell(visit, None, sub, Change::SocialRemoved)?;
    Ok(done(Notice::SocialRemoved))
}
