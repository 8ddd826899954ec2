//! Where the tenant's memberships are offered, and what applications say about them.
//!
//! Asked once the others are accepted: a tenant that changes its memberships takes nothing down. Where it is not so, the
//! membership is not offered, or not asked for.

use domicile_bundle::{MembershipLink, WantedAttribute};

use super::Violation;
use crate::{
    accepted::Accepted,
    model::{ApplicationInput, TenantSettings},
};

/// A membership is offered at brands that are there.
pub(crate) fn memberships_are_offered_at_brands(
    accepted: &Accepted,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let is_there = |name: &String| {
        let mut brands = accepted.brands.iter();
        brands.any(|brand| brand.key.qualified_name() == *name)
    };
    let links = tenant.sign_in.membership_links.iter().enumerate();
    links
        .flat_map(|(index, link)| {
            let unknown = link.brands.iter().filter(|name| !is_there(name));
            unknown.map(move |name| {
                let message = format!(
                    "nobody could link the membership {} at {name}: the tenant has no such Brand, or it is not accepted; \
                     correct the name or the Brand, or take it out",
                    link.name
                );
                Violation::new(format!("spec.signIn.membershipLinks[{index}].brands"), message)
            })
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
