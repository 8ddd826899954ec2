//! What brands and applications say about the tenant's memberships.
//!
//! Asked once they are accepted: a tenant that changes its memberships takes no brand and no application down. Where it
//! is not so, the membership is not offered, or not asked for.

use domicile_bundle::{MembershipLink, WantedAttribute};

use super::Violation;
use crate::model::{ApplicationInput, BrandInput, TenantSettings};

/// What a brand offers is there.
pub(crate) fn offered_memberships_are_the_tenants(
    tenant: &TenantSettings,
    brand: &BrandInput,
) -> Vec<Violation> {
    let links = &tenant.sign_in.membership_links;
    let named = brand.membership_links.iter().flatten().enumerate();
    named
        .filter(|(_, name)| !links.iter().any(|link| link.name == **name))
        .map(|(index, name)| {
            let message = format!(
                "a person could not link `{name}` at `{}`: {} has no such membership; add it to signIn.membershipLinks \
                 there, or take it out here",
                brand.key.name, tenant.key
            );
            Violation::new(format!("spec.membershipLinks[{index}]"), message)
        })
        .collect()
}

/// The number of a membership is confirmed and never just typed: an application asks for it as the tenant has it linked.
pub(crate) fn wanted_memberships_can_be_linked(
    tenant: &TenantSettings,
    application: &ApplicationInput,
) -> Vec<Violation> {
    let links = &tenant.sign_in.membership_links;
    let wanted = application.progressive_profile.iter().enumerate();
    wanted
        .filter_map(|(index, wanted)| {
            let link = links.iter().find(|link| link.attribute == wanted.attribute)?;
            let (field, remedy) = problem(link, wanted)?;
            let message = format!(
                "a person who signs in to `{}` could not be asked for `{}`: it is the number of the membership `{}`, {remedy}",
                application.key.name, wanted.attribute, link.name
            );
            let path = format!("spec.progressiveProfile[{index}].{field}");
            Some(Violation::new(path, message))
        })
        .collect()
}

/// Why it cannot be asked for, and the field that says so.
fn problem(link: &MembershipLink, wanted: &WantedAttribute) -> Option<(&'static str, String)> {
    if link.purpose != wanted.purpose {
        let why = format!("which is kept for `{}`; name that purpose", link.purpose);
        return Some(("purpose", why));
    }
    wanted.required.then(|| {
        (
            "required",
            "and not everybody is a member; take required out".to_owned(),
        )
    })
}
