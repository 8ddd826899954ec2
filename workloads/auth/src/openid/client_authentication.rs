//! Who calls the token endpoint (RFC 6749, section 2.3).

use axum::http::{HeaderMap, header};
use base64ct::{Base64, Encoding};
use domicile_bundle::{Application, ApplicationType, Bundle};
use domicile_service::keys::hexadecimal;
use ring::digest::{SHA256, digest};
use url::form_urlencoded;

use crate::web::parameters::Parameters;

/// Why a client is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disbelief {
    /// More than one way of authentication, or none at all where one is needed.
    Malformed,
    /// Unknown client, wrong secret, or a way that is not this client's.
    Wrong {
        /// The client tried HTTP Basic, which asks for a challenge in the answer.
        basic: bool,
    },
}

/// Finds out which client calls.
///
/// # Errors
/// When it does not prove itself.
pub fn authenticate<'a>(
    bundle: &'a Bundle,
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<&'a Application, Disbelief> {
    let post_id = form.single("client_id").map_err(|_| Disbelief::Malformed)?;
    let post_secret = form
        .single("client_secret")
        .map_err(|_| Disbelief::Malformed)?;
    let Some(basic) = headers.get(header::AUTHORIZATION) else {
        let id = post_id.ok_or(Disbelief::Malformed)?;
        return proven(bundle, id, post_secret).ok_or(Disbelief::Wrong { basic: false });
    };
    let wrong = Disbelief::Wrong { basic: true };
    let (id, secret) = basic
        .to_str()
        .ok()
        .and_then(basic_credentials)
        .ok_or(wrong)?;
    if post_secret.is_some() || post_id.is_some_and(|other| other != id) {
        return Err(Disbelief::Malformed);
    }
    proven(bundle, &id, Some(&secret)).ok_or(wrong)
}

fn proven<'a>(bundle: &'a Bundle, id: &str, secret: Option<&str>) -> Option<&'a Application> {
    let application = bundle.application(id)?;
    let believed = match (application.application_type, secret) {
        (ApplicationType::Web, Some(secret)) => {
            let digest = hexadecimal(digest(&SHA256, secret.as_bytes()).as_ref());
            // Digests of 256 random bits are compared: how long that takes tells nothing about the secret.
            application.secret_digests.contains(&digest)
        }
        (ApplicationType::Web, None) => false,
        (ApplicationType::SinglePage | ApplicationType::Native, secret) => secret.is_none(),
    };
    believed.then_some(application)
}

/// User name and password of HTTP Basic, each form-encoded within (RFC 6749, section 2.3.1).
fn basic_credentials(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let decoded = String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret)))
}

fn form_decoded(text: &str) -> String {
    let escaped = text.replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(escaped.as_bytes())
        .map(|(name, _)| name.into_owned())
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use base64ct::{Base64, Encoding};

    use super::{Disbelief, authenticate};
    use crate::{
        example::{SHOP_SECRET, bundle},
        web::parameters::Parameters,
    };

    fn attempt(basic: Option<&str>, form: &str) -> Result<String, Disbelief> {
        let mut headers = HeaderMap::new();
        if let Some(basic) = basic {
            let value = format!("Basic {}", Base64::encode_string(basic.as_bytes()));
            headers.insert("authorization", HeaderValue::from_str(&value).unwrap());
        }
        authenticate(&bundle("eu"), &headers, &Parameters::parse(form))
            .map(|application| application.client_id.clone())
    }

    #[test]
    fn a_client_proves_itself_in_one_way() {
        let shop = Ok("aurora.shop".to_owned());
        let basic = format!("aurora.shop:{SHOP_SECRET}");
        assert_eq!(attempt(Some(&basic), ""), shop);
        assert_eq!(
            attempt(Some(&basic.replace('.', "%2E")), "client_id=aurora.shop"),
            shop
        );
        assert_eq!(
            attempt(
                None,
                &format!("client_id=aurora.shop&client_secret={SHOP_SECRET}")
            ),
            shop
        );
        assert_eq!(
            attempt(None, "client_id=aurora.app"),
            Ok("aurora.app".to_owned())
        );
    }

    #[test]
    fn a_client_that_does_not_prove_itself_is_refused() {
        let basic = format!("aurora.shop:{SHOP_SECRET}");
        let wrong = |basic| Err(Disbelief::Wrong { basic });
        assert_eq!(attempt(None, ""), Err(Disbelief::Malformed));
        assert_eq!(attempt(None, "client_id=aurora.shop"), wrong(false));
        assert_eq!(
            attempt(None, "client_id=aurora.shop&client_secret=x"),
            wrong(false)
        );
        assert_eq!(attempt(None, "client_id=nobody"), wrong(false));
        assert_eq!(
            attempt(None, "client_id=aurora.app&client_secret=x"),
            wrong(false)
        );
        assert_eq!(attempt(Some("aurora.shop:x"), ""), wrong(true));
        assert_eq!(attempt(Some("aurora.shop"), ""), wrong(true));
        assert_eq!(
            attempt(Some(&basic), "client_secret=x"),
            Err(Disbelief::Malformed)
        );
        assert_eq!(
            attempt(Some(&basic), "client_id=aurora.app"),
            Err(Disbelief::Malformed)
        );
        assert_eq!(
            attempt(None, "client_id=aurora.app&client_id=aurora.shop"),
            Err(Disbelief::Malformed)
        );
    }
}
