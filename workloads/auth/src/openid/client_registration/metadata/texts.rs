//! Texts: short, without control characters, and names that people can be shown.

use serde_json::Value;
use url::Url;

use super::{ClientMetadata, LONGEST_TEXT, Refusal, addresses::is_web_address, wrong};

/// Longest name that people are shown.
const LONGEST_NAME: usize = 80;

impl ClientMetadata {
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

    pub(super) fn check_texts(&self) -> Result<(), Refusal> {
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

    /// What people are shown: the name, or else the host that they are sent back to.
    pub fn display_name(&self) -> String {
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
