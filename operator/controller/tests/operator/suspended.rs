//! A suspended tenant is left alone, and taken up again where it was left.

use domicile_api::{IdentityTenant, condition::ConditionType};
use k8s_openapi::api::core::v1::Service;
use kube::api::{DeleteParams, Patch, PatchParams};
use serde_json::json;

use crate::{api_server::eventually, audit, scene::Scene};

async fn suspend(scene: &Scene, suspended: bool) {
    let patch = json!({"spec": {"suspend": suspended}});
    scene
        .api::<IdentityTenant>()
        .patch("aurora", &PatchParams::default(), &Patch::Merge(&patch))
        .await
        .unwrap();
}

#[tokio::test]
async fn nothing_is_repaired_while_a_tenant_is_suspended_and_everything_afterwards() {
    let scene = Scene::set("suspended").await;
    let accepted = ("True", "Valid");
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, accepted)
        .await;
    audit::rest("suspended").await;
    suspend(&scene, true).await;
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Ready, ("False", "Suspended"))
        .await;

    let (services, name) = (scene.api::<Service>(), "aurora-eu-auth");
    services
        .delete(name, &DeleteParams::default())
        .await
        .unwrap();
    audit::rest("suspended").await;
    assert!(services.get_opt(name).await.unwrap().is_none());

    suspend(&scene, false).await;
    eventually("the Service is made again", async || {
        services.get_opt(name).await.unwrap().map(|_| ())
    })
    .await;
}
