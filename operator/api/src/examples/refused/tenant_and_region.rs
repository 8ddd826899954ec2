//! Refused regions and tenants.

use serde_json::json;

use super::{Change, airline};
use crate::IdentityTenant;

pub(super) fn region() -> Vec<Change> {
    vec![
        (
            "gives a region a name that is too long for the children's names",
            "/metadata/name",
            json!("european-economic-area"),
            "metadata.name of a Region must be at most 15",
        ),
        (
            "writes a jurisdiction in small letters",
            "/spec/jurisdiction",
            json!("eu"),
            "a jurisdiction must be capital letters",
        ),
        (
            "names a country by its name",
            "/spec/residents/0",
            json!("Fr"),
            "an ISO 3166-1 code of two capital letters",
        ),
        (
            "homes nobody in a region",
            "/spec/residents",
            json!(null),
            "a region must home somebody",
        ),
        (
            "names a transfer to the region's own jurisdiction",
            "/spec/transfers/-",
            json!({ "to": "EU", "basis": "AdequacyDecision" }),
            "transfers must not name the region's own jurisdiction",
        ),
        (
            "names a storage class that cannot exist",
            "/spec/placement/storageClassName",
            json!("Fast Disks"),
            "must be the name of an object",
        ),
    ]
}

pub(super) fn region_changes() -> Vec<Change> {
    vec![(
        "moves a region to another jurisdiction",
        "/spec/jurisdiction",
        json!("CH"),
        "jurisdiction cannot be changed",
    )]
}

pub(super) fn tenant() -> Vec<Change> {
    let mut changes = vec![
        (
            "names an API by an address without encryption",
            "/spec/resourceServers/0/identifier",
            json!("http://bookings.aurora.localhost/"),
            "must be an absolute https address without fragment",
        ),
        (
            "has tokens for an API signed with keys that nobody has",
            "/spec/resourceServers/0/accessTokenSigningAlg",
            json!("PS256"),
            "resourceServers[].accessTokenSigningAlg must be one of signing.algorithms",
        ),
        (
            "names a scope of an API with a space",
            "/spec/resourceServers/0/scopes/-",
            json!("all bookings"),
            "each item must begin with a letter",
        ),
        (
            "lets somebody register who is nobody",
            "/spec/openid",
            json!({ "dynamicRegistration": { "templateRef": { "name": "shop" } } }),
            "say who may register",
        ),
        (
            "trusts a maker of passkeys by something else than a certificate",
            "/spec/signIn/passkeys",
            json!({ "makers": [{ "name": "acme", "certificate": "https://acme.example/root.pem" }] }),
            "must be one certificate in PEM",
        ),
        (
            "trusts a model of passkeys by its name",
            "/spec/signIn/passkeys",
            json!({ "makers": [{
                "name": "acme",
                "certificate": "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                "models": ["Acme Key 5"],
            }] }),
            "each item must be the AAGUID of a model",
        ),
        (
            "trusts a host by its address on the web",
            "/spec/openid",
            json!({ "trustedOutbound": { "allowedHosts": ["https://shop.internal.example/"] } }),
            "each host must be a host name in lower case",
        ),
        (
            "trusts a network that is none",
            "/spec/openid",
            json!({ "trustedOutbound": { "networks": ["10.20.*"] } }),
            "each network must be in CIDR notation",
        ),
        (
            "gives a tenant a name that is too long for the children's names",
            "/metadata/name",
            json!("aurora-airlines-of-the-north"),
            "metadata.name of an IdentityTenant must be at most 24",
        ),
        (
            "names a domain with a port",
            "/spec/domain",
            json!("aurora.localhost:8443"),
            "must be a host name in lower case",
        ),
        (
            "names a region that cannot exist",
            "/spec/regions/-",
            json!("Asia"),
            "each item must be a name",
        ),
        (
            "names a brand that cannot exist",
            "/spec/defaultBrand/name",
            json!("Aurora!"),
            "must be a name of at most 63",
        ),
        (
            "asks for a volume without size",
            "/spec/database/storage",
            json!("0"),
            "must be a Kubernetes quantity above zero",
        ),
        (
            "names an empty image",
            "/spec/database/image",
            json!(" "),
            "must not be empty",
        ),
        (
            "names a certificate that cannot exist",
            "/spec/publicCertificateSecretRef",
            json!({ "name": "tls/aurora" }),
            "must be the name of a Secret",
        ),
    ];
    changes.extend(mail_and_sign_in());
    changes.extend(organizations());
    changes
}

