//! Two faces of the airline.

use super::{HOLIDAYS_NAMESPACE, NAMESPACE, TENANT, metadata, metadata_in, strings};
use crate::{
    Brand, BrandSpec, ObjectReference,
    brand::{Acceptance, Corners, Font, LegalDocument, LegalText, Look},
    examples::example,
};

example! {
    /// The airline itself: night blue and northern lights. The tenant names it as its default brand.
    pub fn aurora() -> Brand {
        Brand {
            metadata: metadata("aurora"),
            spec: BrandSpec {
                tenant_ref: ObjectReference::local(TENANT),
                display_name: "Aurora".to_owned(),
                hosts: strings(["id.aurora.localhost"]),
                look: Look {
                    primary_color: "#1b3a7a".to_owned(),
                    background_color: "#f2f6fc".to_owned(),
                    gradient_color: Some("#dceaf7".to_owned()),
                    logo_svg: Some(include_str!("aurora.svg").trim_end().to_owned()),
                    logo_dark_svg: Some(include_str!("aurora-dark.svg").trim_end().to_owned()),
                    illustration_svg: Some(
                        include_str!("aurora-illustration.svg").trim_end().to_owned(),
                    ),
                    font: Some(Font::Humanist),
                    corners: Some(Corners::Soft),
                    custom_css: None,
                },
                languages: strings(["en", "fr"]),
                documents: documents("https://www.aurora.example", "Aurora"),
                support_email: Some("help@aurora.example".to_owned()),
            },
            status: None,
        }
    }
}

example! {
    /// Holidays by the same airline: coral and sand. Its team works in a namespace of its own and needs nobody
    /// else to change the brand.
    pub fn holidays() -> Brand {
        Brand {
            metadata: metadata_in(HOLIDAYS_NAMESPACE, "holidays"),
            spec: BrandSpec {
                tenant_ref: ObjectReference::in_namespace(NAMESPACE, TENANT),
                display_name: "Aurora Holidays".to_owned(),
                hosts: strings(["id.holidays.localhost"]),
                look: Look {
                    primary_color: "#b23a1e".to_owned(),
                    background_color: "#fff7ec".to_owned(),
                    gradient_color: None,
                    logo_svg: Some(include_str!("holidays.svg").trim_end().to_owned()),
                    logo_dark_svg: None,
                    illustration_svg: Some(
                        include_str!("holidays-illustration.svg").trim_end().to_owned(),
                    ),
                    font: Some(Font::Serif),
                    corners: Some(Corners::Round),
                    custom_css: Some(include_str!("holidays.css").trim_end().to_owned()),
                },
                languages: strings(["fr", "en"]),
                documents: documents("https://www.holidays.example", "Aurora Holidays"),
                support_email: Some("bonjour@holidays.example".to_owned()),
            },
            status: None,
        }
    }
}

/// Terms and privacy notice in both languages. The terms changed once: who accepted the first version is asked again.
fn documents(site: &str, brand: &str) -> Vec<LegalDocument> {
    let text = |name: &str, language: &str, title: String, changes: Option<&str>| LegalText {
        language: language.to_owned(),
        title,
        url: format!("{site}/{language}/{name}"),
        changes: changes.map(str::to_owned),
    };
    let terms = [
        text(
            "terms",
            "en",
            format!("Terms of use of {brand}"),
            Some("Miles are kept for three years instead of two."),
        ),
        text(
            "terms",
            "fr",
            format!("Conditions d’utilisation de {brand}"),
            Some("Les miles sont conservés trois ans au lieu de deux."),
        ),
    ];
    let privacy = [
        text("privacy", "en", "How we handle your data".to_owned(), None),
        text(
            "privacy",
            "fr",
            "Comment nous traitons vos données".to_owned(),
            None,
        ),
    ];
    vec![
        LegalDocument {
            name: "terms".to_owned(),
            version: "2026-11".to_owned(),
            acceptance: Some(Acceptance::Required),
            effective_at: Some("2026-11-01T00:00:00Z".to_owned()),
            reconsent_before: Some("2026-11-01T00:00:00Z".to_owned()),
            texts: terms.to_vec(),
        },
        LegalDocument {
            name: "privacy".to_owned(),
            version: "2026-11".to_owned(),
            acceptance: None,
            effective_at: None,
            reconsent_before: None,
            texts: privacy.to_vec(),
        },
    ]
}
