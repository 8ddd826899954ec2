//! Every page in six languages and two brands: written to `target/gallery/auth` to be looked at (see CONTRIBUTING.md),
//! and held to what a screen reader needs.

mod account;
mod arrival;
mod factors;
mod linked;
mod organizations;
mod phone;
mod questions;

use std::path::Path;

use domicile_bundle::OrganizationRequirement;
use domicile_gallery_for_tests::{Kept, LANGUAGES, dressed};

use crate::{
    client_registration::with_registration,
    provider::Server,
    social_sign_in::offer,
    support::{
        Answer, Browser, MembershipSystem, RelyingParty, SmsAdapter, World, world::offer_all,
    },
};

const BRANDS: [(&str, &str); 2] = [
    ("aurora", "id.aurora.localhost"),
    ("holidays", "id.holidays.localhost"),
];
/// Somebody who visits the pages of one brand in one language.
struct Guest<'a> {
    world: &'a World,
    server: &'a Server,
    adapter: &'a SmsAdapter,
    brand: &'static str,
    host: &'static str,
    language: &'static str,
    kept: &'a Kept,
}

impl<'a> Guest<'a> {
    fn browser(&self) -> Browser<'a> {
        Browser::new(self.world, "eu").speaking(self.language)
    }

    /// An address of the brand that every region answers.
    fn at(&self, path: &str) -> String {
        format!("https://{}:8443{path}", self.host)
    }

    /// An address of the brand at home.
    fn at_home(&self, path: &str) -> String {
        format!("https://eu.{}:8443{path}", self.host)
    }

    /// Passkeys are of the tenant's domain, and a browser shows them on no other host.
    fn has_passkeys(&self) -> bool {
        self.host.ends_with("aurora.localhost")
    }

    fn authorize_url(&self, extra: &[(&str, &str)]) -> String {
        RelyingParty::authorize_url_on(self.host, extra)
    }

    /// An address that nobody else has; as long as addresses are.
    fn email(&self, part: &str) -> String {
        let Self {
            language, brand, ..
        } = self;
        format!("{part}.{language}.{brand}@a-very-long-domain-name.example.test")
    }

    fn keep(&self, name: &str, page: &Answer) {
        assert!(!page.status.is_server_error(), "{name}: {}", page.status);
        self.kept.page(self.brand, self.language, name, &page.body);
    }

    /// A browser in which somebody has registered, without an application that asked for it.
    async fn registered(&self, email: &str) -> Browser<'a> {
        let mut browser = self.browser();
        browser.open(&self.at("/account")).await;
        browser
            .submit(&[("country", "FR"), ("action", "register")])
            .await;
        browser.submit(&details(email)).await;
        let code = self.world.mailbox.next_code().await;
        let page = browser.submit(&[("code", &code)]).await;
        assert_eq!(page.url.path(), "/account", "{}", page.body);
        browser
    }

    /// A browser that has told who wants to sign in.
    async fn told(&self, email: &str) -> (Browser<'a>, Answer) {
        let mut browser = self.browser();
        browser.open(&self.authorize_url(&[])).await;
        browser
            .submit(&[("country", "FR"), ("action", "sign-in")])
            .await;
        let page = browser.submit(&[("email", email)]).await;
        (browser, page)
    }
}

/// A person whose name is as long as names are.
fn details(email: &str) -> [(&'static str, &str); 3] {
    [
        ("given_name", "Maximiliane-Katharina"),
        ("family_name", "von Hohenstein"),
        ("email", email),
    ]
}

#[tokio::test]
async fn every_page_in_every_language_and_brand_can_be_read_by_everybody() {
    let server = Server::start().await;
    server.conduct().claims = serde_json::json!({
        "email": "cam@example.test", "email_verified": true, "given_name": "Cam", "tier": "platinum",
    });
    let system = MembershipSystem::start().await;
    let adapter = SmsAdapter::start().await;
    let kept = Kept::open("auth");
    for language in LANGUAGES {
        let world = everything_offered(&server, &system, &adapter).await;
        for (brand, host) in BRANDS {
            let guest = Guest {
                world: &world,
                server: &server,
                adapter: &adapter,
                brand,
                host,
                language,
                kept: &kept,
            };
            arrival::visit(&guest).await;
            factors::visit(&guest).await;
            account::visit(&guest).await;
            phone::visit(&guest).await;
            linked::visit(&guest).await;
            organizations::visit(&guest).await;
            questions::visit(&guest).await;
        }
    }
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    kept.has_a_page_of_every_template(&templates, &[".", "account", "organizations"]);
}

/// A tenant with every way to sign in. One for each language: one address gets only so much mail.
async fn everything_offered(
    server: &Server,
    system: &MembershipSystem,
    adapter: &SmsAdapter,
) -> World {
    let authorities = [&server.authority, &system.authority, &adapter.authority];
    let authorities = authorities.map(String::as_str).concat();
    World::trusting(&["eu", "jp", "us"], Some(&authorities), |bundle| {
        system.offered_by(bundle, "service");
        adapter.offered_by(bundle, |_, sms| sms.second_factor = true);
        let [aurora, holidays, ..] = &mut bundle.brands[..] else {
            panic!("the example has two brands")
        };
        dressed(aurora, holidays);
        offer_all(bundle);
        with_registration(bundle);
        offer(bundle, server);
        for application in &mut bundle.applications {
            application.organization = Some(OrganizationRequirement::Optional);
        }
    })
    .await
}
