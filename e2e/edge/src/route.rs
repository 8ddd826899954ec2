//! Which backend serves a server name. Pure.

use crate::configuration::Configuration;

/// The backend for a server name that came in where `near` answers global names.
///
/// `<region>.<name>` goes to that region, every other name to `near`. `my.<domain>` and `events.<domain>` are the
/// profile-store's; everything else, brand hosts among it, is auth's.
pub fn backend<'a>(
    configuration: &'a Configuration,
    near: &str,
    server_name: &str,
) -> Option<&'a str> {
    let name = server_name.to_ascii_lowercase();
    let (region, name) = name
        .split_once('.')
        .filter(|(label, _)| configuration.regions.contains_key(*label))
        .unwrap_or((near, &name));
    let backends = configuration.regions.get(region)?;
    let label = name
        .strip_suffix(&configuration.domain)
        .and_then(|label| label.strip_suffix('.'));
    Some(match label {
        Some("my" | "events") => &backends.profile_store,
        _ => &backends.auth,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configuration() -> Configuration {
        serde_json::from_str(
            r#"{"listeners":{"127.0.0.1:8443":"eu"},"domain":"aurora.localhost","regions":{
                "eu":{"auth":"10.0.0.1:8443","profileStore":"10.0.0.2:8443"},
                "jp":{"auth":"10.0.1.1:8443","profileStore":"10.0.1.2:8443"}}}"#,
        )
        .unwrap()
    }

    #[test]
    fn regional_names_go_to_their_region_and_global_names_to_the_near_one() {
        for (name, near, expected) in [
            ("login.aurora.localhost", "eu", "10.0.0.1:8443"),
            ("login.aurora.localhost", "jp", "10.0.1.1:8443"),
            ("jp.login.aurora.localhost", "eu", "10.0.1.1:8443"),
            ("mtls.login.aurora.localhost", "jp", "10.0.1.1:8443"),
            ("eu.mtls.login.aurora.localhost", "jp", "10.0.0.1:8443"),
            ("my.aurora.localhost", "eu", "10.0.0.2:8443"),
            ("jp.events.aurora.localhost", "eu", "10.0.1.2:8443"),
            ("id.holidays.localhost", "jp", "10.0.1.1:8443"),
            ("JP.Id.Holidays.Localhost", "eu", "10.0.1.1:8443"),
        ] {
            assert_eq!(
                backend(&configuration(), near, name),
                Some(expected),
                "{name} near {near}"
            );
        }
    }

    #[test]
    fn an_unknown_near_region_has_no_backend() {
        assert_eq!(
            backend(&configuration(), "us", "login.aurora.localhost"),
            None
        );
    }
}
