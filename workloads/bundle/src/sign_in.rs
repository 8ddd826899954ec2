//! How people sign in, codes and sessions.

use serde::{Deserialize, Serialize};

use crate::{ExternalIssuer, MembershipLink, PasskeyMaker, SocialProvider};

/// Ways and limits of sign-in. Durations are whole seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// Ways to sign in, [`SignInMethod::EmailCode`] or [`SignInMethod::EmailLink`] among them: an address is proven
    /// before there is anything else to sign in with.
    /// Left out only in what an earlier version kept.
    #[serde(default = "email_code")]
    pub methods: Vec<SignInMethod>,
    /// Providers that people may sign in by too, in the order of the buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub social: Vec<SocialProvider>,
    /// The issuer that stands in for all of these: nobody signs in otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<ExternalIssuer>,
    /// Memberships that people link with their account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub membership_links: Vec<MembershipLink>,
    /// Makers whose passkeys are taken; none means that nobody is asked who made them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passkey_makers: Vec<PasskeyMaker>,
    /// A service that knows leaked passwords: five digits of a password's hash are appended to its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaked_passwords_range_url: Option<String>,
    /// How long an e-mailed code or link is good.
    pub code_lifetime_seconds: u32,
    /// How many wrong tries end a code.
    pub code_attempts: u32,
    /// How long a session may be unused.
    pub session_idle_seconds: u32,
    /// How long a session lasts at most.
    pub session_absolute_seconds: u32,
    /// Limits of sessions of people who choose to stay signed in; without them nobody is asked.
    #[serde(default)]
    pub keep_signed_in: Option<KeepSignedIn>,
    /// What a password has to be, and how it is kept. Left out as above.
    #[serde(default = "recommended")]
    pub password: PasswordPolicy,
    /// How long an access token and an ID token are good.
    pub token_lifetime_seconds: u32,
    /// How long a refresh token may be unused. Left out only in what an earlier version kept.
    #[serde(default = "fourteen_days")]
    pub refresh_token_idle_seconds: u32,
    /// How long tokens can be refreshed at most, counted from the grant. Left out as above.
    #[serde(default = "ninety_days")]
    pub refresh_token_absolute_seconds: u32,
    /// Authenticator apps and recovery codes.
    #[serde(default, skip_serializing_if = "SecondFactor::is_default")]
    pub second_factor: SecondFactor,
}

/// What holds for a tenant that says nothing of it.
impl Default for SignIn {
    fn default() -> Self {
        Self {
            methods: email_code(),
            social: Vec::new(),
            external: None,
            membership_links: Vec::new(),
            passkey_makers: Vec::new(),
            leaked_passwords_range_url: None,
            code_lifetime_seconds: 600,
            code_attempts: 5,
            session_idle_seconds: 43_200,
            session_absolute_seconds: 30 * 86_400,
            keep_signed_in: None,
            password: recommended(),
            token_lifetime_seconds: 600,
            refresh_token_idle_seconds: fourteen_days(),
            refresh_token_absolute_seconds: ninety_days(),
            second_factor: SecondFactor::default(),
        }
    }
}

fn email_code() -> Vec<SignInMethod> {
    vec![SignInMethod::EmailCode]
}

const fn recommended() -> PasswordPolicy {
    PasswordPolicy::RECOMMENDED
}

const fn fourteen_days() -> u32 {
    14 * 86_400
}

const fn ninety_days() -> u32 {
    90 * 86_400
}

impl SignIn {
    /// The provider of that name, or the external issuer.
    pub fn provider(&self, name: &str) -> Option<&SocialProvider> {
        self.providers().find(|provider| provider.name == name)
    }

    /// All providers, and the external issuer.
    pub fn providers(&self) -> impl Iterator<Item = &SocialProvider> {
        let external = self.external.iter().map(|external| &external.provider);
        external.chain(&self.social)
    }

    /// Whether people may sign in this way.
    pub fn offers(&self, method: SignInMethod) -> bool {
        self.methods.contains(&method)
    }

    /// What a mail carries to sign in by: the policy sees to it that it is one of these.
    pub fn mailed(&self) -> Mailed {
        match (
            self.offers(SignInMethod::EmailCode),
            self.offers(SignInMethod::EmailLink),
        ) {
            (true, true) => Mailed::CodeAndLink,
            (false, true) => Mailed::Link,
            _ => Mailed::Code,
        }
    }
}

/// What a mail carries to sign in by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailed {
    /// Six digits.
    Code,
    /// A link.
    Link,
    /// Both: the person takes either.
    CodeAndLink,
}

impl Mailed {
    /// Whether there are digits to type.
    pub const fn has_code(self) -> bool {
        matches!(self, Self::Code | Self::CodeAndLink)
    }

    /// Whether there is a link to open.
    pub const fn has_link(self) -> bool {
        matches!(self, Self::Link | Self::CodeAndLink)
    }
}

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInMethod {
    /// Six digits by e-mail.
    EmailCode,
    /// A link by e-mail, good in the browser that asked for it.
    EmailLink,
    /// A password.
    Password,
}

/// Limits of sessions that outlive the browser's window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeepSignedIn {
    /// How long such a session may be unused.
    pub idle_seconds: u32,
    /// How long such a session lasts at most.
    pub absolute_seconds: u32,
}

/// Passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub minimum_length: u32,
    /// Memory of one Argon2id hash (RFC 9106), in KiB.
    pub memory_kibibytes: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl PasswordPolicy {
    /// 8 characters; 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).
    pub const RECOMMENDED: Self = Self {
        minimum_length: 8,
        memory_kibibytes: 19_456,
        iterations: 2,
        parallelism: 1,
    };
}

/// Whether people prove themselves twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactor {
    /// There are no authenticator apps and no recovery codes.
    Disabled,
    /// Whoever has set up an authenticator app is asked for its code.
    #[default]
    Optional,
    /// Everybody; whoever has none sets one up at the next sign-in.
    Required,
}

impl SecondFactor {
    #[allow(clippy::trivially_copy_pass_by_ref)] // serde's `skip_serializing_if` gives a reference.
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// How sure a sign-in is; each level includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AssuranceLevel {
    /// One proof.
    SingleFactor,
    /// Two proofs of different kinds.
    MultiFactor,
    /// A passkey with user verification.
    PhishingResistant,
}
