//! What the client may do: grants and scopes, never more than the template's.

use std::collections::BTreeSet;

use domicile_bundle::{Application, ClientAuthenticationMethod, GrantType};

use super::{ClientMetadata, Refusal, wrong};

impl ClientMetadata {
    pub(super) fn grant_types(
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

    pub(super) fn check_response_types(&self) -> Result<(), Refusal> {
        let types = self.response_types.as_deref().unwrap_or_default();
        if types.iter().all(|name| name == "code") {
            Ok(())
        } else {
            Err(wrong("only the response type `code` is supported"))
        }
    }

    pub(super) fn scopes(&self, template: &Application) -> Result<Vec<String>, Refusal> {
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
}
