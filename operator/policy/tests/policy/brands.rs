//! A host shows one brand, in languages in which people can decide.

use domicile_bundle::Acceptance;
use domicile_policy::prove_after;
use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, brand, texts},
    lines, said_after,
};

#[test]
fn a_look_that_cannot_be_read_or_does_harm_is_refused() {
    let said = |change: fn(&mut domicile_bundle::Look)| {
        said_after(|input| change(&mut input.brands[0].look))
    };
    for (said, expected) in [
        (
            said(|look| look.gradient_color = Some("#101010".to_owned())),
            "spec.look.gradientColor: a text that runs over both #ffffff and #101010 would reach a contrast of 1.1",
        ),
        (
            said(|look| look.custom_css = Some("h1 {\n  position: fixed }".to_owned())),
            "spec.look.customCss: line 2, column 3: the property `position` cannot be set",
        ),
        (
            said(|look| {
                look.logo_svg = Some(
                    "<svg xmlns='http://www.w3.org/2000/svg'>\n<g onload='x'/></svg>".to_owned(),
                );
            }),
            "spec.look.logoSvg: a page may show shapes only: line 2, column 1: the attribute `onload` is not allowed",
        ),
    ] {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_host_of_two_brands_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.brands.push(brand("aurora-cargo", "cargo", &["cargo.example", "ID.aurora.localhost"]));
        input.brands[2].created_at = 1;
    }), @"Brand aurora-cargo/cargo spec.hosts[1]: a person who opens https://id.aurora.localhost would be shown Brand aurora/aurora and `cargo`; choose another host");
}

#[test]
fn a_host_that_another_brands_regional_host_is_already_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.brands.push(brand("aurora-cargo", "cargo", &["eu.id.aurora.localhost"]));
        input.brands[2].created_at = 1;
    }), @"Brand aurora-cargo/cargo spec.hosts[0]: a person who opens https://eu.id.aurora.localhost would be shown Brand aurora/aurora and `cargo`; choose another host");
}

#[test]
fn the_tenants_own_hosts_are_refused() {
    assert_snapshot!(said_after(|input| {
        let hosts = ["login.aurora.localhost", "jp.my.aurora.localhost", "events.aurora.localhost", "cargo.example"];
        input.brands.push(brand("aurora-cargo", "cargo", &hosts));
    }), @r"
    Brand aurora-cargo/cargo spec.hosts[0]: a person who opens https://login.aurora.localhost would be shown the sign-in pages and `cargo`; choose another host
    Brand aurora-cargo/cargo spec.hosts[1]: a person who opens https://jp.my.aurora.localhost would be shown the portal and `cargo`; choose another host
    Brand aurora-cargo/cargo spec.hosts[2]: a person who opens https://events.aurora.localhost would be shown ingest and `cargo`; choose another host
    ");
}

#[test]
fn a_host_whose_regional_form_is_another_of_the_brand_is_refused() {
    assert_snapshot!(said_after(|input| input.brands[1].hosts = texts(&["a.example", "eu.a.example"])), @"Brand aurora-holidays/holidays spec.hosts[1]: https://eu.a.example is served twice over: another host of the brand implies it already");
}

#[test]
fn a_language_in_which_nobody_could_decide_is_refused() {
    assert_snapshot!(said_after(|input| input.brands[1].languages.push("de".to_owned())), @"Brand aurora-holidays/holidays spec.languages[2]: a person reading `holidays` in `de` could not read what `marketing` means: ConsentPolicy aurora/airline has no document in it; add one there, or take the language out here");
}

#[test]
fn terms_that_somebody_could_not_read_are_refused() {
    let said = said_after(|input| input.brands[1].documents[0].acceptance = Acceptance::Required);
    assert_snapshot!(said, @"Brand aurora-holidays/holidays spec.documents[0].texts: a person reading `holidays` in `fr` would have to agree to `terms` without being able to read it; add a text in it");
}

#[test]
fn a_brand_that_asks_for_another_language_never_takes_the_policy_down() {
    let before = airline();
    let mut input = airline();
    input.brands[1].languages.push("de".to_owned());
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @"Brand aurora-holidays/holidays spec.languages[2]: a person reading `holidays` in `de` could not read what `marketing` means: ConsentPolicy aurora/airline has no document in it; add one there, or take the language out here; the version accepted last stays in force");
    assert_eq!(proof.accepted.brands()[1].languages, texts(&["en", "fr"]));
    assert_eq!(proof.accepted.policies().len(), 1);
}

#[test]
fn a_policy_that_drops_a_language_people_are_served_in_is_held() {
    let mut before = airline();
    for purpose in &mut before.policies[0].purposes {
        purpose
            .documents
            .push(crate::fixture::airline::document("de", "1"));
    }
    before.brands[1].languages.push("de".to_owned());
    let mut input = before.clone();
    input.policies = airline().policies;
    let proof = prove_after(&input, Some(&before));
    assert_snapshot!(lines(&proof), @r"
    ConsentPolicy aurora/airline spec.purposes[0].documents: a person reading `de` could not read what `service` means: Brand aurora-holidays/holidays is shown in it; add a document in it; the version accepted last stays in force
    ConsentPolicy aurora/airline spec.purposes[1].documents: a person reading `de` could not read what `newsletter` means: Brand aurora-holidays/holidays is shown in it; add a document in it; the version accepted last stays in force
    ConsentPolicy aurora/airline spec.purposes[2].documents: a person reading `de` could not read what `marketing` means: Brand aurora-holidays/holidays is shown in it; add a document in it; the version accepted last stays in force
    ");
    assert_eq!(proof.accepted.policies(), before.policies);
    assert_eq!(proof.accepted.brands().len(), 2);
}
