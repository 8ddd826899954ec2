//! What is known when a rule is asked.

use std::collections::BTreeMap;

use domicile_bundle::tenant::{EVENTS_LABEL, LOGIN_LABEL, MUTUAL_TLS_LABEL, PORTAL_LABEL};

use crate::{
    catalogue::Catalogue,
    model::{
        ApplicationInput, BrandInput, Input, NamesSecret, ObjectKey, ObjectKind, PolicyInput,
        Reference, RegionInput, SchemaInput, SourceInput, TargetInput, TenantSettings,
    },
};

/// Who answers on a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HostOwner {
    /// The tenant itself; the text says what for.
    Tenant(&'static str),
    /// A brand.
    Brand(ObjectKey),
}

/// Everything accepted so far, and the names that only rejected objects define.
#[derive(Clone, Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) tenant: &'a TenantSettings,
    pub(crate) known: Catalogue<'a>,
    pub(crate) brands: BTreeMap<Reference, &'a BrandInput>,
    /// Every host that is served, lower case, regional ones among them.
    pub(crate) hosts: BTreeMap<String, HostOwner>,
    /// Languages that every purpose must come in, with the brand that shows them already or by the tenant's wish.
    pub(crate) languages: BTreeMap<&'a str, ObjectKey>,
    /// Whose each Secret is.
    pub(crate) secrets: BTreeMap<Reference, ObjectKey>,
    /// Which application each resource server is, by its identifier.
    pub(crate) resource_servers: BTreeMap<&'a str, ObjectKey>,
    /// Attributes, events, purposes, regions and brands that only rejected objects define.
    pub(crate) left_out: LeftOut<'a>,
}

/// Names that are known only from rejected objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeftOut<'a> {
    pub(crate) regions: BTreeMap<&'a str, ObjectKey>,
    pub(crate) attributes: BTreeMap<&'a str, ObjectKey>,
    pub(crate) events: BTreeMap<&'a str, ObjectKey>,
    pub(crate) purposes: BTreeMap<&'a str, ObjectKey>,
    pub(crate) brands: BTreeMap<Reference, ObjectKey>,
}

impl<'a> Facts<'a> {
    /// What is known before anything is judged.
    pub(crate) fn new(
        tenant: &'a TenantSettings,
        input: &'a Input,
        last_accepted: Option<&'a Input>,
    ) -> Self {
        Self {
            tenant,
            known: Catalogue::default(),
            brands: BTreeMap::new(),
            hosts: BTreeMap::new(),
            languages: languages_in_service(tenant, input, last_accepted),
            secrets: BTreeMap::new(),
            resource_servers: BTreeMap::new(),
            left_out: LeftOut::default(),
        }
    }

    /// That host and the same in every region.
    pub(crate) fn with_regional(&self, host: &str) -> Vec<String> {
        let plain = host.to_ascii_lowercase();
        let regional = self
            .known
            .regions
            .keys()
            .map(|region| format!("{region}.{plain}"));
        let mut hosts: Vec<_> = regional.collect();
        hosts.insert(0, plain);
        hosts
    }

    /// The tenant's own hosts, regional ones among them, each with what answers there.
    pub(crate) fn own_hosts(&self) -> BTreeMap<String, &'static str> {
        let labels = [
            (LOGIN_LABEL, "the sign-in pages"),
            (
                MUTUAL_TLS_LABEL,
                "applications that show a certificate to sign-in",
            ),
            (PORTAL_LABEL, "the portal"),
            (EVENTS_LABEL, "ingest"),
        ];
        let served = |(label, what): (&str, &'static str)| {
            self.with_regional(&format!("{label}.{}", self.tenant.domain))
                .into_iter()
                .map(move |host| (host, what))
        };
        labels.into_iter().flat_map(served).collect()
    }

    fn take_secret(&mut self, object: &impl NamesSecret) {
        if let Some(secret) = object.secret() {
            self.secrets.insert(secret, object.key().clone());
        }
    }
}

