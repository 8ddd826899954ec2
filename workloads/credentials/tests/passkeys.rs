//! Answers of authenticators, right and wrong.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/authenticator.rs"]
mod authenticator;

use authenticator::{Authenticator, Factory};
use domicile_credentials::passkey::{
    Assertion, Ceremony, Credential, Maker, PasskeyError, Person, Registered, RelyingParty,
    Verified,
};
use proptest::prelude::*;

const HOME: &str = "https://eu.login.aurora.example";
const CAMILLE: Person<'static> = Person {
    handle: "eu.a-random-handle",
    name: "camille",
    display_name: "Camille",
};

fn aurora() -> RelyingParty {
    let origins = [HOME, "https://login.aurora.example"].map(str::to_owned);
    RelyingParty::new("aurora.example", &origins).unwrap()
}

fn registered(authenticator: &mut Authenticator) -> Credential {
    let (options, ceremony) = aurora().begin_registration("Aurora", CAMILLE, &[]).unwrap();
    let answer = authenticator.create(&options, HOME);
    let registered = aurora().finish_registration(&answer, &ceremony).unwrap();
    assert_eq!(registered.id, authenticator.credential_id);
    registered.credential
}

fn assert_with(
    authenticator: &mut Authenticator,
    credential: &Credential,
    origin: &str,
) -> Result<Verified, PasskeyError> {
    let (options, ceremony) = aurora().begin_assertion(&[]).unwrap();
    let assertion = Assertion::parse(&authenticator.get(&options, origin)).unwrap();
    aurora().finish_assertion(&assertion, &ceremony, credential)
}

