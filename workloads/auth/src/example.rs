//! A small airline for tests: three regions, two brands, two applications, three purposes.

use std::collections::BTreeMap;

use domicile_bundle::{
    Acceptance, Application, ApplicationType, Attribute, AttributeType, Authorization, Brand,
    Bundle, Claim, Classification, ClientAuthenticationMethod, GrantType, LegalBasis,
    LegalDocument, LegalText, Look, Mail, MergeRule, MeshAddresses, OpenId, OrganizationRole,
    Organizations, Purpose, PurposeDocument, RegionEntry, ResourceServer, ResponseSigning,
    RolePermission, SignIn, SmtpEncryption, TenantName,
};
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};

/// The secret of `aurora.shop`.
pub const SHOP_SECRET: &str = "a-secret-of-256-random-bits-as-text";
/// The API of `aurora.bookings`.
pub const BOOKINGS_API: &str = "https://bookings.aurora.example/";
/// The API of `aurora.nightly`.
pub const MILEAGE_API: &str = "https://mileage.aurora.example/";

/// The airline's bundle for a region; mesh addresses and keys are the test's to fill in.
pub fn bundle(region: &str) -> Bundle {
    Bundle {
        tenant: TenantName {
            namespace: "aurora".into(),
            name: "aurora".into(),
        },
        region: region.into(),
        domain: "aurora.localhost".into(),
        public_port: 8443,
        issuer: "https://login.aurora.localhost:8443".into(),
        regions: vec![
            region_entry("eu", "EU", &["DE", "FR"], false),
            region_entry("jp", "JP", &["JP"], false),
            region_entry("us", "US", &["CA", "US"], true),
        ],
        organizations: Some(organizations()),
        sign_in: SignIn {
            session_idle_seconds: 3600,
            session_absolute_seconds: 86_400,
            refresh_token_idle_seconds: 86_400,
            refresh_token_absolute_seconds: 604_800,
            ..SignIn::default()
        },
        openid: OpenId::default(),
        sms: None,
        mail: Mail {
            from: "no-reply@aurora.example".into(),
            host: "127.0.0.1".into(),
            port: 2525,
            encryption: SmtpEncryption::None,
            authenticated: false,
        },
        brands: vec![
            brand(
                "aurora/aurora",
                "Aurora",
                "id.aurora.localhost",
                "#0b5394",
                "#f6f9fc",
            ),
            brand(
                "aurora-holidays/holidays",
                "Aurora Holidays",
                "id.holidays.localhost",
                "#ffb000",
                "#fffaf0",
            ),
        ],
        default_brand: "aurora/aurora".into(),
        applications: vec![
            application_in_the_browser(),
            bookings(),
            kiosk(),
            nightly(),
            shop(),
        ],
        attributes: ["email", "givenName", "loyaltyTier"]
            .map(attribute)
            .to_vec(),
        events: vec![],
        purposes: vec![
            purpose("marketing", LegalBasis::Consent, &["email", "loyaltyTier"]),
            purpose("newsletter", LegalBasis::Consent, &["email"]),
            purpose("service", LegalBasis::Contract, &["email", "givenName"]),
        ],
        sources: vec![],
        targets: vec![],
    }
}

fn organizations() -> Organizations {
    let role = |name: &str, administrator, permissions: &[(&str, &[&str])]| OrganizationRole {
        name: name.into(),
        titles: BTreeMap::from([("en".into(), name.into())]),
        administrator,
        permissions: permissions
            .iter()
            .map(|(resource, actions)| RolePermission {
                resource: (*resource).into(),
                actions: actions.iter().map(|action| (*action).into()).collect(),
            })
            .collect(),
    };
    Organizations {
        roles: vec![
            role("administrator", true, &[("invoice", &["read"])]),
            role("traveller", false, &[("booking", &["create", "read"])]),
        ],
    }
}

