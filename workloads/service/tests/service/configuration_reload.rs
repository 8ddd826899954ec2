//! A running process takes a new bundle without a restart, whole or not at all.

use std::{net::Ipv4Addr, time::Duration};

use tokio::time::timeout;

use crate::world::{bundle, files, mount, started};

#[tokio::test]
async fn a_new_bundle_is_in_force_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path(), Ipv4Addr::LOCALHOST).await;
    let mut changes = context.configuration().changes();
    mount(
        folder.path(),
        "..second",
        &files(&bundle("eu", "second.example")),
    );
    timeout(Duration::from_secs(10), changes.changed())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(context.bundle().bundle.domain, "second.example");
}

#[tokio::test]
async fn a_bundle_that_is_mixed_or_of_another_region_is_refused_and_the_last_stays_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path(), Ipv4Addr::LOCALHOST).await;
    let mut mixed = files(&bundle("eu", "mixed.example"));
    mixed[0].1.push(' ');
    for (generation, refused) in [
        ("..mixed", mixed),
        ("..other", files(&bundle("us", "other.example"))),
    ] {
        let before = context.configuration().problem();
        mount(folder.path(), generation, &refused);
        let refused = async {
            while context.configuration().problem() == before {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), refused).await.unwrap();
        assert_eq!(context.bundle().bundle.domain, "aurora.example");
    }
}

#[tokio::test]
async fn a_pseudonym_is_stable_and_does_not_contain_what_it_stands_for() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path(), Ipv4Addr::LOCALHOST).await;
    assert_eq!(context.pseudonym("person"), context.pseudonym("person"));
    assert_ne!(context.pseudonym("person"), context.pseudonym("other"));
    assert!(!context.pseudonym("person").contains("person"));
}
