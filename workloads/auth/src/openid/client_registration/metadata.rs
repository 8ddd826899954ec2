//! Client metadata (RFC 7591, section 2; `OpenID` Connect Dynamic Client Registration 1.0, section 2), and what of it a
//! client gets: never more than the template has.

use std::collections::BTreeSet;

use domicile_bundle::{
    Application, ApplicationType, Authorization, BackchannelLogout, CertificateSubject,
    ClientAuthenticationMethod, ClientKeys, GrantType,
};
use domicile_jose::{Algorithm, ForeignKeys, JoseError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;
use utoipa::ToSchema;

use super::{redirect_uri, sector};
use crate::openid::security_profile;

/// Longest text of a member.
const LONGEST_TEXT: usize = 500;
/// Most addresses of one kind.
const MOST_ADDRESSES: usize = 32;
/// Longest name that people are shown.
const LONGEST_NAME: usize = 80;

/// What a client says about itself. Members that are not known here are left out, as section 2 of RFC 7591 has it;
/// `contacts` are: they name people, whom nobody here would ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClientMetadata {
    /// Where people are sent back to, byte for byte.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redirect_uris: Vec<String>,
    /// Where people are sent to after logout (RP-Initiated Logout 1.0, section 3.1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub post_logout_redirect_uris: Vec<String>,
    /// How it proves itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_method: Option<String>,
    /// `web` or `native`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_type: Option<String>,
    /// Grants that it wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant_types: Option<Vec<String>>,
    /// Only `code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_types: Option<Vec<String>>,
    /// What people are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// Its home page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    /// Its logo; never fetched here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo_uri: Option<String>,
    /// Its privacy notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_uri: Option<String>,
    /// Its terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tos_uri: Option<String>,
    /// Scopes that it wants, separated by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Where its keys are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks_uri: Option<String>,
    /// Its keys.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<Value>,
    /// Names the software across its clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub software_id: Option<String>,
    /// Its version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub software_version: Option<String>,
    /// Where it is told of logouts (Back-Channel Logout 1.0, section 2.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_uri: Option<String>,
    /// Whether it needs to know which session ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backchannel_logout_session_required: Option<bool>,
    /// How it wants to know people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_type: Option<String>,
    /// Lists the redirect URIs of its sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector_identifier_uri: Option<String>,
    /// What its ID tokens are signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token_signed_response_alg: Option<String>,
    /// Whether its access tokens are always bound to a key (RFC 9449, section 5.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dpop_bound_access_tokens: Option<bool>,
    /// Whether its access tokens are always bound to its certificate (RFC 8705, section 3.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_certificate_bound_access_tokens: Option<bool>,
    /// Addresses that its requests may be fetched from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request_uris: Vec<String>,
    /// What its requests are signed with; `none` for what is fetched from its addresses without a signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_object_signing_alg: Option<String>,
    /// Whether its requests must be signed (RFC 9101, section 10.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_signed_request_object: Option<bool>,
    /// Whether its requests must be pushed (RFC 9126, section 6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require_pushed_authorization_requests: Option<bool>,
    /// How long ago a person may have signed in, in seconds, where a request does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_max_age: Option<u32>,
    /// Subject of its certificate (RFC 8705, section 2.1.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_subject_dn: Option<String>,
    /// DNS name in its certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_dns: Option<String>,
    /// URI in its certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_uri: Option<String>,
    /// IP address in its certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_ip: Option<String>,
    /// E-mail address in its certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_client_auth_san_email: Option<String>,
    /// Not offered: whoever asks is refused rather than answered in the clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token_encrypted_response_alg: Option<String>,
    /// Not offered either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_encrypted_response_alg: Option<String>,
}

/// What is wrong with metadata (RFC 7591, section 3.2.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// `invalid_redirect_uri`.
    RedirectUri(String),
    /// `invalid_client_metadata`.
    Metadata(String),
}

pub(super) fn wrong(description: impl Into<String>) -> Refusal {
    Refusal::Metadata(description.into())
}

