//! Codes by SMS: the company's adapter that sends them, and how many it may be asked for.

use serde::{Deserialize, Serialize};

/// Where messages are sent, and which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sms {
    /// Where the company's adapter takes messages.
    pub url: String,
    /// Countries whose numbers get messages (ISO 3166-1 alpha-2), sorted.
    pub countries: Vec<String>,
    /// What a verified number is kept as.
    pub attribute: String,
    /// Purpose that it is kept for.
    pub purpose: String,
    /// Whether a verified number is a second factor.
    pub second_factor: bool,
    /// How many messages are sent.
    pub limits: SmsLimits,
}

/// Most messages in an hour, in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SmsLimits {
    /// To one number.
    pub per_number: i32,
    /// Asked for from one network.
    pub per_network: i32,
    /// To numbers of one country.
    pub per_country: i32,
    /// To all numbers.
    pub in_all: i32,
}

impl SmsLimits {
    /// Enough for a person who mistypes, for an office behind one address, and for a region of some hundred thousand people who
    /// seldom need a code; little enough that a night of fraud costs no fortune.
    pub const RECOMMENDED: Self = Self {
        per_number: 5,
        per_network: 20,
        per_country: 2_000,
        in_all: 5_000,
    };
}

impl Sms {
    /// The file below `/etc/domicile/providers` that the signing secret is in. No provider's name has a dot.
    pub const SECRET_FILE: &'static str = "sms.sender";
    /// The name of the source of verified numbers.
    pub const SOURCE: &'static str = "verified-phone";
}
