//! What a provider said of a person that may be taken, and what the person lets us take.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, LegalBasis, ProvidedClaim, SocialProvider};
use domicile_consent::DecisionKind;
use serde_json::Value;

use super::arrived::Arrived;
use crate::{
    error::AuthError,
    profile_store::{KnownPerson, ProfileStore, ProvidedValue},
    web::{Visit, parameters::Parameters},
};

/// One value that may be taken.
pub struct Proposal<'a> {
    /// Which claim, for which attribute and purpose.
    pub claim: &'a ProvidedClaim,
    /// The value.
    pub value: Value,
}

/// What may be taken. Sign-in stays up without the profile-store; then nothing is taken.
pub async fn proposals<'a>(
    visit: &Visit,
    arrived: &Arrived,
    provider: &'a SocialProvider,
    sub: &str,
) -> Vec<Proposal<'a>> {
    if provider.claims.is_empty() || arrived.claims.is_empty() {
        return Vec::new();
    }
    match known_of(visit, sub).await {
        Ok(known) => may_be_taken(visit.bundle(), &arrived.claims, provider, &known),
        Err(error) => {
            tracing::warn!(%error, "nothing is taken of what a provider says");
            Vec::new()
        }
    }
}

async fn known_of(visit: &Visit, sub: &str) -> Result<KnownPerson, AuthError> {
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    Ok(store.person(sub).await?)
}

/// What is new, for purposes that need no consent or have it.
fn may_be_taken<'a>(
    bundle: &Bundle,
    said: &BTreeMap<String, Value>,
    provider: &'a SocialProvider,
    known: &KnownPerson,
) -> Vec<Proposal<'a>> {
    let has_given = |name: &str| {
        let mut purposes = known.purposes.iter();
        purposes.any(|state| state.purpose == name && state.decision == Some(DecisionKind::Given))
    };
    let claims = provider.claims.iter();
    claims
        .filter(|claim| {
            bundle.purpose(&claim.purpose).is_some_and(|purpose| {
                purpose.legal_basis != LegalBasis::Consent || has_given(&purpose.name)
            })
        })
        .filter_map(|claim| {
            let value = said.get(&claim.claim)?.clone();
            let is_new = known.attributes.get(&claim.attribute) != Some(&value);
            is_new.then_some(Proposal { claim, value })
        })
        .collect()
}

/// Hands to the profile-store what the person let us take. The link stands without it.
pub async fn take(
    visit: &Visit,
    provider: &SocialProvider,
    sub: &str,
    proposals: Vec<Proposal<'_>>,
    form: &Parameters,
) -> Result<(), AuthError> {
    let chosen: Vec<ProvidedValue> = proposals
        .into_iter()
        .filter(|one| form.field(&format!("take-{}", one.claim.attribute)) == "yes")
        .map(value)
        .collect();
    hand_over(visit, provider, sub, chosen).await
}

/// Keeps what an external issuer says, as far as the person's purposes permit. The sign-in goes on without it.
pub async fn keep(
    visit: &Visit,
    provider: &SocialProvider,
    sub: &str,
    said: &BTreeMap<String, Value>,
) {
    if provider.claims.is_empty() || said.is_empty() {
        return;
    }
    let kept = async {
        let known = known_of(visit, sub).await?;
        let all = may_be_taken(visit.bundle(), said, provider, &known);
        hand_over(visit, provider, sub, all.into_iter().map(value).collect()).await
    };
    if let Err(error) = kept.await {
        tracing::error!(%error, "what the external issuer says of a person could not be kept");
    }
}

fn value(proposal: Proposal<'_>) -> ProvidedValue {
    ProvidedValue {
        attribute: proposal.claim.attribute.clone(),
        purpose: proposal.claim.purpose.clone(),
        value: proposal.value,
    }
}

async fn hand_over(
    visit: &Visit,
    provider: &SocialProvider,
    sub: &str,
    values: Vec<ProvidedValue>,
) -> Result<(), AuthError> {
    if values.is_empty() {
        return Ok(());
    }
    let store = ProfileStore::of(visit.app.mesh_client(), visit.bundle())?;
    let kept = store.keep_provided(sub, &provider.name, values).await;
    if let Err(error) = kept {
        tracing::error!(%error, "what a person let us take of a provider could not be kept");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{LegalBasis, ProviderProtocol, SocialProvider};
    use domicile_consent::DecisionKind;
    use serde_json::json;

    use super::{Arrived, KnownPerson, ProvidedClaim, may_be_taken};
    use crate::{example::bundle, profile_store::PurposeState};

    #[test]
    fn only_new_values_for_purposes_that_are_permitted_are_proposed() {
        let claim = |claim: &str, attribute: &str, purpose: &str| ProvidedClaim {
            attribute: attribute.to_owned(),
            claim: claim.to_owned(),
            purpose: purpose.to_owned(),
        };
        let provider = SocialProvider {
            name: "example".to_owned(),
            display_name: "Example".to_owned(),
            protocol: ProviderProtocol::OpenIdConnect("https://id.example".to_owned()),
            client_id: "aurora".to_owned(),
            has_secret: false,
            scopes: vec![],
            claims: vec![
                claim("given_name", "givenName", "service"),
                claim("tier", "loyaltyTier", "marketing"),
                claim("nothing", "seat", "service"),
                claim("given_name", "nickname", "unknown"),
            ],
        };
        let arrived: Arrived = serde_json::from_value(json!({
            "flow": "f", "provider": "example", "subject": "7", "email": null,
            "claims": { "given_name": "Camille", "tier": "gold" },
        }))
        .unwrap();
        let bundle = bundle("eu");
        assert_eq!(
            bundle.purpose("service").unwrap().legal_basis,
            LegalBasis::Contract
        );
        let marketing = |decision| PurposeState {
            purpose: "marketing".to_owned(),
            decision,
            document_version: None,
        };
        let proposed = |attributes: serde_json::Value, decision| -> Vec<String> {
            let known = KnownPerson {
                attributes: attributes.as_object().unwrap().clone(),
                purposes: vec![marketing(decision)],
            };
            may_be_taken(&bundle, &arrived.claims, &provider, &known)
                .into_iter()
                .map(|one| one.claim.attribute.clone())
                .collect()
        };
        assert_eq!(proposed(json!({}), None), ["givenName"]);
        assert_eq!(proposed(json!({ "givenName": "Camille" }), None), [""; 0]);
        assert_eq!(
            proposed(json!({ "givenName": "Cam" }), Some(DecisionKind::Given)),
            ["givenName", "loyaltyTier"]
        );
        assert_eq!(
            proposed(json!({}), Some(DecisionKind::Withdrawn)),
            ["givenName"]
        );
    }
}