/// The airline under the longest name that a tenant can have.
pub(super) fn tenant_with_long_name() -> IdentityTenant {
    let mut tenant = airline::tenant::aurora();
    tenant.metadata.name = Some("aurora-airlines-of-north".to_owned());
    tenant
}

pub(super) fn region_with_long_name() -> Vec<Change> {
    vec![(
        "names a region that makes the children's names too long",
        "/spec/regions/-",
        json!("asia-pacific"),
        "at most 34 characters together",
    )]
}

fn organizations() -> Vec<Change> {
    vec![
        (
            "leaves organisations without a role that administers",
            "/spec/organizations/roles/0/administrator",
            json!(false),
            "one of the roles must have administrator: true",
        ),
        (
            "gives a role a name with a space",
            "/spec/organizations/roles/1/name",
            json!("frequent traveller"),
            "must be a name of at most 63",
        ),
        (
            "has a title of a role in no language",
            "/spec/organizations/roles/0/titles/0/language",
            json!("E"),
            "a language must be a BCP 47 tag",
        ),
        (
            "names a resource that code cannot use",
            "/spec/organizations/roles/1/permissions/0/resource",
            json!("flight booking"),
            "must begin with a letter",
        ),
        (
            "names an action that code cannot use",
            "/spec/organizations/roles/1/permissions/0/actions/-",
            json!("read & write"),
            "each item must begin with a letter",
        ),
    ]
}

fn mail_and_sign_in() -> Vec<Change> {
    vec![
        (
            "sends mail from no address",
            "/spec/mail/from",
            json!("Aurora"),
            "must be an e-mail address",
        ),
        (
            "sends mail without encryption out of the cluster",
            "/spec/mail/smtp/host",
            json!("smtp.aurora.example"),
            "encryption None is only for a Service of this cluster",
        ),
        (
            "writes a duration in words",
            "/spec/signIn/sessionIdle",
            json!("1 day"),
            "must be a whole number from 1 to 9999 and one of s, m, h, d",
        ),
        (
            "lets people in by a password that nobody can set",
            "/spec/signIn/methods",
            json!(["Password"]),
            "must have EmailCode or EmailLink",
        ),
        (
            "hashes passwords weakly",
            "/spec/signIn/password/argon2id/memoryKiB",
            json!(12_288),
            "is weaker than OWASP's minimum",
        ),
        (
            "lets a code live for a day",
            "/spec/signIn/codeLifetime",
            json!("24h"),
            "must be whole minutes from 1m to 60m",
        ),
        (
            "lets a token live for a day",
            "/spec/signIn/tokenLifetime",
            json!("1d"),
            "must be whole minutes from 1m to 60m",
        ),
        (
            "signs with RS256 alone",
            "/spec/signing/algorithms",
            json!(["RS256"]),
            "ES256 must be among the algorithms",
        ),
        (
            "signs with the same algorithm twice",
            "/spec/signing/algorithms",
            json!(["ES256", "ES256"]),
            "each algorithm may be named once",
        ),
        (
            "replaces signing keys at no time that there is",
            "/spec/signing/rotateAfter",
            json!("tomorrow"),
            "must be a time in UTC",
        ),
        (
            "replaces signing keys by the hour",
            "/spec/signing/rotationPeriod",
            json!("6h"),
            "must be whole days",
        ),
        (
            "takes back a signing key while its tokens live",
            "/spec/signing/overlap",
            json!("1h"),
            "must be whole hours from 2h",
        ),
    ]
}

pub(super) fn tenant_changes() -> Vec<Change> {
    vec![
        (
            "moves a tenant to another domain",
            "/spec/domain",
            json!("borealis.localhost"),
            "domain cannot be changed",
        ),
        (
            "removes a region that may have people",
            "/spec/regions",
            json!(["eu", "us"]),
            "regions can be added but not removed",
        ),
        (
            "replaces a region by another",
            "/spec/regions",
            json!(["eu", "us", "br"]),
            "regions can be added but not removed",
        ),
        (
            "resizes a volume",
            "/spec/database/storage",
            json!("2Gi"),
            "storage cannot be changed",
        ),
    ]
}
