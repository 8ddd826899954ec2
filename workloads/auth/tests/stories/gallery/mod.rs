//! Every page in six languages and two brands: written to `target/gallery/auth` to be looked at (see CONTRIBUTING.md),
//! and held to what a screen reader needs.
//!
//! The first words of a page's name are those of its template: a template of which no page is kept fails the story.

mod account;
mod arrival;
mod factors;
mod kept;
mod linked;
mod organizations;
mod phone;
mod questions;

use std::fs;

use domicile_bundle::{Bundle, Corners, Font, OrganizationRequirement};

use self::kept::Kept;
use crate::{
    client_registration::with_registration,
    provider::Server,
    social_sign_in::offer,
    support::{
        Answer, Browser, MembershipSystem, RelyingParty, SmsAdapter, World, world::offer_all,
    },
};

const LANGUAGES: [&str; 6] = ["en", "fr", "de", "es", "ja", "th"];
const BRANDS: [(&str, &str); 2] = [
    ("aurora", "id.aurora.localhost"),
    ("holidays", "id.holidays.localhost"),
];
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
}

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
    let kept = Kept::open();
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
    kept.has_a_page_of_every_template();
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
        dressed(bundle);
        offer_all(bundle);
        with_registration(bundle);
        offer(bundle, server);
        for application in &mut bundle.applications {
            application.organization = Some(OrganizationRequirement::Optional);
        }
    })
    .await
}
