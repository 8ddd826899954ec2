//! Custom resources as the proof sees them, field by field.

use std::sync::Arc;

use domicile_api::{Application, IdentityTenant, Region};
use domicile_bundle::{
    Mail, OrganizationRole, Organizations, ResourceServer, RolePermission, SigningAlgorithms,
};
use domicile_policy::{
    DynamicRegistrationInput, Input, ObjectKey, ObjectKind, OpenIdInput, Reference, RegionInput,
    TenantSettings, Transfer,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::ResourceExt;

use super::{attached_input, sign_in_input, words::InBundle};
use crate::{
    dereference::{AttachedObjects, Dereferenced},
    provision::Provisioned,
};

/// Everything that the proof looks at.
pub(super) fn of(read: &Dereferenced, provisioned: &Provisioned) -> Input {
    let AttachedObjects {
        brands,
        applications,
        schemas,
        policies,
        sources,
        targets,
    } = &read.attached;
    let allowed =
        |namespace: Option<String>| read.permission.allows(&namespace.unwrap_or_default());
    let tenant = tenant(&read.tenant, provisioned);
    let application = |one: &Arc<Application>| {
        attached_input::application(one, &tenant.default_brand, provisioned)
    };
    let mut input = Input {
        regions: regions(read, provisioned),
        schemas: schemas
            .iter()
            .filter(|one| allowed(one.namespace()))
            .map(|one| attached_input::schema(one))
            .collect(),
        policies: policies
            .iter()
            .filter(|one| allowed(one.namespace()))
            .map(|one| attached_input::policy(one))
            .collect(),
        brands: brands
            .iter()
            .filter(|one| allowed(one.namespace()))
            .map(|one| attached_input::brand(one))
            .collect(),
        applications: applications.iter().filter_map(application).collect(),
        sources: sources
            .iter()
            .filter_map(|one| attached_input::source(one, provisioned))
            .collect(),
        // Without its signing secret nothing can be sent to a target, so it takes no part.
        targets: targets
            .iter()
            .filter_map(|one| attached_input::target(one, provisioned))
            .collect(),
        tenant,
    };
    keep_whose_secret_was_spoiled(&mut input, read, provisioned);
    input
}

/// An application or a source whose Secret was spoiled stays as it was accepted last: who knows the secret gets in.
fn keep_whose_secret_was_spoiled(
    input: &mut Input,
    read: &Dereferenced,
    provisioned: &Provisioned,
) {
    let Some(last) = &read.last_accepted else {
        return;
    };
    let spoiled = |key: &ObjectKey| provisioned.incomplete.contains_key(key);
    input.applications.extend(
        last.input
            .applications
            .iter()
            .filter(|one| spoiled(&one.key))
            .cloned(),
    );
    input.sources.extend(
        last.input
            .sources
            .iter()
            .filter(|one| spoiled(&one.key))
            .cloned(),
    );
}

/// When an object was created, in seconds since 1970.
pub(super) fn created_at(metadata: &ObjectMeta) -> i64 {
    metadata
        .creation_timestamp
        .as_ref()
        .map_or(0, |time| time.0.as_second())
}

fn tenant(tenant: &IdentityTenant, provisioned: &Provisioned) -> TenantSettings {
    let namespace = tenant.namespace().unwrap_or_default();
    let spec = &tenant.spec;
    let smtp = &spec.mail.smtp;
    TenantSettings {
        key: ObjectKey::new(ObjectKind::IdentityTenant, &namespace, tenant.name_any()),
        domain: spec.domain.clone(),
        regions: spec.regions.clone(),
        port: spec.exposure().port(),
        sign_in: sign_in_input::sign_in(&spec.sign_in(), &namespace),
        resource_servers: spec
            .resource_servers
            .iter()
            .map(|server| ResourceServer {
                identifier: server.identifier.clone(),
                scopes: server.scopes.clone(),
                access_token_signing_alg: server.access_token_signing_alg.map(InBundle::in_bundle),
            })
            .collect(),
        signing_algorithms: SigningAlgorithms::of(
            spec.signing()
                .algorithms()
                .into_iter()
                .map(InBundle::in_bundle),
        ),
        openid: openid(tenant, provisioned),
        organizations: spec.organizations.as_ref().map(organizations),
        mail: Mail {
            from: spec.mail.from.clone(),
            host: smtp.host.clone(),
            // The schema allows nothing else.
            port: u16::try_from(smtp.port).unwrap_or_default(),
            encryption: smtp.encryption.in_bundle(),
            authenticated: smtp.credentials_secret_ref.is_some(),
        },
        sms: spec.sms.as_ref().map(sign_in_input::sms),
        default_brand: Reference::new(
            spec.default_brand.namespace_from(&namespace),
            &spec.default_brand.name,
        ),
        portal_secret_digests: vec![provisioned.tenant.portal_secret_digest()],
    }
}

fn openid(tenant: &IdentityTenant, provisioned: &Provisioned) -> OpenIdInput {
    let namespace = tenant.namespace().unwrap_or_default();
    let openid = tenant.spec.openid();
    let registration = openid.dynamic_registration;
    OpenIdInput {
        trusted_hosts: openid.trusted_outbound.unwrap_or_default().allowed_hosts,
        dynamic_registration: registration.map(|registration| DynamicRegistrationInput {
            template: Reference::new(
                registration.template_ref.namespace_from(&namespace),
                &registration.template_ref.name,
            ),
            open: registration.open.unwrap_or(false),
            initial_access_token_digests: provisioned.initial_access_token_digests.clone(),
        }),
    }
}

fn organizations(offered: &domicile_api::organizations::Organizations) -> Organizations {
    Organizations {
        roles: offered
            .roles
            .iter()
            .map(|role| OrganizationRole {
                name: role.name.clone(),
                titles: role
                    .titles
                    .iter()
                    .map(|title| (title.language.clone(), title.text.clone()))
                    .collect(),
                administrator: role.administrator(),
                permissions: role
                    .permissions
                    .iter()
                    .map(|permission| RolePermission {
                        resource: permission.resource.clone(),
                        actions: permission.actions.clone(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// Regions of the cluster; one that is gone stays as it was accepted last, because people are homed there.
fn regions(read: &Dereferenced, provisioned: &Provisioned) -> Vec<RegionInput> {
    let mut regions: Vec<_> = read
        .regions
        .iter()
        .map(|one| region(one, provisioned))
        .collect();
    for held in read
        .last_accepted
        .iter()
        .flat_map(|last| &last.input.regions)
    {
        if !regions.iter().any(|present| present.name == held.name) {
            regions.push(held.clone());
        }
    }
    regions
}

fn region(region: &Region, provisioned: &Provisioned) -> RegionInput {
    let name = region.name_any();
    let spec = &region.spec;
    RegionInput {
        created_at: created_at(&region.metadata),
        jurisdiction: spec.jurisdiction.clone(),
        residents: spec.residents.clone(),
        other_countries: spec.takes_other_countries(),
        transfers: spec
            .transfers
            .iter()
            .map(|transfer| Transfer {
                to: transfer.to.clone(),
                basis: transfer.basis.in_bundle(),
            })
            .collect(),
        mesh: provisioned.scope.in_region(&name).mesh_addresses(),
        signing_keys: provisioned
            .signing
            .get(&name)
            .map(|signing| signing.public_keys.clone())
            .unwrap_or_default(),
        name,
    }
}
