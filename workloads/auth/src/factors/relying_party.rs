//! Which passkeys are ours: those of the tenant's domain, answered from its sign-in pages in any region.
//!
//! A brand's host outside the domain cannot ask for them (Web Authentication binds a passkey to one domain), and
//! offers none: `docs/adr/0021-passkeys-across-regions.md`.

use domicile_bundle::{Bundle, tenant::LOGIN_LABEL};
use domicile_credentials::passkey::{Maker, PasskeyError, RelyingParty};

use crate::{external, web::Visit};

/// Whether a page of this visit may ask for passkeys: none does where an external issuer stands in for sign-in.
pub fn is_offered(visit: &Visit) -> bool {
    external::of(visit.bundle()).is_none() && is_within(visit.bundle(), &visit.host.plain)
}

/// Whether new passkeys of certain makers alone are taken.
pub fn has_chosen_makers(visit: &Visit) -> bool {
    !visit.bundle().sign_in.passkey_makers.is_empty()
}

/// The relying party of a tenant. [`crate::app::App::relying_party`] keeps it.
///
/// # Errors
/// When the tenant's hosts do not fit its domain or a maker's certificate cannot be read, which the operator's validation
/// excludes.
pub fn of(bundle: &Bundle) -> Result<RelyingParty, PasskeyError> {
    let makers = bundle.sign_in.passkey_makers.iter().map(|maker| Maker {
        certificate: &maker.certificate,
        models: &maker.models,
    });
    RelyingParty::new(&bundle.domain, &origins(bundle))?.trusting(&makers.collect::<Vec<_>>())
}

fn is_within(bundle: &Bundle, plain_host: &str) -> bool {
    plain_host
        .strip_suffix(bundle.domain.as_str())
        .is_some_and(|rest| rest.ends_with('.'))
}

/// Origins of all sign-in pages within the domain: at every region, since any may carry an answer home.
fn origins(bundle: &Bundle) -> Vec<String> {
    let login = format!("{LOGIN_LABEL}.{}", bundle.domain);
    let brands = bundle.brands.iter().flat_map(|brand| brand.hosts.clone());
    let plain: Vec<String> = [login]
        .into_iter()
        .chain(brands)
        .filter(|host| is_within(bundle, host))
        .collect();
    let regional = |host: &String| -> Vec<String> {
        let of_regions = bundle
            .regions
            .iter()
            .map(|region| format!("{}.{host}", region.name));
        of_regions.chain([host.clone()]).collect()
    };
    plain
        .iter()
        .flat_map(regional)
        .map(|host| bundle.origin_of(&host))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{is_within, of, origins};
    use crate::example::bundle;

    #[test]
    fn pages_within_the_domain_ask_for_passkeys_and_others_do_not() {
        let bundle = bundle("eu");
        for (host, expected) in [
            ("login.aurora.localhost", true),
            ("id.aurora.localhost", true),
            ("id.holidays.localhost", false),
            ("notaurora.localhost", false),
            ("aurora.localhost", false),
        ] {
            assert_eq!(is_within(&bundle, host), expected, "{host}");
        }
        let origins = origins(&bundle);
        assert!(origins.contains(&"https://eu.login.aurora.localhost:8443".to_owned()));
        assert!(origins.contains(&"https://us.id.aurora.localhost:8443".to_owned()));
        assert!(!origins.iter().any(|origin| origin.contains("holidays")));
        assert!(of(&bundle).is_ok());
    }
}
