//! Nothing changed means nothing written (invariant I5).

use domicile_api::{ActivationTarget, Brand, IdentityTenant, condition::ConditionType};
use k8s_openapi::api::{apps::v1::Deployment, core::v1::Secret};
use kube::api::ListParams;

use crate::{audit, scene::Scene};

#[tokio::test]
async fn a_tenant_gets_its_objects_and_then_the_operator_is_silent() {
    let scene = Scene::set("settled").await;
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, ("True", "Valid"))
        .await;
    let writes = audit::rest("settled").await;
    let deployments = scene
        .api::<Deployment>()
        .list(&ListParams::default())
        .await
        .unwrap();
    assert_eq!(deployments.items.len(), 9);
    let mut once = writes.clone();
    once.retain(|write| !write.contains("\"status\"") && write.contains("deployments"));
    assert_eq!(once.len(), 9, "each Deployment is written once: {once:?}");
}

#[tokio::test]
async fn nothing_is_ready_before_it_runs_and_everything_says_its_generation() {
    let scene = Scene::set("not-ready").await;
    let message = scene
        .condition::<IdentityTenant>("aurora", ConditionType::Ready, ("False", "RollingOut"))
        .await;
    assert!(message.contains("postgresql of eu 0/1"), "{message}");
    scene
        .condition::<IdentityTenant>(
            "aurora",
            ConditionType::ResidencyProven,
            ("Unknown", "ProofIncomplete"),
        )
        .await;
    scene
        .condition::<Brand>("aurora", ConditionType::Reconciling, ("True", "RollingOut"))
        .await;
    scene
        .condition::<ActivationTarget>("crm", ConditionType::Accepted, ("True", "Valid"))
        .await;
}

#[tokio::test]
async fn keys_are_made_once_and_never_again() {
    let scene = Scene::set("keys").await;
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, ("True", "Valid"))
        .await;
    let writes = audit::rest("keys").await;
    let secrets = scene
        .api::<Secret>()
        .list(&ListParams::default())
        .await
        .unwrap();
    assert!(secrets.items.len() > 30, "{}", secrets.items.len());
    let written = writes
        .iter()
        .filter(|write| write.contains("secrets"))
        .count();
    assert_eq!(written, secrets.items.len(), "{writes:?}");
}
