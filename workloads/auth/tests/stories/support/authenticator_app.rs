//! An authenticator app: RFC 6238 written down once more, so that nobody marks their own homework.

use ring::hmac;

use super::{Answer, Browser};

/// Where an app is set up.
const NEW: &str = "https://eu.login.aurora.localhost:8443/account/app/new";

/// An app that holds one secret.
pub struct AuthenticatorApp(Vec<u8>);

impl AuthenticatorApp {
    /// Reads the key from the page that shows it.
    pub fn reading(page: &Answer) -> Self {
        let from = page.body.find("id=\"app-key\">").expect("a key") + 13;
        let rest = &page.body[from..];
        Self(base32(&rest[..rest.find('<').unwrap()]))
    }

    /// The code of the step that is `offset` steps from now.
    pub fn code(&self, offset: i64) -> String {
        let step = jiff::Timestamp::now().as_second() / 30 + offset;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let bytes: [u8; 4] = tag.as_ref()[at..at + 4].try_into().unwrap();
        format!(
            "{:06}",
            (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000
        )
    }
}

fn base32(text: &str) -> Vec<u8> {
    let mut bits = 0_u64;
    let (mut count, mut bytes) = (0, vec![]);
    for letter in text.bytes().filter(|letter| *letter != b' ') {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
            .iter()
            .position(|own| *own == letter)
            .unwrap();
        bits = (bits << 5) | value as u64;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}

impl Browser<'_> {
    /// Proves the account that is signed in by its app, to change how its person signs in.
    pub async fn step_up_by_app(&mut self, app: &AuthenticatorApp) {
        let page = self.open(NEW).await;
        assert_eq!(page.url.path(), "/factor", "{}", page.body);
        let page = self.submit(&[("code", &app.code(0))]).await;
        assert_eq!(page.url.path(), "/account", "{}", page.body);
    }

    /// Sets up an app on the account that is signed in; also gives the page with the recovery codes.
    pub async fn add_app(&mut self) -> (AuthenticatorApp, Answer) {
        let page = self.open(NEW).await;
        let app = AuthenticatorApp::reading(&page);
        let (csrf, secret) = (
            page.value_of("csrf").unwrap(),
            page.value_of("secret").unwrap(),
        );
        // The code of the step before, so that this step's is good for signing in.
        let code = app.code(-1);
        let fields = [
            ("csrf", csrf.as_str()),
            ("secret", secret.as_str()),
            ("code", code.as_str()),
        ];
        let page = self.post("/account/app/new", &fields).await;
        (app, page)
    }
}
