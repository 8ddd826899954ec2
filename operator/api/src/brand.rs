//! `Brand`: what people see.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kube::{CustomResource, KubeSchema};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    ObjectReference, rule,
    status::{attached, observed},
};

/// What a brand looks like and where it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, CustomResource, KubeSchema)]
#[kube(
    group = "domicile.dev",
    version = "v1alpha1",
    kind = "Brand",
    namespaced,
    status = "BrandStatus",
    derive = "PartialEq",
    cel,
    doc = "A Brand is a face of a tenant: the hosts, colours, logo, languages and legal documents of the pages that people sign in on.",
    validation = rule::object_name(),
    shortname = "brd",
    category = "domicile",
    printcolumn(name = "Tenant", type_ = "string", json_path = ".spec.tenantRef.name", description = "Tenant that the brand belongs to"),
    printcolumn(name = "Hosts", type_ = "string", json_path = ".spec.hosts", description = "Hosts that show the brand"),
    printcolumn(name = "Languages", type_ = "string", json_path = ".spec.languages", priority = 1, description = "Languages offered"),
    printcolumn(name = "Ready", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].status", description = "Whether the brand is served in every region"),
    printcolumn(name = "Reason", type_ = "string", json_path = ".status.conditions[?(@.type==\"Ready\")].reason", description = "Why, in one word"),
    printcolumn(name = "Age", type_ = "date", json_path = ".metadata.creationTimestamp", description = "Time since creation"),
)]
#[serde(rename_all = "camelCase")]
pub struct BrandSpec {
    /// Tenant that the brand belongs to. A tenant of another namespace must allow this namespace. It cannot be changed.
    #[x_kube(validation = rule::same_tenant())]
    pub tenant_ref: ObjectReference,
    /// What people call the brand.
    #[schemars(length(max = 80))]
    #[x_kube(validation = rule::not_blank())]
    pub display_name: String,
    /// Host names that show this brand's sign-in pages, for example `id.aurora.example`. Each region also answers on
    /// `<region>.<host>`. Without hosts the brand is shown where an application or the tenant names it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 16), inner(length(max = 200)))]
    #[x_kube(validation = rule::hosts(), merge_strategy = ListMerge::Set)]
    pub hosts: Vec<String>,
    /// Colours and logo.
    pub look: Look,
    /// Languages of the pages as BCP 47 tags such as `en` or `fr`; the first one is used where the browser asks for
    /// none of them.
    #[schemars(length(min = 1, max = 32), inner(length(max = 16)))]
    #[x_kube(validation = rule::languages(), validation = rule::no_duplicates("each language may be named once"), merge_strategy = ListMerge::Atomic)]
    pub languages: Vec<String>,
    /// Terms, privacy notices and the like, which pages link to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1, max = 8))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["name".into()]))]
    pub documents: Vec<LegalDocument>,
    /// E-mail address where people get help; shown on every page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 254))]
    #[x_kube(validation = rule::email())]
    pub support_email: Option<String>,
}

attached!(BrandSpec);

