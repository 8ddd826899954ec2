//! Forms of ours, told from forms that another site made (login CSRF included: there is no form without a flow).

use domicile_pages::cross_site_request_forgery;

use crate::web::Visit;

/// The token for a form bound to something that only this browser holds.
pub fn token(visit: &Visit, bound_to: &str) -> String {
    cross_site_request_forgery::token(
        |message| visit.app.keys().seal.hmac_sha256(message),
        bound_to,
    )
}

/// Whether a form came from a page of ours in this browser.
pub fn is_genuine(visit: &Visit, bound_to: &str, sent: &str) -> bool {
    let keyed_hash = |message: &[u8]| visit.app.keys().seal.hmac_sha256(message);
    cross_site_request_forgery::is_same_origin(&visit.headers, &visit.own_origin())
        && cross_site_request_forgery::is_genuine(keyed_hash, bound_to, sent)
}
