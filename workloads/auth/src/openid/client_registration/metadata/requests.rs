//! What the client's authorization requests must be like.

use domicile_bundle::{Application, Authorization};

use super::{ClientMetadata, Refusal};
use crate::openid::client_registration::sector;

impl ClientMetadata {
    /// What its requests must be like: at least what the template's must be.
    pub(super) fn authorization(&self, template: &Application) -> Result<Authorization, Refusal> {
        let rules = &template.authorization;
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
            request_uris: self.request_uris()?,
            takes_unsigned_requests_from_there: self.may_leave_requests_unsigned(template),
            request_object_signing_alg: self.request_algorithm(template)?,
            subject: sector::subject(self, template)?,
            default_max_age_seconds: self.default_max_age.or(rules.default_max_age_seconds),
            ..rules.clone()
        })
    }
}
