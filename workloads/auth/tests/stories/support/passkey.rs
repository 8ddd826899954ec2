//! A person with a security key: what their browser does on our pages.

use serde_json::Value;

use super::{Answer, Browser};
use crate::authenticator::Authenticator;

pub const HOME: &str = "https://eu.login.aurora.localhost:8443";
pub const NEW: &str = "https://eu.login.aurora.localhost:8443/account/passkeys/new";

/// What a page asks a browser for.
pub fn options_of(page: &Answer) -> Value {
    let from = page.body.find("data-options=\"").expect("a passkey form") + 14;
    let rest = &page.body[from..];
    let text = rest[..rest.find('"').unwrap()]
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    serde_json::from_str(&text).unwrap()
}

impl Browser<'_> {
    /// Adds a passkey to the account that is signed in.
    pub async fn add_passkey(&mut self, authenticator: &mut Authenticator, name: &str) -> Answer {
        let page = self.open(NEW).await;
        assert_eq!(page.url.path(), "/account/passkeys/new", "{}", page.body);
        let answer = authenticator.create(&options_of(&page), HOME);
        let (csrf, ceremony) = (
            page.value_of("csrf").unwrap(),
            page.value_of("ceremony").unwrap(),
        );
        let fields = [
            ("csrf", csrf.as_str()),
            ("ceremony", ceremony.as_str()),
            ("answer", answer.as_str()),
            ("name", name),
        ];
        let answer = self.post(NEW, &fields).await;
        self.follow(answer).await
    }

    /// Makes a passkey on the page that is open because one is demanded.
    pub async fn enrol_passkey(&mut self, authenticator: &mut Authenticator) -> Answer {
        let page = self.get("/enrolment").await;
        let answer = authenticator.create(&options_of(&page), HOME);
        let (csrf, ceremony) = (
            page.value_of("csrf").unwrap(),
            page.value_of("ceremony").unwrap(),
        );
        let fields = [
            ("csrf", csrf.as_str()),
            ("ceremony", ceremony.as_str()),
            ("answer", answer.as_str()),
        ];
        let answer = self.post("/enrolment", &fields).await;
        self.follow(answer).await
    }

    /// Shows a passkey on the page that is open, as a browser at that page's address does.
    pub async fn show_passkey(&mut self, authenticator: &mut Authenticator) -> Answer {
        let page = self.get(self.at.path().to_owned().as_str()).await;
        let origin = page.url.origin().ascii_serialization();
        let answer = authenticator.get(&options_of(&page), &origin);
        self.answer_passkey(&page, &answer).await
    }

    /// Proves the account that is signed in by its passkey, to change how its person signs in.
    pub async fn step_up_by_passkey(&mut self, authenticator: &mut Authenticator) {
        let page = self.open(NEW).await;
        assert_eq!(page.url.path(), "/factor", "{}", page.body);
        let page = self.show_passkey(authenticator).await;
        assert_eq!(page.url.path(), "/account", "{}", page.body);
    }

    /// Sends an answer for a page.
    pub async fn answer_passkey(&mut self, page: &Answer, answer: &str) -> Answer {
        let (csrf, ceremony) = (
            page.value_of("csrf").unwrap(),
            page.value_of("ceremony").unwrap(),
        );
        let fields = [
            ("csrf", csrf.as_str()),
            ("ceremony", ceremony.as_str()),
            ("answer", answer),
        ];
        let answer = self.post("/passkey", &fields).await;
        self.follow(answer).await
    }
}
