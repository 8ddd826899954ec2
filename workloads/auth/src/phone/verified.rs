//! The verified number of a person: sealed under the region's key, for its person alone.

use domicile_residency::Digest;
use serde_json::Value;
use sqlx::PgConnection;

use super::number::PhoneNumber;
use crate::{app::App, error::AuthError, store::phone_numbers};

fn usage(sub: &str) -> String {
    format!("domicile telephone number of {sub}, version 1")
}

/// A number that a person has proven.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The number.
    pub number: PhoneNumber,
    /// When it was proven.
    pub verified_at: jiff::Timestamp,
}

/// Keeps a number that was proven; it takes the place of an earlier one.
///
/// # Errors
/// When it cannot be sealed or the database fails.
pub async fn keep(
    connection: &mut PgConnection,
    app: &App,
    sub: &str,
    number: &PhoneNumber,
) -> Result<(), AuthError> {
    let sealed = app
        .keys()
        .seal
        .seal(&usage(sub), number.as_e164().as_bytes())?;
    let digest = app.digest_of_number(number);
    Ok(phone_numbers::put(connection, sub, &digest, &sealed).await?)
}

/// The number of a person.
///
/// # Errors
/// When the database fails.
pub async fn of_person(app: &App, sub: &str) -> Result<Option<Verified>, AuthError> {
    let kept = phone_numbers::of_person(app.pool(), sub).await?;
    Ok(kept.and_then(|kept| {
        let bytes = app.keys().seal.open(&usage(sub), &kept.sealed_number)?;
        let number = PhoneNumber::parse(std::str::from_utf8(&bytes).ok()?, None)?;
        let verified_at = kept.verified_at();
        Some(Verified {
            number,
            verified_at,
        })
    }))
}

/// Whether a value of the profile is the number that the person has proven, however it is written: another system may have
/// told another one since.
///
/// # Errors
/// When the database fails.
pub async fn is_verified(app: &App, sub: &str, value: &Value) -> Result<bool, AuthError> {
    let Some(kept) = phone_numbers::of_person(app.pool(), sub).await? else {
        return Ok(false);
    };
    let number = value
        .as_str()
        .and_then(|text| PhoneNumber::parse(text, None));
    let digest = number.map(|number| app.digest_of_number(&number));
    Ok(digest.as_ref().map(Digest::as_bytes) == Some(kept.digest.as_slice()))
}
