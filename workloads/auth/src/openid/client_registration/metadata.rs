//! Client metadata (RFC 7591, section 2; `OpenID` Connect Dynamic Client Registration 1.0, section 2), and what of it a
//! client gets: never more than the template has.

mod addresses;
mod proof;
mod requests;
mod rights;
mod signing;
mod texts;

use domicile_bundle::{
    Application, ApplicationType, ClientAuthenticationMethod, GrantType, SigningAlgorithms,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Longest text of a member.
const LONGEST_TEXT: usize = 500;

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
    /// Its logo: fetched when it registers, and shown from here.
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
    /// What its assertions are signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_endpoint_auth_signing_alg: Option<String>,
    /// What its ID tokens are signed with, and the tokens that tell it of a logout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token_signed_response_alg: Option<String>,
    /// What userinfo is signed with for it; plain JSON when it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub userinfo_signed_response_alg: Option<String>,
    /// What answers to its authorization requests are signed with, where it wants them signed (JARM, section 3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_signed_response_alg: Option<String>,
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
    /// Nor is this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_encrypted_response_alg: Option<String>,
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
    /// The application that this metadata makes of the template, without identifier and secret. `offered` is what the
    /// tenant signs with.
    ///
    /// # Errors
    /// What is wrong, for the client's developer.
    pub fn to_application(
        &self,
        template: &Application,
        offered: &SigningAlgorithms,
    ) -> Result<Application, Refusal> {
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
            token_endpoint_auth_signing_alg: self.assertion_algorithm(template)?,
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
            signing: self.response_signing(template, offered)?,
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
        let signing = application.signing;
        self.id_token_signed_response_alg = Some(signing.id_token.to_string());
        self.userinfo_signed_response_alg = signing.userinfo.map(|userinfo| userinfo.to_string());
        self.authorization_signed_response_alg = Some(signing.authorization.to_string());
        self
    }

    fn is_native(&self) -> Result<bool, Refusal> {
        match self.application_type.as_deref() {
            None | Some("web") => Ok(false),
            Some("native") => Ok(true),
            Some(_) => Err(wrong("`application_type` is `web` or `native`")),
        }
    }

    fn check_what_is_not_offered(&self) -> Result<(), Refusal> {
        let encrypted = [
            &self.id_token_encrypted_response_alg,
            &self.userinfo_encrypted_response_alg,
            &self.authorization_encrypted_response_alg,
        ];
        if encrypted.into_iter().any(Option::is_some) {
            return Err(wrong("encrypted tokens and answers are not supported"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
