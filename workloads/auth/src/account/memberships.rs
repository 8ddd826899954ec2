//! Memberships of the tenant's own systems: linked by number, shown, removed.

use askama::Template;
use axum::{Router, response::Response, routing::post};
use domicile_bundle::MembershipLink;
use domicile_pages::Text;
use serde_json::Value;

use super::{
    Notice, Section, done,
    member::{self, Member},
    moment::Moment,
};
use crate::{
    app::App,
    error::AuthError,
    membership::{
        self,
        linking::{self, Outcome},
        offer::{Offer, title},
    },
    openid::authorization_response::see_other,
    pages,
    profile_store::{KnownPerson, ProfileStore},
    purpose::applies_by_name,
    store::membership_numbers::{self, Linked},
    web::{Visit, form::Form, parameters::Parameters},
};

#[derive(Template)]
#[template(path = "account/memberships.html")]
struct View<'a> {
    text: Text<'a>,
    csrf: String,
    linked: Vec<Shown>,
    offered: Vec<Offered>,
}

/// One that is linked.
struct Shown {
    name: String,
    title: String,
    number: Option<String>,
    since: Moment,
}

/// One that can be linked.
struct Offered {
    offer: Offer,
    /// Whether the person has to agree to its purpose first.
    needs_consent: bool,
}

/// The forms.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/account/memberships/link", post(link))
        .route("/account/memberships/remove", post(remove))
}

/// The section; nothing where there is nothing to link and nothing linked.
pub async fn section(visit: &Visit, member: &Member) -> Result<Option<Section>, AuthError> {
    let sub = &member.session.sub;
    let linked = membership_numbers::all(visit.app.pool(), sub).await?;
    let (bundle, brand) = (visit.bundle(), visit.brand(None)?);
    let links = &bundle.sign_in.membership_links;
    let is_linked = |link: &MembershipLink| linked.iter().any(|one| one.link == link.name);
    let offered: Vec<&MembershipLink> = links
        .iter()
        .filter(|link| link.is_offered_at(brand) && !is_linked(link))
        .collect();
    if linked.is_empty() && offered.is_empty() {
        return Ok(None);
    }
    let (frame, text) = visit.frame(None)?;
    let store = ProfileStore::of(visit.app.mesh_client(), bundle)?;
    let KnownPerson {
        attributes,
        purposes,
    } = match store.person(sub).await {
        Ok(known) => known,
        Err(error) => {
            // The other sections are there without the profile-store.
            tracing::warn!(%error, "memberships are shown at another time");
            return Ok(None);
        }
    };
    let view = View {
        csrf: member.csrf(visit),
        offered: offered
            .into_iter()
            .map(|link| Offered {
                offer: Offer::of(link, &frame.language),
                needs_consent: !applies_by_name(bundle, &link.purpose, &purposes),
            })
            .collect(),
        linked: linked
            .iter()
            .map(|one| shown(links, one, &frame.language, &attributes))
            .collect(),
        text,
    };
    Ok(Some(Section {
        id: "memberships",
        html: view.render()?,
    }))
}

fn shown(
    links: &[MembershipLink],
    linked: &Linked,
    language: &str,
    attributes: &serde_json::Map<String, Value>,
) -> Shown {
    let link = links.iter().find(|link| link.name == linked.link);
    let number = link.and_then(|link| attributes.get(&link.attribute)?.as_str());
    Shown {
        name: linked.link.clone(),
        // One that is gone from the configuration can be removed all the same.
        title: link.map_or_else(
            || linked.link.clone(),
            |link| title(&link.titles, language, &link.name),
        ),
        number: number.map(str::to_owned),
        since: Moment::of(linked.linked_at.to_jiff()),
    }
}

/// `POST /account/memberships/link`.
async fn link(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| {
            link_number(&visit, member, &form).await
        })
        .await
}

async fn link_number(
    visit: &Visit,
    member: &Member,
    form: &Parameters,
) -> Result<Response, AuthError> {
    let Some(link) = membership::offered(visit, None, form.field("membership"))? else {
        return Ok(see_other(super::PATH));
    };
    match linking::link(visit, &member.session.sub, link, form).await? {
        Outcome::Linked => Ok(done(Notice::MembershipLinked)),
        Outcome::Unconfirmed => Ok(done(Notice::MembershipUnconfirmed)),
        Outcome::Unanswered => Ok(done(Notice::MembershipLater)),
        Outcome::Unwanted => Ok(see_other(super::PATH)),
        Outcome::TooMany(too_many) => pages::error::too_many(visit, None, too_many),
    }
}

/// `POST /account/memberships/remove`.
async fn remove(visit: Visit, Form(form): Form) -> Response {
    let entrance = member::for_change(&visit, &form).await;
    entrance
        .answered(&visit, async |member| {
            forget(&visit, member, form.field("membership")).await
        })
        .await
}

async fn forget(visit: &Visit, member: &Member, name: &str) -> Result<Response, AuthError> {
    let (pool, sub) = (visit.app.pool(), &member.session.sub);
    let linked = membership_numbers::all(pool, sub).await?;
    let Some(linked) = linked.into_iter().find(|one| one.link == name) else {
        return Ok(see_other(super::PATH));
    };
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    // First the number, then whose it is: repeating it finishes what was begun.
    store
        .forget_provided(sub, &MembershipLink::source_of(&linked.link))
        .await?;
    membership_numbers::remove(pool, sub, &linked.link).await?;
    Ok(done(Notice::MembershipRemoved))
}
