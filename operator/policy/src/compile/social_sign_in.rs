//! What may be taken of what providers say about people, under the law of one region.

use domicile_bundle::{Bundle, ProvidedClaim};

/// Leaves out what has no place or no purpose here. Nothing is taken for a purpose that does not exist in the region.
pub(super) fn keep_what_may_be_taken(bundle: &mut Bundle) {
    let mut social = std::mem::take(&mut bundle.sign_in.social);
    let mut external = bundle.sign_in.external.take();
    let of_external = external.as_mut().map(|external| &mut external.provider);
    for provider in social.iter_mut().chain(of_external) {
        provider.claims.retain(|claim| may_be_taken(bundle, claim));
        provider.claims.sort();
    }
    let mut links = std::mem::take(&mut bundle.sign_in.membership_links);
    links.retain(|link| has_place_and_purpose(bundle, &link.attribute, &link.purpose));
    let sms = bundle.sms.take();
    bundle.sms = sms.filter(|sms| has_place_and_purpose(bundle, &sms.attribute, &sms.purpose));
    bundle.sign_in.membership_links = links;
    bundle.sign_in.social = social;
    bundle.sign_in.external = external;
}

fn may_be_taken(bundle: &Bundle, claim: &ProvidedClaim) -> bool {
    has_place_and_purpose(bundle, &claim.attribute, &claim.purpose)
}

fn has_place_and_purpose(bundle: &Bundle, attribute: &str, purpose: &str) -> bool {
    let has_place = bundle
        .attributes
        .iter()
        .any(|own| own.name == attribute && own.identifier.is_none());
    let purpose = bundle.purpose(purpose);
    has_place
        && purpose.is_some_and(|purpose| purpose.attributes.iter().any(|own| own == attribute))
}
