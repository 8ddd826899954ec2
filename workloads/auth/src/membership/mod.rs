//! Memberships of the tenant's own systems, such as mileage accounts, that people link with their account.
//!
//! ```text
//! number and answers ─▶ limits ─▶ the brand's system says yes or no ─▶ one number, one person ─▶ profile
//! ```
//!
//! What the brand's system asks beside the number is handed on and kept nowhere. The number is kept in the profile, with
//! its source and purpose; here a keyed digest of it says whose it is. Afterwards nothing about signing in is different:
//! whoever signs in to the account, by whatever way, is the member.

pub mod linking;
pub mod offer;
pub mod step;
pub mod verification;

use domicile_bundle::MembershipLink;

use crate::{
    app::App, error::AuthError, openid::authorization_request::AuthorizationRequest, web::Visit,
};

/// Longest number and answer.
const LONGEST: usize = 64;

/// The membership of that name, where the brand of the page offers it.
///
/// # Errors
/// When there is no brand.
pub fn offered<'a>(
    visit: &'a Visit,
    request: Option<&AuthorizationRequest>,
    name: &str,
) -> Result<Option<&'a MembershipLink>, AuthError> {
    let brand = visit.brand(request)?;
    let mut links = visit.bundle().sign_in.membership_links.iter();
    let named = links.find(|link| link.name == name);
    Ok(named.filter(|link| link.is_offered_at(brand)))
}

/// A number or an answer as it was typed, without the space around it; nothing when there is none, or it is no text that
/// a system could know.
pub fn typed(text: &str) -> Option<&str> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST;
    (fits && !text.contains(char::is_control)).then_some(text)
}

/// The keyed digest under which a number is found: the same however it is grouped and whatever its case.
pub fn digest(app: &App, link: &MembershipLink, number: &str) -> [u8; 32] {
    let bare: String = number
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect();
    let message = format!("membership:{}:{}:{bare}", link.name.len(), link.name);
    app.keys().locate.hmac_sha256(message.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn what_is_typed_is_a_short_text_of_one_line() {
        assert_eq!(typed(" 123 456 "), Some("123 456"));
        for text in ["", "  ", "a\u{0}b", "a\nb", &"1".repeat(65)] {
            assert_eq!(typed(text), None, "{text:?}");
        }
    }
}
