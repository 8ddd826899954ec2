//! Recovery codes: keyed hashes are kept, each code is good once.

use domicile_credentials::recovery_code::RecoveryCode;
use sqlx::PgConnection;

use super::notice;
use crate::{
    error::AuthError, mail::Change, openid::authorization_request::AuthorizationRequest,
    store::second_factors, web::Visit,
};

fn digest(visit: &Visit, sub: &str, code: &RecoveryCode) -> [u8; 32] {
    visit
        .app
        .keys()
        .seal
        .hmac_sha256(&code.to_hashed_message(sub))
}

/// Makes a new set in the place of the old one, to be shown once the caller's transaction is kept.
///
/// # Errors
/// When the database or the system's random source fails.
pub async fn make(
    transaction: &mut PgConnection,
    visit: &Visit,
    sub: &str,
) -> Result<Vec<String>, AuthError> {
    let codes = RecoveryCode::generate_set()?;
    let digests: Vec<Vec<u8>> = codes
        .iter()
        .map(|code| digest(visit, sub, code).to_vec())
        .collect();
    second_factors::replace_recovery_codes(transaction, sub, &digests).await?;
    Ok(codes
        .iter()
        .map(|code| code.to_written_form().to_string())
        .collect())
}

/// Makes a new set in the place of the old one; its person is told by mail.
///
/// # Errors
/// When the database or the system's random source fails.
pub async fn make_new(visit: &Visit, sub: &str) -> Result<Vec<String>, AuthError> {
    let mut transaction = visit.app.pool().begin().await?;
    let codes = make(&mut transaction, visit, sub).await?;
    transaction.commit().await?;
    notice::tell(visit, None, sub, Change::RecoveryCodesMade)?;
    Ok(codes)
}

/// Whether a typed code is one of the person's; it is used up.
///
/// # Errors
/// When the database fails.
pub async fn is_right(
    visit: &Visit,
    request: Option<&AuthorizationRequest>,
    sub: &str,
    typed: &str,
) -> Result<bool, AuthError> {
    let Some(code) = RecoveryCode::parse(typed) else {
        return Ok(false);
    };
    let digest = digest(visit, sub, &code);
    let right = second_factors::use_recovery_code(visit.app.pool(), sub, &digest).await?;
    if right {
        notice::tell(visit, request, sub, Change::RecoveryCodeUsed)?;
    }
    Ok(right)
}
