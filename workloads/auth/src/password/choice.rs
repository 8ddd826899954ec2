//! A password that a person chooses: judged and hashed.

use domicile_credentials::{
    password::{Password, PasswordError},
    password_quality::{self, Problem},
};
use serde_json::Value;

use super::{leaked, parameters};
use crate::{
    error::AuthError,
    profile_store::ProfileStore,
    web::{Visit, parameters::Parameters, throttle::TooMany},
};

/// Why a password was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is not good enough.
    Problem(Problem),
    /// The two that were typed differ.
    Different,
    /// Too many are being hashed.
    Later(TooMany),
}

impl Refused {
    /// Key of the text that says what to do.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Problem(Problem::TooShort) => "password-problem-short",
            Self::Problem(Problem::TooLong) => "password-problem-long",
            Self::Problem(Problem::Leaked) => "password-problem-leaked",
            Self::Problem(Problem::Guessable) => "password-problem-guessable",
            Self::Different => "password-problem-different",
            Self::Later(_) => "error-too-many",
        }
    }
}

/// What is to be kept of the password that a form carries for a person, if it is good enough.
pub async fn chosen(
    visit: &Visit,
    sub: &str,
    form: &Parameters,
) -> Result<Result<String, Refused>, AuthError> {
    let typed = form.field("new_password");
    if typed != form.field("new_password_again") {
        return Ok(Err(Refused::Different));
    }
    let password = Password::typed(typed);
    let known = known_words(visit, sub).await;
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let policy = &visit.bundle().sign_in.password;
    let least = usize::try_from(policy.minimum_length).unwrap_or(usize::MAX);
    if let Err(problem) = password_quality::judge(&password, least, &known) {
        return Ok(Err(Refused::Problem(problem)));
    }
    if leaked::is_known(visit, &password).await? {
        return Ok(Err(Refused::Problem(Problem::Leaked)));
    }
    let parameters = parameters(visit.bundle())?;
    match visit.app.hasher().hash(&password, parameters).await {
        Ok(hash) => {
            visit.app.measures().password_hashes.inc();
            Ok(Ok(hash))
        }
        Err(PasswordError::Busy {
            retry_after_seconds,
        }) => {
            visit.app.measures().passwords_shed.inc();
            Ok(Err(Refused::Later(TooMany {
                retry_after_seconds,
            })))
        }
        Err(error) => Err(error.into()),
    }
}

/// What a guesser knows of the person: brands, and what the profile says. In memory only, and done without where the
/// profile-store does not answer.
async fn known_words(visit: &Visit, sub: &str) -> Vec<String> {
    let bundle = visit.bundle();
    let brands = bundle.brands.iter().map(|brand| brand.display_name.clone());
    let mut words: Vec<String> = brands.chain([bundle.domain.clone()]).collect();
    let Ok(store) = ProfileStore::of(visit.app.mesh_client(), bundle) else {
        return words;
    };
    match store.attributes(sub).await {
        Ok(attributes) => {
            let text = |value| match value {
                Value::String(text) if text.len() <= 254 => Some(text),
                _ => None,
            };
            words.extend(attributes.into_iter().filter_map(|(_, value)| text(value)));
        }
        Err(error) => tracing::warn!(%error, "a password is judged without the profile"),
    }
    words
}
