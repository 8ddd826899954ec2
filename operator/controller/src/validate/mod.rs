//! What is in force: a pure decision from what was read.
//!
//! The proof itself is `domicile-policy`'s. This stage adds what only Kubernetes knows: which namespaces may attach,
//! whose Secret is missing, and what stays in force of a tenant or region that was changed for the worse.

mod attached_input;
mod input;
mod reason;
mod sign_in_input;
pub(crate) mod words;

use std::collections::BTreeMap;

use domicile_api::{IdentityTenantSpec, condition::Reason, region::Placement};
use domicile_bundle::{
    Bundle, Target,
    parts::{self, Encoded},
};
use domicile_policy::{Accepted, CompileError, ObjectKey, ObjectKind, Proof, prove_after};
use kube::ResourceExt;

use crate::{
    dereference::{Dereferenced, LastAccepted},
    provision::Provisioned,
};

/// What is in force, and what each object has to be told.
#[derive(Debug)]
pub struct Validated {
    /// The configuration in force; absent where there has never been a valid one.
    pub in_force: Option<InForce>,
    /// What each object is told, the tenant's own key among them.
    pub verdicts: BTreeMap<ObjectKey, Verdict>,
}

/// A configuration that passed the proof.
#[derive(Debug)]
pub struct InForce {
    /// What was accepted.
    pub accepted: Accepted,
    /// The tenant's specification: the present one, or the one accepted last.
    pub tenant: IdentityTenantSpec,
    /// Where each region is.
    pub placements: BTreeMap<String, Placement>,
    /// The bundle of each region.
    pub bundles: BTreeMap<String, Compiled>,
    /// The same, to be kept for the next pass.
    pub keep: LastAccepted,
}

/// The bundle of one region, as a value and as it travels.
#[derive(Debug)]
pub struct Compiled {
    /// What workloads read.
    pub bundle: Bundle,
    /// The same as files.
    pub encoded: Encoded,
}

impl InForce {
    /// What may leave a region for a target, by its qualified name.
    pub fn target(&self, region: &str, name: &str) -> Option<&Target> {
        self.bundles
            .get(region)?
            .bundle
            .targets
            .iter()
            .find(|target| target.name == name)
    }
}

/// What an object is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is part of the configuration.
    Accepted,
    /// It is not, as it is written now.
    Rejected {
        /// Why, for programs.
        reason: Reason,
        /// Why, for people: the field, and a counterexample.
        message: String,
    },
}

/// Why no configuration could be made from an accepted one. This is a defect of the operator, never of its input.
#[derive(Debug, thiserror::Error)]
pub enum ValidateError {
    /// The bundle cannot be compiled.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The bundle cannot be written down.
    #[error("a bundle has no JSON form: {0}")]
    Encode(#[from] serde_json::Error),
}

/// Decides what is in force.
///
/// # Errors
/// When an accepted configuration cannot be compiled.
pub fn validate(
    read: &Dereferenced,
    provisioned: &Provisioned,
) -> Result<Validated, ValidateError> {
    let input = input::of(read, provisioned);
    let Proof {
        accepted,
        rejections,
    } = prove_after(&input, read.last_accepted.as_ref().map(|last| &last.input));
    let mut verdicts = BTreeMap::new();
    for key in read.attached.keys() {
        let verdict = not_allowed(read, &key)
            .or_else(|| incomplete(provisioned, &key))
            .unwrap_or(Verdict::Accepted);
        verdicts.insert(key, verdict);
    }
    let of_tenant = incomplete(provisioned, &input.tenant.key).unwrap_or(Verdict::Accepted);
    verdicts.insert(input.tenant.key.clone(), of_tenant);
    for rejection in &rejections {
        // A region is shared by all tenants: what is wrong with it for this one is this one's to tell.
        let told_to = if rejection.object.kind == ObjectKind::Region {
            &input.tenant.key
        } else {
            &rejection.object
        };
        let verdict = verdicts.entry(told_to.clone()).or_insert(Verdict::Accepted);
        reason::add(verdict, rejection, *told_to != rejection.object);
    }
    tell_missing_regions(read, &input.tenant.key, &mut verdicts);
    let in_force = in_force(read, accepted)?;
    Ok(Validated { in_force, verdicts })
}

fn not_allowed(read: &Dereferenced, key: &ObjectKey) -> Option<Verdict> {
    (!read.permission.allows(&key.namespace)).then(|| Verdict::Rejected {
        reason: Reason::NamespaceNotAllowed,
        message: format!(
            "IdentityTenant {} does not allow objects of namespace {}: its spec.allowedNamespaces.selector must match the labels of the namespace",
            read.key, key.namespace
        ),
    })
}

fn incomplete(provisioned: &Provisioned, key: &ObjectKey) -> Option<Verdict> {
    let message = provisioned.incomplete.get(key)?.clone();
    Some(Verdict::Rejected {
        reason: Reason::SecretMissing,
        message,
    })
}

/// A region that was deleted while people are homed in it.
fn tell_missing_regions(
    read: &Dereferenced,
    tenant: &ObjectKey,
    verdicts: &mut BTreeMap<ObjectKey, Verdict>,
) {
    let exists = |name: &String| read.regions.iter().any(|region| region.name_any() == *name);
    let missing: Vec<_> = read
        .tenant
        .spec
        .regions
        .iter()
        .filter(|name| !exists(name))
        .cloned()
        .collect();
    if missing.is_empty() || verdicts.get(tenant) != Some(&Verdict::Accepted) {
        return;
    }
    let message = format!(
        "Region {} is gone; what was accepted last stays in force: create it again as it was",
        missing.join(" and Region ")
    );
    verdicts.insert(
        tenant.clone(),
        Verdict::Rejected {
            reason: Reason::RegionNotFound,
            message,
        },
    );
}

fn in_force(read: &Dereferenced, accepted: Accepted) -> Result<Option<InForce>, ValidateError> {
    let Some(input) = accepted.to_input() else {
        return Ok(None);
    };
    let last = read.last_accepted.as_ref();
    let is_held = |key: &ObjectKey| accepted.held().contains(key);
    let tenant = last
        .filter(|_| is_held(&input.tenant.key))
        .map_or_else(|| read.tenant.spec.clone(), |last| last.tenant.clone());
    let mut placements = BTreeMap::new();
    let mut bundles = BTreeMap::new();
    for region in accepted.regions() {
        let present = read
            .regions
            .iter()
            .find(|one| one.name_any() == region.name && !is_held(&region.key()));
        let placement = present
            .map(|present| present.spec.placement.clone())
            .or_else(|| last?.placements.get(&region.name).cloned());
        // Held without ever having been accepted is impossible; without a place nothing is built.
        let Some(placement) = placement else { continue };
        placements.insert(region.name.clone(), placement);
        let bundle = domicile_policy::compile(&accepted, &region.name)?;
        bundles.insert(
            region.name.clone(),
            Compiled {
                encoded: parts::encode(&bundle)?,
                bundle,
            },
        );
    }
    let keep = LastAccepted {
        input,
        tenant: tenant.clone(),
        placements: placements.clone(),
    };
    Ok(Some(InForce {
        accepted,
        tenant,
        placements,
        bundles,
        keep,
    }))
}

#[cfg(test)]
mod tests;
