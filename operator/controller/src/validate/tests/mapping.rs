//! What resources say reaches the proof and the bundle, field by field, each with a value that is no default.

use domicile_api::{
    Duration, ObjectReference, application,
    examples::airline,
    external_issuer::ExternalIssuer,
    identity_tenant,
    membership_link::{MembershipLink, MembershipQuestion, MembershipVerification},
    passkey::{PasskeyMaker, Passkeys},
    password::{LeakedPasswords, PasswordPolicy},
    profile_schema::Title,
    progressive_profile::{WantedAttribute, When},
    sign_in,
    signing::SigningAlgorithm,
    sms::{Sms, SmsLimits},
    social_sign_in::SecretKeyReference,
};
use domicile_bundle::{
    Acceptance, AssuranceLevel, ProviderProtocol, ResourceServer, ResponseSigning, SecondFactor,
    SecurityProfile,
};
use domicile_jose::Algorithm;

use super::{accepted_airline, decide, stored};

const MILES: &str = "https://miles.aurora.localhost/";

#[test]
fn what_an_application_says_of_tokens_and_assurance_reaches_the_bundle() {
    for (written, compiled) in [
        (
            application::AssuranceLevel::SingleFactor,
            AssuranceLevel::SingleFactor,
        ),
        (
            application::AssuranceLevel::MultiFactor,
            AssuranceLevel::MultiFactor,
        ),
        (
            application::AssuranceLevel::PhishingResistant,
            AssuranceLevel::PhishingResistant,
        ),
    ] {
        let mut shop = airline::application::shop();
        let bookings = airline::tenant::BOOKINGS.to_owned();
        shop.spec.resources = vec![bookings.clone()];
        shop.spec.resource_server = Some(bookings.clone());
        shop.spec.minimum_acr = Some(written);
        shop.spec.dpop_bound_access_tokens = Some(true);
        let mut read = accepted_airline();
        read.attached.applications = vec![stored(shop)];
        let in_force = decide(&read).in_force.unwrap();
        let shop = &in_force.accepted.applications()[0];
        assert_eq!(shop.resources, std::slice::from_ref(&bookings));
        let shop = in_force.bundles["eu"]
            .bundle
            .application("aurora.shop")
            .unwrap();
        assert_eq!(shop.resources[0].identifier, bookings);
        assert_eq!(shop.resource_server, Some(bookings));
        assert_eq!(shop.minimum_acr, Some(compiled));
        assert!(shop.dpop_bound_access_tokens);
    }
}

#[test]
fn what_an_application_says_of_its_requests_and_its_profile_reaches_the_bundle() {
    let mut shop = airline::application::shop();
    let uris = vec!["https://shop.aurora.example/request".to_owned()];
    shop.spec.request_uris.clone_from(&uris);
    shop.spec.require_signed_request_object = Some(true);
    shop.spec.security_profile = Some(application::SecurityProfile::Fapi2);
    shop.spec.tls_client_certificate_bound_access_tokens = Some(true);
    let mut read = accepted_airline();
    read.attached.applications = vec![stored(shop)];
    let in_force = decide(&read).in_force.unwrap();
    let shop = in_force.bundles["eu"]
        .bundle
        .application("aurora.shop")
        .unwrap();
    assert_eq!(shop.authorization.request_uris, uris);
    assert!(shop.authorization.requires_signed_requests);
    assert_eq!(shop.authorization.security_profile, SecurityProfile::Fapi2);
    assert!(shop.tls_client_certificate_bound_access_tokens);
}

#[test]
fn what_is_signed_with_what_reaches_the_keys_and_the_bundle() {
    let mut tenant = airline::tenant::aurora();
    tenant.spec.signing.as_mut().unwrap().algorithms =
        vec![SigningAlgorithm::EdDSA, SigningAlgorithm::ES256];
    let mut shop = airline::application::shop();
    shop.spec.id_token_signed_response_alg = Some(SigningAlgorithm::ES256);
    shop.spec.userinfo_signed_response_alg = Some(SigningAlgorithm::EdDSA);
    shop.spec.authorization_signed_response_alg = Some(SigningAlgorithm::EdDSA);
    let mut read = super::airline();
    read.tenant = stored(tenant);
    read.attached.applications = vec![stored(shop)];
    let in_force = decide(&read).in_force.unwrap();
    let bundle = &in_force.bundles["eu"].bundle;
    let offered = [Algorithm::EdDSA, Algorithm::ES256];
    assert_eq!(bundle.openid.signing_algorithms.as_slice(), offered);
    for region in &bundle.regions {
        let mut published: Vec<_> = region.signing_keys.iter().map(|key| &key["alg"]).collect();
        published.sort_by_key(ToString::to_string);
        assert_eq!(published, ["ES256", "EdDSA"], "{}", region.name);
    }
    let wanted = ResponseSigning {
        id_token: Algorithm::ES256,
        authorization: Algorithm::EdDSA,
        userinfo: Some(Algorithm::EdDSA),
    };
    assert_eq!(bundle.application("aurora.shop").unwrap().signing, wanted);
}

