//! How people sign in, and limits of codes, sessions and tokens: part of an `IdentityTenant`.

use kube::KubeSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Duration, external_issuer::ExternalIssuer, membership_link::MembershipLink, passkey::Passkeys,
    password::PasswordPolicy, rule, social_sign_in::SocialProvider,
};

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SignInMethod {
    /// Six digits by e-mail.
    EmailCode,
    /// A link by e-mail, good in the browser that asked for it. With `EmailCode`, one mail carries both.
    EmailLink,
    /// A password.
    Password,
}

/// Limits of sessions of people who choose to stay signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct KeepSignedIn {
    /// How long such a session may be unused; `30d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle: Option<Duration>,
    /// How long such a session lasts at most; `180d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absolute: Option<Duration>,
}

impl KeepSignedIn {
    /// How long such a session may be unused (default: 30 days).
    pub fn idle(&self) -> Duration {
        self.idle.clone().unwrap_or_else(|| Duration::of_days(30))
    }

    /// How long such a session lasts at most (default: 180 days).
    pub fn absolute(&self) -> Duration {
        self.absolute
            .clone()
            .unwrap_or_else(|| Duration::of_days(180))
    }
}

/// Ways and limits of sign-in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.external) || !(has(self.methods) || has(self.social) || has(self.passkeys) || has(self.password) || has(self.keepSignedIn) || has(self.secondFactor))")
        .message("external stands in for every other way to sign in: leave out methods, social, passkeys, password, keepSignedIn and secondFactor, or leave out external")
        .reason(Reason::FieldValueInvalid),
)]
pub struct SignIn {
    /// Ways to sign in; `EmailCode` alone when left out. With more than one way, a page asks for one of them after
    /// the e-mail address, and looks the same for every address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 8))]
    #[x_kube(validation = rule::proves_an_address(), merge_strategy = kube::core::ListMerge::Set)]
    pub methods: Option<Vec<SignInMethod>>,
    /// Providers that people may sign in by beside these ways, in the order of the buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 12))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub social: Vec<SocialProvider>,
    /// An issuer that stands in for the built-in sign-in: everybody signs in there, and nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external: Option<ExternalIssuer>,
    /// Memberships of the tenant's own systems, such as mileage accounts, that people link with their account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 8))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub membership_links: Vec<MembershipLink>,
    /// Which passkeys people may make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkeys: Option<Passkeys>,
    /// What a password has to be, and how it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<PasswordPolicy>,
    /// Lets people choose to stay signed in when the browser is closed; nobody is asked when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_signed_in: Option<KeepSignedIn>,
    /// How long an e-mailed code or link is good, from `1m` to `60m`; `10m` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::up_to_an_hour())]
    pub code_lifetime: Option<Duration>,
    /// How many wrong tries end a code, from 1 to 10; 5 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10))]
    pub code_attempts: Option<i32>,
    /// How long a session may be unused; `12h` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_idle: Option<Duration>,
    /// How long a session lasts at most; `30d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_absolute: Option<Duration>,
    /// How long access tokens and ID tokens are good, from `1m` to `60m`; `10m` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[x_kube(validation = rule::up_to_an_hour())]
    pub token_lifetime: Option<Duration>,
    /// How long a refresh token may be unused, at least as long as `tokenLifetime`; `14d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token_idle: Option<Duration>,
    /// How long tokens can be refreshed at most, counted from the sign-in; `90d` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token_absolute: Option<Duration>,
    /// Whether people prove themselves twice: `Optional` asks whoever has set up an authenticator app, `Required`
    /// asks everybody and sets one up at the next sign-in, `Disabled` knows neither apps nor recovery codes. A passkey is
    /// always enough. `Optional` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "SecondFactor")]
    pub second_factor: Option<SecondFactor>,
}

/// Whether people prove themselves twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SecondFactor {
    /// There are no authenticator apps and no recovery codes.
    Disabled,
    /// Whoever has set up an authenticator app is asked for its code.
    Optional,
    /// Everybody; whoever has none sets one up at the next sign-in.
    Required,
}

impl SignIn {
    /// Whether people prove themselves twice (default: who has set up an app; with an external issuer, that is its
    /// business).
    pub fn second_factor(&self) -> SecondFactor {
        let otherwise = match self.external {
            Some(_) => SecondFactor::Disabled,
            None => SecondFactor::Optional,
        };
        self.second_factor.unwrap_or(otherwise)
    }

    /// Ways to sign in (default: the e-mailed code).
    pub fn methods(&self) -> Vec<SignInMethod> {
        self.methods
            .clone()
            .unwrap_or_else(|| vec![SignInMethod::EmailCode])
    }

    /// How long an e-mailed code may be typed (default: 10 minutes).
    pub fn code_lifetime(&self) -> Duration {
        self.code_lifetime
            .clone()
            .unwrap_or_else(|| Duration::of_minutes(10))
    }

    /// How many wrong tries end a code (default: 5).
    pub fn code_attempts(&self) -> u32 {
        self.code_attempts
            .and_then(|attempts| u32::try_from(attempts).ok())
            .unwrap_or(5)
    }

    /// How long a session may be unused (default: 12 hours).
    pub fn session_idle(&self) -> Duration {
        self.session_idle
            .clone()
            .unwrap_or_else(|| Duration::of_hours(12))
    }

    /// How long a session lasts at most (default: 30 days).
    pub fn session_absolute(&self) -> Duration {
        self.session_absolute
            .clone()
            .unwrap_or_else(|| Duration::of_days(30))
    }

    /// How long access tokens and ID tokens are good (default: 10 minutes).
    pub fn token_lifetime(&self) -> Duration {
        self.token_lifetime
            .clone()
            .unwrap_or_else(|| Duration::of_minutes(10))
    }

    /// How long a refresh token may be unused (default: 14 days).
    pub fn refresh_token_idle(&self) -> Duration {
        self.refresh_token_idle
            .clone()
            .unwrap_or_else(|| Duration::of_days(14))
    }

    /// How long tokens can be refreshed at most (default: 90 days).
    pub fn refresh_token_absolute(&self) -> Duration {
        self.refresh_token_absolute
            .clone()
            .unwrap_or_else(|| Duration::of_days(90))
    }
}
