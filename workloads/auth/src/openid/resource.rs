//! Resource indicators (RFC 8707): for which API a token is, and which scopes mean something there.

use domicile_bundle::{Application, Bundle, ResourceServer};
use domicile_jose::Algorithm;
use serde::{Deserialize, Serialize};

use crate::{organizations::caller, web::parameters::Parameters};

/// Most resources in one request.
const MOST: usize = 8;

/// A resource is asked for that the client cannot have tokens for, or several that do not read the same signatures (RFC
/// 8707, section 2: `invalid_target`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this client cannot have a token for that `resource`, or not one for all of these together"
)]
pub struct InvalidTarget;

/// `aud` of an access token (RFC 7519, section 4.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// One recipient, written as text.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    fn of(mut recipients: Vec<String>) -> Self {
        if recipients.len() == 1 {
            Self::One(recipients.remove(0))
        } else {
            Self::Many(recipients)
        }
    }

    /// Whether a recipient is among them.
    pub fn holds(&self, recipient: &str) -> bool {
        match self {
            Self::One(own) => own == recipient,
            Self::Many(own) => own.iter().any(|own| own == recipient),
        }
    }
}

/// For whom an access token is, with the scopes that mean something there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `aud`.
    pub audience: Audience,
    /// Scopes of the access token.
    pub scopes: Vec<String>,
    /// What it is signed with.
    pub algorithm: Algorithm,
}

/// The resources that a request names, each once.
///
/// # Errors
/// When one of them is none that the client may ask for.
pub fn requested(
    application: &Application,
    form: &Parameters,
) -> Result<Vec<String>, InvalidTarget> {
    let mut resources: Vec<String> = Vec::new();
    for resource in form.all("resource") {
        if server(application, resource).is_none() {
            return Err(InvalidTarget);
        }
        if !resources.iter().any(|own| own == resource) {
            resources.push(resource.to_owned());
        }
    }
    if resources.len() > MOST {
        return Err(InvalidTarget);
    }
    Ok(resources)
}

/// Scopes of a grant that the client may still have: what its registration has lost since, the grant has lost as well.
pub fn still_had(application: &Application, granted: &[String]) -> Vec<String> {
    let mut scopes = granted.to_vec();
    scopes.retain(|scope| application.scopes.contains(scope));
    scopes
}

/// The target of a person's tokens: resources asked for now, else those of the grant, else the issuer itself.
///
/// # Errors
/// When the grant does not reach as far as the request.
pub fn of_grant(
    bundle: &Bundle,
    application: &Application,
    granted: &[String],
    requested: &[String],
    scopes: &[String],
) -> Result<Target, InvalidTarget> {
    let chosen = if requested.is_empty() {
        granted
    } else {
        requested
    };
    let reaches = |resource: &String| {
        server(application, resource).is_some()
            && (granted.is_empty() || granted.contains(resource))
    };
    if !chosen.iter().all(reaches) {
        return Err(InvalidTarget);
    }
    if chosen.is_empty() {
        return Ok(of_issuer(bundle, application, scopes));
    }
    of_resources(application, chosen, scopes)
}

/// The target of a client's own tokens: where no resource is asked for, those that its scopes mean something to, else the
/// issuer itself.
///
/// # Errors
/// When they do not read the same signatures: the client then names one.
pub fn of_client(
    bundle: &Bundle,
    application: &Application,
    requested: &[String],
    scopes: &[String],
) -> Result<Target, InvalidTarget> {
    let implied = || {
        let servers = application.resources.iter();
        servers
            .filter(|server| scopes.iter().any(|scope| server.scopes.contains(scope)))
            .map(|server| server.identifier.clone())
            .collect()
    };
    let chosen = if requested.is_empty() {
        implied()
    } else {
        requested.to_vec()
    };
    if chosen.is_empty() {
        return Ok(of_issuer(bundle, application, scopes));
    }
    of_resources(application, &chosen, scopes)
}

