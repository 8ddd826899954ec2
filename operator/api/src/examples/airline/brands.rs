//! Two faces of the airline.

use super::{HOLIDAYS_NAMESPACE, NAMESPACE, TENANT, metadata, metadata_in, strings};
use crate::{
    Brand, BrandSpec, ObjectReference,
    brand::{Corners, Font, LegalDocument, Look},
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

/// Terms and privacy notice in both languages.
fn documents(site: &str, brand: &str) -> Vec<LegalDocument> {
    [
        ("terms", "en", format!("Terms of use of {brand}")),
        (
            "terms",
            "fr",
            format!("Conditions d’utilisation de {brand}"),
        ),
        ("privacy", "en", "How we handle your data".to_owned()),
        (
            "privacy",
            "fr",
            "Comment nous traitons vos données".to_owned(),
        ),
    ]
    .map(|(name, language, title)| LegalDocument {
        name: name.to_owned(),
        language: language.to_owned(),
        version: "2026-11".to_owned(),
        title,
        url: format!("{site}/{language}/{name}"),
    })
    .to_vec()
}
