use proptest::prelude::*;

use super::{AuthorizationRequest, Prompt, Refusal, Untrusted};
use crate::{example::bundle, web::parameters::Parameters};

const GOOD: &str = "response_type=code&client_id=aurora.shop\
    &redirect_uri=https%3A%2F%2Fshop.aurora.localhost%3A8443%2Fcallback&scope=openid+email+unknown\
    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&state=s&nonce=n";

fn parse(text: &str) -> Result<AuthorizationRequest, Refusal> {
    let (bundle, parameters) = (bundle("eu"), Parameters::parse(text));
    AuthorizationRequest::parse(
        bundle.application(parameters.field("client_id")),
        &parameters,
    )
}

fn error(text: &str) -> &'static str {
    match parse(text) {
        Err(Refusal::Redirect { error, .. }) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_good_request_is_read_and_survives_the_way_to_another_region() {
    let request = parse(GOOD).unwrap();
    assert_eq!(request.scopes, ["openid", "email"]);
    assert_eq!(parse(&request.to_query()).unwrap(), request);
    assert!(request.still_allowed(bundle("eu").application("aurora.shop").unwrap()));
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
    assert_eq!(error(&format!("{GOOD}&request=x")), "request_not_supported");
    assert_eq!(
        error(&format!("{GOOD}&request_uri=https://a")),
        "request_uri_not_supported"
    );
    assert_eq!(
        error(&format!("{GOOD}&response_mode=fragment")),
        "invalid_request"
    );
    assert_eq!(error(&GOOD.replace("openid+", "")), "invalid_scope");
    assert_eq!(
        error(&format!("{GOOD}&prompt=none+login")),
        "invalid_request"
    );
    assert_eq!(error(&format!("{GOOD}&max_age=-1")), "invalid_request");
    assert_eq!(error(&format!("{GOOD}&nonce=again")), "invalid_request");
    assert_eq!(
        error(&format!("{GOOD}&ui_locales={}", "x".repeat(2000))),
        "invalid_request"
    );
}

#[test]
fn prompts_are_understood() {
    for (text, expected) in [
        ("", None),
        ("&prompt=none", Some(Prompt::None)),
        ("&prompt=login", Some(Prompt::Login)),
        ("&prompt=consent", None),
        ("&prompt=select_account", Some(Prompt::Login)),
        ("&prompt=login+create", Some(Prompt::Create)),
    ] {
        assert_eq!(
            parse(&format!("{GOOD}{text}")).unwrap().prompt,
            expected,
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic_or_redirect_elsewhere(text in "\\PC{0,200}", position in 0_usize..300) {
        let mut mixed = GOOD.to_owned();
        mixed.insert_str(position.min(GOOD.len()), &text);
        match parse(&mixed) {
            Ok(AuthorizationRequest { redirect_uri, .. }) | Err(Refusal::Redirect { redirect_uri, .. }) => {
                prop_assert_eq!(redirect_uri, "https://shop.aurora.localhost:8443/callback");
            }
            Err(Refusal::Page(_)) => {}
        }
    }
}
