//! Algorithms: what is signed for a client, and what it signs with itself.

use domicile_bundle::{Application, ResponseSigning, SigningAlgorithms};
use domicile_jose::Algorithm;

use super::{ClientMetadata, Refusal, wrong};
use crate::openid::security_profile;

/// No signature (RFC 7518, section 3.6).
const NONE: &str = "none";

impl ClientMetadata {
    /// What is signed for the client: what it asks for, of what the tenant offers and the template's profile allows;
    /// else the same as for the template.
    pub(super) fn response_signing(
        &self,
        template: &Application,
        offered: &SigningAlgorithms,
    ) -> Result<ResponseSigning, Refusal> {
        let allowed = template.authorization.security_profile.algorithms();
        let known =
            |algorithm: &Algorithm| offered.contains(*algorithm) && allowed.contains(algorithm);
        let own = template.signing;
        let id_token = one_of(
            self.id_token_signed_response_alg.as_deref(),
            known,
            "`id_token_signed_response_alg` is none of `id_token_signing_alg_values_supported`",
        )?;
        let authorization = one_of(
            self.authorization_signed_response_alg.as_deref(),
            known,
            "`authorization_signed_response_alg` is none of `authorization_signing_alg_values_supported`",
        )?;
        let userinfo = one_of(
            self.userinfo_signed_response_alg.as_deref(),
            known,
            "`userinfo_signed_response_alg` is none of `userinfo_signing_alg_values_supported`",
        )?;
        Ok(ResponseSigning {
            id_token: id_token.unwrap_or(own.id_token),
            authorization: authorization.unwrap_or(own.authorization),
            userinfo: userinfo.or(own.userinfo),
        })
    }

    /// Whether what it keeps at its `request_uris` may do without a signature: where it says so, or names no algorithm
    /// at all (`OpenID` Connect Dynamic Client Registration 1.0, section 2: then any may be used, `none` among them).
    pub(super) fn may_leave_requests_unsigned(&self, template: &Application) -> bool {
        if template.authorization.request_object_signing_alg.is_some() {
            return false;
        }
        match self.request_object_signing_alg.as_deref() {
            Some(name) => name == NONE,
            None => !self.request_uris.is_empty() && !security_profile::is_fapi(template),
        }
    }

    /// What its requests must be signed with, where it or the template says (`OpenID` Connect Dynamic Client Registration
    /// 1.0, section 2: anything else is refused).
    pub(super) fn request_algorithm(
        &self,
        template: &Application,
    ) -> Result<Option<Algorithm>, Refusal> {
        let own = template.authorization.request_object_signing_alg;
        let name = self.request_object_signing_alg.as_deref();
        let named = one_of(
            name.filter(|name| *name != NONE || own.is_some()),
            |algorithm| security_profile::algorithms_of_requests(template).contains(algorithm),
            "`request_object_signing_alg` is none of those that clients may sign requests with here",
        )?;
        Ok(named.or(own))
    }

    /// What its assertions must be signed with, where it or the template says.
    pub(super) fn assertion_algorithm(
        &self,
        template: &Application,
    ) -> Result<Option<Algorithm>, Refusal> {
        let named = one_of(
            self.token_endpoint_auth_signing_alg.as_deref(),
            |algorithm| security_profile::algorithms_of_assertions(template).contains(algorithm),
            "`token_endpoint_auth_signing_alg` is none of those that clients may sign assertions with here",
        )?;
        Ok(named.or(template.token_endpoint_auth_signing_alg))
    }
}

/// The algorithm of that name, if it is a known one.
fn one_of(
    name: Option<&str>,
    known: impl Fn(&Algorithm) -> bool,
    otherwise: &str,
) -> Result<Option<Algorithm>, Refusal> {
    let parsed = name.map(|name| name.parse().ok().filter(|algorithm| known(algorithm)));
    parsed
        .map(|algorithm| algorithm.ok_or_else(|| wrong(otherwise)))
        .transpose()
}
