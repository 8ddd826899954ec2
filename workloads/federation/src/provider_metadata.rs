//! Metadata of a provider (`OpenID` Connect Discovery 1.0, section 3; RFC 8414, section 2).

use domicile_jose::Algorithm;
use serde::Deserialize;
use url::Url;

use crate::{ClientAuthentication, Issuer, issuer::endpoint};

/// What is known of a provider that speaks `OpenID` Connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderMetadata {
    /// Where the browser is sent.
    pub authorization_endpoint: Url,
    /// Where the code is changed for tokens.
    pub token_endpoint: Url,
    /// Where claims are that the ID token does not have.
    pub userinfo_endpoint: Option<Url>,
    /// Where its keys are.
    pub jwks_uri: Url,
    /// Where people sign out of it (`OpenID` Connect RP-Initiated Logout 1.0).
    pub end_session_endpoint: Option<Url>,
    /// What its ID tokens may be signed with: what it names, of what is allowed here.
    pub algorithms: Vec<Algorithm>,
    /// How a client with a secret proves itself.
    pub authentication: ClientAuthentication,
    /// Whether every answer names the issuer (RFC 9207, section 3).
    pub names_issuer_in_answers: bool,
}

/// Why metadata cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataProblem {
    /// Not a JSON object with what has to be there.
    #[error("the document is not one of OpenID Connect Discovery")]
    Unreadable,
    /// `OpenID` Connect Discovery 1.0, section 4.3.
    #[error(
        "the document is of another issuer; write `issuer` exactly as the provider does, with or without `/` at its end"
    )]
    ForeignIssuer,
    /// An endpoint that is not HTTPS, or has a user name or a fragment.
    #[error("`{0}` is not an https address")]
    Endpoint(&'static str),
    /// No algorithm that is allowed here.
    #[error("ID tokens are signed with none of ES256, EdDSA, PS256 and RS256")]
    Algorithms,
    /// No way for a client to prove itself that is known here.
    #[error(
        "the token endpoint takes neither client_secret_basic, nor client_secret_post, nor private_key_jwt"
    )]
    Authentication,
}

/// The document. A member that stands there twice is refused by serde.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    jwks_uri: String,
    id_token_signing_alg_values_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl ProviderMetadata {
    /// Reads the document of an issuer.
    ///
    /// # Errors
    /// When it is of another issuer, or something in it must not be used.
    pub fn parse(issuer: &Issuer, document: &[u8]) -> Result<Self, MetadataProblem> {
        let document: Document =
            serde_json::from_slice(document).map_err(|_| MetadataProblem::Unreadable)?;
        if document.issuer != issuer.as_str() {
            return Err(MetadataProblem::ForeignIssuer);
        }
        let https = |name, text: &str| endpoint(text).ok_or(MetadataProblem::Endpoint(name));
        Ok(Self {
            authorization_endpoint: https(
                "authorization_endpoint",
                &document.authorization_endpoint,
            )?,
            token_endpoint: https("token_endpoint", &document.token_endpoint)?,
            userinfo_endpoint: document
                .userinfo_endpoint
                .map(|text| https("userinfo_endpoint", &text))
                .transpose()?,
            end_session_endpoint: document
                .end_session_endpoint
                .map(|text| https("end_session_endpoint", &text))
                .transpose()?,
            jwks_uri: https("jwks_uri", &document.jwks_uri)?,
            algorithms: algorithms(document.id_token_signing_alg_values_supported)?,
            authentication: authentication(document.token_endpoint_auth_methods_supported)?,
            names_issuer_in_answers: document.authorization_response_iss_parameter_supported,
        })
    }
}

/// Names that are none of ours are left out: `none` and HMAC are never among them.
fn algorithms(names: Option<Vec<String>>) -> Result<Vec<Algorithm>, MetadataProblem> {
    let Some(names) = names else {
        // What every provider has (OpenID Connect Core 1.0, section 15.1).
        return Ok(vec![Algorithm::RS256]);
    };
    let known: Vec<Algorithm> = Algorithm::ALL
        .into_iter()
        .filter(|algorithm| names.iter().any(|name| name == algorithm.name()))
        .collect();
    if known.is_empty() {
        return Err(MetadataProblem::Algorithms);
    }
    Ok(known)
}

