//! The tenant.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::{TENANT, metadata, namespaces::BRAND_TEAM_LABEL, strings};
use crate::{
    Duration, IdentityTenant, IdentityTenantSpec, ObjectReference, SecretReference,
    examples::example,
    identity_tenant::{
        AllowedNamespaces, Database, DeletionPolicy, Exposure, ExposureType, Mail, ResourceServer,
        Smtp, SmtpEncryption,
    },
    membership_link::{MembershipLink, MembershipQuestion, MembershipVerification},
    openid::{OpenId, TrustedOutbound},
    organizations::{OrganizationRole, Organizations, RolePermission},
    password::{Argon2id, PasswordPolicy},
    profile_schema::Title,
    sign_in::{KeepSignedIn, SecondFactor, SignIn, SignInMethod},
    signing::{Signing, SigningAlgorithm},
    sms::Sms,
    social_sign_in::SecretKeyReference,
};

/// The API of bookings.
pub const BOOKINGS: &str = "https://bookings.aurora.localhost/";

/// Where messages by SMS are handed over, and numbers of members confirmed.
const PARTNERS: &str = "receiver.receiver.svc:8443";

example! {
    /// The airline. People sign in at login.aurora.localhost, whichever region answers, and are kept in the region
    /// of the country that they live in.
    pub fn aurora() -> IdentityTenant {
        IdentityTenant {
            metadata: metadata(TENANT),
            spec: IdentityTenantSpec {
                domain: "aurora.localhost".to_owned(),
                regions: strings(["eu", "us", "jp"]),
                exposure: Some(Exposure { port: Some(8443), exposure_type: Some(ExposureType::ClusterIP) }),
                sign_in: Some(sign_in()),
                resource_servers: vec![bookings()],
                openid: Some(OpenId { trusted_outbound: Some(partners()), dynamic_registration: None }),
                signing: Some(signing()),
                organizations: Some(organizations()),
                mail: mail(),
                sms: Some(sms()),
                database: Database { storage: "1Gi".to_owned(), image: None },
                replicas: Some(1),
                default_brand: ObjectReference::local("aurora"),
                allowed_namespaces: Some(AllowedNamespaces { selector: brand_teams() }),
                deletion_policy: Some(DeletionPolicy::Retain),
                suspend: None,
                public_certificate_secret_ref: None,
            },
            status: None,
        }
    }
}

/// What applications ask about bookings.
fn bookings() -> ResourceServer {
    ResourceServer {
        identifier: BOOKINGS.to_owned(),
        scopes: strings(["bookings_read", "bookings_write"]),
        access_token_signing_alg: None,
    }
}

fn sign_in() -> SignIn {
    SignIn {
        methods: Some(vec![
            SignInMethod::EmailCode,
            SignInMethod::EmailLink,
            SignInMethod::Password,
        ]),
        social: Vec::new(),
        external: None,
        membership_links: vec![miles()],
        passkeys: None,
        password: Some(PasswordPolicy {
            minimum_length: Some(10),
            argon2id: Some(Argon2id {
                memory_kib: 19_456,
                iterations: 2,
                parallelism: Some(1),
            }),
            leaked_passwords: None,
        }),
        keep_signed_in: Some(KeepSignedIn {
            idle: Some(Duration::of_days(30)),
            absolute: Some(Duration::of_days(180)),
        }),
        code_lifetime: Some(Duration::of_minutes(10)),
        code_attempts: Some(5),
        session_idle: Some(Duration::of_hours(12)),
        session_absolute: Some(Duration::of_days(30)),
        token_lifetime: Some(Duration::of_minutes(10)),
        refresh_token_idle: Some(Duration::of_days(14)),
        refresh_token_absolute: Some(Duration::of_days(90)),
        second_factor: Some(SecondFactor::Optional),
    }
}

/// The receiver confirms mileage numbers, too.
fn miles() -> MembershipLink {
    MembershipLink {
        name: "miles".to_owned(),
        titles: vec![title("en", "Aurora Miles"), title("fr", "Aurora Miles")],
        attribute: "mileageNumber".to_owned(),
        purpose: "service".to_owned(),
        verify: MembershipVerification {
            url: format!("https://{PARTNERS}/members/verify"),
            secret_ref: signing_secret("miles-signing"),
        },
        questions: vec![MembershipQuestion {
            name: "pin".to_owned(),
            titles: vec![
                title("en", "PIN of your card"),
                title("fr", "Code de votre carte"),
            ],
            hidden: Some(true),
        }],
        brands: vec![ObjectReference::local("aurora")],
    }
}

fn title(language: &str, text: &str) -> Title {
    Title {
        language: language.to_owned(),
        text: text.to_owned(),
    }
}

/// What calls to a partner are signed with. It is in a Secret that this example does not hold.
fn signing_secret(name: &str) -> SecretKeyReference {
    SecretKeyReference {
        name: name.to_owned(),
        key: Some("secret".to_owned()),
    }
}

fn signing() -> Signing {
    Signing {
        algorithms: vec![SigningAlgorithm::ES256, SigningAlgorithm::EdDSA],
        rotation_period: Some(Duration::of_days(30)),
        overlap: Some(Duration::of_days(1)),
        rotate_after: None,
    }
}

/// Companies whose people fly.
fn organizations() -> Organizations {
    let permission = |resource: &str, actions: &[&str]| RolePermission {
        resource: resource.to_owned(),
        actions: actions.iter().map(|action| (*action).to_owned()).collect(),
    };
    Organizations {
        roles: vec![
            OrganizationRole {
                name: "administrator".to_owned(),
                titles: vec![
                    title("en", "Administrator"),
                    title("fr", "Administratrice ou administrateur"),
                ],
                administrator: Some(true),
                permissions: vec![permission("invoice", &["read"])],
            },
            OrganizationRole {
                name: "traveller".to_owned(),
                titles: vec![
                    title("en", "Traveller"),
                    title("fr", "Voyageuse ou voyageur"),
                ],
                administrator: None,
                permissions: vec![permission("booking", &["read", "create"])],
            },
        ],
    }
}

/// The receiver that `cargo domicile up` runs in the cluster shows what would have been mailed.
fn mail() -> Mail {
    Mail {
        from: "no-reply@aurora.example".to_owned(),
        smtp: Smtp {
            host: "receiver.receiver.svc".to_owned(),
            port: 2525,
            encryption: SmtpEncryption::None,
            credentials_secret_ref: None,
        },
    }
}

/// The receiver is the SMS adapter, too.
fn sms() -> Sms {
    Sms {
        url: format!("https://{PARTNERS}/sms"),
        secret_ref: signing_secret("sms-signing"),
        countries: strings(["FR", "DE", "US", "JP"]),
        attribute: "phoneNumber".to_owned(),
        purpose: "service".to_owned(),
        second_factor: Some(true),
        hourly_limits: None,
    }
}

/// A host of the cluster, with a certificate of the airline's own authority.
fn partners() -> TrustedOutbound {
    TrustedOutbound {
        allowed_hosts: strings([PARTNERS]),
        networks: Vec::new(),
        ca_bundle_secret_ref: Some(SecretReference {
            name: "partners-authority".to_owned(),
        }),
    }
}

fn brand_teams() -> LabelSelector {
    LabelSelector {
        match_expressions: Some(vec![LabelSelectorRequirement {
            key: BRAND_TEAM_LABEL.to_owned(),
            operator: "Exists".to_owned(),
            values: None,
        }]),
        match_labels: None,
    }
}
