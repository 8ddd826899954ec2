//! Who may attach to a tenant.

use domicile_api::{Brand, ObjectReference, condition::ConditionType, examples::airline};
use k8s_openapi::api::core::v1::ConfigMap;
use kube::{Api, Client, api::PostParams};

use crate::{
    api_server::eventually,
    audit,
    scene::{BRAND_TEAM, Scene, condition_in},
};

async fn create_brand(client: &Client, namespace: &str, tenant: &str, host: &str) -> Api<Brand> {
    let mut brand = airline::brands::holidays();
    brand.metadata.namespace = Some(namespace.to_owned());
    brand.spec.tenant_ref = ObjectReference::in_namespace(tenant, "aurora");
    brand.spec.hosts = vec![host.to_owned()];
    let brands = Api::<Brand>::namespaced(client.clone(), namespace);
    brands.create(&PostParams::default(), &brand).await.unwrap();
    brands
}

async fn bundle(scene: &Scene) -> String {
    let config_map = scene
        .api::<ConfigMap>()
        .get("aurora-eu-bundle-000")
        .await
        .unwrap();
    config_map
        .data
        .unwrap_or_default()
        .remove("part-000")
        .unwrap_or_default()
}

#[tokio::test]
async fn a_brand_of_an_allowed_namespace_is_served() {
    let scene = Scene::set("allowing").await;
    scene
        .create_namespace("allowed-team", &[(BRAND_TEAM, "yes")])
        .await;
    let brands = create_brand(
        &scene.client,
        "allowed-team",
        "allowing",
        "id.allowed.localhost",
    )
    .await;
    condition_in(
        &brands,
        "holidays",
        ConditionType::Accepted,
        ("True", "Valid"),
    )
    .await;
    eventually("the bundle names the host", async || {
        bundle(&scene)
            .await
            .contains("id.allowed.localhost")
            .then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_brand_of_a_namespace_that_is_not_allowed_touches_nothing() {
    let scene = Scene::set("refusing").await;
    audit::rest("refusing").await;
    let before = bundle(&scene).await;
    scene.create_namespace("strangers", &[]).await;
    let brands = create_brand(
        &scene.client,
        "strangers",
        "refusing",
        "id.strange.localhost",
    )
    .await;
    let refused = ("False", "NamespaceNotAllowed");
    let message = condition_in(&brands, "holidays", ConditionType::Accepted, refused).await;
    assert!(
        message.contains("strangers") && message.contains("allowedNamespaces"),
        "{message}"
    );
    audit::rest("refusing").await;
    assert_eq!(bundle(&scene).await, before);
    let touched = audit::writes_in("strangers");
    assert!(
        touched
            .iter()
            .all(|write| write.contains("brands") || write.contains("events")),
        "{touched:?}"
    );
}

#[tokio::test]
async fn a_brand_without_its_tenant_says_so_and_is_served_once_it_is_there() {
    let scene = Scene::set("late").await;
    let mut brand = airline::brands::holidays();
    brand.spec.tenant_ref = ObjectReference::local("nobody");
    scene.create(brand).await;
    let missing = ("False", "TenantNotFound");
    let message = scene
        .condition::<Brand>("holidays", ConditionType::Accepted, missing)
        .await;
    assert!(message.contains("nobody"), "{message}");
}