fn refusal(outcome: Result<Verified, PasskeyError>) -> String {
    match outcome.unwrap_err() {
        PasskeyError::Refused(check) => check,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_discoverable_credential_with_user_verification_is_asked_for() {
    let (options, _) = aurora()
        .begin_registration("Aurora", CAMILLE, &[vec![1, 2, 3]])
        .unwrap();
    let asked = &options["publicKey"];
    assert_eq!(asked["rp"]["id"], "aurora.example");
    assert_eq!(asked["rp"]["name"], "Aurora");
    assert_eq!(asked["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(asked["authenticatorSelection"]["requireResidentKey"], true);
    assert_eq!(
        asked["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(asked["attestation"], "none");
    assert_eq!(asked["excludeCredentials"][0]["id"], "AQID");
    assert_eq!(asked["user"]["id"], "ZXUuYS1yYW5kb20taGFuZGxl");
}

#[test]
fn a_passkey_is_registered_and_signs_in() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    let verified = assert_with(&mut authenticator, &credential, HOME).unwrap();
    assert!(!verified.synchronised);
    let other_host = "https://login.aurora.example";
    assert!(assert_with(&mut authenticator, &credential, other_host).is_ok());
}

#[test]
fn an_answer_for_another_challenge_is_refused() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    let (options, _) = aurora().begin_assertion(&[]).unwrap();
    let (_, another) = aurora().begin_assertion(&[]).unwrap();
    let assertion = Assertion::parse(&authenticator.get(&options, HOME)).unwrap();
    let outcome = aurora().finish_assertion(&assertion, &another, &credential);
    assert_eq!(refusal(outcome), "MismatchedChallenge");
}

#[test]
fn an_answer_from_another_origin_is_refused() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    for origin in [
        "https://evil.example",
        "https://shop.aurora.example",
        "https://eu.login.aurora.example:8443",
        "http://eu.login.aurora.example",
        "https://eu.login.aurora.example.evil.example",
    ] {
        let outcome = assert_with(&mut authenticator, &credential, origin);
        assert_eq!(refusal(outcome), "InvalidRPOrigin", "{origin}");
    }
}

#[test]
fn an_answer_for_another_relying_party_is_refused() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    authenticator.domain = Some("evil.example".to_owned());
    let outcome = assert_with(&mut authenticator, &credential, HOME);
    assert_eq!(refusal(outcome), "InvalidRPIDHash");
}

#[test]
fn an_answer_without_user_verification_is_refused() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    authenticator.user_verification = false;
    let outcome = assert_with(&mut authenticator, &credential, HOME);
    assert_eq!(refusal(outcome), "UserNotVerified");
}

#[test]
fn a_signature_of_another_key_is_refused() {
    let mut authenticator = Authenticator::new(b"first");
    let credential = registered(&mut authenticator);
    let mut stranger = Authenticator::new(b"first");
    stranger.user_handle = authenticator.user_handle;
    let outcome = assert_with(&mut stranger, &credential, HOME);
    assert_eq!(refusal(outcome), "AuthenticationFailure");
}

#[test]
fn a_clone_is_noticed_by_its_counter() {
    let mut authenticator = Authenticator::new(b"first");
    authenticator.counter = 7;
    let credential = registered(&mut authenticator);
    let mut clone = authenticator.cloned();
    let verified = assert_with(&mut authenticator, &credential, HOME).unwrap();
    let kept = verified.changed.expect("the counter went up");
    assert_eq!(
        assert_with(&mut clone, &kept, HOME),
        Err(PasskeyError::Cloned)
    );
}

#[test]
fn a_synchronised_passkey_says_so() {
    let mut authenticator = Authenticator::new(b"first");
    authenticator.synchronised = true;
    let credential = registered(&mut authenticator);
    let verified = assert_with(&mut authenticator, &credential, HOME).unwrap();
    assert!(verified.synchronised);
}

#[test]
fn a_registration_from_another_origin_is_refused() {
    let (options, ceremony) = aurora().begin_registration("Aurora", CAMILLE, &[]).unwrap();
    let answer = Authenticator::new(b"first").create(&options, "https://evil.example");
    let outcome = aurora().finish_registration(&answer, &ceremony);
    assert_eq!(
        outcome.map(|_| ()),
        Err(PasskeyError::Refused("InvalidRPOrigin".to_owned()))
    );
}

#[test]
fn origins_outside_the_domain_are_a_mistake_of_the_configuration() {
    for origin in [
        "https://aurora.example.evil.example",
        "https://notaurora.example",
        "nothing",
    ] {
        let outcome = RelyingParty::new("aurora.example", &[origin.to_owned()]);
        assert!(outcome.is_err(), "{origin}");
    }
    assert!(RelyingParty::new("aurora.example", &[]).is_err());
}

#[test]
fn the_handle_that_an_answer_names_can_be_compared() {
    let mut authenticator = Authenticator::new(b"first");
    registered(&mut authenticator);
    let (options, _) = aurora().begin_assertion(&[]).unwrap();
    let assertion = Assertion::parse(&authenticator.get(&options, HOME)).unwrap();
    assert_eq!(assertion.user_handle(), Some("eu.a-random-handle"));
    assert!(assertion.is_of("eu.a-random-handle"));
    assert!(!assertion.is_of("eu.another-handle"));
}

proptest! {
    #[test]
    fn whatever_is_sent_is_refused_and_breaks_nothing(answer in ".{0,300}", state in ".{0,100}") {
        let ceremony = Ceremony(state);
        prop_assert!(aurora().finish_registration(&answer, &ceremony).is_err());
        prop_assert!(Assertion::parse(&answer).is_err());
    }

    #[test]
    fn a_changed_answer_is_refused(place in 0_usize..4, at in 0_usize..200, to in 0_u8..64) {
        let mut authenticator = Authenticator::new(b"first");
        let credential = registered(&mut authenticator);
        let (options, ceremony) = aurora().begin_assertion(&[]).unwrap();
        let genuine = authenticator.get(&options, HOME);
        let mut answer: serde_json::Value = serde_json::from_str(&genuine).unwrap();
        let field = ["clientDataJSON", "authenticatorData", "signature", "rawId"][place];
        let holder = if field == "rawId" { &mut answer } else { &mut answer["response"] };
        let mut text = holder[field].as_str().unwrap().to_owned().into_bytes();
        let at = at % (text.len() - 1);
        text[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[usize::from(to)];
        holder[field] = String::from_utf8(text).unwrap().into();
        prop_assume!(answer != serde_json::from_str::<serde_json::Value>(&genuine).unwrap());
        if let Ok(assertion) = Assertion::parse(&answer.to_string()) {
            prop_assert!(aurora().finish_assertion(&assertion, &ceremony, &credential).is_err());
        }
    }
}

const MODEL: [u8; 16] = [0x5a; 16];
const MODEL_NAME: &str = "5a5a5a5a-5a5a-5a5a-5a5a-5a5a5a5a5a5a";

fn strict(factory: &Factory, models: &[String]) -> RelyingParty {
    let maker = Maker {
        certificate: &factory.certificate,
        models,
    };
    aurora().trusting(&[maker]).unwrap()
}

fn register_with(
    relying_party: &RelyingParty,
    authenticator: &mut Authenticator,
) -> Result<Registered, PasskeyError> {
    let (options, ceremony) = relying_party
        .begin_registration("Aurora", CAMILLE, &[])
        .unwrap();
    assert_eq!(options["publicKey"]["attestation"], "direct");
    assert_eq!(
        options["publicKey"]["authenticatorSelection"]["residentKey"],
        "required"
    );
    assert!(!ceremony.0.contains("ca_list"), "who is trusted stays here");
    relying_party.finish_registration(&authenticator.create(&options, HOME), &ceremony)
}

fn refused(outcome: Result<Registered, PasskeyError>) -> String {
    match outcome.unwrap_err() {
        PasskeyError::Refused(check) => check,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_passkey_of_a_trusted_maker_is_registered_and_signs_in() {
    let factory = Factory::new("Acme Root");
    let mut authenticator = Authenticator::new(b"first");
    authenticator.attestation = Some(factory.attestation(MODEL));
    for models in [vec![], vec![MODEL_NAME.to_owned()]] {
        let registered = register_with(&strict(&factory, &models), &mut authenticator).unwrap();
        assert!(assert_with(&mut authenticator, &registered.credential, HOME).is_ok());
    }
}

#[test]
fn a_passkey_of_another_maker_or_model_or_of_nobody_is_refused() {
    let (trusted, other) = (Factory::new("Acme Root"), Factory::new("Acme Root"));
    let mut authenticator = Authenticator::new(b"first");
    assert_eq!(
        refused(register_with(&strict(&trusted, &[]), &mut authenticator)),
        "AttestationNotVerifiable"
    );
    authenticator.attestation = Some(other.attestation(MODEL));
    assert_eq!(
        refused(register_with(&strict(&trusted, &[]), &mut authenticator)),
        "AttestationChainNotTrusted"
    );
    authenticator.attestation = Some(trusted.attestation([7; 16]));
    let models = [MODEL_NAME.to_owned()];
    assert_eq!(
        refused(register_with(
            &strict(&trusted, &models),
            &mut authenticator
        )),
        "AttestationUntrustedAaguid"
    );
}

#[test]
fn a_passkey_that_is_copied_between_devices_is_refused_where_makers_are_chosen() {
    let factory = Factory::new("Acme Root");
    let mut authenticator = Authenticator::new(b"first");
    authenticator.synchronised = true;
    authenticator.attestation = Some(factory.attestation(MODEL));
    assert_eq!(
        refused(register_with(&strict(&factory, &[]), &mut authenticator)),
        "CredentialMayNotBeHardwareBound"
    );
}

#[test]
fn a_challenge_from_before_makers_were_chosen_lets_nobody_past_them() {
    let factory = Factory::new("Acme Root");
    let mut authenticator = Authenticator::new(b"first");
    let (options, ceremony) = aurora().begin_registration("Aurora", CAMILLE, &[]).unwrap();
    let answer = authenticator.create(&options, HOME);
    let outcome = strict(&factory, &[]).finish_registration(&answer, &ceremony);
    assert_eq!(refused(outcome), "AttestationNotVerifiable");
}

#[test]
fn a_maker_who_cannot_be_recognised_is_an_error() {
    let factory = Factory::new("Acme Root");
    let models = ["Acme Key 5".to_owned()];
    for (certificate, models) in [("root.pem", &[][..]), (&factory.certificate, &models[..])] {
        let maker = Maker {
            certificate,
            models,
        };
        assert_eq!(
            aurora().trusting(&[maker]).err(),
            Some(PasskeyError::Makers)
        );
    }
}
