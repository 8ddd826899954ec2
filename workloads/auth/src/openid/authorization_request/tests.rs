use proptest::prelude::*;

use std::collections::BTreeSet;

use domicile_bundle::Bundle;
use domicile_jose::VerifyingKeys;

use super::{AuthorizationRequest, Carrier, Context, Prompt, Refusal, Untrusted};
use crate::{example::bundle, web::parameters::Parameters};

const GOOD: &str = "response_type=code&client_id=aurora.shop\
    &redirect_uri=https%3A%2F%2Fshop.aurora.localhost%3A8443%2Fcallback&scope=openid+email+unknown\
    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&state=s&nonce=n";

/// A good request with more parameters.
pub(crate) fn request(extra: &str) -> AuthorizationRequest {
    parse(&format!("{GOOD}{extra}")).unwrap()
}

fn parse(text: &str) -> Result<AuthorizationRequest, Refusal> {
    parse_under(&bundle("eu"), text)
}

fn parse_under(bundle: &Bundle, text: &str) -> Result<AuthorizationRequest, Refusal> {
    let context = Context {
        application: bundle.application("aurora.shop").unwrap(),
        issuer: &bundle.issuer,
        keys: &VerifyingKeys::of(domicile_residency::published_keys(bundle)),
    };
    AuthorizationRequest::parse(&context, &Parameters::parse(text))
}