fn authentication(methods: Option<Vec<String>>) -> Result<ClientAuthentication, MetadataProblem> {
    let Some(methods) = methods else {
        // OpenID Connect Discovery 1.0, section 3.
        return Ok(ClientAuthentication::Basic);
    };
    let has = |name: &str| methods.iter().any(|method| method == name);
    if has("client_secret_basic") {
        Ok(ClientAuthentication::Basic)
    } else if has("client_secret_post") || has("none") {
        // A public client names itself in the body too.
        Ok(ClientAuthentication::Post)
    } else if has("private_key_jwt") {
        Ok(ClientAuthentication::PrivateKeyJwt)
    } else {
        Err(MetadataProblem::Authentication)
    }
}

#[cfg(test)]
mod tests {
    use domicile_jose::Algorithm;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{MetadataProblem, ProviderMetadata};
    use crate::{ClientAuthentication, Issuer};

    fn parsed(changes: &Value) -> Result<ProviderMetadata, MetadataProblem> {
        let mut document = json!({
            "issuer": "https://a.example",
            "authorization_endpoint": "https://a.example/authorize",
            "token_endpoint": "https://a.example/token",
            "jwks_uri": "https://a.example/jwks",
        });
        for (name, value) in changes.as_object().unwrap() {
            document[name] = value.clone();
        }
        let issuer = Issuer::parse("https://a.example").unwrap();
        ProviderMetadata::parse(&issuer, document.to_string().as_bytes())
    }

    #[test]
    fn what_is_not_said_is_what_the_standard_says() {
        let metadata = parsed(&json!({})).unwrap();
        assert_eq!(metadata.algorithms, [Algorithm::RS256]);
        assert_eq!(metadata.authentication, ClientAuthentication::Basic);
        assert_eq!(metadata.userinfo_endpoint, None);
        assert!(!metadata.names_issuer_in_answers);
    }

    #[test]
    fn a_document_that_names_a_different_issuer_is_refused() {
        for other in [
            "https://a.example/",
            "https://A.example",
            "https://b.example",
            "",
        ] {
            let refused = parsed(&json!({ "issuer": other })).unwrap_err();
            assert_eq!(refused, MetadataProblem::ForeignIssuer, "{other}");
        }
    }

    #[test]
    fn every_endpoint_is_https() {
        for name in [
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "end_session_endpoint",
            "jwks_uri",
        ] {
            for bad in [
                "http://a.example/x",
                "/x",
                "javascript:alert(1)",
                "https://u:p@a.example",
                "https://a.example/#x",
            ] {
                let refused = parsed(&json!({ name: bad })).unwrap_err();
                assert_eq!(refused, MetadataProblem::Endpoint(name), "{bad}");
            }
        }
    }

    #[test]
    fn algorithms_without_a_public_key_are_never_among_the_allowed_ones() {
        let of = |names: &[&str]| {
            parsed(&json!({ "id_token_signing_alg_values_supported": names }))
                .map(|metadata| metadata.algorithms)
        };
        assert_eq!(
            of(&["none", "HS256", "RS256", "ES256"]),
            Ok(vec![Algorithm::ES256, Algorithm::RS256])
        );
        assert_eq!(of(&["none", "HS256"]), Err(MetadataProblem::Algorithms));
        assert_eq!(of(&[]), Err(MetadataProblem::Algorithms));
    }

    #[test]
    fn the_client_proves_itself_in_a_way_that_the_provider_takes() {
        let of = |names: &[&str]| {
            parsed(&json!({ "token_endpoint_auth_methods_supported": names }))
                .map(|metadata| metadata.authentication)
        };
        assert_eq!(
            of(&["client_secret_post", "client_secret_basic"]),
            Ok(ClientAuthentication::Basic)
        );
        assert_eq!(of(&["client_secret_post"]), Ok(ClientAuthentication::Post));
        assert_eq!(
            of(&["private_key_jwt"]),
            Ok(ClientAuthentication::PrivateKeyJwt)
        );
        assert_eq!(
            of(&["tls_client_auth"]),
            Err(MetadataProblem::Authentication)
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let issuer = Issuer::parse("https://a.example").unwrap();
            prop_assert!(ProviderMetadata::parse(&issuer, &bytes).is_err());
        }

        #[test]
        fn whatever_stands_in_a_member_only_https_comes_out(
            name in prop::sample::select(vec!["issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]),
            text in "(https?://)?\\PC{0,40}",
        ) {
            if let Ok(metadata) = parsed(&json!({ name: text })) {
                for url in [&metadata.authorization_endpoint, &metadata.token_endpoint, &metadata.jwks_uri] {
                    prop_assert_eq!(url.scheme(), "https");
                }
            }
        }
    }
}
