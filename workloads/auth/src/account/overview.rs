//! The page with all sections.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::tenant::{LOGIN_LABEL, PORTAL_LABEL};
use domicile_pages::{Frame, Text, page::respond};

use super::{
    Notice, Section,
    member::{self, Member},
    sections,
};
use crate::{error::AuthError, external, password::choice::Refused, web::Visit};

#[derive(Template)]
#[template(path = "account.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    notice: Option<String>,
    csrf: String,
    sections: Vec<Section>,
    portal: String,
}

/// `GET /account`.
pub async fn show(visit: Visit) -> Response {
    let entrance = member::for_page(&visit).await;
    entrance
        .answered(&visit, async |member| {
            page(&visit, member, StatusCode::OK, None).await
        })
        .await
}

/// The page; `refused` is why a new password was not taken.
pub(super) async fn page(
    visit: &Visit,
    member: &Member,
    status: StatusCode,
    refused: Option<Refused>,
) -> Result<Response, AuthError> {
    let sections = sections(visit, member, refused).await?;
    let (frame, text) = visit.frame(None)?;
    let notice = Notice::named(visit.query.field("notice")).map(|notice| text.say(notice.key()));
    let view = Page {
        notice,
        csrf: member.csrf(visit),
        sections,
        portal: visit.bundle().global_origin(PORTAL_LABEL),
        frame,
        text,
    };
    // A form that changes how the person signs in may lead to the tenant's own address.
    let mut targets = vec![visit.bundle().global_origin(LOGIN_LABEL)];
    // Whose session has ended meanwhile is sent on to the issuer.
    targets.extend(external::of(visit.bundle()).map(|_| "https:".to_owned()));
    Ok(respond(status, &view.frame, &targets, &view)?)
}
