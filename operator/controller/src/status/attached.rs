//! The status of the objects that name a tenant.

use domicile_api::{
    ActivationTarget, Application, Attached, Brand, ConsentPolicy, Observed, ProfileSchema,
    ProfileSource,
    activation_target::RegionFlow,
    condition::{self, NewCondition, Reason},
    consent_policy::RegionPurposes,
};
use domicile_bundle::{LegalBasis, tenant::EVENTS_LABEL};
use k8s_openapi::jiff::Timestamp;
use kube::core::object::{HasSpec, HasStatus};

use super::{
    Finding,
    conditions::{Progress, accepted},
};
use crate::{
    dereference::AttachedKind,
    queue::TenantKey,
    validate::{InForce, Verdict},
};

/// What only this kind's status says, beside conditions.
pub trait Details: AttachedKind {
    /// Fills it in from the configuration in force.
    fn details(&self, status: &mut Self::Status, in_force: &InForce);
}

/// What an object is told after a pass of its tenant.
pub fn of<K>(
    object: &K,
    verdict: &Verdict,
    not_in_force: Option<Finding>,
    in_force: Option<&InForce>,
    now: Timestamp,
) -> K::Status
where
    K: Details<Spec: Attached, Status: Observed + Clone + Default>,
{
    let mut new = vec![accepted(verdict)];
    new.extend(Progress::of(verdict, not_in_force).conditions("in force in every region"));
    let mut status = with(object, &new, now);
    if let (Verdict::Accepted, Some(in_force)) = (verdict, in_force) {
        object.details(&mut status, in_force);
    }
    status
}

/// What an object is told whose tenant does not exist.
pub fn without_tenant<K>(object: &K, tenant: &TenantKey, now: Timestamp) -> K::Status
where
    K: AttachedKind + HasSpec<Spec: Attached> + HasStatus<Status: Observed + Clone + Default>,
{
    let verdict = Verdict::Rejected {
        reason: Reason::TenantNotFound,
        message: format!(
            "there is no IdentityTenant {} in namespace {}; create it, or correct spec.tenantRef",
            tenant.name, tenant.namespace
        ),
    };
    let mut new = vec![accepted(&verdict)];
    new.extend(Progress::of(&verdict, None).conditions(""));
    with(object, &new, now)
}

fn with<K>(object: &K, new: &[NewCondition], now: Timestamp) -> K::Status
where
    K: AttachedKind + HasStatus<Status: Observed + Clone + Default>,
{
    let generation = object.meta().generation;
    let mut status = object.status().cloned().unwrap_or_default();
    let conditions = condition::replace(status.conditions(), new, generation, now);
    status.observe(generation, conditions);
    status
}

impl Details for Brand {
    fn details(&self, status: &mut Self::Status, in_force: &InForce) {
        let Some(bundle) = in_force
            .bundles
            .values()
            .next()
            .map(|compiled| &compiled.bundle)
        else {
            return;
        };
        status.addresses = self
            .spec
            .hosts
            .iter()
            .map(|host| bundle.origin_of(host))
            .collect();
    }
}

impl Details for Application {
    fn details(&self, status: &mut Self::Status, in_force: &InForce) {
        status.client_id = Some(self.client_id());
        status.issuer = in_force
            .bundles
            .values()
            .next()
            .map(|compiled| compiled.bundle.issuer.clone());
    }
}

impl Details for ProfileSchema {
    fn details(&self, status: &mut Self::Status, _: &InForce) {
        status.attributes = i32::try_from(self.spec.attributes.len()).ok();
        status.events = i32::try_from(self.spec.events.len()).ok();
    }
}

impl Details for ConsentPolicy {
    fn details(&self, status: &mut Self::Status, in_force: &InForce) {
        let names = self
            .spec
            .purposes
            .iter()
            .map(|purpose| purpose.name.clone());
        status.purposes = names
            .filter(|name| {
                let mut bundles = in_force.bundles.values();
                bundles.any(|compiled| compiled.bundle.purpose(name).is_some())
            })
            .collect();
        status.regions = in_force
            .bundles
            .iter()
            .map(|(region, compiled)| {
                let basis = |name: &str| {
                    compiled
                        .bundle
                        .purpose(name)
                        .map(|purpose| purpose.legal_basis)
                };
                let resting_on = |wanted: fn(Option<LegalBasis>) -> bool| {
                    let names = self.spec.purposes.iter().map(|purpose| &purpose.name);
                    names.filter(|name| wanted(basis(name))).cloned().collect()
                };
                RegionPurposes {
                    region: region.clone(),
                    by_consent: resting_on(|basis| basis == Some(LegalBasis::Consent)),
                    by_law: resting_on(|basis| {
                        basis.is_some_and(|basis| basis != LegalBasis::Consent)
                    }),
                    without_basis: resting_on(|basis| basis.is_none()),
                }
            })
            .collect();
    }
}

impl Details for ProfileSource {
    fn details(&self, status: &mut Self::Status, in_force: &InForce) {
        let bundle = in_force
            .bundles
            .values()
            .next()
            .map(|compiled| &compiled.bundle);
        status.endpoint = bundle.map(|bundle| bundle.global_origin(EVENTS_LABEL));
    }
}

impl Details for ActivationTarget {
    fn details(&self, status: &mut Self::Status, in_force: &InForce) {
        let name = self.object_key().qualified_name();
        let flows = in_force.bundles.keys().filter_map(|region| {
            let target = in_force.target(region, &name)?;
            let mut attributes: Vec<_> = target
                .flows
                .iter()
                .flat_map(|flow| flow.attributes.iter().cloned())
                .collect();
            attributes.sort();
            attributes.dedup();
            Some(RegionFlow {
                region: region.clone(),
                purposes: target
                    .flows
                    .iter()
                    .map(|flow| flow.purpose.clone())
                    .collect(),
                attributes,
                refusal: target.refusal.clone(),
            })
        });
        status.flows = flows.collect();
        status.regions = status
            .flows
            .iter()
            .filter(|flow| !flow.purposes.is_empty())
            .map(|flow| flow.region.clone())
            .collect();
    }
}
