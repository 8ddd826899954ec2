//! The public half: the union of all regions' published keys.

use std::collections::HashMap;

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, errors::ErrorKind};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{JoseError, provider};

/// Published keys by `kid`.
pub struct VerifyingKeys {
    by_key_id: HashMap<String, (Option<String>, DecodingKey)>,
}

/// What a token must say to be accepted.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// `typ` of the header; a missing one is refused.
    pub token_type: &'a str,
    /// `iss`, required when set.
    pub issuer: Option<&'a str>,
    /// `aud`, required when set.
    pub audience: Option<&'a str>,
    /// How far clocks may be apart.
    pub leeway_seconds: u64,
}

/// A token that was proven.
#[derive(Debug)]
pub struct Verified<T> {
    /// Its claims.
    pub claims: T,
    /// Region whose key signed, as given to [`VerifyingKeys::of`].
    pub signed_by: Option<String>,
}

impl VerifyingKeys {
    /// Keys from public JSON Web Keys, each with the region it belongs to. What is not an EC P-256 key with a
    /// `kid` is left out: a token signed with it is refused.
    pub fn of(keys: impl IntoIterator<Item = (Option<String>, Value)>) -> Self {
        provider::install();
        let by_key_id = keys
            .into_iter()
            .filter_map(|(region, jwk)| {
                let text = |name: &str| jwk.get(name).and_then(Value::as_str);
                if text("kty") != Some("EC") || text("crv") != Some("P-256") {
                    return None;
                }
                let key = DecodingKey::from_ec_components(text("x")?, text("y")?).ok()?;
                Some((text("kid")?.to_owned(), (region, key)))
            })
            .collect();
        Self { by_key_id }
    }

    /// The keys of all regions that a bundle names.
    pub fn of_bundle(bundle: &domicile_bundle::Bundle) -> Self {
        Self::of(bundle.regions.iter().flat_map(|region| {
            region
                .signing_keys
                .iter()
                .map(|key| (Some(region.name.clone()), key.clone()))
        }))
    }

    /// Proves a token: algorithm, type, key, signature, time, issuer and audience.
    ///
    /// # Errors
    /// Which of them is wrong.
    pub fn verify<T: DeserializeOwned>(
        &self,
        token: &str,
        expected: &Expected<'_>,
    ) -> Result<Verified<T>, JoseError> {
        let header = decode_header(token).map_err(|_| JoseError::Malformed)?;
        if header.alg != Algorithm::ES256 || header.crit.is_some() {
            return Err(JoseError::Malformed);
        }
        if !header
            .typ
            .as_deref()
            .is_some_and(|typ| typ.eq_ignore_ascii_case(expected.token_type))
        {
            return Err(JoseError::Type);
        }
        let (region, key) = header
            .kid
            .as_ref()
            .and_then(|kid| self.by_key_id.get(kid))
            .ok_or(JoseError::UnknownKey)?;
        let data =
            decode::<T>(token, key, &validation(expected)).map_err(|error| match error.kind() {
                ErrorKind::InvalidSignature => JoseError::Signature,
                ErrorKind::InvalidToken | ErrorKind::Base64(_) | ErrorKind::InvalidAlgorithm => {
                    JoseError::Malformed
                }
                _ => JoseError::Claims,
            })?;
        Ok(Verified {
            claims: data.claims,
            signed_by: region.clone(),
        })
    }
}

fn validation(expected: &Expected<'_>) -> Validation {
    let mut validation = Validation::new(Algorithm::ES256);
    let mut required = vec!["exp"];
    validation.leeway = expected.leeway_seconds;
    validation.validate_nbf = true;
    if let Some(issuer) = expected.issuer {
        validation.set_issuer(&[issuer]);
        required.push("iss");
    }
    match expected.audience {
        Some(audience) => {
            validation.set_audience(&[audience]);
            required.push("aud");
        }
        None => validation.validate_aud = false,
    }
    validation.set_required_spec_claims(&required);
    validation
}