fn region_entry(name: &str, jurisdiction: &str, residents: &[&str], others: bool) -> RegionEntry {
    RegionEntry {
        name: name.into(),
        jurisdiction: jurisdiction.into(),
        residents: residents.iter().map(|country| (*country).into()).collect(),
        takes_other_countries: others,
        mesh: MeshAddresses {
            auth: format!("https://aurora-{name}-auth.aurora.svc:9443"),
            profile_store: format!("https://aurora-{name}-profile-store.aurora.svc:9443"),
            activation: format!("https://aurora-{name}-activation.aurora.svc:9443"),
        },
        signing_keys: vec![],
    }
}

fn brand(name: &str, display_name: &str, host: &str, primary: &str, background: &str) -> Brand {
    let text = |language: &str, name: &str, title: &str| LegalText {
        language: language.into(),
        title: title.into(),
        url: format!("https://www.aurora.example/{language}/{name}"),
        changes: None,
    };
    let document = |name: &str, english: &str, french: &str| LegalDocument {
        name: name.into(),
        version: "2026-01".into(),
        acceptance: Acceptance::Shown,
        effective_at: None,
        reconsent_before: None,
        texts: vec![text("en", name, english), text("fr", name, french)],
    };
    Brand {
        name: name.into(),
        display_name: display_name.into(),
        hosts: vec![host.into()],
        look: Look {
            logo_svg: Some(logo(primary)),
            ..Look::plain(primary, background)
        },
        languages: ["en", "fr", "de", "es", "ja", "th"]
            .map(str::to_owned)
            .to_vec(),
        documents: vec![
            document("terms", "Terms of use", "Conditions d’utilisation"),
            document("privacy", "Privacy notice", "Protection des données"),
        ],
        support_email: Some("help@aurora.example".into()),
    }
}

fn logo(color: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><circle cx=\"16\" cy=\"16\" r=\"16\" \
         fill=\"{color}\"/><path d=\"M6 20c6 0 8-10 20-10-6 3-7 12-14 12z\" fill=\"#fff\"/></svg>"
    )
}

fn shop() -> Application {
    let claim = |claim: &str, scope: &str, attribute: &str, purpose: &str| Claim {
        claim: claim.into(),
        scope: scope.into(),
        attribute: attribute.into(),
        purpose: purpose.into(),
    };
    Application {
        client_id: "aurora.shop".into(),
        display_name: "Aurora Shop".into(),
        brand: "aurora/aurora".into(),
        application_type: ApplicationType::Web,
        redirect_uris: vec![
            "https://shop.aurora.localhost:8443/callback".into(),
            "http://127.0.0.1:5555/callback".into(),
        ],
        post_logout_redirect_uris: vec!["https://shop.aurora.localhost:8443/".into()],
        grant_types: vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        scopes: [
            "openid",
            "profile",
            "email",
            "offline_access",
            "bookings_read",
            "bookings_write",
        ]
        .map(str::to_owned)
        .to_vec(),
        claims: vec![
            claim("email", "email", "email", "service"),
            claim("given_name", "profile", "givenName", "service"),
            claim("loyalty_tier", "profile", "loyaltyTier", "marketing"),
        ],
        progressive_profile: vec![],
        minimum_acr: None,
        authorization: Authorization::default(),
        organization: None,
        secret_digests: vec![hexadecimal(
            digest(&SHA256, SHOP_SECRET.as_bytes()).as_ref(),
        )],
        resources: vec![bookings_api()],
        resource_server: None,
        dpop_bound_access_tokens: false,
        tls_client_certificate_bound_access_tokens: false,
        authentication_methods: vec![
            ClientAuthenticationMethod::ClientSecretBasic,
            ClientAuthenticationMethod::ClientSecretPost,
        ],
        token_endpoint_auth_signing_alg: None,
        keys: None,
        certificate_subject: None,
        backchannel_logout: None,
        signing: ResponseSigning::default(),
    }
}

fn bookings_api() -> ResourceServer {
    ResourceServer {
        identifier: BOOKINGS_API.into(),
        scopes: vec!["bookings_read".into(), "bookings_write".into()],
        access_token_signing_alg: None,
    }
}

fn mileage_api() -> ResourceServer {
    ResourceServer {
        identifier: MILEAGE_API.into(),
        scopes: vec!["mileage_read".into()],
        access_token_signing_alg: None,
    }
}

