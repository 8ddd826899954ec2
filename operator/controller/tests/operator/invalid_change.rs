//! A bad change never takes down what runs (invariant I7), and says what is wrong with it.

use domicile_api::{ActivationTarget, IdentityTenant, Region, condition::ConditionType};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::{
    Api,
    api::{Patch, PatchParams},
};
use serde_json::{Value, json};

use crate::{
    api_server::eventually,
    audit,
    scene::{Kind, Scene},
};

async fn patch<K: Kind>(scene: &Scene, name: &str, spec: Value) {
    let patch = json!({ "spec": spec });
    let api = scene.api::<K>();
    api.patch(name, &PatchParams::default(), &Patch::Merge(&patch))
        .await
        .unwrap();
}

async fn target_in_bundle(scene: &Scene, region: &str, name: &str) -> Option<Value> {
    let config_maps = scene.api::<ConfigMap>();
    let config_map = config_maps
        .get(&format!("aurora-{region}-bundle-000"))
        .await
        .ok()?;
    let bundle: Value = serde_json::from_str(config_map.data?.get("part-000")?).ok()?;
    let targets = bundle["targets"].as_array()?.clone();
    targets.into_iter().find(|target| target["name"] == name)
}

#[tokio::test]
async fn a_target_with_an_unknown_attribute_stays_as_it_was_accepted_last() {
    let scene = Scene::set("unknown").await;
    scene
        .condition::<ActivationTarget>("crm", ConditionType::Accepted, ("True", "Valid"))
        .await;
    audit::rest("unknown").await;
    let before = target_in_bundle(&scene, "eu", "unknown/crm").await.unwrap();
    patch::<ActivationTarget>(&scene, "crm", json!({"attributes": ["email", "emial"]})).await;
    let refused = ("False", "UnknownAttribute");
    let message = scene
        .condition::<ActivationTarget>("crm", ConditionType::Accepted, refused)
        .await;
    assert!(
        message.contains("spec.attributes[1]") && message.contains("emial"),
        "{message}"
    );
    audit::rest("unknown").await;
    assert_eq!(
        target_in_bundle(&scene, "eu", "unknown/crm").await.unwrap(),
        before
    );

    patch::<ActivationTarget>(&scene, "crm", json!({"attributes": ["email"]})).await;
    scene
        .condition::<ActivationTarget>("crm", ConditionType::Accepted, ("True", "Valid"))
        .await;
    eventually("the correction is in the bundle", async || {
        let target = target_in_bundle(&scene, "eu", "unknown/crm").await?;
        (target != before).then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_unlawful_transfer_is_refused_with_a_person_as_example() {
    let scene = Scene::set("unlawful").await;
    scene
        .condition::<ActivationTarget>("us-ads", ConditionType::Accepted, ("True", "Valid"))
        .await;
    patch::<ActivationTarget>(&scene, "us-ads", json!({"regions": ["us", "eu"]})).await;
    let refused = ("False", "UnlawfulFlow");
    let message = scene
        .condition::<ActivationTarget>("us-ads", ConditionType::Accepted, refused)
        .await;
    assert!(
        message.contains("a person homed in eu") && message.contains("us-ads"),
        "{message}"
    );
    audit::rest("unlawful").await;
    let flows = target_in_bundle(&scene, "eu", "unlawful/us-ads")
        .await
        .unwrap();
    assert_eq!(flows["flows"], json!([]), "nothing leaves eu for it");
}

#[tokio::test]
async fn regions_cannot_be_taken_from_a_tenant_and_an_unknown_one_leaves_the_others_running() {
    let scene = Scene::set("regions").await;
    audit::rest("regions").await;
    let fewer = json!({"spec": {"regions": ["eu", "us"]}});
    let tenants = scene.api::<IdentityTenant>();
    let refused = tenants
        .patch("aurora", &PatchParams::default(), &Patch::Merge(&fewer))
        .await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("regions can be added but not removed")
    );
    let more = json!({"regions": ["eu", "us", "jp", "mars"]});
    patch::<IdentityTenant>(&scene, "aurora", more).await;
    let unknown = ("False", "RegionNotFound");
    let message = scene
        .condition::<IdentityTenant>("aurora", ConditionType::Accepted, unknown)
        .await;
    assert!(message.contains("mars"), "{message}");
    audit::rest("regions").await;
    assert!(
        target_in_bundle(&scene, "eu", "regions/crm")
            .await
            .is_some()
    );
    let regions = Api::<Region>::all(scene.client.clone());
    assert!(regions.get_opt("mars").await.unwrap().is_none());
}
