//! Name and e-mail address.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domicile_bundle::SignInMethod;
use domicile_pages::{Frame, Text, frame::Link, page::respond, person_name};

use super::{Correction, form_targets};
use crate::{
    error::AuthError,
    factors::prompt::{Prompt, with_script},
    federation::{arrived::Arrived, begin::Setback},
    legal_documents::shown::{self, Shown},
    openid::clients::Introduction,
    registration::{details::Asked, flow::Flow, name::NameProblem},
    web::Visit,
};

/// What was typed.
#[derive(Clone, Default)]
pub struct Entered {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Address.
    pub email: String,
}

/// What has to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The given name.
    GivenName(NameProblem),
    /// The family name.
    FamilyName(NameProblem),
    /// The address.
    Email,
}

impl Problem {
    const fn field(self) -> &'static str {
        match self {
            Self::GivenName(_) => "given_name",
            Self::FamilyName(_) => "family_name",
            Self::Email => "email",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::GivenName(NameProblem::Missing) => "details-problem-name-missing",
            Self::GivenName(NameProblem::Unreadable) | Self::FamilyName(_) => {
                "details-problem-name-unreadable"
            }
            Self::Email => "details-problem-email",
        }
    }
}

#[derive(Template)]
#[template(path = "details.html")]
struct Page<'a> {
    frame: Frame,
    text: Text<'a>,
    csrf: String,
    corrections: Vec<Correction>,
    asked: Asked,
    entered: &'a Entered,
    brand_name: String,
    documents: Documents,
    passkey: Option<Prompt>,
    social: Vec<Button>,
    arrived: Option<&'a str>,
    introduction: Option<Introduction>,
    setback: Option<String>,
    ways: bool,
}

/// Terms and notices, where data is asked for.
struct Documents {
    to_agree: Vec<Link>,
    to_read: Vec<Link>,
    /// What the form carries of them.
    token: String,
}

impl Documents {
    fn of(shown: &[Shown<'_>], token: String) -> Self {
        let links = |required: bool| {
            let those = shown.iter().filter(|one| one.is_required() == required);
            those
                .map(|one| Link {
                    href: one.text.url.clone(),
                    text: one.text.title.clone(),
                    language: one.text.language.clone(),
                })
                .collect()
        };
        Self {
            to_agree: links(true),
            to_read: links(false),
            token,
        }
    }
}

/// A provider that people may sign in by.
struct Button {
    name: String,
    text: String,
}

impl Page<'_> {
    const fn title_key(&self) -> &'static str {
        match self.asked {
            Asked::NameAndAddress => "details-title",
            Asked::Address => "details-title-sign-in",
            Asked::Name => "details-title-name",
        }
    }

    const fn lead_key(&self) -> &'static str {
        match self.asked {
            Asked::NameAndAddress => "details-lead",
            Asked::Address if self.ways => "details-lead-sign-in-ways",
            Asked::Address => "details-lead-sign-in",
            Asked::Name => "details-lead-name",
        }
    }

    const fn step_key(&self) -> &'static str {
        match self.asked {
            Asked::NameAndAddress | Asked::Name => "step-details",
            Asked::Address => "step-sign-in",
        }
    }

    const fn button_key(&self) -> &'static str {
        match self.asked {
            Asked::Address if self.ways => "continue",
            Asked::NameAndAddress | Asked::Address => "details-button",
            Asked::Name => "details-button-name",
        }
    }

    const fn other_question_key(&self) -> &'static str {
        match self.asked {
            Asked::Address => "details-question-register",
            Asked::NameAndAddress | Asked::Name => "details-question-sign-in",
        }
    }

    const fn other_key(&self) -> &'static str {
        match self.asked {
            Asked::Address => "details-other-register",
            Asked::NameAndAddress | Asked::Name => "details-other-sign-in",
        }
    }

    const fn other_intent(&self) -> &'static str {
        match self.asked {
            Asked::Address => "register",
            Asked::NameAndAddress | Asked::Name => "sign-in",
        }
    }

    fn family_name_first(&self) -> bool {
        person_name::asks_family_name_first(&self.frame.language)
    }

    fn problem_of(&self, field: &str) -> Option<&str> {
        self.corrections
            .iter()
            .find(|own| own.field == field)
            .map(|own| own.text.as_str())
    }
}

fn buttons(visit: &Visit, text: Text<'_>) -> Vec<Button> {
    let providers = visit.bundle().sign_in.social.iter();
    providers
        .map(|provider| Button {
            name: provider.name.clone(),
            text: text.say_with("social-continue", "provider", &provider.display_name),
        })
        .collect()
}

/// The page.
///
/// # Errors
/// When the client that asks cannot be found out.
pub async fn page(
    visit: &Visit,
    flow: &Flow,
    asked: Asked,
    status: StatusCode,
    entered: &Entered,
    problems: &[Problem],
) -> Result<Response, AuthError> {
    let (mut frame, text) = visit.frame(flow.request())?;
    // Terms and notices are shown where data is asked for; twice on a page is once too much.
    frame.documents.clear();
    let brand = visit.brand(flow.request())?;
    let documents = shown::all(brand, &frame.language);
    let token = shown::token(brand, &frame.language, &documents);
    let passkey = match asked {
        Asked::Address => Prompt::of(visit, flow, &[])?,
        Asked::NameAndAddress | Asked::Name => None,
    };
    if passkey.is_some() {
        frame = with_script(frame)?;
    }
    let introduction = Introduction::of(&visit.app, visit.bundle(), flow.request()).await?;
    let arrived = Arrived::of(visit, flow);
    let social = match asked {
        Asked::Address | Asked::NameAndAddress if arrived.is_none() => buttons(visit, text),
        _ => Vec::new(),
    };
    let setback = Setback::named_by(visit).map(|(setback, provider)| {
        text.say_with(setback.key(), "provider", &provider.display_name)
    });
    let view = Page {
        csrf: flow.csrf(visit),
        corrections: problems
            .iter()
            .map(|problem| Correction {
                field: problem.field().to_owned(),
                text: text.say(problem.key()),
            })
            .collect(),
        asked,
        entered,
        brand_name: frame.brand_name.clone(),
        documents: Documents::of(&documents, token),
        passkey,
        social,
        arrived: arrived.map(|(_, provider)| provider.display_name.as_str()),
        introduction,
        setback,
        ways: asked == Asked::Address && visit.bundle().sign_in.offers(SignInMethod::Password),
        frame,
        text,
    };
    Ok(respond(
        status,
        &view.frame,
        &form_targets(flow.request()),
        &view,
    )?)
}