impl ClientMetadata {
    /// The application that this metadata makes of the template, without identifier and secret.
    ///
    /// # Errors
    /// What is wrong, for the client's developer.
    pub fn to_application(&self, template: &Application) -> Result<Application, Refusal> {
        self.check_texts()?;
        let method = self.authentication_method()?;
        let grant_types = self.grant_types(template, method)?;
        let is_native = self.is_native()?;
        self.check_redirect_uris(
            is_native,
            grant_types.contains(&GrantType::AuthorizationCode),
        )?;
        self.check_response_types()?;
        self.check_what_is_not_offered()?;
        let (dpop, certificate) = self.binding(template, method)?;
        let scopes = self.scopes(template)?;
        let claims = template.claims.iter();
        Ok(Application {
            display_name: self.display_name(),
            application_type: match (is_native, method) {
                (true, _) => ApplicationType::Native,
                (false, ClientAuthenticationMethod::None) => ApplicationType::SinglePage,
                (false, _) => ApplicationType::Web,
            },
            redirect_uris: self.redirect_uris.clone(),
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
            grant_types,
            claims: claims
                .filter(|claim| scopes.contains(&claim.scope))
                .cloned()
                .collect(),
            scopes,
            secret_digests: Vec::new(),
            authentication_methods: vec![method],
            keys: self.keys(method)?,
            certificate_subject: self.certificate_subject(method)?,
            backchannel_logout: self.backchannel_logout()?,
            // What the template asks people for is its own.
            progressive_profile: Vec::new(),
            // The API that the template may be is not the client's to ask about.
            resource_server: None,
            dpop_bound_access_tokens: dpop,
            tls_client_certificate_bound_access_tokens: certificate,
            authorization: self.authorization(template)?,
            ..template.clone()
        })
    }

    /// The same with what the client got where it did not say or asked for more.
    #[must_use]
    pub fn completed(mut self, application: &Application) -> Self {
        let method = application.authentication_methods.first();
        self.token_endpoint_auth_method = method.map(|method| method.as_str().to_owned());
        let grants = application.grant_types.iter();
        self.grant_types = Some(grants.map(|grant| grant.as_str().to_owned()).collect());
        self.response_types = Some(vec!["code".to_owned()]);
        self.scope = Some(application.scopes.join(" "));
        let is_native = application.application_type == ApplicationType::Native;
        self.application_type = Some(if is_native { "native" } else { "web" }.to_owned());
        self
    }

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

    fn is_native(&self) -> Result<bool, Refusal> {
        match self.application_type.as_deref() {
            None | Some("web") => Ok(false),
            Some("native") => Ok(true),
            Some(_) => Err(wrong("`application_type` is `web` or `native`")),
        }
    }

    /// PostgreSQL keeps no U+0000 in a text, and no member needs any of its kind.
    ///
    /// # Errors
    /// When there is one anywhere.
    pub fn refuse_control_characters(&self) -> Result<(), Refusal> {
        match serde_json::to_value(self) {
            Ok(value) if !has_control_character(&value) => Ok(()),
            _ => Err(wrong("a text holds control characters")),
        }
    }

    fn check_texts(&self) -> Result<(), Refusal> {
        if self
            .sector_identifier_uri
            .iter()
            .any(|uri| !is_web_address(uri))
        {
            return Err(wrong("`sector_identifier_uri` is an https address"));
        }
        let shown = [
            &self.client_uri,
            &self.logo_uri,
            &self.policy_uri,
            &self.tos_uri,
        ];
        if shown.into_iter().flatten().any(|uri| !is_web_address(uri)) {
            return Err(wrong(
                "`client_uri`, `logo_uri`, `policy_uri` and `tos_uri` are https addresses",
            ));
        }
        let name = self.client_name.iter();
        let texts = name.chain(&self.software_id).chain(&self.software_version);
        let mut texts = texts.chain(&self.scope);
        if texts.any(|text| text.len() > LONGEST_TEXT || text.chars().any(char::is_control)) {
            return Err(wrong("a text is too long, or holds control characters"));
        }
        Ok(())
    }

    fn check_redirect_uris(&self, is_native: bool, needed: bool) -> Result<(), Refusal> {
        if needed && self.redirect_uris.is_empty() {
            return Err(Refusal::RedirectUri(
                "`redirect_uris` is missing".to_owned(),
            ));
        }
        let all = [&self.redirect_uris, &self.post_logout_redirect_uris];
        for uris in all {
            if uris.len() > MOST_ADDRESSES {
                return Err(Refusal::RedirectUri(format!(
                    "more than {MOST_ADDRESSES} addresses"
                )));
            }
            for uri in uris {
                redirect_uri::check(uri, is_native)
                    .map_err(|problem| Refusal::RedirectUri(problem.to_owned()))?;
            }
        }
        Ok(())
    }

    fn grant_types(
        &self,
        template: &Application,
        method: ClientAuthenticationMethod,
    ) -> Result<Vec<GrantType>, Refusal> {
        let default = vec![GrantType::AuthorizationCode.as_str().to_owned()];
        let names = self.grant_types.as_ref().unwrap_or(&default);
        // What the provider does not offer at all is left out rather than refused, as RFC 7591, section 2 allows: the
        // answer says what the client got.
        // What a client without a proof asks for itself, anybody could ask for.
        let for_itself = [GrantType::ClientCredentials, GrantType::TokenExchange];
        let is_public = method == ClientAuthenticationMethod::None;
        let allowed = template.grant_types.iter().copied();
        let allowed = allowed.filter(|grant| !(is_public && for_itself.contains(grant)));
        let granted: Vec<_> = allowed
            .filter(|grant| names.iter().any(|name| name == grant.as_str()))
            .collect();
        if granted.is_empty() {
            return Err(wrong(
                "none of `grant_types` is allowed to clients that register themselves",
            ));
        }
        Ok(granted)
    }

