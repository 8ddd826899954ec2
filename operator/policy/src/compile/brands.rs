//! Brands, and the one that is shown where nothing says otherwise.

use domicile_bundle::{Brand, Look};

use super::{built_in_name, sorted};
use crate::{
    accepted::Accepted,
    model::{BrandInput, TenantSettings},
};

/// Accepted brands, sorted by name; without any, a plain one, so that sign-in stays up.
pub(super) fn compile(accepted: &Accepted, tenant: &TenantSettings) -> Vec<Brand> {
    if accepted.brands.is_empty() {
        return vec![plain(tenant)];
    }
    let mut brands: Vec<_> = accepted.brands.iter().map(brand).collect();
    brands.sort_by(|left, right| left.name.cmp(&right.name));
    brands
}

/// The tenant's default brand; where it is not accepted, the first.
pub(super) fn default_name(
    accepted: &Accepted,
    tenant: &TenantSettings,
    brands: &[Brand],
) -> String {
    let wished = tenant.default_brand.to_string();
    if accepted
        .brands
        .iter()
        .any(|brand| brand.key.qualified_name() == wished)
    {
        return wished;
    }
    brands.first().map_or(wished, |brand| brand.name.clone())
}

fn brand(brand: &BrandInput) -> Brand {
    let mut documents = brand.documents.clone();
    documents.sort_by(|left, right| left.name.cmp(&right.name));
    for document in &mut documents {
        let texts = &mut document.texts;
        texts.sort_by(|left, right| left.language.cmp(&right.language));
    }
    let hosts: Vec<_> = brand
        .hosts
        .iter()
        .map(|host| host.to_ascii_lowercase())
        .collect();
    Brand {
        name: brand.key.qualified_name(),
        display_name: brand.display_name.clone(),
        hosts: sorted(&hosts),
        look: brand.look.clone(),
        languages: brand.languages.clone(),
        documents,
        support_email: brand.support_email.clone(),
    }
}

/// The tenant's name on white.
fn plain(tenant: &TenantSettings) -> Brand {
    Brand {
        name: built_in_name(tenant),
        display_name: tenant.key.name.clone(),
        hosts: Vec::new(),
        look: Look::plain("#1f4e79", "#ffffff"),
        languages: vec!["en".to_owned()],
        documents: Vec::new(),
        support_email: None,
    }
}