/// The target of a token that an API exchanges for one with fewer scopes, for itself. Tokens are for it because some
/// client may have them, whose configuration says what it reads.
pub fn of_api_itself(bundle: &Bundle, identifier: &str, scopes: Vec<String>) -> Target {
    let algorithm = bundle
        .applications
        .iter()
        .find_map(|application| server(application, identifier))
        .map(ResourceServer::signed_with);
    Target {
        audience: Audience::One(identifier.to_owned()),
        scopes,
        algorithm: algorithm.unwrap_or_default(),
    }
}

/// Scopes that a client may have for itself: those of its APIs, and the one that manages organisations. A client that
/// registered itself is nobody whom the tenant has let manage them.
pub fn scopes_of_client(bundle: &Bundle, application: &Application) -> Vec<String> {
    let is_configured = bundle.application(&application.client_id).is_some();
    let mut scopes = application.scopes.clone();
    scopes.retain(|scope| {
        belongs_to_an_api(application, scope) || (is_configured && scope == caller::SCOPE)
    });
    scopes
}

fn of_issuer(bundle: &Bundle, application: &Application, scopes: &[String]) -> Target {
    let mut scopes = scopes.to_vec();
    scopes.retain(|scope| !belongs_to_an_api(application, scope));
    Target {
        audience: Audience::One(bundle.issuer.clone()),
        scopes,
        algorithm: Algorithm::ES256,
    }
}

fn of_resources(
    application: &Application,
    resources: &[String],
    scopes: &[String],
) -> Result<Target, InvalidTarget> {
    let mut scopes = scopes.to_vec();
    scopes.retain(|scope| {
        resources
            .iter()
            .filter_map(|resource| server(application, resource))
            .any(|server| server.scopes.contains(scope))
    });
    let mut algorithms = resources
        .iter()
        .filter_map(|resource| server(application, resource))
        .map(ResourceServer::signed_with);
    let algorithm = algorithms.next().ok_or(InvalidTarget)?;
    if algorithms.any(|other| other != algorithm) {
        return Err(InvalidTarget);
    }
    Ok(Target {
        audience: Audience::of(resources.to_vec()),
        scopes,
        algorithm,
    })
}

fn server<'a>(application: &'a Application, identifier: &str) -> Option<&'a ResourceServer> {
    application
        .resources
        .iter()
        .find(|server| server.identifier == identifier)
}

fn belongs_to_an_api(application: &Application, scope: &str) -> bool {
    application
        .resources
        .iter()
        .any(|server| server.scopes.iter().any(|own| own == scope))
}

#[cfg(test)]
mod tests {
    use domicile_bundle::Application;
    use domicile_jose::Algorithm;

    use super::{Audience, InvalidTarget, of_client, of_grant, requested, scopes_of_client};
    use crate::{
        example::{BOOKINGS_API, MILEAGE_API, bundle},
        web::parameters::{Parameters, encode},
    };

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    #[test]
    fn only_resources_of_the_client_may_be_asked_for() {
        let bundle = bundle("eu");
        let shop = bundle.application("aurora.shop").unwrap();
        let ask = |resources: &[&str]| {
            let form = encode(resources.iter().map(|resource| ("resource", *resource)));
            requested(shop, &Parameters::parse(&form))
        };
        assert_eq!(ask(&[]), Ok(vec![]));
        assert_eq!(
            ask(&[BOOKINGS_API, BOOKINGS_API]),
            Ok(texts(&[BOOKINGS_API]))
        );
        assert_eq!(ask(&[MILEAGE_API]), Err(InvalidTarget));
        assert_eq!(
            ask(&[BOOKINGS_API, "https://evil.example"]),
            Err(InvalidTarget)
        );
        // Not even another spelling.
        assert_eq!(
            ask(&[BOOKINGS_API.trim_end_matches('/')]),
            Err(InvalidTarget)
        );
    }

