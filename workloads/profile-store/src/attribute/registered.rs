//! What a person types when registering, as attributes. Pure.

use domicile_bundle::{Bundle, LegalBasis};
use serde_json::Value;

use super::value;

/// Purpose of a registered attribute that no purpose of the tenant covers: the account itself.
pub const ACCOUNT: &str = "account";

/// What the person typed, by the name of the attribute; what the schema does not know is left out.
pub fn attributes(bundle: &Bundle, typed: &[(&str, &str)]) -> Vec<(String, Value, String)> {
    typed
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(name, text)| {
            let attribute = bundle
                .attributes
                .iter()
                .find(|attribute| attribute.name == *name)?;
            let value = Value::String((*text).trim().to_owned());
            value::fits(&value, attribute.attribute_type).then(|| {
                (
                    (*name).to_owned(),
                    value,
                    purpose_of(bundle, name).to_owned(),
                )
            })
        })
        .collect()
}

/// The purpose under which an attribute is kept that the person typed: one whose basis needs no consent, the contract
/// first; a consent that nobody gave yet is never claimed.
fn purpose_of<'a>(bundle: &'a Bundle, attribute: &str) -> &'a str {
    [
        LegalBasis::Contract,
        LegalBasis::LegalObligation,
        LegalBasis::LegitimateInterest,
    ]
    .iter()
    .find_map(|basis| {
        bundle.purposes.iter().find(|purpose| {
            purpose.legal_basis == *basis && purpose.attributes.iter().any(|own| own == attribute)
        })
    })
    .map_or(ACCOUNT, |purpose| &purpose.name)
}
