//! Every page that stories can reach, in six languages and two brands: written to `target/gallery/auth` to be looked at
//! (see CONTRIBUTING.md), and held to what a screen reader needs.

use std::{collections::BTreeSet, fs, path::PathBuf};

use domicile_bundle::{Acceptance, Bundle, Corners, Font};

use crate::{
    legal_documents::as_if_accepted_long_ago,
    progressive_profile::curious,
    support::{Browser, RelyingParty, World},
};

const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "ja", "th"];
const AIRLINE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../operator/api/src/examples/airline"
);

/// The looks of the example airline.
fn dressed(bundle: &mut Bundle) {
    let drawing = |name: &str| fs::read_to_string(format!("{AIRLINE}/{name}")).ok();
    let aurora = &mut bundle.brands[0].look;
    aurora.primary_color = "#1b3a7a".into();
    aurora.background_color = "#f2f6fc".into();
    aurora.gradient_color = Some("#dceaf7".to_owned());
    aurora.logo_svg = drawing("aurora.svg");
    aurora.logo_dark_svg = drawing("aurora-dark.svg");
    aurora.illustration_svg = drawing("aurora-illustration.svg");
    aurora.font = Font::Humanist;
    let holidays = &mut bundle.brands[1].look;
    holidays.primary_color = "#b23a1e".into();
    holidays.background_color = "#fff7ec".into();
    holidays.logo_svg = drawing("holidays.svg");
    holidays.illustration_svg = drawing("holidays-illustration.svg");
    holidays.font = Font::Serif;
    holidays.corners = Corners::Round;
    holidays.custom_css = drawing("holidays.css");
    curious(bundle);
    for document in bundle
        .brands
        .iter_mut()
        .flat_map(|brand| &mut brand.documents)
    {
        if document.name == "terms" {
            document.acceptance = Acceptance::Required;
            document.effective_at = Some(1_767_225_600);
            document.reconsent_before = Some(1_767_225_600);
        }
        for text in &mut document.texts {
            let changes =
                "Miles are kept for three years instead of two.\nFamilies may pool theirs.";
            text.changes = Some(changes.to_owned());
        }
    }
}

/// Where pages are written to.
fn folder() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery/auth");
    fs::create_dir_all(target.join("assets")).unwrap();
    target
}

/// One page: kept, and held to the rules.
fn keep(brand: &str, language: &str, name: &str, html: &str) {
    fs::write(
        folder().join(format!("{brand}-{language}-{name}.html")),
        html,
    )
    .unwrap();
    let page = format!("{name} in {language} of {brand}");
    assert!(
        html.contains(&format!("<html lang=\"{language}\">")),
        "{page} says its language"
    );
    assert_eq!(html.matches("<h1").count(), 1, "{page} has one heading");
    let ids: Vec<&str> = values(html, " id=\"").collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "{page} has an id twice: {ids:?}");
    for attribute in [
        " aria-describedby=\"",
        " aria-labelledby=\"",
        " for=\"",
        " href=\"#",
    ] {
        for reference in values(html, attribute).flat_map(str::split_ascii_whitespace) {
            assert!(
                known.contains(reference),
                "{page} refers to #{reference}, which is not there"
            );
        }
    }
    assert!(
        !html.contains("style=\"") && !html.contains("onclick"),
        "{page} has nothing inline"
    );
    for address in values(html, " src=\"").chain(values(html, " srcset=\"")) {
        assert!(
            address.starts_with("data:image/svg+xml;base64,") || address.starts_with('/'),
            "{page} loads {address}"
        );
    }
}

fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(attribute)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

/// A person whose name is as long as names are.
async fn sign_in(world: &World, brand: &str, host: &str, language: &'static str) {
    let keep = |name: &str, html: &str| keep(brand, language, name, html);
    let mut browser = Browser::new(world, "eu").speaking(language);
    let page = browser.open(&format!("https://{host}:8443/")).await;
    keep("landing", &page.body);
    let page = browser.open(&format!("https://{host}:8443/nowhere")).await;
    keep("not-found", &page.body);
    let page = browser.open(&format!("https://{host}:8443/code")).await;
    keep("no-flow", &page.body);
    let page = browser
        .open(&RelyingParty::authorize_url_on(
            host,
            &[("client_id", "nobody")],
        ))
        .await;
    keep("untrusted", &page.body);
    let page = browser
        .open(&RelyingParty::authorize_url_on(host, &[]))
        .await;
    keep("residence", &page.body);
    let page = browser.submit(&[("country", "")]).await;
    keep("residence-problem", &page.body);
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    keep("details", &page.body);
    let page = browser
        .submit(&[
            ("given_name", ""),
            ("family_name", "<b>"),
            ("email", "camille"),
        ])
        .await;
    keep("details-problems", &page.body);
    let email =
        format!("maximiliane-katharina.{language}.{brand}@a-very-long-domain-name.example.test");
    let page = browser
        .submit(&[
            ("given_name", "Maximiliane-Katharina"),
            ("family_name", "von Hohenstein"),
            ("email", &email),
        ])
        .await;
    keep("code", &page.body);
    let mail = world.mailbox.next().await;
    let page = browser.submit(&[("code", "000000")]).await;
    keep("code-wrong", &page.body);
    let page = browser.submit(&[("code", &mail.code())]).await;
    // The shop is of the brand `aurora`: whoever comes by another host has accepted that one's terms only.
    let page = if brand == "aurora" {
        page
    } else {
        keep("documents", &page.body);
        browser.submit(&[("action", "accept")]).await
    };
    keep("consent", &page.body);
    let page = browser.submit(&[("purpose-newsletter", "given")]).await;
    keep("consent-problem", &page.body);
    let page = browser
        .submit(&[
            ("purpose-newsletter", "given"),
            ("purpose-marketing", "given"),
        ])
        .await;
    keep("profile", &page.body);
    let fields = [
        ("attribute-birthday", "the last of May"),
        ("attribute-hasDog", "yes"),
    ];
    let page = browser.submit(&fields).await;
    keep("profile-problem", &page.body);
    browser.submit(&[("action", "skip")]).await;
    as_if_accepted_long_ago(world).await;
    let page = browser
        .open(&RelyingParty::authorize_url_on(host, &[]))
        .await;
    assert_eq!(page.url.path(), "/documents");
    keep("documents-changed", &page.body);
    let page = browser
        .open(&format!("https://eu.{host}:8443/logout"))
        .await;
    keep("sign-out", &page.body);
}

#[tokio::test]
async fn every_page_in_every_language_and_brand_can_be_read_by_everybody() {
    let world = World::of(&["eu"], dressed).await;
    let sheet = domicile_pages::assets::STYLESHEET;
    let name = domicile_pages::assets::stylesheet_path();
    fs::write(folder().join(name.trim_start_matches('/')), sheet).unwrap();
    for language in LANGUAGES {
        sign_in(&world, "aurora", "id.aurora.localhost", language).await;
        sign_in(&world, "holidays", "id.holidays.localhost", language).await;
    }
}
