//! What people are asked on the way to an application: documents to accept, and a few questions.

use domicile_bundle::{Acceptance, Bundle, LegalText};

use super::{Guest, details};
use crate::{
    legal_documents::as_if_accepted_long_ago,
    memberships_at_sign_in::{SKIPPED, typed, wanted},
    progressive_profile::curious,
};

/// The first second of 2026.
const NEW_YEAR: i64 = 1_767_225_600;

/// What people read of the new terms: language, title, and what changed.
const TERMS: [(&str, &str, &str); 6] = [
    (
        "en",
        "Terms of use",
        "Miles are kept for three years instead of two.\nFamilies may pool theirs.",
    ),
    (
        "fr",
        "Conditions d’utilisation",
        "Les miles sont conservés trois ans au lieu de deux.\nLes familles peuvent mettre les leurs en commun.",
    ),
    (
        "de",
        "Nutzungsbedingungen",
        "Meilen bleiben drei statt zwei Jahre gültig.\nFamilien können ihre zusammenlegen.",
    ),
    (
        "es",
        "Condiciones de uso",
        "Las millas se conservan tres años en lugar de dos.\nLas familias pueden reunir las suyas.",
    ),
    (
        "ja",
        "利用規約",
        "マイルの有効期間が2年から3年になります。\nご家族のマイルを合算できるようになります。",
    ),
    (
        "th",
        "ข้อกำหนดการใช้งาน",
        "ไมล์จะเก็บไว้ได้สามปีแทนที่จะเป็นสองปี\nครอบครัวรวมไมล์ของตนเข้าด้วยกันได้",
    ),
];

/// Terms that ask again, and an application that wants to know more.
fn demanding(bundle: &mut Bundle) {
    curious(bundle);
    wanted(bundle, "service");
    let documents = bundle
        .brands
        .iter_mut()
        .flat_map(|brand| &mut brand.documents);
    for document in documents.filter(|document| document.name == "terms") {
        document.acceptance = Acceptance::Required;
        document.effective_at = Some(NEW_YEAR);
        document.reconsent_before = Some(NEW_YEAR);
        document.texts = TERMS
            .map(|(language, title, changes)| LegalText {
                language: language.to_owned(),
                title: title.to_owned(),
                url: format!("https://www.aurora.example/{language}/terms"),
                changes: Some(changes.to_owned()),
            })
            .to_vec();
    }
}

pub async fn visit(guest: &Guest<'_>) {
    let region = guest.world.eu();
    let before = region.app.bundle().bundle.clone();
    region.reconfigure(demanding);
    questions(guest).await;
    region.reconfigure(|bundle| *bundle = before);
}

async fn questions(guest: &Guest<'_>) {
    let mut browser = guest.browser();
    browser.open(&guest.authorize_url(&[])).await;
    let page = browser
        .submit(&[("country", "FR"), ("action", "register")])
        .await;
    guest.keep("details-terms", &page);
    browser.submit(&details(&guest.email("terms"))).await;
    let code = guest.world.mailbox.next_code().await;
    let page = browser.submit(&[("code", &code)]).await;
    // The shop is of the brand `aurora`: whoever comes by another host has accepted that one's terms only.
    if guest.brand != "aurora" {
        guest.keep("legal-documents", &page);
        browser.submit(&[("action", "accept")]).await;
    }
    let answers = [
        ("purpose-newsletter", "given"),
        ("purpose-marketing", "given"),
    ];
    let page = browser.submit(&answers).await;
    guest.keep("profile", &page);
    let fields = [
        ("attribute-birthday", "the last of May"),
        ("attribute-hasDog", "yes"),
    ];
    let page = browser.submit(&fields).await;
    guest.keep("profile-problem", &page);
    let page = browser.submit(&[("action", "skip")]).await;
    guest.keep("membership", &page);
    let page = browser.submit(&typed("1", "2")).await;
    guest.keep("membership-unconfirmed", &page);
    browser.submit(&SKIPPED).await;
    as_if_accepted_long_ago(guest.world).await;
    let page = browser.open(&guest.authorize_url(&[])).await;
    assert_eq!(page.url.path(), "/documents", "{}", page.body);
    guest.keep("legal-documents-changed", &page);
}
