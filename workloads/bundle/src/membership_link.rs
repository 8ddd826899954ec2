//! Memberships of the tenant's own systems that people link with their account.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Brand;

/// A membership that a person links: the brand's system confirms the number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipLink {
    /// Its name.
    pub name: String,
    /// What people call it, by BCP 47 tag.
    pub titles: BTreeMap<String, String>,
    /// What the number is kept as.
    pub attribute: String,
    /// Purpose that it is kept for.
    pub purpose: String,
    /// Where the brand's system confirms numbers.
    pub verification_url: String,
    /// What the brand's system asks beside the number.
    pub questions: Vec<MembershipQuestion>,
    /// `<namespace>/<name>` of the brands at which it is linked, sorted; every brand where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brands: Vec<String>,
}

/// What the brand's system asks. An answer is handed on and kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipQuestion {
    /// Its name in the request.
    pub name: String,
    /// What people read, by BCP 47 tag.
    pub titles: BTreeMap<String, String>,
    /// Whether what is typed is hidden.
    pub hidden: bool,
}

impl MembershipLink {
    /// Whether people can link it at a brand.
    pub fn is_offered_at(&self, brand: &Brand) -> bool {
        self.brands.is_empty() || self.brands.contains(&brand.name)
    }

    /// The file below `/etc/domicile/providers` that its signing secret is in. No provider's name has a dot.
    pub fn secret_file(name: &str) -> String {
        format!("membership.{name}")
    }

    /// The name of its values' source.
    pub fn source(&self) -> String {
        Self::source_of(&self.name)
    }

    /// The same of one that may be gone.
    pub fn source_of(name: &str) -> String {
        format!("membership-{name}")
    }
}