    #[test]
    fn a_token_carries_the_scopes_of_its_target_only() {
        let bundle = bundle("eu");
        let shop = bundle.application("aurora.shop").unwrap();
        let scopes = texts(&["openid", "email", "bookings_read"]);
        let target = of_grant(&bundle, shop, &[], &[], &scopes).unwrap();
        assert_eq!(target.audience, Audience::One(bundle.issuer.clone()));
        assert_eq!(target.scopes, ["openid", "email"]);
        let target = of_grant(&bundle, shop, &[], &texts(&[BOOKINGS_API]), &scopes).unwrap();
        assert_eq!(target.audience, Audience::One(BOOKINGS_API.to_owned()));
        assert_eq!(target.scopes, ["bookings_read"]);
    }

    #[test]
    fn a_grant_for_one_resource_gives_no_token_for_another() {
        let bundle = bundle("eu");
        let mut shop = bundle.application("aurora.shop").unwrap().clone();
        let bookings = bundle.application("aurora.bookings").unwrap();
        shop.resources.extend(bookings.resources.clone());
        let granted = texts(&[BOOKINGS_API]);
        let refused = of_grant(&bundle, &shop, &granted, &texts(&[MILEAGE_API]), &[]);
        assert_eq!(refused, Err(InvalidTarget));
        // Nor once the configuration has taken it away.
        shop.resources.clear();
        assert_eq!(
            of_grant(&bundle, &shop, &granted, &[], &[]),
            Err(InvalidTarget)
        );
    }

    #[test]
    fn a_token_is_signed_with_what_its_api_reads_and_one_for_two_with_what_both_read() {
        let bundle = bundle("eu");
        let mut shop = bundle.application("aurora.shop").unwrap().clone();
        let bookings = bundle.application("aurora.bookings").unwrap();
        shop.resources.extend(bookings.resources.clone());
        let both = texts(&[BOOKINGS_API, MILEAGE_API]);
        let algorithm = |shop: &Application, resources: &[String]| {
            of_grant(&bundle, shop, &[], resources, &[]).map(|target| target.algorithm)
        };
        assert_eq!(algorithm(&shop, &both), Ok(Algorithm::ES256));
        shop.resources[0].access_token_signing_alg = Some(Algorithm::RS256);
        assert_eq!(algorithm(&shop, &both[..1]), Ok(Algorithm::RS256));
        assert_eq!(algorithm(&shop, &both[1..]), Ok(Algorithm::ES256));
        assert_eq!(
            algorithm(&shop, &[]),
            Ok(Algorithm::ES256),
            "userinfo is ours"
        );
        assert_eq!(algorithm(&shop, &both), Err(InvalidTarget));
        shop.resources[1].access_token_signing_alg = Some(Algorithm::RS256);
        assert_eq!(algorithm(&shop, &both), Ok(Algorithm::RS256));
    }

    #[test]
    fn a_clients_scopes_imply_their_resource() {
        let bundle = bundle("eu");
        let nightly = bundle.application("aurora.nightly").unwrap();
        let target = of_client(&bundle, nightly, &[], &texts(&["bookings_read"])).unwrap();
        assert_eq!(target.audience, Audience::One(BOOKINGS_API.to_owned()));
        let target = of_client(&bundle, nightly, &[], &[]).unwrap();
        assert_eq!(target.audience, Audience::One(bundle.issuer.clone()));
    }

    #[test]
    fn a_client_manages_organisations_for_itself_unless_it_registered_itself() {
        let bundle = bundle("eu");
        let mut nightly = bundle.application("aurora.nightly").unwrap().clone();
        let wanted = texts(&["organizations"]);
        let target = of_client(&bundle, &nightly, &[], &wanted).unwrap();
        assert_eq!(target.audience, Audience::One(bundle.issuer.clone()));
        assert_eq!(target.scopes, wanted);
        assert!(scopes_of_client(&bundle, &nightly).contains(&wanted[0]));
        nightly.client_id = "eu.registered".into();
        assert_eq!(scopes_of_client(&bundle, &nightly), ["bookings_read"]);
    }
}
