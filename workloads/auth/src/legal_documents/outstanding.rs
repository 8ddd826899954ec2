//! What a person has yet to accept before an application gets an answer.

use domicile_bundle::{Brand, application::PORTAL_CLIENT_ID};
use domicile_jose::now;

use super::{
    due::{self, Due},
    shown::Shown,
};
use crate::{error::AuthError, store::document_acceptances, web::Visit};

/// Documents of a brand that are due to a person.
pub struct Outstanding<'a> {
    /// The brand.
    pub brand: &'a Brand,
    /// What of its documents.
    pub due: Vec<Due<'a>>,
}

/// What is due to a person before an application gets an answer; nothing where that is nothing.
///
/// It is the brand of the application that counts, not that of the host: whoever comes by another host does not come
/// around its terms. The tenant's own portal is open without: there people withdraw, and delete what is theirs, and
/// nobody has to agree to anything to do so (GDPR, Art. 12(2)).
///
/// # Errors
/// When the database does not answer.
pub async fn of<'a>(
    visit: &'a Visit,
    client_id: &str,
    brand: &str,
    sub: &str,
) -> Result<Option<Outstanding<'a>>, AuthError> {
    let Some(brand) = visit.bundle().brand(brand) else {
        return Ok(None);
    };
    let now = now();
    if client_id == PORTAL_CLIENT_ID || !due::may_be(&brand.documents, now) {
        return Ok(None);
    }
    let past = document_acceptances::of_person(visit.app.pool(), sub, &brand.name).await?;
    let mut due = due::due(&brand.documents, &past, now);
    // What cannot be read can be asked of nobody.
    due.retain(|due| Shown::of(due.document, "").is_some());
    Ok((!due.is_empty()).then_some(Outstanding { brand, due }))
}
