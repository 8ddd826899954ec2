//! Which claims an application gets: those whose scope was granted and whose purpose permits it, now.

use domicile_bundle::{Application, Bundle, Claim, application::PROVIDER_CLAIMS};
use domicile_consent::decision;
use domicile_residency::EmailAddress;
use serde_json::{Map, Value};

use crate::{
    app::App,
    error::AuthError,
    phone::verified,
    profile_store::{ProfileStore, PurposeState},
    store::identifiers,
};

/// Which claims are asked for in one place.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    scopes: &'a [String],
    /// Claims asked for one by one there (`OpenID` Connect Core, section 5.5).
    one_by_one: Option<&'a Map<String, Value>>,
}

impl<'a> Asked<'a> {
    /// In an ID token; `claims` is the parameter that the grant kept.
    pub fn in_id_token(scopes: &'a [String], claims: Option<&'a Value>) -> Self {
        Self::in_place(scopes, claims, "id_token")
    }

    /// From userinfo.
    pub fn from_userinfo(scopes: &'a [String], claims: Option<&'a Value>) -> Self {
        Self::in_place(scopes, claims, "userinfo")
    }

    fn in_place(scopes: &'a [String], claims: Option<&'a Value>, place: &str) -> Self {
        Self {
            scopes,
            one_by_one: claims
                .and_then(|claims| claims.get(place))
                .and_then(Value::as_object),
        }
    }

    fn names(&self, claim: &Claim) -> bool {
        let name = claim.claim.split('.').next().unwrap_or_default();
        self.scopes.contains(&claim.scope)
            || self
                .one_by_one
                .is_some_and(|claims| claims.contains_key(name))
    }
}

/// Claims of the profile that an application gets now. The profile-store is asked only when a claim needs it.
pub async fn of_person(
    app: &App,
    bundle: &Bundle,
    application: &Application,
    asked: &Asked<'_>,
    sub: &str,
) -> Result<Map<String, Value>, AuthError> {
    if !application.claims.iter().any(|claim| asked.names(claim)) {
        return Ok(Map::new());
    }
    let store = ProfileStore::of(app.mesh_client(), bundle)?;
    let known = store.person(sub).await?;
    let mut claims = permitted(
        bundle,
        application,
        asked,
        &known.purposes,
        &known.attributes,
    );
    if let Some(email) = claims.get("email") {
        let verified = is_own_mailbox(app, sub, email).await?;
        claims.insert("email_verified".to_owned(), Value::from(verified));
    }
    if let Some(number) = claims.get("phone_number") {
        let verified = verified::is_verified(app, sub, number).await?;
        claims.insert("phone_number_verified".to_owned(), Value::from(verified));
    }
    Ok(claims)
}

/// Whether an address is one that the person has proven to be theirs by a code that was mailed there.
async fn is_own_mailbox(app: &App, sub: &str, email: &Value) -> Result<bool, AuthError> {
    let Some(Ok(address)) = email.as_str().map(EmailAddress::parse) else {
        return Ok(false);
    };
    let owner = identifiers::find(app.pool(), &app.digest_of(&address)).await?;
    Ok(owner.as_deref() == Some(sub))
}

/// The claims of an application. A claim `address.<member>` becomes a member of `address`
/// (`OpenID` Connect Core, section 5.1.1).
///
/// Unknown purpose, unknown state or missing value means that the claim is left out.
pub fn permitted(
    bundle: &Bundle,
    application: &Application,
    asked: &Asked<'_>,
    states: &[PurposeState],
    attributes: &Map<String, Value>,
) -> Map<String, Value> {
    let mut claims = Map::new();
    for claim in &application.claims {
        if PROVIDER_CLAIMS.contains(&claim.claim.as_str())
            || !asked.names(claim)
            || !purpose_permits(bundle, &claim.purpose, &claim.attribute, states)
        {
            continue;
        }
        let Some(value) = attributes
            .get(&claim.attribute)
            .filter(|value| !value.is_null())
        else {
            continue;
        };
        match claim.claim.strip_prefix("address.") {
            Some(member) => {
                let address = claims
                    .entry("address")
                    .or_insert_with(|| Value::Object(Map::new()));
                address[member] = value.clone();
            }
            None => {
                claims.insert(claim.claim.clone(), value.clone());
            }
        }
    }
    claims
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

    use super::{Asked, permitted};
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
            &Asked::in_id_token(&scopes, None),
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

    #[test]
    fn a_claim_that_is_asked_for_by_name_needs_no_scope_but_its_purpose() {
        let bundle = bundle("eu");
        let application = bundle.application("aurora.shop").unwrap();
        let attributes = json!({ "email": "c@c.example", "givenName": "C", "loyaltyTier": "gold" });
        let parameter =
            json!({ "userinfo": { "given_name": null, "loyalty_tier": { "essential": true } } });
        let given = |asked: Asked<'_>| {
            let attributes = attributes.as_object().unwrap();
            let claims = permitted(&bundle, application, &asked, &[], attributes);
            claims.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(
            given(Asked::from_userinfo(&[], Some(&parameter))),
            ["given_name"]
        );
        assert_eq!(
            given(Asked::in_id_token(&[], Some(&parameter))),
            Vec::<String>::new()
        );
    }

    #[test]
    fn an_address_is_one_claim_of_several_attributes() {
        let mut bundle = bundle("eu");
        let application = &mut bundle.applications[1];
        for (claim, attribute) in [
            ("address.locality", "givenName"),
            ("address.country", "email"),
        ] {
            application.claims.push(domicile_bundle::Claim {
                claim: claim.to_owned(),
                scope: "address".to_owned(),
                attribute: attribute.to_owned(),
                purpose: "service".to_owned(),
            });
        }
        let application = bundle.applications[1].clone();
        let attributes = json!({ "email": "FR", "givenName": "Paris" });
        let scopes = ["address".to_owned()];
        let asked = Asked::from_userinfo(&scopes, None);
        let claims = permitted(
            &bundle,
            &application,
            &asked,
            &[],
            attributes.as_object().unwrap(),
        );
        assert_eq!(
            Value::Object(claims),
            json!({ "address": { "locality": "Paris", "country": "FR" } })
        );
    }
}
