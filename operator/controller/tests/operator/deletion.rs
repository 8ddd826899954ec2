//! The end of a tenant.

use domicile_api::{IdentityTenant, condition::ConditionType};
use k8s_openapi::api::core::v1::Secret;
use kube::{
    ResourceExt,
    api::{DeleteParams, Patch, PatchParams},
};
use serde_json::json;

use crate::{
    api_server::eventually,
    audit,
    scene::{Scene, tenant},
};

async fn delete_tenant(scene: &Scene) {
    let tenants = scene.api::<IdentityTenant>();
    tenants
        .delete("aurora", &DeleteParams::default())
        .await
        .unwrap();
    eventually("the tenant is gone", async || {
        tenants
            .get_opt("aurora")
            .await
            .unwrap()
            .is_none()
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_tenant_of_the_same_name_finds_its_keys_again() {
    let scene = Scene::set("again").await;
    audit::rest("again").await;
    let secrets = scene.api::<Secret>();
    let before = secrets.get("aurora-eu-auth-keys").await.unwrap();
    assert!(before.owner_references().is_empty(), "nothing collects it");
    delete_tenant(&scene).await;
    scene.create(tenant("again")).await;
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, ("True", "Valid"))
        .await;
    audit::rest("again").await;
    assert_eq!(
        secrets.get("aurora-eu-auth-keys").await.unwrap().data,
        before.data
    );
}

#[tokio::test]
async fn with_the_policy_delete_the_keys_go_too() {
    let scene = Scene::set("gone").await;
    audit::rest("gone").await;
    let policy = json!({"spec": {"deletionPolicy": "Delete"}});
    let tenants = scene.api::<IdentityTenant>();
    tenants
        .patch("aurora", &PatchParams::default(), &Patch::Merge(&policy))
        .await
        .unwrap();
    delete_tenant(&scene).await;
    assert!(
        scene
            .api::<Secret>()
            .get_opt("aurora-eu-auth-keys")
            .await
            .unwrap()
            .is_none()
    );
}
