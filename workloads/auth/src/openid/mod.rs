//! The `OpenID` provider: what applications see of sign-in.
//!
//! Authorization code flow with PKCE only (OAuth 2.1, `OpenID` Connect Core 1.0). Implicit and password grants do
//! not exist here.

pub mod access_token;
pub mod authorization_request;
pub mod authorization_response;
pub mod backchannel_logout;
pub mod called;
pub mod claims;
pub mod client_authentication;
pub mod client_keys;
pub mod client_registration;
pub mod clients;
pub mod confirmation;
pub mod device_authorization;
pub mod discovery;
pub mod dpop;
pub mod end_session;
pub mod forwarding;
pub mod id_token;
pub mod id_token_hint;
pub mod incoming_request;
pub mod introspection;
pub mod logout_token;
pub mod oauth_error;
pub mod pkce;
pub mod presented_token;
pub mod pushed_authorization_request;
pub mod request_object;
pub mod request_source;
pub mod resource;
pub mod revocation;
pub mod subject_identifier;
pub mod token;
pub mod token_metadata;
pub mod userinfo;
