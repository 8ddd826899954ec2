//! What proves the client, and what its access tokens are bound to.

use domicile_bundle::{Application, CertificateSubject, ClientAuthenticationMethod, ClientKeys};
use domicile_jose::{ForeignKeys, JoseError};
use serde_json::Value;

use super::{ClientMetadata, Refusal, addresses::is_web_address, wrong};
use crate::openid::security_profile;

impl ClientMetadata {
    /// How the client proves itself; by HTTP Basic when it does not say.
    pub fn authentication_method(&self) -> Result<ClientAuthenticationMethod, Refusal> {
        let Some(name) = &self.token_endpoint_auth_method else {
            return Ok(ClientAuthenticationMethod::ClientSecretBasic);
        };
        ClientAuthenticationMethod::ALL
            .into_iter()
            .find(|method| method.as_str() == name)
            .ok_or_else(|| {
                wrong("`token_endpoint_auth_method` is none of `token_endpoint_auth_methods_supported`")
            })
    }

    pub(super) fn keys(
        &self,
        method: ClientAuthenticationMethod,
    ) -> Result<Option<ClientKeys>, Refusal> {
        use ClientAuthenticationMethod::{PrivateKeyJwt, SelfSignedTlsClientAuth};
        match (&self.jwks, &self.jwks_uri) {
            (Some(_), Some(_)) => Err(wrong("keys are either in `jwks` or at `jwks_uri`")),
            (None, Some(uri)) if is_web_address(uri) => Ok(Some(ClientKeys::JwksUri(uri.clone()))),
            (None, Some(_)) => Err(wrong("`jwks_uri` is an https address")),
            (Some(jwks), None) => {
                match ForeignKeys::from_jwk_set(jwks) {
                    Ok(keys) if !keys.keys().is_empty() => {}
                    Err(JoseError::PrivateMembers) => {
                        return Err(wrong(
                            "`jwks` holds a private or symmetric key; make a new one",
                        ));
                    }
                    _ => {
                        return Err(wrong(
                            "`jwks` holds no key for ES256, EdDSA, PS256 or RS256",
                        ));
                    }
                }
                let keys = jwks.get("keys").and_then(Value::as_array).cloned();
                Ok(keys.map(ClientKeys::Jwks))
            }
            (None, None) if matches!(method, PrivateKeyJwt | SelfSignedTlsClientAuth) => Err(
                wrong("without `jwks` or `jwks_uri` nothing proves the client"),
            ),
            (None, None) => Ok(None),
        }
    }

    pub(super) fn certificate_subject(
        &self,
        method: ClientAuthenticationMethod,
    ) -> Result<Option<CertificateSubject>, Refusal> {
        let named = [
            self.tls_client_auth_subject_dn
                .clone()
                .map(CertificateSubject::Dn),
            self.tls_client_auth_san_dns
                .clone()
                .map(CertificateSubject::SanDns),
            self.tls_client_auth_san_uri
                .clone()
                .map(CertificateSubject::SanUri),
            self.tls_client_auth_san_ip
                .clone()
                .map(CertificateSubject::SanIp),
            self.tls_client_auth_san_email
                .clone()
                .map(CertificateSubject::SanEmail),
        ];
        let mut named = named.into_iter().flatten();
        match (named.next(), named.next(), method) {
            (Some(subject), None, ClientAuthenticationMethod::TlsClientAuth) => Ok(Some(subject)),
            (None, _, ClientAuthenticationMethod::TlsClientAuth) | (_, Some(_), _) => Err(wrong(
                "`tls_client_auth` goes with exactly one of the `tls_client_auth_…` members (RFC 8705, section 2.1.2)",
            )),
            _ => Ok(None),
        }
    }

    /// What its access tokens are bound to: a key, its certificate, or nothing.
    pub(super) fn binding(
        &self,
        template: &Application,
        method: ClientAuthenticationMethod,
    ) -> Result<(bool, bool), Refusal> {
        let certificate = self.tls_client_certificate_bound_access_tokens;
        let dpop = self.dpop_bound_access_tokens;
        // Who chooses the one does not choose the other as well because the template has it.
        let own = |wished: Option<bool>, other: Option<bool>, template| {
            wished.unwrap_or(template && other != Some(true))
        };
        let bound = (
            own(dpop, certificate, template.dpop_bound_access_tokens),
            own(
                certificate,
                dpop,
                template.tls_client_certificate_bound_access_tokens,
            ),
        );
        if bound == (true, true) {
            return Err(wrong(
                "access tokens are bound to a key (`dpop_bound_access_tokens`) or to a certificate \
                 (`tls_client_certificate_bound_access_tokens`), not to both",
            ));
        }
        // What the tenant's operator holds the template to, its clients are held to.
        if security_profile::is_fapi(template) {
            let proves_a_key = !method.is_by_secret() && method != ClientAuthenticationMethod::None;
            if !proves_a_key || bound == (false, false) {
                return Err(wrong(
                    "clients are held to FAPI 2.0 here: prove the client by `private_key_jwt` or a certificate, and \
                     bind its access tokens",
                ));
            }
        }
        Ok(bound)
    }
}
