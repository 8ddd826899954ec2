//! How a client knows a person (`OpenID` Connect Core, section 8): by the identifier that every public client sees, or by
//! one of its sector's own.

use base64ct::{Base64UrlUnpadded, Encoding};
use domicile_bundle::{Application, SubjectType};
use domicile_service::Key32;

use crate::app::App;

/// What the key of pairwise identifiers is derived for.
const USAGE: &[u8] = b"domicile pairwise subject identifiers, version 1";

/// `sub` of a person in everything that this client sees.
///
/// A pairwise identifier is HMAC-SHA-256 of sector and person under a key that is derived from `locate.key`: the same
/// in every region and for ever, and nothing that two sectors could connect (section 8.1).
pub fn of(app: &App, application: &Application, sub: &str) -> String {
    match &application.authorization.subject {
        SubjectType::Public => sub.to_owned(),
        SubjectType::Pairwise { sector } => pairwise(&app.keys().locate, sector, sub),
    }
}

fn pairwise(tenant: &Key32, sector: &str, sub: &str) -> String {
    let key = Key32::from_bytes(tenant.hmac_sha256(USAGE));
    // A host name holds no zero byte: no two pairs make one message.
    let message = [sector.as_bytes(), b"\0", sub.as_bytes()].concat();
    Base64UrlUnpadded::encode_string(&key.hmac_sha256(&message))
}

#[cfg(test)]
mod tests {
    use domicile_service::Key32;
    use proptest::prelude::*;

    use super::pairwise;

    proptest! {
        #[test]
        fn identifiers_are_stable_and_differ_by_person_sector_and_tenant(
            person in "[A-Za-z0-9_-]{22}", other in "[A-Za-z0-9_-]{22}",
            sector in "[a-z]{1,20}\\.example", another in "[a-z]{1,20}\\.example",
        ) {
            let tenant = Key32::from_bytes([1; 32]);
            let found = pairwise(&tenant, &sector, &person);
            prop_assert_eq!(found.len(), 43);
            prop_assert_eq!(&found, &pairwise(&tenant, &sector, &person));
            prop_assert_ne!(&found, &pairwise(&Key32::from_bytes([2; 32]), &sector, &person));
            prop_assert_eq!(found == pairwise(&tenant, &sector, &other), person == other);
            prop_assert_eq!(found == pairwise(&tenant, &another, &person), sector == another);
        }
    }
}
