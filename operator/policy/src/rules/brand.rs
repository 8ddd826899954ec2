//! A host shows one brand, in languages in which people can decide.

use super::{Rule, Violation, policy::speaks};
use crate::{
    model::BrandInput,
    proof::{Facts, HostOwner},
};

pub(crate) const RULES: &[Rule<BrandInput>] = &[
    // A host, with or without a region before it, shows one brand.
    hosts_are_free,
    // Every purpose can be read in every language of the brand.
    languages_are_spoken,
];

fn hosts_are_free(facts: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut own: Vec<(String, &str)> = Vec::new();
    for (index, host) in brand.hosts.iter().enumerate() {
        let served = facts.with_regional(host);
        let path = format!("spec.hosts[{index}]");
        let taken = served
            .iter()
            .find_map(|one| Some((one, facts.hosts.get(one)?)));
        if let Some((one, owner)) = taken {
            let other = match owner {
                HostOwner::Tenant(what) => what.to_string(),
                HostOwner::Brand(key) => key.to_string(),
            };
            let message = format!(
                "a person who opens https://{one} would be shown {other} and `{}`; choose another host",
                brand.key.name
            );
            violations.push(Violation::new(path, message));
        } else if let Some((one, _)) = own
            .iter()
            .find(|(one, from)| served.contains(one) && from != host)
        {
            let message = format!(
                "https://{one} is served twice over: another host of the brand implies it already"
            );
            violations.push(Violation::new(path, message));
        }
        own.extend(served.into_iter().map(|one| (one, host.as_str())));
    }
    violations
}

fn languages_are_spoken(facts: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    brand
        .languages
        .iter()
        .enumerate()
        .filter_map(|(index, language)| {
            let lacking = facts.known.purposes.values().find(|purpose| !speaks(purpose.value, language))?;
            let message = format!(
                "a person reading `{}` in `{language}` could not read what `{}` means: {} has no document in it; \
                 add one there, or take the language out here",
                brand.key.name, lacking.value.name, lacking.object
            );
            Some(Violation::new(format!("spec.languages[{index}]"), message))
        })
        .collect()
}
