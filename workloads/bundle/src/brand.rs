//! Brands: what a page looks like and which hosts show it.

use serde::{Deserialize, Serialize};

/// One brand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Brand {
    /// `<namespace>/<name>` of the `Brand` resource.
    pub name: String,
    /// What people call the brand.
    pub display_name: String,
    /// Hosts that show this brand's sign-in pages, without port; each is also served as `<region>.<host>`.
    pub hosts: Vec<String>,
    /// Colours and logo.
    pub look: Look,
    /// BCP 47 tags of the languages offered, the first is the default.
    pub languages: Vec<String>,
    /// Terms and privacy notices.
    pub documents: Vec<LegalDocument>,
    /// Where people get help.
    pub support_email: Option<String>,
}

/// Colours (`#rrggbb`) and logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Look {
    /// Buttons and links.
    pub primary_color: String,
    /// Behind the page.
    pub background_color: String,
    /// SVG text of the logo, at most 16 KiB, without script.
    pub logo_svg: Option<String>,
}

/// One legal document in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LegalDocument {
    /// For example `terms` or `privacy`.
    pub name: String,
    /// The version that is recorded with an acceptance.
    pub version: String,
    /// BCP 47 language tag.
    pub language: String,
    /// What the link says.
    pub title: String,
    /// Where it can be read.
    pub url: String,
}
