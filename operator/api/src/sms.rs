//! Codes by SMS: part of an `IdentityTenant`.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::{rule, social_sign_in::SecretKeyReference};

/// An adapter of the company's that sends text messages: every message is a signed call to it (`docs/sms.md`). People then
/// prove a telephone number on their account page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sms {
    /// Where it is called. Hosts with private addresses are named under `openid.trustedOutbound`.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub url: String,
    /// Where the secret is that calls are signed with: `whsec_` and base64, as Standard Webhooks has it.
    pub secret_ref: SecretKeyReference,
    /// Countries whose numbers get messages, as ISO 3166-1 codes such as `FR`; no number of another country does. Messages to
    /// some countries cost many times those to others, and are asked for by fraudsters who earn from them: name those
    /// where your customers live. Quote `"NO"` in YAML, which otherwise reads it as false.
    #[schemars(length(min = 1, max = 250), inner(length(max = 2)))]
    #[x_kube(validation = rule::countries(), merge_strategy = ListMerge::Set)]
    pub countries: Vec<String>,
    /// Attribute of the profile that a verified number is kept as, for example `phoneNumber`: a text, and none that finds a
    /// person. An Application that shows it as the claim `phone_number` also gets `phone_number_verified`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::identifier())]
    pub attribute: String,
    /// Purpose that it is kept for. Where its legal basis is consent, numbers are taken of people who have given it.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub purpose: String,
    /// Whether a verified number is a second factor: its person is asked for a code by SMS at sign-in, after passkeys and
    /// authenticator apps are offered. Not when left out: whoever gets hold of a number gets its codes (NIST SP 800-63B calls it
    /// restricted). It never is what `PhishingResistant` asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    pub second_factor: Option<bool>,
    /// Most messages in an hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hourly_limits: Option<SmsLimits>,
}

/// Most messages in an hour, in each region. Beyond them, people are told when to come back, and go on by another way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct SmsLimits {
    /// To one number, from 1 to 100; 5 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100))]
    pub per_number: Option<i32>,
    /// Asked for from one network (an IPv4 address, or a /64 of IPv6), from 1 to 10000; 20 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10000))]
    pub per_network: Option<i32>,
    /// To numbers of one country, from 1 to 1000000; 2000 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub per_country: Option<i32>,
    /// To all numbers, from 1 to 1000000; 5000 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub in_all: Option<i32>,
}
