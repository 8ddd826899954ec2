//! Signing out goes on to the issuer (`OpenID` Connect RP-Initiated Logout 1.0), and comes back.

use axum::response::Response;
use domicile_bundle::tenant::LOGIN_LABEL;
use domicile_federation::Leaving;
use domicile_residency::RegionName;
use serde::{Deserialize, Serialize};

use super::{SIGNED_OUT, voucher};
use crate::{
    error::AuthError,
    federation::identity_provider::IdentityProvider,
    openid::{
        authorization_response::see_other,
        end_session::{AfterLogout, left},
    },
    store::sessions::External,
    web::Visit,
};

/// What the way back is sealed for.
const USAGE: &str = "domicile way back from an external issuer, version 1";

/// Where a browser goes once it is back.
#[derive(Serialize, Deserialize)]
struct WayBack {
    after: Option<AfterLogout>,
}

/// Where a browser goes to sign out at the issuer that opened the session; none where it did not begin at one, or the
/// issuer has no such place. Ours ends in any case.
///
/// # Errors
/// When the database fails.
pub async fn address(
    visit: &Visit,
    session: Option<&External>,
    after: Option<&AfterLogout>,
) -> Result<Option<String>, AuthError> {
    let Some(session) = session else {
        return Ok(None);
    };
    let Some(issuer) = IdentityProvider::that_opened(visit, session).await? else {
        return Ok(None);
    };
    let id_token = voucher::id_token(&visit.app, session.id).await?;
    let way_back = WayBack {
        after: after.cloned(),
    };
    let way_back = serde_json::to_vec(&way_back).map_err(|_| AuthError::Cryptography)?;
    let sealed = visit.app.keys().seal.seal(USAGE, &way_back)?;
    let state = format!("{}.{sealed}", visit.app.region());
    let bundle = visit.bundle();
    let leaving = Leaving {
        id_token: id_token.as_ref(),
        return_to: &format!("{}{SIGNED_OUT}", bundle.global_origin(LOGIN_LABEL)),
        state: &state,
    };
    let party = visit.app.outbound().relying_party(bundle)?;
    let provider = issuer.party(&visit.app, bundle)?;
    match party.leave(&provider, &leaving).await {
        Ok(url) => Ok(url.map(String::from)),
        Err(error) => {
            tracing::warn!(%error, "the issuer of a session is not told of a logout");
            Ok(None)
        }
    }
}

/// `GET /federation/signed-out`: a browser is back. `state` was sealed by the region that it names.
pub async fn come_back(visit: Visit) -> Response {
    let outcome = go_on(&visit);
    visit.answer(outcome)
}

fn go_on(visit: &Visit) -> Result<Response, AuthError> {
    let state = visit.query.field("state");
    let Some((region, sealed)) = state.split_once('.') else {
        return left(visit, None);
    };
    let bundle = visit.bundle();
    if let Ok(region) = RegionName::parse(region)
        && region != *visit.app.region()
        && let Some(entry) = bundle.region_named(region.as_str())
    {
        let host = format!("{}.{LOGIN_LABEL}.{}", entry.name, bundle.domain);
        let origin = bundle.origin_of(&host);
        let query = crate::web::parameters::encode([("state", state)]);
        return Ok(see_other(&format!("{origin}{SIGNED_OUT}?{query}")));
    }
    let plain = visit.app.keys().seal.open(USAGE, sealed);
    let way_back = plain.and_then(|plain| serde_json::from_slice::<WayBack>(&plain).ok());
    left(visit, way_back.and_then(|way_back| way_back.after))
}
