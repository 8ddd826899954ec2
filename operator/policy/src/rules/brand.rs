//! A host shows one brand, in languages in which people can decide.

use domicile_appearance::{color::Color, css, svg};
use domicile_bundle::Acceptance;

use super::{
    Rule, Violation,
    policy::{is_variant_of, speaks},
};
use crate::{
    model::BrandInput,
    proof::{Facts, HostOwner},
};

pub(crate) const RULES: &[Rule<BrandInput>] = &[
    // A host, with or without a region before it, shows one brand.
    hosts_are_free,
    // Every purpose can be read in every language of the brand.
    languages_are_spoken,
    // Nobody agrees to what they cannot read.
    documents_can_be_read,
    // A text can be read on everything that is behind it (WCAG 2.2, 1.4.3).
    background_can_be_written_on,
    // Drawings are shapes; CSS shapes and does no more.
    drawings_are_shapes,
    custom_css_shapes,
];

/// Contrast of text to what is behind it (WCAG 2.2, level AA).
const READABLE: f64 = 4.5;

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

fn documents_can_be_read(_: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (index, document) in brand.documents.iter().enumerate() {
        if document.acceptance != Acceptance::Required {
            continue;
        }
        let has = |language: &String| {
            let mut texts = document.texts.iter();
            texts.any(|text| is_variant_of(language, &text.language))
        };
        for language in brand.languages.iter().filter(|language| !has(language)) {
            let message = format!(
                "a person reading `{}` in `{language}` would have to agree to `{}` without being able to read it; \
                 add a text in it",
                brand.key.name, document.name
            );
            violations.push(Violation::new(
                format!("spec.documents[{index}].texts"),
                message,
            ));
        }
    }
    violations
}

fn background_can_be_written_on(_: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    let look = &brand.look;
    let color = |text: &str| Color::parse(text);
    let Some((from, to)) =
        color(&look.background_color).zip(look.gradient_color.as_deref().and_then(color))
    else {
        return Vec::new();
    };
    let ratio = Color::best_contrast_on(&[from, to]);
    if ratio >= READABLE {
        return Vec::new();
    }
    let message = format!(
        "a text that runs over both {from} and {to} would reach a contrast of {ratio:.1} at best, and needs {READABLE}; \
         choose two colours that are both light or both dark"
    );
    vec![Violation::new(
        "spec.look.gradientColor".to_owned(),
        message,
    )]
}

fn drawings_are_shapes(_: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    let look = &brand.look;
    [
        ("spec.look.logoSvg", &look.logo_svg),
        ("spec.look.logoDarkSvg", &look.logo_dark_svg),
        ("spec.look.illustrationSvg", &look.illustration_svg),
    ]
    .into_iter()
    .filter_map(|(path, svg)| {
        let refusal = svg::sanitized(svg.as_deref()?).err()?;
        Some(Violation::new(
            path.to_owned(),
            format!("a page may show shapes only: {refusal}"),
        ))
    })
    .collect()
}

fn custom_css_shapes(_: &Facts<'_>, brand: &BrandInput) -> Vec<Violation> {
    let refusal = brand
        .look
        .custom_css
        .as_deref()
        .and_then(|css| css::sanitized(css).err());
    refusal
        .map(|refusal| Violation::new("spec.look.customCss".to_owned(), refusal.to_string()))
        .into_iter()
        .collect()
}
