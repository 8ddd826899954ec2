//! "What has changed": documents to accept, or to be shown.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_pages::{Frame, Text, page::respond};
use jiff::Timestamp;

use super::form_targets;
use crate::{
    error::AuthError,
    legal_documents::{
        due::Due,
        outstanding::Outstanding,
        shown::{self, Shown},
    },
    registration::flow::Flow,
    web::Visit,
};

#[derive(Template)]
#[template(path = "legal_documents.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    token: String,
    brand_name: &'a str,
    documents: Vec<Document<'a>>,
    to_agree: bool,
    changed: bool,
}

/// One document, in words.
struct Document<'a> {
    name: &'a str,
    language: &'a str,
    title: &'a str,
    url: &'a str,
    version: String,
    changes: Vec<&'a str>,
}

impl Page<'_> {
    const fn title_key(&self) -> &'static str {
        if self.changed {
            "documents-title-changed"
        } else {
            "documents-title"
        }
    }

    const fn lead_key(&self) -> &'static str {
        if self.to_agree {
            "documents-lead"
        } else {
            "documents-lead-shown"
        }
    }
}

/// The page.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    outstanding: &Outstanding<'_>,
) -> Result<Response, AuthError> {
    let (mut frame, text) = visit.frame(flow.request())?;
    // Those that are asked for stand on the page itself.
    frame.documents.clear();
    let brand = outstanding.brand;
    let shown: Vec<(&Due<'_>, Shown<'_>)> = outstanding
        .due
        .iter()
        .filter_map(|due| Some((due, Shown::of(due.document, &frame.language)?)))
        .collect();
    let all: Vec<Shown<'_>> = shown.iter().map(|(_, shown)| *shown).collect();
    let view = Page {
        csrf: flow.csrf(visit),
        token: shown::token(brand, &frame.language, &all),
        brand_name: &brand.display_name,
        documents: shown
            .iter()
            .map(|(due, shown)| in_words(text, due, shown))
            .collect(),
        to_agree: all.iter().any(Shown::is_required),
        changed: shown.iter().any(|(due, _)| due.knows_another),
        frame,
        text,
    };
    let targets = form_targets(flow.request());
    Ok(respond(status, &view.frame, &targets, &view)?)
}

fn in_words<'a>(text: Text<'_>, due: &Due<'_>, shown: &Shown<'a>) -> Document<'a> {
    let (document, own) = (shown.document, shown.text);
    let changes = own.changes.as_deref().filter(|_| due.knows_another);
    Document {
        name: &document.name,
        language: &own.language,
        title: &own.title,
        url: &own.url,
        version: match document.effective_at.and_then(day) {
            Some(day) => {
                let values = [("version", document.version.as_str()), ("date", &day)];
                text.say_all("documents-version-from", &values)
            }
            None => text.say_with("documents-version", "version", &document.version),
        },
        changes: changes
            .unwrap_or_default()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect(),
    }
}

/// The day of a moment, as every reader of the six languages reads it (ISO 8601).
fn day(seconds: i64) -> Option<String> {
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(moment.strftime("%Y-%m-%d").to_string())
}
