use super::*;
use crate::material::{MaterialError, random};

#[test]
fn a_settled_pass_prepares_exactly_what_is_stored() {
    let tenant = new_tenant();
    let first = region(&tenant, &ExistingSecrets::default(), now());
    let existing = stored(tenant.secrets.iter().chain(&first.secrets));
    let again = TenantMaterial::prepare(&scope().tenant, &existing, in_days(1)).expect("a tenant");
    assert_eq!(again.secrets, tenant.secrets);
    assert_eq!(region(&again, &existing, in_days(1)), first);
}

#[test]
fn every_secret_that_is_kept_is_read_first() {
    let tenant = new_tenant();
    let material = region(&tenant, &ExistingSecrets::default(), now());
    let read: Vec<_> = TenantMaterial::secret_names(&scope().tenant)
        .into_iter()
        .chain(RegionMaterial::secret_names(&scope()))
        .collect();
    for secret in tenant.secrets.iter().chain(&material.secrets) {
        // URLs are made from the passwords, so they need not be read.
        let is_derived = secret.name.contains("-database");
        assert!(is_derived || read.contains(&secret.name), "{}", secret.name);
    }
}

#[test]
fn a_lost_locate_key_is_an_error_and_never_made_anew() {
    let tenant = new_tenant();
    let name = scope().tenant.keys_secret();
    let existing = stored_but(&tenant.secrets, &name, SecretData::default());
    let refused = TenantMaterial::prepare(&scope().tenant, &existing, now());
    assert!(matches!(refused, Err(MaterialError::Incomplete { .. })));
}

#[test]
fn a_region_with_another_locate_key_than_the_tenant_is_refused() {
    let tenant = new_tenant();
    let first = region(&tenant, &ExistingSecrets::default(), now());
    let name = "aurora-eu-auth-keys";
    let mut data = secret_named(&first.secrets, name).data.clone();
    data.insert("locate.key", random::hexadecimal().expect("random"));
    let refused = RegionMaterial::prepare(
        &scope(),
        &tenant,
        &stored_but(&first.secrets, name, data),
        &policy(),
        now(),
    );
    assert!(matches!(refused, Err(MaterialError::Differs { .. })));
}

#[test]
fn a_broken_key_is_refused_by_name_and_not_shown() {
    let tenant = new_tenant();
    let first = region(&tenant, &ExistingSecrets::default(), now());
    let name = "aurora-eu-activation-keys";
    let data = SecretData::default().with("pseudonym.key", "not-a-key");
    let existing = stored_but(&first.secrets, name, data);
    let refused = RegionMaterial::prepare(&scope(), &tenant, &existing, &policy(), now())
        .expect_err("refused")
        .to_string();
    assert!(
        refused.contains(name) && refused.contains("pseudonym.key"),
        "{refused}"
    );
    assert!(!refused.contains("not-a-key"), "{refused}");
}

#[test]
fn regions_share_the_locate_key_and_nothing_else() {
    let tenant = new_tenant();
    let nothing = ExistingSecrets::default();
    let us_scope = scope().tenant.in_region("us");
    let eu = region(&tenant, &nothing, now());
    let us = RegionMaterial::prepare(&us_scope, &tenant, &nothing, &policy(), now())
        .expect("us")
        .for_region("us")
        .expect("us");
    let key = |material: &RegionMaterial, name: &str, key: &str| {
        secret_named(&material.secrets, name)
            .data
            .text(key)
            .expect("a key")
            .to_owned()
    };
    let (eu_keys, us_keys) = ("aurora-eu-auth-keys", "aurora-us-auth-keys");
    assert_eq!(
        key(&eu, eu_keys, "locate.key"),
        key(&us, us_keys, "locate.key")
    );
    for own in ["pseudonym.key", "seal.key"] {
        assert_ne!(key(&eu, eu_keys, own), key(&us, us_keys, own), "{own}");
    }
    assert_ne!(eu.signing.public_keys, us.signing.public_keys);
}

#[test]
fn workloads_of_a_region_log_a_person_under_the_same_pseudonym_but_seal_apart() {
    let material = region(&new_tenant(), &ExistingSecrets::default(), now());
    let key = |workload: &str, key: &str| {
        secret_named(&material.secrets, &format!("aurora-eu-{workload}-keys"))
            .data
            .text(key)
            .map(str::to_owned)
    };
    assert_eq!(
        key("auth", "pseudonym.key"),
        key("profile-store", "pseudonym.key")
    );
    assert_eq!(
        key("auth", "pseudonym.key"),
        key("activation", "pseudonym.key")
    );
    assert_ne!(key("auth", "seal.key"), key("profile-store", "seal.key"));
    assert_eq!(key("activation", "seal.key"), None);
}

#[test]
fn each_workload_gets_the_urls_of_its_own_roles_only() {
    let material = region(&new_tenant(), &ExistingSecrets::default(), now());
    let keys = |name: &str| {
        secret_named(&material.secrets, name)
            .data
            .keys()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys("aurora-eu-profile-store-database-owner"),
        ["consent", "profile"]
    );
    assert_eq!(keys("aurora-eu-auth-database-owner"), ["auth"]);
    let url = secret_named(&material.secrets, "aurora-eu-activation-database")
        .data
        .text("url")
        .expect("a URL");
    let url = url::Url::parse(url).expect("a URL");
    assert_eq!(url.username(), "activation");
    assert_eq!(url.host_str(), Some("aurora-eu-postgresql.aurora.svc"));
    assert_eq!(
        url.query(),
        Some("sslmode=verify-full&sslrootcert=/etc/domicile/mesh/ca.crt")
    );
}
