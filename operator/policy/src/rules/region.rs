//! Every person has exactly one home.

use super::{Rule, Violation};
use crate::{model::RegionInput, proof::Facts};

pub(crate) const RULES: &[Rule<RegionInput>] = &[
    // A country of residence leads to one region.
    countries_have_one_home,
    // So does a country that nobody names.
    one_region_takes_the_others,
];

fn countries_have_one_home(facts: &Facts<'_>, region: &RegionInput) -> Vec<Violation> {
    let other_home = |country: &String| {
        facts
            .known
            .regions
            .values()
            .find(|other| other.name != region.name && other.residents.contains(country))
    };
    region
        .residents
        .iter()
        .enumerate()
        .filter_map(|(index, country)| Some((index, country, other_home(country)?)))
        .map(|(index, country, other)| {
            let message = format!(
                "a person resident in {country} would be homed in {} and in {}; name {country} in one Region only",
                other.name, region.name
            );
            Violation::new(format!("spec.residents[{index}]"), message)
        })
        .collect()
}

fn one_region_takes_the_others(facts: &Facts<'_>, region: &RegionInput) -> Vec<Violation> {
    let other = facts
        .known
        .regions
        .values()
        .find(|other| other.other_countries && other.name != region.name);
    let (true, Some(other)) = (region.other_countries, other) else {
        return Vec::new();
    };
    let known = facts.known.regions.values().copied().chain([region]);
    let message = format!(
        "a person resident in {}, which no Region names, would be homed in {} and in {}; \
         set otherCountries: true on one Region only",
        unnamed_country(known),
        other.name,
        region.name
    );
    vec![Violation::new("spec.otherCountries", message)]
}

/// A country that no region names, as an example.
pub(super) fn unnamed_country<'a>(regions: impl Iterator<Item = &'a RegionInput>) -> &'static str {
    const EXAMPLES: [&str; 12] = [
        "BR", "AU", "IN", "ZA", "KE", "MX", "NZ", "CL", "EG", "TH", "IS", "AQ",
    ];
    let regions: Vec<_> = regions.collect();
    let is_named = |country: &str| {
        regions
            .iter()
            .any(|region| region.residents.iter().any(|own| own == country))
    };
    EXAMPLES
        .into_iter()
        .find(|country| !is_named(country))
        .unwrap_or("a country")
}
