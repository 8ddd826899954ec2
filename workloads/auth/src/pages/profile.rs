//! A few questions on the way to an application.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::AttributeType;
use domicile_pages::{Frame, Text, page::respond};

use super::{
    Correction,
    consent::{attribute_title, purpose_title},
    form_targets,
};
use crate::{
    error::AuthError,
    progressive_profile::{
        answer::{Answer, LONGEST_TEXT},
        due::Question,
    },
    registration::flow::Flow,
    web::Visit,
};

/// A question with what was typed.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// The question.
    pub question: Question<'a>,
    /// What was typed.
    pub typed: String,
    /// As a value.
    pub answer: Answer,
    /// Whether the form that was sent has the field.
    pub was_shown: bool,
    /// Whether a form was sent.
    pub was_sent: bool,
}

impl<'a> Field<'a> {
    /// Nobody typed anything yet.
    pub fn empty(question: &Question<'a>) -> Self {
        Self {
            question: *question,
            typed: String::new(),
            answer: Answer::Empty,
            was_shown: false,
            was_sent: false,
        }
    }

    /// Name of the field in the form, and its element id.
    pub fn name(question: &Question<'_>) -> String {
        format!("attribute-{}", question.wanted.attribute)
    }

    /// Whether it has to be put right.
    pub fn has_problem(&self) -> bool {
        self.problem().is_some()
    }

    fn problem(&self) -> Option<&'static str> {
        match &self.answer {
            Answer::Unreadable => Some("profile-problem-unreadable"),
            Answer::Empty if self.was_sent && self.question.wanted.required => {
                Some("profile-problem-missing")
            }
            Answer::Empty | Answer::Value(_) => None,
        }
    }
}

#[derive(Template)]
#[template(path = "profile.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    application: &'a str,
    fields: Vec<Shown>,
    may_skip: bool,
    longest: usize,
}

/// One field, in words.
struct Shown {
    name: String,
    title: String,
    purpose: String,
    typed: String,
    kind: Kind,
    required: bool,
    problem: Option<String>,
}

/// How a browser asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Date,
    YesOrNo,
}

impl Kind {
    const fn of(attribute_type: AttributeType) -> Self {
        match attribute_type {
            AttributeType::String | AttributeType::DateTime => Self::Text,
            AttributeType::Integer | AttributeType::Number => Self::Number,
            AttributeType::Date => Self::Date,
            AttributeType::Boolean => Self::YesOrNo,
        }
    }
}

/// The page. Each field says what it is for.
pub fn page(
    visit: &Visit,
    flow: &Flow,
    status: StatusCode,
    fields: &[Field<'_>],
) -> Result<Response, AuthError> {
    let Some(request) = flow.request() else {
        return super::error::no_flow(visit);
    };
    let application = visit.bundle().application(&request.client_id);
    let application = application.ok_or(AuthError::Configuration("client of this sign-in"))?;
    let (frame, text) = visit.frame(Some(request))?;
    let shown: Vec<Shown> = fields
        .iter()
        .map(|field| in_words(visit, field, text, &frame.language))
        .collect();
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: shown.iter().filter_map(Shown::correction).collect(),
        application: &application.display_name,
        may_skip: shown.iter().all(|field| !field.required),
        longest: LONGEST_TEXT,
        fields: shown,
        frame,
        text,
    };
    let targets = form_targets(Some(request));
    Ok(respond(status, &view.frame, &targets, &view)?)
}

impl Shown {
    fn correction(&self) -> Option<Correction> {
        let problem = self.problem.as_ref()?;
        Some(Correction {
            field: self.name.clone(),
            text: format!("{}: {problem}", self.title),
        })
    }

    fn is_described_by(&self) -> String {
        let problem = self.problem.as_ref();
        let problem = problem.map(|_| format!(" {}-problem", self.name));
        format!("{}-purpose{}", self.name, problem.unwrap_or_default())
    }
}

fn in_words(visit: &Visit, field: &Field<'_>, text: Text<'_>, language: &str) -> Shown {
    let question = &field.question;
    let purpose = purpose_title(visit, &question.purpose.name, language);
    Shown {
        name: Field::name(question),
        title: attribute_title(visit, &question.wanted.attribute, language),
        purpose: text.say_with("profile-purpose", "purpose", purpose),
        typed: field.typed.clone(),
        kind: Kind::of(question.attribute.attribute_type),
        required: question.wanted.required,
        problem: field.problem().map(|key| text.say(key)),
    }
}