fn error(text: &str) -> &'static str {
    match parse(text) {
        Err(Refusal::Redirect(_, problem)) => problem.error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_good_request_is_read_and_survives_the_way_to_another_region() {
    let request = parse(GOOD).unwrap();
    assert_eq!(request.scopes, ["openid", "email"]);
    let again = parse(&Parameters::parse(GOOD).to_query()).unwrap();
    assert_eq!(again, request);
    let bundle = bundle("eu");
    assert!(request.still_allowed(bundle.application("aurora.shop").unwrap()));
    assert!(!request.still_allowed(bundle.application("aurora.app").unwrap()));
}

#[test]
fn no_trick_with_the_redirect_uri_gets_a_redirect() {
    for uri in [
        "https://shop.aurora.localhost:8443/callback/",
        "https://shop.aurora.localhost:8443/Callback",
        "https://SHOP.aurora.localhost:8443/callback",
        "https://shop.aurora.localhost/callback",
        "https://shop.aurora.localhost:8443/callback?x=1",
        "https://shop.aurora.localhost:8443/callback#x",
        "https://shop.aurora.localhost:8443/callback/../evil",
        "https://shop.aurora.localhost:8443@evil.example/callback",
        "https://shop.aurora.localhost.evil.example:8443/callback",
        "https://evil.example/callback",
        "//evil.example/callback",
        "javascript:alert(1)",
        "",
    ] {
        let text = GOOD.replace(
            "https%3A%2F%2Fshop.aurora.localhost%3A8443%2Fcallback",
            &url::form_urlencoded::byte_serialize(uri.as_bytes()).collect::<String>(),
        );
        assert_eq!(
            parse(&text),
            Err(Refusal::Page(Untrusted::RedirectUri)),
            "{uri}"
        );
    }
    let twice = format!("{GOOD}&redirect_uri=https%3A%2F%2Fevil.example");
    assert_eq!(parse(&twice), Err(Refusal::Page(Untrusted::RedirectUri)));
    assert_eq!(
        parse(&GOOD.replace("aurora.shop", "nobody")),
        Err(Refusal::Page(Untrusted::Client))
    );
}

#[test]
fn a_pkce_downgrade_is_refused() {
    assert_eq!(
        error(&GOOD.replace("&code_challenge_method=S256", "")),
        "invalid_request"
    );
    assert_eq!(error(&GOOD.replace("S256", "plain")), "invalid_request");
    assert_eq!(
        error(&GOOD.replace("code_challenge=", "ignored=")),
        "invalid_request"
    );
    assert_eq!(error(&GOOD.replace("-cM&", "&")), "invalid_request");
}

#[test]
fn what_is_not_supported_is_said() {
    assert_eq!(
        error(&GOOD.replace("response_type=code", "response_type=token")),
        "unsupported_response_type"
    );
    assert_eq!(
        error(&GOOD.replace("response_type=code", "response_type=id_token+code")),
        "unsupported_response_type"
    );
    assert_eq!(
        error(&format!("{GOOD}&registration=%7B%7D")),
        "registration_not_supported"
    );
    assert_eq!(
        error(&format!("{GOOD}&response_mode=web_message")),
        "invalid_request"
    );
    assert_eq!(error(&GOOD.replace("openid+", "")), "invalid_scope");
    assert_eq!(
        error(&format!("{GOOD}&prompt=none+login")),
        "invalid_request"
    );
    assert_eq!(error(&format!("{GOOD}&max_age=-1")), "invalid_request");
    assert_eq!(error(&format!("{GOOD}&nonce=again")), "invalid_request");
    let unkept = GOOD.replace("nonce=", "nonce=%00");
    assert_eq!(error(&unkept), "invalid_request");
    assert_eq!(
        error(&format!("{GOOD}&ui_locales={}", "x".repeat(2400))),
        "invalid_request"
    );
    assert_eq!(error(&format!("{GOOD}&prompt=dance")), "invalid_request");
    assert_eq!(error(&format!("{GOOD}&resource=shop")), "invalid_target");
    assert_eq!(error(&format!("{GOOD}&dpop_jkt=short")), "invalid_request");
    assert_eq!(
        error(&format!("{GOOD}&id_token_hint=x.y.z")),
        "invalid_request"
    );
}

#[test]
fn what_is_not_understood_is_ignored() {
    assert_eq!(
        request("&display=wap&claims_locales=xx&unheard=1&unheard=2"),
        request("")
    );
}

#[test]
fn an_answer_goes_where_and_how_it_is_asked_for() {
    for (mode, carrier, signed) in [
        ("query", Carrier::Query, false),
        ("fragment", Carrier::Fragment, false),
        ("form_post", Carrier::FormPost, false),
        ("jwt", Carrier::Query, true),
        ("query.jwt", Carrier::Query, true),
        ("fragment.jwt", Carrier::Fragment, true),
        ("form_post.jwt", Carrier::FormPost, true),
    ] {
        let extra = format!("&response_mode={mode}");
        let found = request(&extra).response_mode;
        let is_signed = found.signed_with.is_some();
        assert_eq!((found.carrier, is_signed), (carrier, signed), "{mode}");
        // What is wrong with a request is said in the mode that it asks for.
        match parse(&format!("{GOOD}{extra}&prompt=dance")) {
            Err(Refusal::Redirect(recipient, _)) => assert_eq!(recipient.response_mode, found),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_login_hint_is_not_shown_by_debug_output() {
    let request = request("&login_hint=camille%40example.test");
    assert!(!format!("{request:?}").contains("camille"));
}

#[test]
fn prompts_are_understood() {
    for (text, expected) in [
        ("", vec![]),
        ("&prompt=none", vec![Prompt::None]),
        ("&prompt=login", vec![Prompt::Login]),
        ("&prompt=consent", vec![Prompt::Consent]),
        ("&prompt=select_account", vec![Prompt::SelectAccount]),
        ("&prompt=login+create", vec![Prompt::Login, Prompt::Create]),
        (
            "&prompt=consent+login+consent",
            vec![Prompt::Login, Prompt::Consent],
        ),
    ] {
        let expected: BTreeSet<Prompt> = expected.into_iter().collect();
        assert_eq!(request(text).prompts, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic_or_redirect_elsewhere(text in "\\PC{0,200}", position in 0_usize..300) {
        let mut mixed = GOOD.to_owned();
        mixed.insert_str(position.min(GOOD.len()), &text);
        match parse(&mixed) {
            Ok(AuthorizationRequest { redirect_uri, .. }) => {
                prop_assert_eq!(redirect_uri, "https://shop.aurora.localhost:8443/callback");
            }
            Err(Refusal::Redirect(recipient, _)) => {
                prop_assert_eq!(&recipient.redirect_uri, "https://shop.aurora.localhost:8443/callback");
            }
            Err(Refusal::Page(_)) => {}
        }
    }
}
