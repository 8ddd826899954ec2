//! The tenant as a whole.

mod passkeys;
mod registration;
mod resource_servers;
mod sign_in;
mod social_sign_in;

pub(crate) use registration::registration_template_is_there;
pub(crate) use social_sign_in::{
    claims_have_a_place_and_a_purpose, memberships_have_a_place_and_a_purpose,
    telephone_numbers_have_a_place_and_a_purpose,
};

use super::{Rule, Violation, region::unnamed_country};
use crate::{
    model::{LONGEST_REGIONAL_NAME, TenantSettings},
    proof::Facts,
};

pub(crate) const RULES: &[Rule<TenantSettings>] = &[
    // Every region that the tenant names is there and was accepted.
    regions_are_there,
    // What runs there can be named.
    regional_names_fit,
    // Nobody is without a home.
    somebody_takes_the_others,
    // A person can sign in, and stays signed in as long as the limits say.
    sign_in::nothing_ends_at_once,
    sign_in::sessions_last_as_long_as_they_may_rest,
    sign_in::refresh_tokens_last_as_long_as_they_may_rest,
    sign_in::refresh_tokens_outlast_what_they_refresh,
    // A token for an API is never one for the tenant itself.
    resource_servers::are_elsewhere,
    sign_in::staying_signed_in_lasts_longer,
    // Whoever is to make a passkey has a key that is known.
    passkeys::makers_can_be_recognised,
];

/// Asked once the brands are known.
pub(crate) const RULES_AFTER_BRANDS: &[Rule<TenantSettings>] = &[
    // The brand that is shown by default is there and was accepted.
    default_brand_is_there,
];

fn regions_are_there(facts: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    if tenant.regions.is_empty() {
        let message = "nobody could register: the tenant names no region; name at least one";
        return vec![Violation::new("spec.regions", message)];
    }
    let missing = |name: &&String| !facts.known.regions.contains_key(name.as_str());
    tenant
        .regions
        .iter()
        .enumerate()
        .filter(|(_, name)| missing(name))
        .map(|(index, name)| {
            let why = match facts.left_out.regions.get(name.as_str()) {
                Some(region) => format!("{region} is not accepted; correct that object first"),
                None => format!("there is no Region {name}; create it"),
            };
            let message = format!("a person homed in {name} would have no place to be: {why}");
            Violation::new(format!("spec.regions[{index}]"), message)
        })
        .collect()
}

fn regional_names_fit(_: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let name = &tenant.key.name;
    let longest_region = LONGEST_REGIONAL_NAME.saturating_sub(name.len() + 1);
    tenant
        .regions
        .iter()
        .enumerate()
        .filter(|(_, region)| region.len() > longest_region)
        .map(|(index, region)| {
            let message = format!(
                "a person homed in {region} would have no place to be: pods and Services there are named after \
                 `{name}-{region}`, which is longer than {LONGEST_REGIONAL_NAME} characters; name a Region of at most \
                 {longest_region} characters, or create the tenant under a shorter name"
            );
            Violation::new(format!("spec.regions[{index}]"), message)
        })
        .collect()
}

fn somebody_takes_the_others(facts: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let known = &facts.known.regions;
    // A region that is left out may be the one; that is said already.
    if known.is_empty()
        || known.len() < tenant.regions.len()
        || known.values().any(|region| region.other_countries)
    {
        return Vec::new();
    }
    let message = format!(
        "a person resident in {}, which no Region of the tenant names, would have no home; \
         set otherCountries: true on one of {}",
        unnamed_country(known.values().copied()),
        known.keys().copied().collect::<Vec<_>>().join(", ")
    );
    vec![Violation::new("spec.regions", message)]
}

fn default_brand_is_there(facts: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let wished = &tenant.default_brand;
    if facts.brands.contains_key(wished) {
        return Vec::new();
    }
    let why = match facts.left_out.brands.get(wished) {
        Some(brand) => format!("{brand} is not accepted; correct that object first"),
        None => format!(
            "no Brand {wished} is attached to the tenant; create it, or correct the reference"
        ),
    };
    let host = format!("login.{}", tenant.domain);
    let shown = match facts.brands.keys().next() {
        Some(first) => format!("the look of Brand {first}"),
        None => "a plain page".to_owned(),
    };
    let message = format!("a person who opens {host} is shown {shown}: {why}");
    vec![Violation::new("spec.defaultBrand", message)]
}