/// A maker of passkeys, with a certificate of its own.
fn acme() -> PasskeyMaker {
    PasskeyMaker {
        name: "acme".to_owned(),
        certificate: include_str!("../../../../policy/tests/policy/fixture/maker.pem").to_owned(),
        models: vec!["ee882879-721c-4913-9775-3dfcce97072a".to_owned()],
    }
}

#[test]
fn what_a_tenant_says_of_apis_and_limits_reaches_the_proof_and_the_bundle() {
    for (written, compiled) in [
        (sign_in::SecondFactor::Disabled, SecondFactor::Disabled),
        (sign_in::SecondFactor::Optional, SecondFactor::Optional),
        (sign_in::SecondFactor::Required, SecondFactor::Required),
    ] {
        let mut tenant = airline::tenant::aurora();
        tenant
            .spec
            .resource_servers
            .push(identity_tenant::ResourceServer {
                identifier: MILES.to_owned(),
                scopes: vec!["miles_spend".to_owned(), "miles_read".to_owned()],
                access_token_signing_alg: Some(SigningAlgorithm::ES256),
            });
        let limits = tenant.spec.sign_in.as_mut().unwrap();
        limits.refresh_token_idle = Some(Duration::of_days(3));
        limits.refresh_token_absolute = Some(Duration::of_days(7));
        limits.second_factor = Some(written);
        limits.passkeys = Some(Passkeys {
            makers: vec![acme()],
        });
        let mut read = super::airline();
        read.tenant = stored(tenant);
        let in_force = decide(&read).in_force.unwrap();
        let servers = &in_force.accepted.tenant().unwrap().resource_servers;
        assert_eq!(servers.len(), 2);
        assert_eq!(
            servers[1],
            ResourceServer {
                identifier: MILES.to_owned(),
                scopes: vec!["miles_spend".to_owned(), "miles_read".to_owned()],
                access_token_signing_alg: Some(Algorithm::ES256),
            }
        );
        let limits = &in_force.bundles["eu"].bundle.sign_in;
        assert_eq!(limits.refresh_token_idle_seconds, 3 * 86_400);
        assert_eq!(limits.refresh_token_absolute_seconds, 7 * 86_400);
        assert_eq!(limits.second_factor, compiled);
        let [maker] = limits.passkey_makers.as_slice() else {
            panic!("one maker");
        };
        assert_eq!(
            (&maker.certificate, &maker.models),
            (&acme().certificate, &acme().models)
        );
    }
}

/// How people sign in to a tenant that says this of it.
fn compiled(written: sign_in::SignIn) -> domicile_bundle::SignIn {
    let mut tenant = airline::tenant::aurora();
    tenant.spec.sign_in = Some(written);
    let mut read = accepted_airline();
    read.tenant = stored(tenant);
    let in_force = decide(&read).in_force.unwrap();
    in_force.bundles["eu"].bundle.sign_in.clone()
}

#[test]
fn what_a_tenant_does_not_say_of_sign_in_is_the_default() {
    let compiled = compiled(sign_in::SignIn::default());
    assert_eq!(compiled, domicile_bundle::SignIn::default());
}

#[test]
fn the_service_of_leaked_passwords_reaches_the_bundle() {
    let range_url = "https://leaked.example/range/".to_owned();
    let leaked_passwords = Some(LeakedPasswords {
        range_url: range_url.clone(),
    });
    let password = PasswordPolicy {
        leaked_passwords,
        ..PasswordPolicy::default()
    };
    let compiled = compiled(sign_in::SignIn {
        password: Some(password),
        ..sign_in::SignIn::default()
    });
    assert_eq!(compiled.leaked_passwords_range_url, Some(range_url));
}