    fn check_response_types(&self) -> Result<(), Refusal> {
        let types = self.response_types.as_deref().unwrap_or_default();
        if types.iter().all(|name| name == "code") {
            Ok(())
        } else {
            Err(wrong("only the response type `code` is supported"))
        }
    }

    fn check_what_is_not_offered(&self) -> Result<(), Refusal> {
        let encrypted = [
            &self.id_token_encrypted_response_alg,
            &self.userinfo_encrypted_response_alg,
        ];
        if encrypted.into_iter().any(Option::is_some) {
            return Err(wrong("encrypted tokens and answers are not supported"));
        }
        let algorithm = self.id_token_signed_response_alg.as_deref();
        if algorithm.is_some_and(|name| name != "ES256") {
            return Err(wrong(
                "`id_token_signed_response_alg` is none of `id_token_signing_alg_values_supported`",
            ));
        }
        Ok(())
    }

    /// What its access tokens are bound to: a key, its certificate, or nothing.
    fn binding(
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

    /// What its requests must be like: at least what the template's must be.
    fn authorization(&self, template: &Application) -> Result<Authorization, Refusal> {
        let rules = &template.authorization;
        if self.request_uris.len() > MOST_ADDRESSES
            || !self.request_uris.iter().all(|uri| is_web_address(uri))
        {
            return Err(wrong("`request_uris` are https addresses without fragment"));
        }
        let algorithm = self.request_object_signing_alg.as_deref();
        let unsigned = algorithm == Some("none");
        if algorithm.is_some_and(|name| !unsigned && name.parse::<Algorithm>().is_err()) {
            return Err(wrong(
                "`request_object_signing_alg` is none of `request_object_signing_alg_values_supported`",
            ));
        }
        let or_own = |own: bool, wished: Option<bool>| own || wished.unwrap_or(false);
        Ok(Authorization {
            requires_signed_requests: or_own(
                rules.requires_signed_requests,
                self.require_signed_request_object,
            ),
            requires_pushed_requests: or_own(
                rules.requires_pushed_requests,
                self.require_pushed_authorization_requests,
            ),
            request_uris: self.request_uris.clone(),
            takes_unsigned_requests_from_there: unsigned,
            subject: sector::subject(self, template)?,
            default_max_age_seconds: self.default_max_age.or(rules.default_max_age_seconds),
            ..rules.clone()
        })
    }

    fn scopes(&self, template: &Application) -> Result<Vec<String>, Refusal> {
        let Some(wished) = &self.scope else {
            return Ok(template.scopes.clone());
        };
        let wished: BTreeSet<&str> = wished.split_ascii_whitespace().collect();
        let own = template.scopes.iter();
        let scopes: Vec<_> = own
            .filter(|scope| wished.contains(scope.as_str()))
            .cloned()
            .collect();
        if scopes.is_empty() {
            return Err(wrong(
                "none of `scope` is allowed to clients that register themselves",
            ));
        }
        Ok(scopes)
    }

    fn keys(&self, method: ClientAuthenticationMethod) -> Result<Option<ClientKeys>, Refusal> {
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

    fn certificate_subject(
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

    fn backchannel_logout(&self) -> Result<Option<BackchannelLogout>, Refusal> {
        let Some(uri) = &self.backchannel_logout_uri else {
            return Ok(None);
        };
        if !is_web_address(uri) {
            return Err(wrong(
                "`backchannel_logout_uri` is an https address without fragment",
            ));
        }
        Ok(Some(BackchannelLogout {
            uri: uri.clone(),
            session_required: self.backchannel_logout_session_required.unwrap_or(false),
        }))
    }

    /// What people are shown: the name, or else the host that they are sent back to.
    fn display_name(&self) -> String {
        let name = self
            .client_name
            .as_deref()
            .map(str::trim)
            .unwrap_or_default();
        if !name.is_empty() {
            return name.chars().take(LONGEST_NAME).collect();
        }
        let first = self.redirect_uris.first();
        let host = first.and_then(|uri| Url::parse(uri).ok()?.host_str().map(str::to_owned));
        host.unwrap_or_else(|| "?".to_owned())
    }
}

fn has_control_character(value: &Value) -> bool {
    let within = |text: &str| text.chars().any(char::is_control);
    match value {
        Value::String(text) => within(text),
        Value::Array(values) => values.iter().any(has_control_character),
        Value::Object(members) => members
            .iter()
            .any(|(name, value)| within(name) || has_control_character(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_web_address(text: &str) -> bool {
    text.len() <= LONGEST_TEXT
        && Url::parse(text).is_ok_and(|url| {
            url.scheme() == "https"
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
                && url.fragment().is_none()
        })
}

#[cfg(test)]
mod tests;
