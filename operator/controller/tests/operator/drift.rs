//! What people change by hand is put right.

use domicile_api::{IdentityTenant, condition::ConditionType};
use k8s_openapi::api::{
    apps::v1::Deployment,
    core::v1::{ConfigMap, Service},
    networking::v1::NetworkPolicy,
};
use kube::{
    ResourceExt,
    api::{DeleteParams, Patch, PatchParams},
};
use serde_json::json;

use crate::{
    api_server::eventually,
    audit,
    scene::{Kind, Scene},
};

async fn settled(namespace: &str) -> Scene {
    let scene = Scene::set(namespace).await;
    scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, ("True", "Valid"))
        .await;
    audit::rest(namespace).await;
    scene
}

async fn is_made_again<K: Kind>(scene: &Scene, name: &str) {
    let before = scene.api::<K>().get(name).await.unwrap();
    scene
        .api::<K>()
        .delete(name, &DeleteParams::default())
        .await
        .unwrap();
    eventually(&format!("{name} is made again"), async || {
        let object = scene.api::<K>().get_opt(name).await.unwrap()?;
        (object.uid() != before.uid()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn deleted_objects_are_made_again() {
    let scene = settled("deleted").await;
    is_made_again::<Deployment>(&scene, "aurora-eu-auth").await;
    is_made_again::<Service>(&scene, "aurora-us-profile-store").await;
    is_made_again::<NetworkPolicy>(&scene, "aurora-jp-default-deny").await;
    is_made_again::<ConfigMap>(&scene, "aurora-eu-bundle-index").await;
}

#[tokio::test]
async fn an_edited_config_map_says_again_what_it_said_and_nothing_more() {
    let scene = settled("edited").await;
    let config_maps = scene.api::<ConfigMap>();
    let name = "aurora-eu-bundle-000";
    let before = config_maps.get(name).await.unwrap().data.unwrap();
    let patch = json!({"data": {"part-000": "{}", "added": "x"}});
    config_maps
        .patch(name, &PatchParams::default(), &Patch::Merge(&patch))
        .await
        .unwrap();
    eventually("the ConfigMap is put right", async || {
        let data = config_maps.get(name).await.ok()?.data?;
        (data == before).then_some(())
    })
    .await;
    audit::rest("edited").await;
}

#[tokio::test]
async fn a_pod_template_that_was_sent_to_another_region_comes_back_without_what_was_added() {
    let scene = settled("sent-away").await;
    let deployments = scene.api::<Deployment>();
    let name = "aurora-eu-auth";
    let before = deployments.get(name).await.unwrap().spec.unwrap();
    let patch = json!({"spec": {"template": {"spec": {
        "affinity": null, "nodeName": "us-1", "nodeSelector": {"topology.kubernetes.io/region": "us"}}}}});
    deployments
        .patch(name, &PatchParams::default(), &Patch::Merge(&patch))
        .await
        .unwrap();
    eventually("the template is put right", async || {
        let spec = deployments.get(name).await.ok()?.spec?;
        (spec == before).then_some(())
    })
    .await;
    audit::rest("sent-away").await;
}
