//! Which claims an application gets: those whose scope was granted and whose purpose permits it, now.

use domicile_bundle::{Application, Bundle};
use domicile_consent::decision;
use serde_json::{Map, Value};

use crate::{
    app::App,
    profile_store::{ProfileStore, ProfileStoreError, PurposeState},
};

/// Claims that mean something else than a profile's attribute: a configuration cannot overwrite them.
const RESERVED: [&str; 20] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "auth_time",
    "amr",
    "acr",
    "azp",
    "nonce",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "scope",
    "client_id",
    "organization",
    "domicile_region",
];

/// Claims of the profile that an application gets now. The profile-store is asked only when a claim needs it.
pub async fn of_person(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    scopes: &[String],
    sub: &str,
) -> Result<Map<String, Value>, ProfileStoreError> {
    if !application
        .claims
        .iter()
        .any(|claim| scopes.contains(&claim.scope))
    {
        return Ok(Map::new());
    }
    let store = ProfileStore::of(app.mesh_client(), bundle)?;
    let states = store.purposes(sub).await?;
    let attributes = store.attributes(sub).await?;
    Ok(permitted(bundle, application, scopes, &states, &attributes))
}

/// The claims of an application.
///
/// Unknown purpose, unknown state or missing value means that the claim is left out.
pub fn permitted(
    bundle: &Bundle,
    application: &Application,
    scopes: &[String],
    states: &[PurposeState],
    attributes: &Map<String, Value>,
) -> Map<String, Value> {
    application
        .claims
        .iter()
        .filter(|claim| !RESERVED.contains(&claim.claim.as_str()))
        .filter(|claim| scopes.contains(&claim.scope))
        .filter(|claim| purpose_permits(bundle, &claim.purpose, &claim.attribute, states))
        .filter_map(|claim| {
            let value = attributes
                .get(&claim.attribute)
                .filter(|value| !value.is_null())?;
            Some((claim.claim.clone(), value.clone()))
        })
        .collect()
}

fn purpose_permits(
    bundle: &Bundle,
    purpose: &str,
    attribute: &str,
    states: &[PurposeState],
) -> bool {
    let Some(purpose) = bundle.purpose(purpose) else {
        return false;
    };
    if !purpose.attributes.iter().any(|own| own == attribute) {
        return false;
    }
    let decision = states
        .iter()
        .find(|state| state.purpose == purpose.name)
        .and_then(|state| state.decision);
    decision::permitted(purpose.legal_basis, decision).is_ok()
}

#[cfg(test)]
mod tests {
    use domicile_consent::DecisionKind;
    use serde_json::{Map, Value, json};

    use super::permitted;
    use crate::{example::bundle, profile_store::PurposeState};

    fn claims(scopes: &[&str], states: &[(&str, DecisionKind)]) -> Map<String, Value> {
        let bundle = bundle("eu");
        let states: Vec<PurposeState> = states
            .iter()
            .map(|(purpose, decision)| PurposeState {
                purpose: (*purpose).to_owned(),
                decision: Some(*decision),
                document_version: None,
            })
            .collect();
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let attributes = json!({ "email": "c@c.example", "givenName": "C", "loyaltyTier": "gold" });
        let application = bundle.application("aurora.shop").unwrap();
        permitted(
            &bundle,
            application,
            &scopes,
            &states,
            attributes.as_object().unwrap(),
        )
    }

    #[test]
    fn a_claim_needs_its_scope_and_its_purpose() {
        let keys = |map: Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(claims(&["openid"], &[])), Vec::<String>::new());
        assert_eq!(keys(claims(&["openid", "email"], &[])), ["email"]);
        assert_eq!(keys(claims(&["openid", "profile"], &[])), ["given_name"]);
        assert_eq!(
            keys(claims(
                &["openid", "profile"],
                &[("marketing", DecisionKind::Given)]
            )),
            ["given_name", "loyalty_tier"]
        );
        assert_eq!(
            keys(claims(
                &["openid", "profile"],
                &[("marketing", DecisionKind::Withdrawn)]
            )),
            ["given_name"]
        );
        assert_eq!(
            keys(claims(
                &["openid", "email"],
                &[("service", DecisionKind::Restricted)]
            )),
            Vec::<String>::new()
        );
    }
}
