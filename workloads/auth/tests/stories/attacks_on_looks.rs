//! A brand's fields and people's names are texts, whatever stands in them: no page and no mail runs or loads anything.

use domicile_bundle::{Acceptance, Bundle, LegalDocument, LegalText};

use crate::support::{Browser, RelyingParty, World};

const MARKUP: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";

/// A brand whose every field attacks, as if the operator had let it pass.
fn hostile(bundle: &mut Bundle) {
    for brand in &mut bundle.brands {
        brand.display_name = format!("Aurora {MARKUP}");
        brand.support_email = Some(format!("help@aurora.example{MARKUP}"));
        brand.look.logo_svg =
            Some("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".into());
        brand.look.logo_dark_svg = Some(MARKUP.into());
        brand.look.illustration_svg = Some("</style><script>alert(1)</script>".into());
        brand.look.custom_css = Some("</style><script>alert(1)</script>".into());
        brand.look.primary_color = "red}</style><script>".into();
        let document = |name: &str, url: &str| LegalDocument {
            name: name.into(),
            version: "1".into(),
            acceptance: Acceptance::Shown,
            effective_at: None,
            reconsent_before: None,
            texts: vec![LegalText {
                language: "en".into(),
                title: MARKUP.into(),
                url: url.into(),
                changes: Some(MARKUP.into()),
            }],
        };
        brand.documents = vec![
            document("terms", "javascript:alert(1)"),
            document(
                "privacy",
                "https://www.aurora.example/\"><script>alert(1)</script>",
            ),
        ];
    }
    for purpose in &mut bundle.purposes {
        for document in &mut purpose.documents {
            document.title = MARKUP.into();
            document.text = MARKUP.into();
        }
    }
    for attribute in &mut bundle.attributes {
        attribute.titles.insert("en".into(), MARKUP.into());
    }
}

/// Nothing of what attacks got into the page as markup.
fn is_plain(html: &str) {
    for attack in [
        "<script>",
        "<img src=x",
        "<svg",
        "javascript:",
        "onerror=alert(1)>",
    ] {
        assert!(!html.contains(attack), "{attack} in {html}");
    }
    assert_eq!(html.matches("</style>").count(), 1, "{html}");
}

#[tokio::test]
async fn no_field_of_a_brand_and_no_purpose_becomes_markup() {
    let world = World::of(&["eu"], hostile).await;
    let mut browser = Browser::new(&world, "eu");
    is_plain(
        &browser
            .open("https://login.aurora.localhost:8443/")
            .await
            .body,
    );
    is_plain(&browser.open(&RelyingParty::authorize_url(&[])).await.body);
    is_plain(&browser.submit(&[("country", "FR")]).await.body);
    let fields = [("given_name", "Camille"), ("email", "camille@example.test")];
    is_plain(&browser.submit(&fields).await.body);
    let mail = world.mailbox.next().await;
    is_plain(&browser.submit(&[("code", &mail.code())]).await.body);
    is_plain(&browser.submit(&[]).await.body);
}

#[tokio::test]
async fn no_field_of_a_brand_becomes_markup_in_a_mail() {
    let world = World::of(&["eu"], hostile).await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    let fields = [("given_name", "Camille"), ("email", "camille@example.test")];
    browser.submit(&fields).await;
    let mail = world.mailbox.next().await;
    let (_, html) = mail
        .text
        .split_once("<!doctype html>")
        .expect("an HTML part");
    for attack in ["<script", "<img", "javascript:", "onerror=alert(1)>'"] {
        assert!(!html.contains(attack), "{attack} in {html}");
    }
}

#[tokio::test]
async fn what_a_person_types_comes_back_as_text() {
    let world = World::of_eu().await;
    let mut browser = Browser::new(&world, "eu");
    browser.open(&RelyingParty::authorize_url(&[])).await;
    browser.submit(&[("country", "FR")]).await;
    let fields = [
        ("given_name", MARKUP),
        ("family_name", MARKUP),
        ("email", MARKUP),
    ];
    let page = browser.submit(&fields).await;
    assert!(page.body.contains("&#60;script&#62;"), "{}", page.body);
    for attack in ["<script>alert", "<img src=x", "value=\"\">"] {
        assert!(!page.body.contains(attack), "{attack} in {}", page.body);
    }
}
