//! Name and address, or the address alone. Known and unknown addresses are answered alike.

use axum::{http::StatusCode, response::Response};
use domicile_residency::EmailAddress;

use crate::{
    error::AuthError,
    external::{
        departure,
        newcomer::{self, Named},
    },
    federation::{
        arrived::{self, Arrived},
        identity_provider::IdentityProvider,
    },
    legal_documents::shown,
    organizations::own_issuer,
    pages::{
        self,
        details::{Entered, Problem},
    },
    registration::{
        code::mail_code,
        flow::{Entry, Flow, Intent, Step, for_form, for_page},
        name::{self, NameProblem, PersonName},
        proof,
        proven_address::proven,
    },
    web::{Visit, form::Form, parameters::Parameters},
};

/// `GET /register`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => match departure::instead(&visit, &flow).await {
            Ok(None) => page(&visit, *flow).await,
            Ok(Some(response)) => Ok(response),
            Err(error) => Err(error),
        },
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /register`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => match departure::instead(&visit, &flow).await {
            Ok(None) => decide(&visit, *flow, &form).await,
            Ok(Some(response)) => Ok(response),
            Err(error) => Err(error),
        },
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// What the page asks for in this step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Name and address.
    NameAndAddress,
    /// The address of an account.
    Address,
    /// The name that belongs to a proven address.
    Name,
}

impl Asked {
    /// Whether there are fields for the name.
    pub fn has_name(self) -> bool {
        self != Self::Address
    }

    /// Whether there is a field for the address.
    pub fn has_address(self) -> bool {
        self != Self::Name
    }
}

/// What is asked for; of somebody whose address an issuer's word proves, the name.
fn asked(flow: &Flow, by_word: Option<&ByWord>) -> Asked {
    if by_word.is_some() {
        return Asked::Name;
    }
    match &flow.step {
        Step::Name { .. } => Asked::Name,
        Step::Details {
            intent: Intent::SignIn,
        }
        | Step::Proof { .. } => Asked::Address,
        Step::Code(applicant) if applicant.name.is_none() => Asked::Address,
        _ => Asked::NameAndAddress,
    }
}

/// An address that an issuer's word proves.
struct ByWord {
    issuer: IdentityProvider,
    address: EmailAddress,
    /// Who came with it.
    arrived: Arrived,
}

impl ByWord {
    async fn of(visit: &Visit, flow: &Flow) -> Result<Option<Self>, AuthError> {
        let Some(issuer) = IdentityProvider::vouching_for(visit, flow).await? else {
            return Ok(None);
        };
        let Some(arrived) = Arrived::vouched_by(visit, flow, &issuer) else {
            return Ok(None);
        };
        let address = issuer.proves(&arrived);
        Ok(address.map(|address| Self {
            issuer,
            address,
            arrived,
        }))
    }

    fn entered(&self) -> Entered {
        let configured = self.issuer.configured();
        let whole = configured.and_then(|provider| self.arrived.whole_name(provider));
        Entered {
            email: self.address.written().to_owned(),
            ..named(self.issuer.names(&self.arrived), whole)
        }
    }
}

async fn page(visit: &Visit, mut flow: Flow) -> Result<Response, AuthError> {
    // Links on the page switch between a new account and the one that is there.
    let wanted = match visit.query.field("intent") {
        "register" => Some(Intent::Register),
        "sign-in" => Some(Intent::SignIn),
        _ => None,
    };
    if let (Some(intent), false) = (wanted, matches!(flow.step, Step::Name { .. })) {
        flow.step = if intent == Intent::Register && flow.country.is_none() {
            Step::Residence { verified: None }
        } else {
            Step::Details { intent }
        };
        return flow.go_on(visit);
    }
    let by_word = ByWord::of(visit, &flow).await?;
    let entered = match &flow.step {
        _ if let Some(by_word) = &by_word => by_word.entered(),
        Step::Code(applicant) => Entered {
            email: applicant.email.clone(),
            given_name: applicant
                .name
                .as_ref()
                .map(|name| name.given.clone())
                .unwrap_or_default(),
            family_name: applicant
                .name
                .as_ref()
                .and_then(|name| name.family.clone())
                .unwrap_or_default(),
        },
        Step::Proof { email } => Entered {
            email: email.clone(),
            ..Entered::default()
        },
        Step::Name { verified } => Entered {
            email: verified.email.clone(),
            ..proposed(visit, &flow)
        },
        _ => proposed(visit, &flow),
    };
    pages::details::page(
        visit,
        &flow,
        asked(&flow, by_word.as_ref()),
        StatusCode::OK,
        &entered,
        &[],
    )
    .await
}

/// What a provider says, where the person comes from one, else what the application thinks of.
fn proposed(visit: &Visit, flow: &Flow) -> Entered {
    let Some((arrived, provider)) = Arrived::of(visit, flow) else {
        return Entered {
            email: hinted(flow),
            ..Entered::default()
        };
    };
    let name = |attribute, claim| {
        let text = arrived.name_of(provider, attribute, claim)?;
        name::part(&text).ok()
    };
    let parts = (
        name("givenName", arrived::GIVEN_NAME),
        name("familyName", arrived::FAMILY_NAME),
    );
    let email = arrived.email.clone();
    Entered {
        email: email
            .filter(|text| EmailAddress::parse(text).is_ok())
            .unwrap_or_default(),
        ..named(parts, arrived.whole_name(provider))
    }
}

/// The name as a provider says it: its parts, or else the whole in the first field, for the person to divide. No rule
/// divides the names of all languages.
fn named((given, family): (Option<String>, Option<String>), whole: Option<String>) -> Entered {
    let whole = whole
        .filter(|_| given.is_none() && family.is_none())
        .and_then(|whole| name::part(&whole).ok());
    Entered {
        given_name: given.or(whole).unwrap_or_default(),
        family_name: family.unwrap_or_default(),
        ..Entered::default()
    }
}

/// The address that the application thinks of, where it is one (`OpenID` Connect Core, section 3.1.2.1).
fn hinted(flow: &Flow) -> String {
    let hint = flow
        .request()
        .and_then(|request| request.login_hint.as_ref());
    hint.filter(|hint| EmailAddress::parse(&hint.0).is_ok())
        .map(|hint| hint.0.clone())
        .unwrap_or_default()
}

async fn decide(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let by_word = ByWord::of(visit, &flow).await?;
    let asked = asked(&flow, by_word.as_ref());
    flow.documents = shown::carried(form.field(shown::FIELD)).filter(|_| asked.has_name());
    let entered = Entered {
        given_name: form.field("given_name").to_owned(),
        family_name: form.field("family_name").to_owned(),
        email: form.field("email").to_owned(),
    };
    let mut problems = Vec::new();
    let name = if asked.has_name() {
        read_name(&entered, &mut problems)
    } else {
        None
    };
    if let Some(by_word) = by_word {
        let (Some(name), Some(country)) = (name, flow.country.clone()) else {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return pages::details::page(visit, &flow, asked, status, &entered, &problems).await;
        };
        let named = Named {
            name: Some(name),
            country: &country,
        };
        let ByWord {
            issuer,
            address,
            arrived,
        } = by_word;
        return newcomer::by_word(visit, flow, &issuer, arrived, &address, named).await;
    }
    if let Step::Name { verified } = &flow.step {
        let verified = verified.clone();
        let Some(name) = name else {
            let entered = Entered {
                email: verified.email,
                ..entered
            };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return pages::details::page(visit, &flow, asked, status, &entered, &problems).await;
        };
        return proven(visit, flow, verified, Some(name)).await;
    }
    let address = EmailAddress::parse(&entered.email);
    if address.is_err() {
        problems.push(Problem::Email);
    }
    if let Ok(address) = &address
        && problems.is_empty()
        && let Some(own) = own_issuer::of_address(&visit.app, visit.bundle(), address).await?
    {
        return own_issuer::departure::set_out(visit, flow, own, Some(address)).await;
    }
    match address {
        Ok(address) if problems.is_empty() && name.is_none() => {
            proof::of_address(visit, flow, address).await
        }
        Ok(address) if problems.is_empty() => mail_code(visit, flow, address, name).await,
        _ => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            pages::details::page(visit, &flow, asked, status, &entered, &problems).await
        }
    }
}

fn read_name(entered: &Entered, problems: &mut Vec<Problem>) -> Option<PersonName> {
    let given = name::part(&entered.given_name);
    if let Err(problem) = given {
        problems.push(Problem::GivenName(problem));
    }
    let family = match name::part(&entered.family_name) {
        Ok(family) => Some(family),
        Err(NameProblem::Missing) => None,
        Err(problem) => {
            problems.push(Problem::FamilyName(problem));
            None
        }
    };
    Some(PersonName {
        given: given.ok()?,
        family,
    })
    .filter(|_| problems.is_empty())
}
