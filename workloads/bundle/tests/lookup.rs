//! Who is homed where, which host shows which brand, and what a revision is.

mod fixture;

use domicile_bundle::{Revision, canonical_json};
use fixture::bundle;
use proptest::prelude::*;

#[test]
fn a_country_that_a_region_names_is_homed_there() {
    let bundle = bundle("");
    assert_eq!(bundle.home_of("FR").unwrap().name, "eu");
    assert_eq!(bundle.home_of("US").unwrap().name, "us");
}

#[test]
fn a_country_that_nobody_names_is_homed_where_the_others_are() {
    assert_eq!(bundle("").home_of("BR").unwrap().name, "us");
}

#[test]
fn a_host_shows_its_brand_with_and_without_a_region_before_it() {
    let bundle = bundle("");
    let shown = |host: &str| bundle.brand_on_host(host).map(|brand| brand.name.as_str());
    assert_eq!(shown("id.aurora.localhost"), Some("aurora/aurora"));
    assert_eq!(shown("us.id.aurora.localhost"), Some("aurora/aurora"));
    assert_eq!(shown("US.Id.Aurora.localhost"), Some("aurora/aurora"));
    assert_eq!(shown("jp.id.aurora.localhost"), None);
    assert_eq!(shown("login.aurora.localhost"), None);
    assert_eq!(shown(""), None);
}

#[test]
fn a_host_that_begins_like_a_region_is_still_the_brands_own() {
    let bundle = bundle("");
    assert_eq!(
        bundle.brand_on_host("eu.example").unwrap().name,
        "aurora/eu"
    );
    assert_eq!(
        bundle.brand_on_host("us.eu.example").unwrap().name,
        "aurora/eu"
    );
    assert_eq!(bundle.brand_on_host("example"), None);
}

#[test]
fn certificates_are_asked_for_on_the_mutual_tls_hosts_however_they_are_written() {
    let bundle = bundle("");
    for (host, expected) in [
        ("mtls.login.aurora.localhost", true),
        ("eu.mtls.login.aurora.localhost", true),
        ("MTLS.Login.Aurora.localhost", true),
        ("US.mtls.login.aurora.LOCALHOST", true),
        ("mtls.login.aurora.localhost.", true),
        ("EU.mtls.login.aurora.localhost.", true),
        ("mtls.login.aurora.localhost..", false),
        ("jp.mtls.login.aurora.localhost", false),
        ("login.aurora.localhost", false),
        ("login.aurora.localhost.", false),
        ("mtls.login.example", false),
        (".", false),
        ("", false),
    ] {
        assert_eq!(bundle.is_mutual_tls_host(host), expected, "{host}");
    }
}

#[test]
fn addresses_carry_the_port_unless_it_is_the_usual_one() {
    let mut bundle = bundle("");
    assert_eq!(
        bundle.global_origin("login"),
        "https://login.aurora.localhost:8443"
    );
    assert_eq!(
        bundle.regional_origin("eu", "my"),
        "https://eu.my.aurora.localhost:8443"
    );
    bundle.public_port = 443;
    assert_eq!(
        bundle.global_origin("events"),
        "https://events.aurora.localhost"
    );
}

#[test]
fn a_revision_is_half_of_the_hash_of_the_text() {
    assert_eq!(
        Revision::of("").as_str(),
        "e3b0c44298fc1c149afbf4c8996fb924"
    );
    assert_eq!(
        Revision::of("abc").to_string(),
        "ba7816bf8f01cfea414140de5dae2223"
    );
}

#[test]
fn the_bundle_has_one_canonical_text() {
    let text = canonical_json::to_string(&bundle("é")).unwrap();
    assert!(
        text.starts_with(r#"{"applications":[],"attributes":[{"attributeType":"String""#),
        "{text}"
    );
    let read: domicile_bundle::Bundle = serde_json::from_str(&text).unwrap();
    assert_eq!(canonical_json::to_string(&read).unwrap(), text);
}

proptest! {
    #[test]
    fn every_country_has_a_home(country in "[A-Z]{2}") {
        prop_assert!(bundle("").home_of(&country).is_some());
    }

    #[test]
    fn any_host_may_be_asked_for(host in any::<String>()) {
        let bundle = bundle("");
        let plain = bundle.brand_on_host(&host).is_some();
        let regional = bundle.brand_on_host(&format!("us.{host}")).is_some();
        prop_assert!(!plain || regional);
    }

    #[test]
    fn other_text_has_another_revision(left in any::<String>(), right in any::<String>()) {
        prop_assert_eq!(Revision::of(&left) == Revision::of(&right), left == right);
    }
}
