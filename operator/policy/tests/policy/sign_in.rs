//! Limits of sign-in that agree with each other.

use domicile_bundle::{
    AttributeType, ExternalIssuer, KeepSignedIn, PasskeyMaker, ProvidedClaim, ProviderProtocol,
    SignIn, Sms, SmsLimits, SocialProvider,
};
use domicile_policy::prove_after;
use insta::assert_snapshot;

use crate::{
    fixture::{airline::airline, lines},
    memberships::membership_link,
};

/// A root certificate that nobody holds the key of.
const ROOT: &str = include_str!("fixture/maker.pem");

/// What the tenant is told when it is changed so.
fn told(change: impl FnOnce(&mut SignIn)) -> String {
    let before = airline();
    let mut input = before.clone();
    change(&mut input.tenant.sign_in);
    lines(&prove_after(&input, Some(&before)))
}

#[test]
fn a_session_that_ends_before_it_may_rest_that_long_is_refused() {
    assert_snapshot!(told(|limits| limits.session_absolute_seconds = 1799), @"IdentityTenant aurora/aurora spec.signIn.sessionAbsolute: a person who comes back after 1799s would be signed out, although sessionIdle lets a session rest for 30m; make sessionAbsolute 30m or more, or sessionIdle 1799s or less; the version accepted last stays in force");
    assert_snapshot!(told(|limits| limits.session_idle_seconds = 2 * 86_400), @"IdentityTenant aurora/aurora spec.signIn.sessionAbsolute: a person who comes back after 1d would be signed out, although sessionIdle lets a session rest for 2d; make sessionAbsolute 2d or more, or sessionIdle 1d or less; the version accepted last stays in force");
    assert_snapshot!(told(|limits| limits.session_idle_seconds = limits.session_absolute_seconds), @"");
}

