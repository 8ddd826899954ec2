//! What is counted. No label comes from a person.

use domicile_service::metrics::Metrics;
use prometheus_client::metrics::counter::Counter;

/// Counters of sign-in.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    /// Codes handed to the mail server.
    pub codes_mailed: Counter,
    /// Codes handed to the SMS adapter.
    pub codes_texted: Counter,
    /// Codes that the SMS adapter did not take.
    pub codes_not_texted: Counter,
    /// Codes typed wrong, too late or too often.
    pub codes_refused: Counter,
    /// Passkeys shown that were not taken.
    pub passkeys_refused: Counter,
    /// Passkeys whose counter did not go up.
    pub passkeys_cloned: Counter,
    /// Sessions opened.
    pub sign_ins: Counter,
    /// People registered.
    pub registrations: Counter,
    /// Browsers handed to their home region.
    pub hand_offs: Counter,
    /// Token responses.
    pub tokens: Counter,
    /// Password hashes computed, whoever they were for.
    pub password_hashes: Counter,
    /// Passwords typed wrong.
    pub passwords_refused: Counter,
    /// Password checks turned away because too many were waiting.
    pub passwords_shed: Counter,
    /// Requests answered with 429.
    pub throttled: Counter,
}

impl Measures {
    /// Registers all of them.
    pub fn register(&self, metrics: &Metrics) {
        for (name, help, counter) in [
            (
                "codes_mailed",
                "Sign-in codes handed to the mail server",
                &self.codes_mailed,
            ),
            (
                "codes_texted",
                "Codes handed to the SMS adapter",
                &self.codes_texted,
            ),
            (
                "codes_not_texted",
                "Codes that the SMS adapter did not take",
                &self.codes_not_texted,
            ),
            (
                "codes_refused",
                "Sign-in codes typed wrong, too late or too often",
                &self.codes_refused,
            ),
            (
                "passkeys_refused",
                "Passkeys shown that were not taken",
                &self.passkeys_refused,
            ),
            (
                "passkeys_cloned",
                "Passkeys whose counter did not go up",
                &self.passkeys_cloned,
            ),
            ("sign_ins", "Sessions opened", &self.sign_ins),
            ("registrations", "People registered", &self.registrations),
            (
                "hand_offs",
                "Browsers handed to their home region",
                &self.hand_offs,
            ),
            (
                "token_responses",
                "Successful answers of the token endpoint",
                &self.tokens,
            ),
            (
                "password_hashes",
                "Password hashes computed, whoever they were for",
                &self.password_hashes,
            ),
            (
                "passwords_refused",
                "Passwords typed wrong",
                &self.passwords_refused,
            ),
            (
                "passwords_shed",
                "Password checks turned away because too many were waiting",
                &self.passwords_shed,
            ),
            (
                "throttled_requests",
                "Requests answered with 429",
                &self.throttled,
            ),
        ] {
            metrics.register(&format!("auth_{name}"), help, counter.clone());
        }
    }
}
