//! Secrets are in Secrets, and only there.

use base64ct::{Base64, Encoding};

use super::fixture;
use crate::prepared::ChildKind;

#[test]
fn no_secret_is_in_anything_but_a_secret() {
    let encoded = Base64::encode_string(fixture::CANARY.as_bytes());
    let mut secrets = 0;
    for object in fixture::prepared()
        .groups()
        .expect("groups")
        .into_iter()
        .flatten()
    {
        let text = object.manifest.to_string();
        let shows = text.contains(fixture::CANARY) || text.contains(&encoded);
        secrets += usize::from(shows);
        assert!(
            !shows || object.kind == ChildKind::Secret,
            "{:?} {}",
            object.kind,
            object.name
        );
    }
    assert!(secrets > 10, "the canary is in the Secrets");
}

#[test]
fn no_environment_variable_comes_from_a_secret() {
    for (name, pod) in fixture::pods(&fixture::prepared()) {
        for container in pod
            .containers
            .iter()
            .chain(pod.init_containers.iter().flatten())
        {
            assert!(container.env_from.is_none(), "{name}");
            let from_secret = container
                .env
                .iter()
                .flatten()
                .filter_map(|variable| variable.value_from.as_ref())
                .any(|source| source.secret_key_ref.is_some());
            assert!(!from_secret, "{name}");
        }
    }
}

#[test]
fn debug_output_of_the_input_shows_no_secret() {
    assert!(!format!("{:?}", fixture::input()).contains(fixture::CANARY));
}
