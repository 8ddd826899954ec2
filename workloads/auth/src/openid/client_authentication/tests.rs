use axum::http::{HeaderMap, HeaderValue};
use base64ct::{Base64, Encoding};
use proptest::prelude::*;

use super::{Disbelief, Presented, is_proof};
use crate::{
    example::{SHOP_SECRET, bundle},
    web::parameters::Parameters,
};

fn presented(basic: Option<&str>) -> Presented {
    let mut headers = HeaderMap::new();
    if let Some(basic) = basic {
        let value = format!("Basic {}", Base64::encode_string(basic.as_bytes()));
        headers.insert("authorization", HeaderValue::from_str(&value).unwrap());
    }
    Presented::in_headers(&headers)
}

/// The client that is believed; nothing when it is not.
fn attempt(basic: Option<&str>, form: &str) -> Result<Option<String>, Disbelief> {
    let (id, credential) = presented(basic).credential(&Parameters::parse(form))?;
    let bundle = bundle("eu");
    let application = bundle.application(&id);
    Ok(application
        .filter(|application| is_proof(application, &credential))
        .map(|application| application.client_id.clone()))
}

#[test]
fn a_client_proves_itself_in_one_way() {
    let shop = Ok(Some("aurora.shop".to_owned()));
    let basic = format!("aurora.shop:{SHOP_SECRET}");
    assert_eq!(attempt(Some(&basic), ""), shop);
    let encoded = basic.replace('.', "%2E");
    assert_eq!(attempt(Some(&encoded), "client_id=aurora.shop"), shop);
    let form = format!("client_id=aurora.shop&client_secret={SHOP_SECRET}");
    assert_eq!(attempt(None, &form), shop);
    let public = attempt(None, "client_id=aurora.app");
    assert_eq!(public, Ok(Some("aurora.app".to_owned())));
}

#[test]
fn a_client_that_does_not_prove_itself_is_refused() {
    for (basic, form) in [
        (None, "client_id=aurora.shop"),
        (None, "client_id=aurora.shop&client_secret=x"),
        (None, "client_id=nobody"),
        (None, "client_id=aurora.app&client_secret=x"),
        (Some("aurora.shop:x"), ""),
        (Some("aurora.app:"), ""),
    ] {
        assert_eq!(attempt(basic, form), Ok(None), "{basic:?} {form}");
    }
    let wrong = Err(Disbelief::Wrong { basic: true });
    assert_eq!(attempt(Some("aurora.shop"), ""), wrong);
}

#[test]
fn a_client_that_contradicts_itself_is_refused() {
    let basic = format!("aurora.shop:{SHOP_SECRET}");
    for (basic, form) in [
        (None, ""),
        (Some(basic.as_str()), "client_secret=x"),
        (Some(basic.as_str()), "client_id=aurora.app"),
        (None, "client_id=aurora.app&client_id=aurora.shop"),
    ] {
        assert_eq!(attempt(basic, form), Err(Disbelief::Malformed), "{form}");
    }
}

proptest! {
    #[test]
    fn no_header_and_no_form_makes_the_reader_panic(header in "\\PC{0,60}", form in "\\PC{0,60}") {
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&header) {
            headers.insert("authorization", value);
        }
        let _ = Presented::in_headers(&headers).credential(&Parameters::parse(&form));
        let _ = presented(Some(&header)).credential(&Parameters::parse(&form));
    }

    #[test]
    fn an_identifier_and_a_secret_are_read_as_they_were_encoded(id in "\\PC{1,20}", secret in "\\PC{1,20}") {
        let encoded = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let basic = format!("{}:{}", encoded(&id), encoded(&secret));
        let (read, credential) = presented(Some(&basic)).credential(&Parameters::default()).unwrap();
        prop_assert_eq!(read, id);
        prop_assert!(credential == super::Credential::Basic(secret));
    }
}
