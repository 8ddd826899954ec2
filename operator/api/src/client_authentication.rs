//! How an application proves itself at the token endpoint: part of an `Application`.

use kube::KubeSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How an application proves itself at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TokenEndpointAuthMethod {
    /// Not at all, for applications that cannot keep a secret.
    None,
    /// The client secret by HTTP Basic (RFC 6749, section 2.3.1).
    ClientSecretBasic,
    /// The client secret in the form (RFC 6749, section 2.3.1).
    ClientSecretPost,
    /// An assertion signed with a key of the application (OpenID Connect Core, section 9).
    PrivateKeyJwt,
    /// A certificate of an authority, with a subject of the application's (RFC 8705, section 2.1).
    TlsClientAuth,
    /// A certificate with a key of the application (RFC 8705, section 2.2).
    SelfSignedTlsClientAuth,
}

/// Public keys (RFC 7517, section 5).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct JsonWebKeySet {
    /// The keys of the set, public ones.
    #[schemars(length(min = 1, max = 16))]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub keys: Vec<JsonWebKey>,
}

/// A public key (RFC 7517, section 4). There is no member for a private one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("self.kty == 'RSA' ? has(self.n) && has(self.e) : has(self.crv) && has(self.x) && (self.kty == 'OKP' || has(self.y))")
        .message("a key of type EC has crv, x and y; one of type OKP crv and x; one of type RSA n and e")
        .reason(Reason::FieldValueInvalid),
)]
pub struct JsonWebKey {
    /// Type of the key: `EC`, `OKP` or `RSA`.
    pub kty: JsonWebKeyType,
    /// Name of the key, which tokens signed with it carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub kid: Option<String>,
    /// What the key is for: `sig`; anything when left out.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 3))]
    pub key_use: Option<String>,
    /// The one algorithm that the key is for: `ES256`, `EdDSA`, `PS256` or `RS256`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 10))]
    pub alg: Option<String>,
    /// Curve: `P-256` or `Ed25519`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 10))]
    pub crv: Option<String>,
    /// First coordinate, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub x: Option<String>,
    /// Second coordinate, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub y: Option<String>,
    /// Modulus, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    pub n: Option<String>,
    /// Exponent, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub e: Option<String>,
}

/// Type of a key (RFC 7518, section 6.1; RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum JsonWebKeyType {
    /// Elliptic curve.
    EC,
    /// Octet key pair.
    OKP,
    /// RSA.
    RSA,
}

/// What the certificate of an application must say (RFC 8705, section 2.1.2): one of these.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("[has(self.subjectDn), has(self.sanDns), has(self.sanUri), has(self.sanIp), has(self.sanEmail)].filter(given, given).size() == 1")
        .message("name exactly one of subjectDn, sanDns, sanUri, sanIp and sanEmail")
        .reason(Reason::FieldValueInvalid),
)]
pub struct TlsClientAuth {
    /// Subject, as a distinguished name (RFC 4514), for example `CN=shop,O=Aurora,C=FR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    pub subject_dn: Option<String>,
    /// A DNS name of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 253))]
    pub san_dns: Option<String>,
    /// A URI of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    pub san_uri: Option<String>,
    /// An IP address of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 45))]
    pub san_ip: Option<String>,
    /// An e-mail address of the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 254))]
    pub san_email: Option<String>,
}
