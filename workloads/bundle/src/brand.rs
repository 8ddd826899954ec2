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
    /// Terms and privacy notices, sorted by name.
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
    /// Where the colour behind the page goes to, from top to bottom.
    pub gradient_color: Option<String>,
    /// SVG text of the logo, at most 16 KiB, without script.
    pub logo_svg: Option<String>,
    /// SVG text of the logo where the page is dark.
    pub logo_dark_svg: Option<String>,
    /// SVG text of a picture beside the sign-in pages.
    pub illustration_svg: Option<String>,
    /// Letters.
    pub font: Font,
    /// Corners of cards, buttons and fields.
    pub corners: Corners,
    /// CSS as the brand wrote it and the operator accepted it; pages serve only what they read of it and write anew.
    pub custom_css: Option<String>,
}

impl Look {
    /// Two colours, and everything else as it comes.
    pub fn plain(primary_color: &str, background_color: &str) -> Self {
        Self {
            primary_color: primary_color.to_owned(),
            background_color: background_color.to_owned(),
            gradient_color: None,
            logo_svg: None,
            logo_dark_svg: None,
            illustration_svg: None,
            font: Font::default(),
            corners: Corners::default(),
            custom_css: None,
        }
    }
}

/// Letters that the reader's own device has: nothing is loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Font {
    /// What the device itself uses.
    #[default]
    System,
    /// Open and calm, such as Seravek or Gill Sans.
    Humanist,
    /// Circles and straight lines, such as Avenir or Montserrat.
    Geometric,
    /// Soft ends, such as Hiragino Maru Gothic or Quicksand.
    Rounded,
    /// With serifs, such as Charter or Cambria.
    Serif,
    /// Heavy serifs, such as Rockwell or Roboto Slab.
    Slab,
}

/// Corners of cards, buttons and fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Corners {
    /// None.
    Square,
    /// A little.
    #[default]
    Soft,
    /// As round as they can be.
    Round,
}

/// One legal document: terms, a privacy notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LegalDocument {
    /// For example `terms` or `privacy`.
    pub name: String,
    /// The version that is recorded with an acceptance.
    pub version: String,
    /// What people do with it.
    pub acceptance: Acceptance,
    /// Seconds since 1970 from which this version applies; pages say so.
    pub effective_at: Option<i64>,
    /// Seconds since 1970. From then on, who accepted another version before then is asked again.
    pub reconsent_before: Option<i64>,
    /// The document in each language.
    pub texts: Vec<LegalText>,
}

/// What people do with a legal document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Acceptance {
    /// They agree to it before they get to an application.
    Required,
    /// They are shown it, as a privacy notice is: there is nothing to agree to (GDPR, Art. 13).
    #[default]
    Shown,
}

/// A legal document in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LegalText {
    /// BCP 47 language tag.
    pub language: String,
    /// What the link says.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// What changed since the version before, in plain words; lines are paragraphs.
    pub changes: Option<String>,
}
