//! Error answers (RFC 7644, section 3.12).

use serde_json::{Value, json};

/// Schema of an error answer.
pub const SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// An error with what to do about it. The detail never quotes personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct ScimError {
    /// HTTP status.
    pub status: u16,
    /// Keyword of RFC 7644, table 9.
    pub scim_type: Option<&'static str>,
    /// What was wrong and what to do.
    pub detail: String,
}

impl ScimError {
    /// An error without keyword.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            status,
            scim_type: None,
            detail: detail.into(),
        }
    }

    /// 400 with a keyword of RFC 7644, table 9.
    pub fn bad(scim_type: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status: 400,
            scim_type: Some(scim_type),
            detail: detail.into(),
        }
    }

    /// The filter cannot be read.
    pub fn filter(detail: impl Into<String>) -> Self {
        Self::bad("invalidFilter", detail)
    }

    /// A path cannot be read.
    pub fn path(detail: impl Into<String>) -> Self {
        Self::bad("invalidPath", detail)
    }

    /// A value is missing or does not fit.
    pub fn value(detail: impl Into<String>) -> Self {
        Self::bad("invalidValue", detail)
    }

    /// The body is not what this operation takes.
    pub fn syntax(detail: impl Into<String>) -> Self {
        Self::bad("invalidSyntax", detail)
    }

    /// An attribute that clients do not set.
    pub fn mutability(attribute: &str) -> Self {
        Self::bad(
            "mutability",
            format!("`{attribute}` cannot be changed by a client"),
        )
    }

    /// Nothing here.
    pub fn not_found() -> Self {
        Self::new(404, "there is no such resource in this organisation")
    }

    /// The body of the answer.
    pub fn to_json(&self) -> Value {
        let mut body = json!({
            "schemas": [SCHEMA],
            "status": self.status.to_string(),
            "detail": self.detail,
        });
        if let Some(scim_type) = self.scim_type {
            body["scimType"] = scim_type.into();
        }
        body
    }
}
