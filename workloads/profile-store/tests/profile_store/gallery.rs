//! Every page of the portal in six languages and two brands: written to `target/gallery/portal` to be looked at (see
//! CONTRIBUTING.md), and held to what a screen reader needs.

use std::path::Path;

use domicile_bundle::Bundle;
use domicile_gallery_for_tests::{Kept, LANGUAGES, dressed};
use domicile_pages::language;
use domicile_profile_store::portal::cookie;
use serde_json::json;

use crate::{
    configuration::{CRM_KEY, SHOP_KEY},
    http::{Answer, browse_in, submit},
    portal_pages::form_token,
    portal_recipients::received,
    portal_sign_in::Story,
    world::{Configure, World},
};

/// Brands, and the configuration in which people are of each.
const BRANDS: [(&str, Configure); 2] = [
    ("aurora", |bundle| of_brand(bundle, 0)),
    ("holidays", |bundle| of_brand(bundle, 1)),
];

fn of_brand(bundle: &mut Bundle, wanted: usize) {
    let mut aurora = bundle.brands.remove(0);
    aurora.languages = LANGUAGES.map(str::to_owned).to_vec();
    let mut holidays = aurora.clone();
    holidays.name = "aurora/holidays".into();
    holidays.display_name = "Aurora Holidays".into();
    dressed(&mut aurora, &mut holidays);
    // Whoever is of a brand that is gone sees the tenant's own.
    bundle.brands = vec![[aurora, holidays][wanted].clone()];
    bundle.default_brand.clone_from(&bundle.brands[0].name);
}

/// Somebody who visits the pages of one brand in one language.
struct Guest<'a> {
    story: &'a Story,
    brand: &'static str,
    language: &'static str,
    kept: &'a Kept,
}

impl Guest<'_> {
    fn keep(&self, name: &str, page: &Answer) {
        assert!(page.body.contains("<h1"), "{name}: {}", page.status);
        self.kept.page(self.brand, self.language, name, &page.body);
    }

    async fn open(&self, path: &str, cookies: &[&str]) -> Answer {
        browse_in(&self.story.region.public, path, cookies, self.language).await
    }

    async fn send(&self, path: &str, session: &str, form: &str) -> Answer {
        let language = format!("{}={}", language::COOKIE, self.language);
        let cookies = [session, &language];
        submit(
            &self.story.region.public,
            path,
            &cookies,
            form,
            "same-origin",
        )
        .await
    }

    /// The session of somebody with a name as long as names are, in a country with several time zones.
    async fn registered(&self, part: &str) -> (String, String) {
        let Self { language, .. } = self;
        let sub = format!("4Zk0uY0m3mW2p0QJr1{part}{language}A");
        let email = format!("{part}.{language}@a-very-long-domain-name.example.test");
        let region = &self.story.region;
        region
            .register(&sub, "ES", &email, "Maximiliane-Katharina")
            .await;
        let session = self.story.signed_in_as(&sub).await;
        (sub, session)
    }

    /// Somebody about whom much is known.
    async fn known(&self) -> String {
        let (sub, session) = self.registered("k").await;
        let region = &self.story.region;
        let traits = json!({ "seatPreference": "window", "loyaltyTier": "gold", "points": 48_250 });
        let batch = json!({ "batch": [
            { "type": "identify", "userId": sub, "traits": traits, "timestamp": "2026-03-01T12:30:00Z" },
            { "type": "track", "userId": sub, "event": "Order Completed", "messageId": format!("{sub}-1"),
              "properties": { "orderId": "A7-2026-000412", "total": 1289.5, "currency": "EUR" },
              "timestamp": "2026-11-02T08:00:00Z" },
            { "type": "track", "userId": sub, "event": "Flight Searched", "messageId": format!("{sub}-2"),
              "properties": { "origin": "CDG", "destination": "HND" }, "timestamp": "2026-11-01T18:20:00Z" },
        ]});
        region.ingest(SHOP_KEY, "batch", &batch).await;
        let other = json!({ "userId": sub, "traits": { "loyaltyTier": "silver" } });
        region.ingest(CRM_KEY, "identify", &other).await;
        let decided = json!([{
            "purpose": "newsletter", "decision": "Given", "documentVersion": "2026-01", "language": "fr",
            "brand": "aurora/aurora", "application": "aurora.shop", "page": "/consent",
        }]);
        let path = format!("/mesh/v1/persons/{sub}/decisions");
        region.auth("POST", &path, Some(decided)).await;
        session
    }

    async fn visit(&self) {
        let story = self.story;
        let (_, new) = self.registered("n").await;
        story.activation.say(json!([]));
        self.keep("overview-new", &self.open("/", &[&new]).await);
        story.activation.fall_silent();
        self.keep("overview-unavailable", &self.open("/", &[&new]).await);

        story.activation.say(received());
        let session = self.known().await;
        self.keep("overview", &self.open("/", &[&session]).await);
        let page = self.open("/?given=newsletter", &[&session]).await;
        self.keep("overview-decided", &page);

        let forged = self.send(
            "/consents",
            &session,
            "csrf=0&purpose=newsletter&choice=give",
        );
        self.keep("problem-form-expired", &forged.await);
        self.keep("problem-not-found", &self.open("/nowhere", &[]).await);
        let sent = story.sent_to_provider().await;
        let cancelled = format!(
            "/callback?error=access_denied&state={}",
            sent.parameters["state"]
        );
        let page = self.open(&cancelled, &[&sent.cookie]).await;
        self.keep("problem-cancelled", &page);
        let page = self.open("/callback?code=0&state=0", &[]).await;
        self.keep("problem-refused", &page);
        let signed_out = format!("{}=1", cookie::SIGNED_OUT);
        self.keep("signed-out", &self.open("/", &[&signed_out]).await);

        let page = self.open("/delete", &[&session]).await;
        self.keep("delete", &page);
        let form = format!("csrf={}", form_token(&page));
        story.auth.fall_silent();
        let page = self.open("/export", &[&session]).await;
        self.keep("problem-broken", &page);
        let page = self.send("/delete", &session, &form).await;
        self.keep("deleted-later", &page);
        story.auth.answer_again();
        self.keep("deleted", &self.open("/deleted", &[]).await);
    }
}

#[tokio::test]
async fn every_page_of_the_portal_in_every_language_and_brand_can_be_read_by_everybody() {
    let kept = Kept::open("portal");
    for (brand, configure) in BRANDS {
        let story = Story::begin_in(World::configured(&["eu", "us"], configure)).await;
        for language in LANGUAGES {
            let guest = Guest {
                story: &story,
                brand,
                language,
                kept: &kept,
            };
            guest.visit().await;
        }
    }
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    kept.has_a_page_of_every_template(&templates, &["."]);
}