#[test]
fn what_a_tenant_says_of_an_external_issuer_and_of_memberships_reaches_the_bundle() {
    let secret = |name: &str, key: &str| SecretKeyReference {
        name: name.to_owned(),
        key: Some(key.to_owned()),
    };
    let mut tenant = airline::tenant::aurora();
    tenant.spec.sign_in = Some(sign_in::SignIn {
        external: Some(ExternalIssuer {
            display_name: "Aurora staff".to_owned(),
            issuer: "https://id.example/realms/aurora".to_owned(),
            client_id: "domicile".to_owned(),
            client_secret_ref: Some(secret("keycloak", "client-secret")),
            scopes: vec!["email".to_owned()],
            claims: Vec::new(),
            authoritative_for_email: Some(true),
            residence_claim: Some("country".to_owned()),
        }),
        membership_links: vec![MembershipLink {
            name: "miles".to_owned(),
            titles: vec![Title {
                language: "en".to_owned(),
                text: "Aurora Miles".to_owned(),
            }],
            attribute: "givenName".to_owned(),
            purpose: "service".to_owned(),
            verify: MembershipVerification {
                url: "https://miles.example/verify".to_owned(),
                secret_ref: secret("miles", "secret"),
            },
            questions: vec![MembershipQuestion {
                name: "pin".to_owned(),
                titles: Vec::new(),
                hidden: Some(true),
            }],
            brands: vec![
                ObjectReference::local("aurora"),
                ObjectReference {
                    name: "holidays".to_owned(),
                    namespace: Some("aurora-holidays".to_owned()),
                },
            ],
        }],
        ..sign_in::SignIn::default()
    });
    let mut read = super::airline();
    read.tenant = stored(tenant);
    let in_force = decide(&read).in_force.unwrap();
    let compiled = &in_force.bundles["eu"].bundle.sign_in;
    let external = compiled.external.as_ref().unwrap();
    assert_eq!(external.provider.name, "external");
    assert_eq!(external.provider.client_id, "domicile");
    assert_eq!(
        external.provider.protocol,
        ProviderProtocol::OpenIdConnect("https://id.example/realms/aurora".to_owned())
    );
    assert!(external.provider.has_secret && external.authoritative_for_email);
    assert_eq!(external.residence_claim.as_deref(), Some("country"));
    // What the issuer demands is its business.
    assert_eq!(compiled.second_factor, SecondFactor::Disabled);
    let link = &compiled.membership_links[0];
    assert_eq!(link.titles["en"], "Aurora Miles");
    assert_eq!(link.verification_url, "https://miles.example/verify");
    assert!(link.questions[0].hidden);
    assert_eq!(link.brands, ["aurora-holidays/holidays", "aurora/aurora"]);
}

#[test]
fn what_a_tenant_says_of_messages_reaches_the_bundle_with_recommended_limits() {
    let mut tenant = airline::tenant::aurora();
    tenant.spec.sms = Some(Sms {
        url: "https://sms.example/send".to_owned(),
        secret_ref: SecretKeyReference {
            name: "sms".to_owned(),
            key: None,
        },
        countries: vec!["FR".to_owned(), "DE".to_owned()],
        attribute: "givenName".to_owned(),
        purpose: "service".to_owned(),
        second_factor: Some(true),
        hourly_limits: Some(SmsLimits {
            per_country: Some(7),
            ..SmsLimits::default()
        }),
    });
    let mut read = super::airline();
    read.tenant = stored(tenant);
    let in_force = decide(&read).in_force.unwrap();
    let sms = in_force.bundles["eu"].bundle.sms.clone().unwrap();
    assert_eq!(sms.url, "https://sms.example/send");
    assert_eq!(sms.countries, ["DE", "FR"]);
    assert!(sms.second_factor);
    let recommended = domicile_bundle::SmsLimits::RECOMMENDED;
    let expected = domicile_bundle::SmsLimits {
        per_country: 7,
        ..recommended
    };
    assert_eq!(sms.limits, expected);
}

#[test]
fn what_a_brand_says_of_its_documents_reaches_the_bundle() {
    const NOVEMBER: i64 = 1_793_491_200;
    let in_force = decide(&accepted_airline()).in_force.unwrap();
    let brand = in_force.bundles["eu"]
        .bundle
        .brand("aurora/aurora")
        .unwrap();
    let names: Vec<_> = brand
        .documents
        .iter()
        .map(|own| own.name.as_str())
        .collect();
    assert_eq!(names, ["privacy", "terms"]);
    let [privacy, terms] = brand.documents.as_slice() else {
        panic!("two documents");
    };
    assert_eq!(privacy.acceptance, Acceptance::Shown);
    assert_eq!(privacy.reconsent_before, None);
    assert_eq!(terms.acceptance, Acceptance::Required);
    assert_eq!(terms.effective_at, Some(NOVEMBER));
    assert_eq!(terms.reconsent_before, Some(NOVEMBER));
    assert!(terms.texts.iter().all(|text| text.changes.is_some()));
}

#[test]
fn what_an_application_asks_people_for_reaches_the_bundle() {
    let seat = |when, required| WantedAttribute {
        attribute: "seatPreference".to_owned(),
        purpose: "marketing".to_owned(),
        when,
        required,
        ask_again_after: None,
    };
    let compiled = |written: WantedAttribute| {
        let mut shop = airline::application::shop();
        shop.spec.progressive_profile = vec![written];
        let mut read = accepted_airline();
        read.attached.applications = vec![stored(shop)];
        let in_force = decide(&read).in_force.unwrap();
        let bundle = &in_force.bundles["eu"].bundle;
        let shop = bundle.application("aurora.shop").unwrap();
        shop.progressive_profile[0].clone()
    };
    let when = When {
        sign_ins: Some(3),
        scope: Some("profile".to_owned()),
    };
    let found = compiled(seat(Some(when), Some(true)));
    assert_eq!(found.attribute, "seatPreference");
    assert_eq!(found.purpose, "marketing");
    assert_eq!(
        (found.sign_ins, found.scope.as_deref()),
        (3, Some("profile"))
    );
    assert!(found.required);
    let found = compiled(seat(None, None));
    assert_eq!(
        (found.sign_ins, found.scope, found.required),
        (1, None, false)
    );
    assert_eq!(found.ask_again_seconds, 90 * 86_400);
}
