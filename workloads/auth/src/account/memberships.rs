//! Memberships of the tenant's own systems: linked by number, shown, removed.

use std::collections::BTreeMap;

use askama::Template;
use axum::{Router, response::Response, routing::post};
use domicile_bundle::{LegalBasis, MembershipLink};
use domicile_consent::DecisionKind;
use domicile_pages::{Text, language};
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
        digest, typed,
        verification::{Verdict, ask},
    },
    openid::authorization_response::see_other,
    pages,
    profile_store::{KnownPerson, ProfileStore, ProvidedValue, PurposeState},
    store::membership_numbers::{self, Linked},
    web::{Visit, form::Form, parameters::Parameters, throttle},
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
    name: String,
    title: String,
    questions: Vec<Question>,
    /// Whether the person has to agree to its purpose first.
    needs_consent: bool,
}

/// What its system asks.
struct Question {
    name: String,
    title: String,
    hidden: bool,
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
    let links = &visit.bundle().sign_in.membership_links;
    if linked.is_empty() && links.is_empty() {
        return Ok(None);
    }
    let (frame, text) = visit.frame(None)?;
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
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
    let is_linked = |link: &&MembershipLink| linked.iter().any(|one| one.link == link.name);
    let view = View {
        csrf: member.csrf(visit),
        offered: links
            .iter()
            .filter(|link| !is_linked(link))
            .map(|link| offered(visit, link, &frame.language, &purposes))
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

fn offered(
    visit: &Visit,
    link: &MembershipLink,
    language: &str,
    purposes: &[PurposeState],
) -> Offered {
    let questions = link.questions.iter().map(|question| Question {
        title: title(&question.titles, language, &question.name),
        name: question.name.clone(),
        hidden: question.hidden,
    });
    Offered {
        title: title(&link.titles, language, &link.name),
        name: link.name.clone(),
        questions: questions.collect(),
        needs_consent: !is_permitted(visit, &link.purpose, purposes),
    }
}

fn title(titles: &BTreeMap<String, String>, language: &str, otherwise: &str) -> String {
    language::title(titles, language).map_or_else(|| otherwise.to_owned(), Clone::clone)
}

/// Whether a value may be kept for a purpose: where that rests on consent, people have given it.
pub(crate) fn is_permitted(visit: &Visit, purpose: &str, states: &[PurposeState]) -> bool {
    let given = || {
        states
            .iter()
            .any(|state| state.purpose == purpose && state.decision == Some(DecisionKind::Given))
    };
    let purpose = visit.bundle().purpose(purpose);
    purpose.is_some_and(|purpose| purpose.legal_basis != LegalBasis::Consent || given())
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
    let links = &visit.bundle().sign_in.membership_links;
    let Some(link) = links
        .iter()
        .find(|link| link.name == form.field("membership"))
    else {
        return Ok(see_other(super::PATH));
    };
    let fields: Vec<(&str, String)> = link
        .questions
        .iter()
        .map(|question| (question.name.as_str(), format!("answer-{}", question.name)))
        .collect();
    let answers: Option<BTreeMap<&str, &str>> = fields
        .iter()
        .map(|(name, field)| Some((*name, typed(form.field(field))?)))
        .collect();
    let (Some(number), Some(answers)) = (typed(form.field("number")), answers) else {
        return Ok(done(Notice::MembershipUnconfirmed));
    };
    confirm(visit, member, link, number, &answers).await
}

async fn confirm(
    visit: &Visit,
    member: &Member,
    link: &MembershipLink,
    number: &str,
    answers: &BTreeMap<&str, &str>,
) -> Result<Response, AuthError> {
    let (app, sub) = (&visit.app, &member.session.sub);
    let store = ProfileStore::of(app.mesh_client(), visit.bundle())?;
    let linked = membership_numbers::all(app.pool(), sub).await?;
    if linked.iter().any(|one| one.link == link.name)
        || !is_permitted(visit, &link.purpose, &store.purposes(sub).await?)
    {
        return Ok(see_other(super::PATH));
    }
    let typed_digest = digest(app, link, number);
    if let Err(too_many) = throttle::admit_membership(visit, sub, &typed_digest).await? {
        return pages::error::too_many(visit, None, too_many);
    }
    let number = match ask(app, visit.bundle(), link, number, answers).await? {
        Verdict::Confirmed(number) => number,
        Verdict::Denied => return Ok(done(Notice::MembershipUnconfirmed)),
        Verdict::Unanswered => return Ok(done(Notice::MembershipLater)),
    };
    let whose = digest(app, link, &number);
    // Somebody else's number is told like a wrong one: whoever tries numbers learns nothing of other members.
    if !membership_numbers::link(app.pool(), &whose, sub, &link.name).await? {
        tracing::warn!(link = link.name, "a number is linked with another account");
        return Ok(done(Notice::MembershipUnconfirmed));
    }
    let value = ProvidedValue {
        attribute: link.attribute.clone(),
        purpose: link.purpose.clone(),
        value: Value::String(number),
    };
    if let Err(error) = store.keep_provided(sub, &link.source(), vec![value]).await {
        // Without the number in the profile there is no link.
        membership_numbers::remove(app.pool(), sub, &link.name).await?;
        return Err(error.into());
    }
    let person = app.pseudonym(sub);
    tracing::info!(person, link = link.name, "a membership was linked");
    Ok(done(Notice::MembershipLinked))
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
