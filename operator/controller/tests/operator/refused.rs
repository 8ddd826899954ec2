//! What the API server itself refuses: every rule of the definitions, as `kubectl --dry-run=server` would meet it.

use domicile_api::examples::refused::{self, Refusal};
use kube::{
    Api, Client,
    api::{Patch, PatchParams, PostParams},
    core::{ApiResource, DynamicObject, GroupVersionKind},
};
use serde_json::{Value, json};

use crate::{api_server::client, scene};

const NAMESPACE: &str = "refused";

/// The collection that an object belongs to.
fn api(client: &Client, object: &Value) -> Api<DynamicObject> {
    let kind = object["kind"].as_str().unwrap();
    let resource = match kind {
        "ConsentPolicy" => "consentpolicies".to_owned(),
        _ => format!("{}s", kind.to_lowercase()),
    };
    let kind = GroupVersionKind::gvk(domicile_api::GROUP, domicile_api::VERSION, kind);
    let resource = ApiResource::from_gvk_with_plural(&kind, &resource);
    if object["metadata"].get("namespace").is_some() {
        Api::namespaced_with(client.clone(), NAMESPACE, &resource)
    } else {
        Api::all_with(client.clone(), &resource)
    }
}

/// The object in the namespace of this test.
fn moved(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(namespace) = object["metadata"].get_mut("namespace") {
        *namespace = json!(NAMESPACE);
    }
    object
}

/// Creates an object that is not kept.
async fn create(client: &Client, object: &Value) -> Result<(), kube::Error> {
    let parameters = PostParams {
        dry_run: true,
        ..PostParams::default()
    };
    let object = moved(object);
    let created = serde_json::from_value(object.clone()).unwrap();
    api(client, &object)
        .create(&parameters, &created)
        .await
        .map(|_| ())
}

/// Applies an object as one manager, so that what it leaves out goes.
async fn apply(client: &Client, object: &Value, dry_run: bool) -> Result<(), kube::Error> {
    let parameters = PatchParams {
        dry_run,
        ..PatchParams::apply("kubectl").force()
    };
    let object = moved(object);
    let name = object["metadata"]["name"].as_str().unwrap();
    let collection = api(client, &object);
    let patch = Patch::Apply(&object);
    let applied = collection.patch(name, &parameters, &patch).await;
    applied.map(|_| ())
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_with_the_sentence_of_the_rule() {
    let client = client().await;
    let namespaces = Api::all(client.clone());
    let namespace = scene::namespace(NAMESPACE, &[]);
    namespaces
        .create(&PostParams::default(), &namespace)
        .await
        .unwrap();
    let refusals = refused::by_rule();
    let mut wrong = Vec::new();
    for refusal in &refusals {
        let answer = match &refusal.stored {
            None => create(&client, &refusal.applied).await,
            Some(stored) => {
                apply(&client, stored, false).await.unwrap();
                apply(&client, &refusal.applied, true).await
            }
        };
        wrong.extend(not_refused(refusal, answer));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(refusals.len() > 50, "only {} were tried", refusals.len());
}

/// What is wrong with the answer, if anything is.
fn not_refused(refusal: &Refusal, answer: Result<(), kube::Error>) -> Option<String> {
    let Refusal {
        attempt, message, ..
    } = refusal;
    match answer {
        Err(error) if error.to_string().contains(message) => None,
        Err(error) => Some(format!("{attempt}: expected {message:?}, got {error}")),
        Ok(()) => Some(format!("{attempt}: it was taken")),
    }
}
