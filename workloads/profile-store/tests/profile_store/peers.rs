//! Mesh routes serve the peers that they name, and nobody else.

use axum::http::StatusCode;
use domicile_bundle::status::Workload::{Activation, Auth, ProfileStore};
use serde_json::json;

use crate::region::{CAMILLE, CAMILLES_ADDRESS, Region, registration};

#[tokio::test]
async fn mesh_routes_refuse_every_other_peer() {
    let region = Region::alone().await;
    region.register_camille().await;
    let person = format!("/mesh/v1/persons/{CAMILLE}");
    let own_auth = [(Auth, "eu")];
    let any_store = [(ProfileStore, "eu"), (ProfileStore, "us")];
    let digest = json!({ "digest": "0".repeat(64) });
    let forwarded =
        json!({ "source": "aurora/shop", "receivedAt": "2026-11-22T03:00:00Z", "messages": [] });
    let routes = [
        (
            "PUT",
            person.clone(),
            Some(registration("FR", CAMILLES_ADDRESS, "Camille")),
            &own_auth[..],
        ),
        ("GET", format!("{person}/attributes"), None, &own_auth),
        (
            "POST",
            format!("{person}/attributes"),
            Some(json!({ "provider": "example", "values": [] })),
            &own_auth,
        ),
        ("GET", format!("{person}/purposes"), None, &own_auth),
        ("GET", format!("{person}/residence"), None, &own_auth),
        ("GET", person.clone(), None, &own_auth),
        (
            "POST",
            format!("{person}/decisions"),
            Some(json!([])),
            &own_auth,
        ),
        (
            "POST",
            "/mesh/v1/persons/locate".to_owned(),
            Some(digest),
            &any_store,
        ),
        (
            "POST",
            "/mesh/v1/ingest/batch".to_owned(),
            Some(forwarded),
            &any_store,
        ),
    ];
    for (method, path, body, served) in routes {
        for workload in [Auth, ProfileStore, Activation] {
            for from in ["eu", "us"] {
                let status = region
                    .call((workload, from), method, &path, body.clone())
                    .await
                    .status;
                let expected = served.contains(&(workload, from));
                assert_eq!(
                    status.is_success(),
                    expected,
                    "{method} {path} by {workload} of {from}: {status}"
                );
                assert_eq!(
                    status == StatusCode::FORBIDDEN,
                    !expected,
                    "{method} {path}: {status}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_question_for_a_person_is_answered_in_one_shape() {
    let region = Region::alone().await;
    region.register_camille().await;
    let known = domicile_service::keys::hexadecimal(&region.store.digest("sub", CAMILLE));
    for (digest, found) in [(known, true), ("0".repeat(64), false)] {
        let body = Some(json!({ "digest": digest }));
        let answer = region
            .call(
                (ProfileStore, "us"),
                "POST",
                "/mesh/v1/persons/locate",
                body,
            )
            .await;
        assert_eq!(
            (answer.status, answer.json()),
            (StatusCode::OK, json!({ "found": found }))
        );
    }
}