/// Languages of the default brand, which is the tenant's own choice, and those that people are already shown.
///
/// A brand that newly asks for another language cannot make a policy fail: there the brand is at fault.
fn languages_in_service<'a>(
    tenant: &'a TenantSettings,
    input: &'a Input,
    last_accepted: Option<&'a Input>,
) -> BTreeMap<&'a str, ObjectKey> {
    let default_brand = tenant.default_brand.to_key(ObjectKind::Brand);
    let mut languages = BTreeMap::new();
    for brand in &input.brands {
        let shown = |language: &str| {
            brand.key == default_brand
                || last_accepted.is_some_and(|last| {
                    last.brands.iter().any(|earlier| {
                        earlier.key == brand.key
                            && earlier.languages.iter().any(|own| own == language)
                    })
                })
        };
        for language in brand.languages.iter().filter(|language| shown(language)) {
            let owner = languages
                .entry(language.as_str())
                .or_insert_with(|| brand.key.clone());
            if brand.key < *owner {
                owner.clone_from(&brand.key);
            }
        }
    }
    languages
}

/// How an object becomes known.
pub(crate) trait Learn<'a, T> {
    /// It was accepted.
    fn accept(&mut self, object: &'a T);

    /// It was rejected.
    fn leave_out(&mut self, object: &'a T);
}

impl<'a> Learn<'a, RegionInput> for Facts<'a> {
    fn accept(&mut self, region: &'a RegionInput) {
        self.known.add_region(region);
    }

    fn leave_out(&mut self, region: &'a RegionInput) {
        self.left_out.regions.insert(&region.name, region.key());
    }
}

impl<'a> Learn<'a, SchemaInput> for Facts<'a> {
    fn accept(&mut self, schema: &'a SchemaInput) {
        self.known.add_schema(schema);
    }

    fn leave_out(&mut self, schema: &'a SchemaInput) {
        for attribute in &schema.attributes {
            self.left_out
                .attributes
                .entry(&attribute.name)
                .or_insert_with(|| schema.key.clone());
        }
        for event in &schema.events {
            self.left_out
                .events
                .entry(&event.name)
                .or_insert_with(|| schema.key.clone());
        }
    }
}

impl<'a> Learn<'a, PolicyInput> for Facts<'a> {
    fn accept(&mut self, policy: &'a PolicyInput) {
        self.known.add_policy(policy);
    }

    fn leave_out(&mut self, policy: &'a PolicyInput) {
        for purpose in &policy.purposes {
            self.left_out
                .purposes
                .entry(&purpose.name)
                .or_insert_with(|| policy.key.clone());
        }
    }
}

impl<'a> Learn<'a, BrandInput> for Facts<'a> {
    fn accept(&mut self, brand: &'a BrandInput) {
        let served: Vec<_> = brand
            .hosts
            .iter()
            .flat_map(|host| self.with_regional(host))
            .collect();
        for host in served {
            self.hosts.insert(host, HostOwner::Brand(brand.key.clone()));
        }
        self.brands
            .insert(Reference::new(&brand.key.namespace, &brand.key.name), brand);
    }

    fn leave_out(&mut self, brand: &'a BrandInput) {
        self.left_out.brands.insert(
            Reference::new(&brand.key.namespace, &brand.key.name),
            brand.key.clone(),
        );
    }
}

impl<'a> Learn<'a, ApplicationInput> for Facts<'a> {
    fn accept(&mut self, application: &'a ApplicationInput) {
        self.take_secret(application);
        if let Some(server) = &application.resource_server {
            self.resource_servers
                .insert(server, application.key.clone());
        }
    }

    fn leave_out(&mut self, _application: &'a ApplicationInput) {}
}

/// Nothing depends on these, but their Secrets are taken.
macro_rules! leaves {
    ($($kind:ty),*) => {$(
        impl<'a> Learn<'a, $kind> for Facts<'a> {
            fn accept(&mut self, object: &'a $kind) {
                self.take_secret(object);
            }

            fn leave_out(&mut self, _object: &'a $kind) {}
        }
    )*};
}

leaves!(SourceInput, TargetInput);
