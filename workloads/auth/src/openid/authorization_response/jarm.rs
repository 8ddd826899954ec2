//! The answer as one signed token (JWT Secured Authorization Response Mode, section 2.1).

use domicile_jose::{JoseError, Sign, now};
use serde_json::{Map, Value};

/// `typ` of the header. JARM names none; this is the one of any JSON Web Token (RFC 7519, section 5.1).
const TYPE: &str = "JWT";
/// How long an answer may take to reach the application: at most ten minutes (JARM, section 2.1).
const LIFETIME_SECONDS: i64 = 300;

/// Signs parameters of an answer for a client; `iss` is among them.
pub(super) fn sign(
    signer: &impl Sign,
    client_id: &str,
    pairs: &[(&str, &str)],
) -> Result<String, JoseError> {
    let mut claims: Map<String, Value> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
        .collect();
    claims.insert("aud".to_owned(), Value::from(client_id));
    claims.insert("exp".to_owned(), Value::from(now() + LIFETIME_SECONDS));
    signer.sign(TYPE, &claims)
}
