//! The e-mailed code: six digits that prove a mailbox.

use axum::{http::StatusCode, response::Response};
use domicile_bundle::SignInMethod;
use domicile_residency::{EmailAddress, Handle};
use ring::rand::{SecureRandom, SystemRandom};

use crate::{
    error::AuthError,
    mail,
    pages::{self, code::Trouble},
    registration::{
        flow::{Applicant, Entry, Flow, Step, Verified, for_form, for_page},
        name::PersonName,
        proven_address::proven,
    },
    store::{
        challenges::{self, Attempt, NewChallenge},
        identifiers,
    },
    web::{
        Visit,
        form::Form,
        parameters::{Parameters, encode},
        throttle,
    },
};

/// `GET /code`.
pub async fn show(visit: Visit) -> Response {
    let outcome = match for_page(&visit).await {
        Entry::GoOn(flow) => pages::code::page(&visit, &flow, StatusCode::OK, Trouble::None),
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /code`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = match for_form(&visit, &form).await {
        Entry::GoOn(flow) => decide(&visit, *flow, &form).await,
        Entry::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

async fn decide(visit: &Visit, mut flow: Flow, form: &Parameters) -> Result<Response, AuthError> {
    let Step::Code(applicant) = &flow.step else {
        return pages::error::no_flow(visit);
    };
    let applicant = applicant.clone();
    let Ok(address) = EmailAddress::parse(&applicant.email) else {
        return pages::error::no_flow(visit);
    };
    if form.field("action") == "resend" {
        return mail_code(visit, flow, address, applicant.name).await;
    }
    if !visit.bundle().sign_in.offers(SignInMethod::EmailCode) {
        return pages::code::page(visit, &flow, StatusCode::OK, Trouble::None);
    }
    if let Err(too_many) = throttle::admit_try(&visit.app, visit.network).await? {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let handle = Handle::parse(&applicant.challenge)?;
    let digest = visit.app.digest_of(&address);
    let most = visit.bundle().sign_in.code_attempts;
    let attempt = if let Some(typed) = digits_of(form.field("code")) {
        let typed = code_digest(visit, &handle, &typed);
        challenges::attempt(visit.app.pool(), &handle, &digest, &typed, most).await?
    } else {
        // What cannot be a code costs no try.
        return pages::code::page(
            visit,
            &flow,
            StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Incomplete,
        );
    };
    if attempt != Attempt::Right {
        visit.app.measures().codes_refused.inc();
    }
    match attempt {
        Attempt::Right => {
            let Applicant {
                challenge,
                email,
                name,
            } = applicant;
            flow.choose_to_stay(visit, form);
            proven(visit, flow, Verified { challenge, email }, name).await
        }
        Attempt::Wrong { left } => pages::code::page(
            visit,
            &flow,
            StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Wrong { left },
        ),
        Attempt::Ended => pages::code::page(
            visit,
            &flow,
            StatusCode::UNPROCESSABLE_ENTITY,
            Trouble::Ended,
        ),
    }
}

/// Mails a code and asks for it. Everything here is the same whether or not anyone is known by the address.
pub async fn mail_code(
    visit: &Visit,
    mut flow: Flow,
    address: EmailAddress,
    name: Option<PersonName>,
) -> Result<Response, AuthError> {
    let digest = visit.app.digest_of(&address);
    let owner = identifiers::find(visit.app.pool(), &digest).await?;
    if let Err(too_many) = throttle::admit_mail(visit, &digest, owner.as_deref()).await? {
        return pages::error::too_many(visit, flow.request(), too_many);
    }
    let sign_in = &visit.bundle().sign_in;
    let handle = Handle::random(visit.app.region())?;
    let code = six_digits()?;
    let link = sign_in
        .mailed()
        .has_link()
        .then(|| Handle::random(visit.app.region()))
        .transpose()?;
    let lifetime_seconds = sign_in.code_lifetime_seconds;
    let new = NewChallenge {
        handle: &handle,
        identifier: &digest,
        code_digest: &code_digest(visit, &handle, &code),
        link: link.as_ref(),
        lifetime_seconds,
    };
    challenges::insert(visit.app.pool(), new).await?;
    // The address of this region as the configuration says it, never as the request does.
    let origin = visit
        .host
        .regional_origin(visit.bundle(), visit.app.region());
    let link = link.map(|link| format!("{origin}/link?{}", encode([("token", link.as_str())])));
    let brand = visit.brand(flow.request())?;
    let language = visit.language(brand, flow.request());
    let letter = mail::Letter {
        brand,
        language: &language,
        content: mail::Content::Proof {
            code: sign_in.offers(SignInMethod::EmailCode).then_some(&code),
            link: link.as_deref(),
            minutes: i64::from(lifetime_seconds.div_ceil(60)),
        },
    };
    if let Err(error) = visit
        .app
        .mailer()
        .send(&visit.app, visit.bundle(), &address, &letter)
        .await
    {
        tracing::error!(%error, "a code could not be mailed");
        return pages::error::mail(visit, flow.request());
    }
    visit.app.measures().codes_mailed.inc();
    let email = address.written().to_owned();
    flow.step = Step::Code(Applicant {
        challenge: handle.as_str().to_owned(),
        email,
        name,
    });
    flow.go_on(visit)
}

/// The six digits of what was typed, whatever stands between them; nothing when it cannot be a code.
pub fn digits_of(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 6).then_some(digits)
}

/// A code is worth nothing without the challenge's handle, which only the browser holds, and the region's key.
pub fn code_digest(visit: &Visit, handle: &Handle, code: &str) -> [u8; 32] {
    visit
        .app
        .keys()
        .seal
        .hmac_sha256(format!("code:{}:{code}", handle.as_str()).as_bytes())
}

/// Six digits, each of the million equally likely.
///
/// # Errors
/// When the system's random source fails.
pub fn six_digits() -> Result<String, AuthError> {
    const CODES: u32 = 1_000_000;
    const FAIR_BELOW: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let mut bytes = [0_u8; 4];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| AuthError::Cryptography)?;
        let number = u32::from_le_bytes(bytes);
        if number < FAIR_BELOW {
            return Ok(format!("{:06}", number % CODES));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn codes_are_six_digits_and_differ() {
        let codes: std::collections::BTreeSet<String> =
            (0..50).map(|_| six_digits().unwrap()).collect();
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
        );
        assert!(codes.len() > 45);
    }
}
