//! Asks every running workload which revision it runs and which database it is connected to.
//!
//! Through the API server's pod proxy, so that it works for a cluster that the operator cannot reach otherwise.

use std::time::Duration;

use axum::http::Request;
use domicile_bundle::status::WorkloadStatus;
use futures::{StreamExt, stream};
use kube::Client;

use crate::{
    build::{component::Component, ports},
    observe::{Pod, Report},
};

/// A workload answers from memory: longer means that it does not.
const TIME_OUT: Duration = Duration::from_secs(2);
/// Questions in flight at the same time.
const CONCURRENT_QUESTIONS: usize = 16;

/// The same pods, with what their workloads say.
pub(super) async fn ask(client: &Client, pods: Vec<Pod>) -> Vec<Pod> {
    stream::iter(pods)
        .map(|mut pod| async move {
            if pod.is_running && !pod.is_leaving && pod.component != Component::Postgresql {
                pod.report = Some(ask_one(client, &pod).await);
            }
            pod
        })
        .buffered(CONCURRENT_QUESTIONS)
        .collect()
        .await
}

async fn ask_one(client: &Client, pod: &Pod) -> Report {
    match tokio::time::timeout(TIME_OUT, request(client, pod)).await {
        Ok(Ok(status)) => Report::Answered(Box::new(status)),
        Ok(Err(problem)) => Report::Unanswered(problem),
        Err(_) => Report::Unanswered(format!("no answer within {} s", TIME_OUT.as_secs())),
    }
}

async fn request(client: &Client, pod: &Pod) -> Result<WorkloadStatus, String> {
    let Pod {
        namespace, name, ..
    } = pod;
    let path = format!(
        "/api/v1/namespaces/{namespace}/pods/{name}:{}/proxy/status",
        ports::MANAGEMENT
    );
    let request = Request::get(path)
        .body(Vec::new())
        .map_err(|error| error.to_string())?;
    let text = client
        .request_text(request)
        .await
        .map_err(|error| crate::apply::told(&error))?;
    serde_json::from_str(&text).map_err(|error| format!("its status cannot be read: {error}"))
}
