//! What the issuer says of a sign-in, kept for the session that it opens. Without it, no session opens.

use domicile_federation::Authentication;
use domicile_jose::now;
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use crate::{
    app::App,
    error::AuthError,
    factors::level::{Level, method},
    federation::{METHOD, arrived::Arrived, identity_provider::IdentityProvider},
    registration::flow::Flow,
    store::external_sessions::{self, NewExternalSession},
    web::Visit,
};

/// What ID tokens of the issuer are sealed for.
const USAGE: &str = "domicile ID token of an external issuer, version 1";

/// What the issuer says of somebody who is known here.
pub struct Said<'a> {
    /// Who it is there.
    pub subject: &'a str,
    /// How they proved it.
    pub authentication: &'a Authentication,
    /// The ID token.
    pub id_token: Option<&'a SecretString>,
}

/// Keeps it, and says in the sign-in that it is there.
///
/// # Errors
/// When it cannot be kept.
pub async fn keep(
    visit: &Visit,
    flow: &mut Flow,
    issuer: &IdentityProvider,
    sub: &str,
    said: Said<'_>,
) -> Result<(), AuthError> {
    let app = &visit.app;
    let seal = |token: &SecretString| {
        app.keys()
            .seal
            .seal(USAGE, token.expose_secret().as_bytes())
    };
    let session = said.authentication.session_id.as_deref();
    let session = session.map(|session| issuer.digest_of_session(app, session));
    let id_token = said.id_token.map(seal).transpose()?;
    let id = Uuid::now_v7();
    let new = NewExternalSession {
        id,
        sub,
        subject: &issuer.digest(app, said.subject),
        session: session.as_ref(),
        acr: said.authentication.acr.as_deref(),
        proven_at: proven_at(said.authentication.auth_time, now()),
        id_token: id_token.as_deref(),
        organization: issuer.organization().map(|own| own.organization.as_str()),
    };
    external_sessions::insert(app.pool(), new).await?;
    flow.voucher = Some(id);
    Ok(())
}

/// Whether the issuer has vouched for a person in this sign-in. What it said of somebody who has just proven an account
/// of ours is kept now.
///
/// # Errors
/// When the database fails.
pub async fn is_there(
    visit: &Visit,
    flow: &mut Flow,
    issuer: &IdentityProvider,
    sub: &str,
    arrived: Option<&Arrived>,
) -> Result<bool, AuthError> {
    if let Some(id) = flow.voucher {
        return Ok(external_sessions::is_of(visit.app.pool(), id, sub).await?);
    }
    let Some(arrived) = arrived else {
        return Ok(false);
    };
    let id_token = arrived.id_token.clone().map(SecretString::from);
    let said = Said {
        subject: &arrived.subject,
        authentication: &arrived.authentication,
        id_token: id_token.as_ref(),
    };
    keep(visit, flow, issuer, sub, said).await?;
    Ok(true)
}

/// Whether what an issuer said of a sign-in, if one said something, was said of this person and holds.
///
/// # Errors
/// When the database fails.
pub async fn fits(visit: &Visit, flow: &Flow, sub: &str) -> Result<bool, AuthError> {
    match flow.voucher {
        Some(id) => Ok(external_sessions::is_of(visit.app.pool(), id, sub).await?),
        None => Ok(true),
    }
}

/// The ID token of a session's sign-in.
///
/// # Errors
/// When the database fails.
pub async fn id_token(app: &App, id: Uuid) -> Result<Option<SecretString>, AuthError> {
    let sealed = external_sessions::id_token(app.pool(), id).await?;
    let plain = sealed.and_then(|sealed| app.keys().seal.open(USAGE, &sealed));
    Ok(plain
        .and_then(|plain| String::from_utf8(plain).ok())
        .map(SecretString::from))
}

/// When the person proved who they are: never later than now, whatever the issuer's clock says.
fn proven_at(auth_time: Option<i64>, now: i64) -> jiff::Timestamp {
    let seconds = auth_time.unwrap_or(now).min(now);
    jiff::Timestamp::from_second(seconds).unwrap_or_else(|_| jiff::Timestamp::now())
}

/// The issuer's `amr`, as the session's methods. Here, `mfa` and proofs of a key mean levels (`docs/adr/0034`): they
/// are what `acr` says where that is a level of ours, and proofs of a key are not taken over otherwise.
pub fn methods(authentication: &Authentication) -> Vec<String> {
    let level = authentication.acr.as_deref().and_then(Level::of_acr);
    let is_resistant = level == Some(Level::PhishingResistant);
    let means_resistance = |word: &str| method::RESISTANT.contains(&word);
    let mut methods: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        if !methods.iter().any(|own| own == word) {
            methods.push(word.to_owned());
        }
    };
    for word in &authentication.methods {
        if is_resistant || !means_resistance(word) {
            add(word);
        }
    }
    if level >= Some(Level::MultiFactor) {
        add(method::MULTIPLE_FACTORS);
    }
    if is_resistant {
        add(method::PROOF_OF_POSSESSION);
    }
    if methods.is_empty() {
        methods.push(METHOD.to_owned());
    }
    methods
}

#[cfg(test)]
mod tests {
    use domicile_federation::Authentication;

    use super::{methods, proven_at};
    use crate::factors::level::Level;

    #[test]
    fn what_the_issuer_says_of_the_proof_is_taken_over_as_far_as_it_means_the_same_here() {
        for (amr, acr, expected, level) in [
            (vec![], None, vec!["fed"], Level::SingleFactor),
            (vec!["pwd"], None, vec!["pwd"], Level::SingleFactor),
            (
                vec!["pwd", "pwd"],
                Some("silver"),
                vec!["pwd"],
                Level::SingleFactor,
            ),
            (
                vec!["pwd", "otp", "mfa"],
                None,
                vec!["pwd", "otp", "mfa"],
                Level::MultiFactor,
            ),
            (
                vec!["pwd"],
                Some("urn:domicile:acr:multi-factor"),
                vec!["pwd", "mfa"],
                Level::MultiFactor,
            ),
            // A key in a card may be no passkey, and may have been used on any page.
            (vec!["hwk"], None, vec!["fed"], Level::SingleFactor),
            (vec!["hwk", "mfa"], None, vec!["mfa"], Level::MultiFactor),
            (
                vec!["hwk"],
                Some("phr"),
                vec!["hwk", "mfa", "pop"],
                Level::PhishingResistant,
            ),
            (
                vec![],
                Some("phr"),
                vec!["mfa", "pop"],
                Level::PhishingResistant,
            ),
        ] {
            let authentication = Authentication {
                acr: acr.map(str::to_owned),
                methods: amr.iter().map(|word| (*word).to_owned()).collect(),
                ..Authentication::default()
            };
            let found = methods(&authentication);
            assert_eq!(found, expected, "{amr:?} {acr:?}");
            assert_eq!(Level::reached_by(found.iter().map(String::as_str)), level);
        }
    }

    #[test]
    fn nobody_proves_anything_in_the_future() {
        assert_eq!(proven_at(Some(50), 100).as_second(), 50);
        assert_eq!(proven_at(Some(150), 100).as_second(), 100);
        assert_eq!(proven_at(None, 100).as_second(), 100);
        assert!(proven_at(Some(i64::MIN), 100).as_second() > 100);
    }
}
