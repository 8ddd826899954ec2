//! Every person has exactly one home.

use insta::assert_snapshot;

use crate::fixture::{
    airline::{airline, region, texts},
    said, said_after,
};

#[test]
fn the_airline_is_accepted() {
    assert_snapshot!(said(&airline()), @"");
}

#[test]
fn a_country_in_two_regions_is_refused() {
    assert_snapshot!(said_after(|input| {
        input.regions[1].residents.push("FR".to_owned());
        input.regions[1].created_at = 1;
    }).lines().take(2).collect::<Vec<_>>().join("\n"), @r"
    Region us spec.residents[2]: a person resident in FR would be homed in eu and in us; name FR in one Region only
    IdentityTenant aurora/aurora spec.regions[1]: a person homed in us would have no place to be: Region us is not accepted; correct that object first
    ");
}

#[test]
fn two_regions_for_the_other_countries_are_refused() {
    assert_snapshot!(said_after(|input| {
        input.regions[2].other_countries = true;
        input.regions[2].created_at = 1;
    }).lines().next().unwrap(), @"Region jp spec.otherCountries: a person resident in BR, which no Region names, would be homed in us and in jp; set otherCountries: true on one Region only");
}

#[test]
fn nobody_is_left_without_a_home() {
    assert_snapshot!(said_after(|input| input.regions[1].other_countries = false).lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.regions: a person resident in BR, which no Region of the tenant names, would have no home; set otherCountries: true on one of eu, jp, us");
}

#[test]
fn the_example_country_is_one_that_nobody_names() {
    assert_snapshot!(said_after(|input| {
        input.regions[1].other_countries = false;
        input.regions[1].residents.push("BR".to_owned());
    }).lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.regions: a person resident in AU, which no Region of the tenant names, would have no home; set otherCountries: true on one of eu, jp, us");
}

#[test]
fn a_region_that_is_not_there_is_refused() {
    assert_snapshot!(said_after(|input| input.tenant.regions.push("br".to_owned())).lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.regions[3]: a person homed in br would have no place to be: there is no Region br; create it");
}

#[test]
fn a_tenant_without_regions_is_refused() {
    assert_snapshot!(said_after(|input| input.tenant.regions.clear()).lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.regions: nobody could register: the tenant names no region; name at least one");
}

#[test]
fn a_region_whose_names_would_be_too_long_is_refused() {
    let longest = "r".repeat(27);
    let with_region = |name: &str| {
        said_after(|input| {
            input.tenant.regions.push(name.to_owned());
            input.regions.push(region(name, "EU", &[], false, &[]));
        })
    };
    assert_snapshot!(with_region(&longest), @"");
    assert_snapshot!(with_region(&format!("{longest}r")).lines().next().unwrap(), @"IdentityTenant aurora/aurora spec.regions[3]: a person homed in rrrrrrrrrrrrrrrrrrrrrrrrrrrr would have no place to be: pods and Services there are named after `aurora-rrrrrrrrrrrrrrrrrrrrrrrrrrrr`, which is longer than 34 characters; name a Region of at most 27 characters, or create the tenant under a shorter name");
}

#[test]
fn without_its_tenant_nothing_is_accepted() {
    assert_snapshot!(said_after(|input| input.tenant.regions.push("br".to_owned())), @r"
    IdentityTenant aurora/aurora spec.regions[3]: a person homed in br would have no place to be: there is no Region br; create it
    ProfileSchema aurora/airline spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ConsentPolicy aurora/airline spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    Brand aurora/aurora spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    Brand aurora-holidays/holidays spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    Application aurora/shop spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ProfileSource aurora/shop spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ActivationTarget aurora/crm spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ActivationTarget aurora/newsletter-tool spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ActivationTarget aurora/us-ads spec.tenantRef: nobody is served by it: IdentityTenant aurora/aurora is not accepted; correct that object first
    ");
}

#[test]
fn a_region_of_other_tenants_is_not_judged() {
    assert_snapshot!(said_after(|input| input.regions.push(region("br", "BR", &["FR"], true, &[]))), @"");
}

#[test]
fn a_default_brand_that_is_missing_is_reported_and_the_tenant_stands() {
    let mut input = airline();
    input.tenant.default_brand.name = "arora".to_owned();
    let proof = domicile_policy::prove(&input);
    assert_snapshot!(crate::fixture::lines(&proof), @"IdentityTenant aurora/aurora spec.defaultBrand: a person who opens login.aurora.localhost is shown the look of Brand aurora/aurora: no Brand aurora/arora is attached to the tenant; create it, or correct the reference");
    assert!(proof.accepted.tenant().is_some());
    let bundle = domicile_policy::compile(&proof.accepted, "eu").unwrap();
    assert_eq!(bundle.default_brand, "aurora-holidays/holidays");
}

#[test]
fn a_tenant_whose_only_brand_is_refused_shows_a_plain_page() {
    let mut input = airline();
    input.brands.truncate(1);
    input.brands[0].hosts = texts(&["login.aurora.localhost"]);
    let proof = domicile_policy::prove(&input);
    assert_snapshot!(crate::fixture::lines(&proof), @r"
    IdentityTenant aurora/aurora spec.defaultBrand: a person who opens login.aurora.localhost is shown a plain page: Brand aurora/aurora is not accepted; correct that object first
    Brand aurora/aurora spec.hosts[0]: a person who opens https://login.aurora.localhost would be shown the sign-in pages and `aurora`; choose another host
    Application aurora/shop spec.brandRef: a person who signs in to `shop` would be shown no look: Brand aurora/aurora is not accepted; correct that object first
    ");
    let bundle = domicile_policy::compile(&proof.accepted, "eu").unwrap();
    assert_eq!(bundle.default_brand, "aurora/aurora");
    assert_eq!(bundle.brands.len(), 1);
    assert!(bundle.brands[0].hosts.is_empty());
}