#[test]
fn what_ends_at_once_is_refused() {
    assert_snapshot!(told(|limits| {
        limits.code_lifetime_seconds = 0;
        limits.code_attempts = 0;
        limits.session_idle_seconds = 0;
        limits.session_absolute_seconds = 0;
        limits.token_lifetime_seconds = 0;
        limits.refresh_token_idle_seconds = 0;
        limits.refresh_token_absolute_seconds = 0;
    }), @r"
    IdentityTenant aurora/aurora spec.signIn.codeAttempts: a person could not type the code from the mail even once; write 1 or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.codeLifetime: a person could not type the code from the mail before it ends; write 1m or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.refreshTokenAbsolute: an application could not keep a person signed in even once: its refresh token ends before it is used; write 1m or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.refreshTokenIdle: an application could not keep a person signed in even once: its refresh token ends before it is used; write 1m or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.sessionAbsolute: a person who has signed in would be signed out at once; write 1m or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.sessionIdle: a person who has signed in would be signed out at the next click; write 1m or more; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.tokenLifetime: a person who has signed in would be nobody to the application, because the token ends before it is read; write 1m or more; the version accepted last stays in force
    ");
}

#[test]
fn refresh_tokens_that_end_before_they_may_rest_that_long_are_refused() {
    assert_snapshot!(told(|limits| limits.refresh_token_absolute_seconds = 3600), @"IdentityTenant aurora/aurora spec.signIn.refreshTokenAbsolute: an application that comes back after 1h would have to sign its person in again, although refreshTokenIdle lets a refresh token rest for 1d; make refreshTokenAbsolute 1d or more, or refreshTokenIdle 1h or less; the version accepted last stays in force");
}

#[test]
fn refresh_tokens_that_end_before_the_tokens_that_came_with_them_are_refused() {
    assert_snapshot!(told(|limits| limits.refresh_token_idle_seconds = 300), @"IdentityTenant aurora/aurora spec.signIn.refreshTokenIdle: an application that refreshes its token when that ends, after 10m, would have to sign its person in again, because the refresh token may rest for 5m only; make refreshTokenIdle 10m or more, or tokenLifetime 5m or less; the version accepted last stays in force");
    assert_snapshot!(told(|limits| limits.refresh_token_idle_seconds = limits.token_lifetime_seconds), @"");
}

#[test]
fn staying_signed_in_for_a_shorter_time_is_refused() {
    let kept = |idle_seconds, absolute_seconds| {
        told(|limits| {
            limits.keep_signed_in = Some(KeepSignedIn {
                idle_seconds,
                absolute_seconds,
            });
        })
    };
    assert_snapshot!(kept(1800, 1800), @"");
    assert!(kept(60, 86_400).contains("make keepSignedIn.idle 30m or more"));
    assert!(kept(86_400, 3600).contains("make keepSignedIn.absolute 1d or more"));
}

/// A provider that gives this claim for that purpose.
fn provider(attribute: &str, purpose: &str) -> SocialProvider {
    SocialProvider {
        name: "example".to_owned(),
        display_name: "Example".to_owned(),
        protocol: ProviderProtocol::OpenIdConnect("https://id.example".to_owned()),
        client_id: "aurora".to_owned(),
        has_secret: false,
        scopes: Vec::new(),
        claims: vec![ProvidedClaim {
            attribute: attribute.to_owned(),
            claim: "given_name".to_owned(),
            purpose: purpose.to_owned(),
        }],
    }
}

#[test]
fn what_a_provider_says_has_a_place_and_a_purpose() {
    let of = |attribute, purpose| told(|limits| limits.social = vec![provider(attribute, purpose)]);
    assert_snapshot!(of("givenName", "service"), @"");
    assert_snapshot!(of("shoeSize", "service"), @"IdentityTenant aurora/aurora spec.signIn.social[0].claims[0].attribute: given_name of what Example says would be taken of nobody: no ProfileSchema of the tenant has the attribute shoeSize; add it, or name another");
    assert_snapshot!(of("email", "service"), @"IdentityTenant aurora/aurora spec.signIn.social[0].claims[0].attribute: given_name of what Example says would be taken of nobody: email finds a person, and a provider's word must not: people prove it here; name another attribute");
    assert_snapshot!(of("givenName", "profit"), @"IdentityTenant aurora/aurora spec.signIn.social[0].claims[0].purpose: given_name of what Example says would be taken of nobody: no ConsentPolicy of the tenant has the purpose profit; add it, or name another");
    assert_snapshot!(of("givenName", "marketing"), @"IdentityTenant aurora/aurora spec.signIn.social[0].claims[0].purpose: given_name of what Example says would be taken of nobody: the purpose marketing does not cover givenName; add the attribute to the purpose, or name another purpose");
}

#[test]
fn what_an_external_issuer_says_and_the_number_of_a_membership_have_a_place_and_a_purpose() {
    let external = |attribute, purpose| {
        told(|limits| {
            limits.external = Some(ExternalIssuer {
                provider: provider(attribute, purpose),
                authoritative_for_email: false,
                residence_claim: None,
            });
        })
    };
    assert_snapshot!(external("givenName", "service"), @"");
    assert!(external("email", "service").contains("spec.signIn.external.claims[0].attribute"));
    let link = |attribute: &str, purpose: &str| {
        told(|limits| limits.membership_links = vec![membership_link(attribute, purpose)])
    };
    assert_snapshot!(link("givenName", "service"), @"");
    assert_snapshot!(link("email", "service"), @"IdentityTenant aurora/aurora spec.signIn.membershipLinks[0].attribute: nobody could link the membership miles: email finds a person, and a provider's word must not: people prove it here; name another attribute");
    assert_snapshot!(link("givenName", "profit"), @"IdentityTenant aurora/aurora spec.signIn.membershipLinks[0].purpose: nobody could link the membership miles: no ConsentPolicy of the tenant has the purpose profit; add it, or name another");
}

#[test]
fn the_number_of_a_membership_is_kept_as_a_text() {
    let mut input = airline();
    let attributes = input
        .schemas
        .iter_mut()
        .flat_map(|schema| &mut schema.attributes);
    for attribute in attributes.filter(|attribute| attribute.name == "givenName") {
        attribute.attribute_type = AttributeType::Integer;
    }
    input.tenant.sign_in.membership_links = vec![membership_link("givenName", "service")];
    let told = lines(&prove_after(&input, None));
    assert!(told.contains("givenName is no text"), "{told}");
}

/// What is said of a telephone number that is kept so.
fn told_of_sms(attribute: &str, purpose: &str) -> String {
    let mut input = airline();
    input.tenant.sms = Some(sms(attribute, purpose));
    lines(&prove_after(&input, None))
}

fn sms(attribute: &str, purpose: &str) -> Sms {
    Sms {
        url: "https://sms.example/send".to_owned(),
        countries: vec!["FR".to_owned(), "DE".to_owned(), "FR".to_owned()],
        attribute: attribute.to_owned(),
        purpose: purpose.to_owned(),
        second_factor: false,
        limits: SmsLimits::RECOMMENDED,
    }
}

#[test]
fn a_telephone_number_has_a_place_and_a_purpose() {
    assert_snapshot!(told_of_sms("givenName", "service"), @"");
    assert_snapshot!(told_of_sms("phoneNumber", "service"), @"IdentityTenant aurora/aurora spec.sms.attribute: nobody could prove a telephone number: no ProfileSchema of the tenant has the attribute phoneNumber; add it, or name another");
    assert_snapshot!(told_of_sms("givenName", "marketing"), @"IdentityTenant aurora/aurora spec.sms.purpose: nobody could prove a telephone number: the purpose marketing does not cover givenName; add the attribute to the purpose, or name another purpose");
}

#[test]
fn messages_are_sent_only_where_a_number_can_be_kept() {
    let compiled = |purpose: &str| {
        let mut input = airline();
        input.tenant.sms = Some(sms("givenName", purpose));
        domicile_policy::compile(&prove_after(&input, None).accepted, "eu").unwrap()
    };
    let countries = compiled("service").sms.map(|sms| sms.countries);
    assert_eq!(countries, Some(vec!["DE".to_owned(), "FR".to_owned()]));
    assert_eq!(compiled("marketing").sms, None);
}

#[test]
fn only_what_may_be_taken_reaches_the_bundle() {
    let mut input = airline();
    input.tenant.sign_in.social = vec![
        provider("givenName", "service"),
        provider("givenName", "marketing"),
    ];
    input.tenant.sign_in.membership_links = vec![
        membership_link("givenName", "service"),
        membership_link("givenName", "marketing"),
    ];
    let bundle = domicile_policy::compile(&prove_after(&input, None).accepted, "eu").unwrap();
    let claims: Vec<usize> = bundle
        .sign_in
        .social
        .iter()
        .map(|provider| provider.claims.len())
        .collect();
    assert_eq!(claims, [1, 0]);
    assert_eq!(bundle.sign_in.membership_links.len(), 1);
}

#[test]
fn a_maker_of_passkeys_whose_certificate_cannot_be_read_is_refused() {
    let of = |certificate: &str| PasskeyMaker {
        certificate: certificate.to_owned(),
        models: vec![],
    };
    assert_snapshot!(told(|limits| limits.passkey_makers = vec![of(ROOT)]), @"");
    let cut = ROOT.replace("MIIB", "MIIA");
    let twice = format!("{ROOT}{ROOT}");
    assert_snapshot!(told(|limits| limits.passkey_makers = vec![of(ROOT), of(&cut), of(&twice)]), @r"
    IdentityTenant aurora/aurora spec.signIn.passkeys.makers[1].certificate: a person could make no passkey with this maker's keys: the certificate cannot be read; write the root certificate that the maker publishes, in PEM; the version accepted last stays in force
    IdentityTenant aurora/aurora spec.signIn.passkeys.makers[2].certificate: a person could make no passkey with this maker's keys: the certificate cannot be read; write the root certificate that the maker publishes, in PEM; the version accepted last stays in force
    ");
}