/// An API that takes access tokens, and exchanges them for tokens of its own needs.
fn bookings() -> Application {
    Application {
        client_id: "aurora.bookings".into(),
        display_name: "Aurora Bookings".into(),
        redirect_uris: vec![],
        post_logout_redirect_uris: vec![],
        grant_types: vec![GrantType::ClientCredentials, GrantType::TokenExchange],
        scopes: ["mileage_read"].map(str::to_owned).to_vec(),
        claims: vec![],
        resources: vec![mileage_api()],
        resource_server: Some(BOOKINGS_API.into()),
        ..shop()
    }
}

/// A program that runs at night, with nobody behind it; also the mileage API.
fn nightly() -> Application {
    Application {
        client_id: "aurora.nightly".into(),
        display_name: "Nightly reports".into(),
        redirect_uris: vec![],
        post_logout_redirect_uris: vec![],
        grant_types: vec![GrantType::ClientCredentials],
        scopes: ["bookings_read", "organizations"]
            .map(str::to_owned)
            .to_vec(),
        claims: vec![],
        resources: vec![bookings_api()],
        resource_server: Some(MILEAGE_API.into()),
        ..shop()
    }
}

/// A machine at the airport without a keyboard.
fn kiosk() -> Application {
    Application {
        client_id: "aurora.kiosk".into(),
        display_name: "Aurora Kiosk".into(),
        application_type: ApplicationType::Native,
        redirect_uris: vec![],
        post_logout_redirect_uris: vec![],
        grant_types: vec![GrantType::DeviceCode, GrantType::RefreshToken],
        secret_digests: vec![],
        authentication_methods: vec![ClientAuthenticationMethod::None],
        resources: vec![],
        ..shop()
    }
}

fn application_in_the_browser() -> Application {
    Application {
        client_id: "aurora.app".into(),
        display_name: "Aurora App".into(),
        application_type: ApplicationType::SinglePage,
        redirect_uris: vec!["https://app.aurora.localhost:8443/".into()],
        post_logout_redirect_uris: vec![],
        minimum_acr: None,
        secret_digests: vec![],
        authentication_methods: vec![ClientAuthenticationMethod::None],
        claims: vec![],
        resources: vec![],
        ..shop()
    }
}

fn attribute(name: &str) -> Attribute {
    let titles = match name {
        "email" => [("en", "E-mail address"), ("fr", "Adresse e-mail")],
        "givenName" => [("en", "First name"), ("fr", "Prénom")],
        _ => [("en", "Loyalty tier"), ("fr", "Niveau de fidélité")],
    };
    Attribute {
        name: name.into(),
        titles: BTreeMap::from(titles.map(|(tag, title)| (tag.into(), title.into()))),
        attribute_type: AttributeType::String,
        classification: Classification::Personal,
        merge: MergeRule::MostRecent,
        identifier: None,
    }
}

fn purpose(name: &str, legal_basis: LegalBasis, attributes: &[&str]) -> Purpose {
    let document = |language: &str, title: &str, text: &str| PurposeDocument {
        language: language.into(),
        version: "2026-01".into(),
        title: title.into(),
        text: text.into(),
    };
    let documents = match name {
        "newsletter" => vec![
            document(
                "en",
                "Newsletter",
                "Once a month we write to you about new destinations and fares.",
            ),
            document(
                "fr",
                "Lettre d’information",
                "Une fois par mois, nous vous écrivons sur les nouvelles destinations et les tarifs.",
            ),
        ],
        "marketing" => vec![
            document(
                "en",
                "Personal offers",
                "We choose offers that fit your loyalty tier and what you look at.",
            ),
            document(
                "fr",
                "Offres personnelles",
                "Nous choisissons des offres selon votre niveau de fidélité et ce que vous consultez.",
            ),
        ],
        _ => vec![document("en", "Service", "What we need to fly you.")],
    };
    Purpose {
        name: name.into(),
        legal_basis,
        attributes: attributes.iter().map(|own| (*own).into()).collect(),
        events: vec![],
        documents,
        asked_at_registration: legal_basis == LegalBasis::Consent,
        minimum_age: None,
        retention_seconds: None,
    }
}