/// Colours and logo of a brand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// Colour of buttons and links, for example `#0b3d91`. The text on it is black or white, whichever reads better.
    #[schemars(length(max = 7))]
    #[x_kube(validation = rule::colour())]
    pub primary_color: String,
    /// Colour behind the page, for example `#f4f7fb`.
    #[schemars(length(max = 7))]
    #[x_kube(validation = rule::colour())]
    pub background_color: String,
    /// Colour that the one behind the page runs into, from top to bottom, for example `#dbe9f4`. A text must be able
    /// to stand on both: the operator refuses two colours that no text reads on with a contrast of 4.5 (WCAG 2.2, AA).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 7))]
    #[x_kube(validation = rule::colour())]
    pub gradient_color: Option<String>,
    /// The logo as SVG text of at most 16 KiB: one `svg` element with shapes, without script, links, event handlers
    /// or references to anything outside. The display name stands beside it, so a symbol without text looks best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 16384))]
    #[x_kube(validation = rule::harmless_svg())]
    pub logo_svg: Option<String>,
    /// The logo for people whose device is set to dark pages, in the form of `logoSvg`; without it the same logo is
    /// shown on both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 16384))]
    #[x_kube(validation = rule::harmless_svg())]
    pub logo_dark_svg: Option<String>,
    /// A picture beside the sign-in form on wide screens, as SVG text of at most 32 KiB in the form of `logoSvg`. It
    /// fills the space and is cut at its edges; no text stands on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 32768))]
    #[x_kube(validation = rule::harmless_svg())]
    pub illustration_svg: Option<String>,
    /// Letters, from fonts that devices have: no font is loaded from anywhere. `System` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub font: Option<Font>,
    /// Corners of cards, buttons and fields. `Soft` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corners: Option<Corners>,
    /// CSS of at most 16 KiB that shapes the pages further: weight, size and spacing of letters, padding, borders and
    /// shadows of parts that `docs/brands.md` lists. It can neither load, hide, move nor colour anything; the operator
    /// names what it refuses with line and column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 16384))]
    pub custom_css: Option<String>,
}

/// Letters that devices have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Font {
    /// What the device itself uses.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Corners {
    /// None.
    Square,
    /// A little.
    Soft,
    /// As round as they can be.
    Round,
}

/// A legal document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(
    validation = Rule::new("!has(self.reconsentBefore) || self.texts.all(item, has(item.changes))")
        .message("reconsentBefore asks people again: say what changed in every language (texts[].changes)")
        .reason(Reason::FieldValueRequired),
)]
pub struct LegalDocument {
    /// What kind of document it is, for example `terms` or `privacy`.
    #[schemars(length(max = 63))]
    #[x_kube(validation = rule::label())]
    pub name: String,
    /// Version of the document, which is recorded when a person accepts it. Quote it in YAML where it is only digits.
    #[schemars(length(max = 32))]
    #[x_kube(validation = rule::version())]
    pub version: String,
    /// Whether people agree to it (`Required`, for terms: at registration, and before they get to an application of
    /// the brand for the first time) or are shown it (`Shown`, for privacy notices, also when left out).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
    /// From when this version applies, for example `2027-01-01T00:00:00Z`; people who are asked again are told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    #[x_kube(validation = rule::utc_time())]
    pub effective_at: Option<String>,
    /// Who accepted (or was shown) another version before this time is asked at the next sign-in from then on, and
    /// reads what changed. A time in the future is waited for. Nobody is asked again when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    #[x_kube(validation = rule::utc_time())]
    pub reconsent_before: Option<String>,
    /// The document in each language. One that is `Required` needs every language of the brand.
    #[schemars(length(min = 1, max = 32))]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["language".into()]))]
    pub texts: Vec<LegalText>,
}

/// What people do with a legal document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Acceptance {
    /// They agree to it before they get to an application.
    Required,
    /// They are shown it.
    Shown,
}

/// A legal document in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct LegalText {
    /// Language of the document as a BCP 47 tag.
    #[schemars(length(max = 16))]
    #[x_kube(validation = rule::language())]
    pub language: String,
    /// What the link says.
    #[schemars(length(max = 200))]
    #[x_kube(validation = rule::not_blank())]
    pub title: String,
    /// Address of the document, https.
    #[schemars(length(max = 2000))]
    #[x_kube(validation = rule::web_page())]
    pub url: String,
    /// What changed since the version before, in plain words; each line is a paragraph. Shown to people who are asked
    /// again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4000))]
    #[x_kube(validation = rule::not_blank())]
    pub changes: Option<String>,
}

/// What the operator found about a brand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct BrandStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,
    /// Ready, Reconciling, Stalled and Accepted, each with a reason and a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Map(vec!["type".into()]))]
    pub conditions: Vec<Condition>,
    /// Addresses that show the brand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[x_kube(merge_strategy = ListMerge::Atomic)]
    pub addresses: Vec<String>,
}

observed!(BrandStatus);
