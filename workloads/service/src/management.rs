//! Health, readiness, metrics and status on port 9090. Plain HTTP inside the cluster; nothing personal is here.

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domicile_bundle::status::{DatabaseIdentity, WorkloadStatus};
use tokio::time::{Duration, timeout};

use crate::Context;

/// How long the database may take to answer before it counts as gone.
const DATABASE_TIMEOUT: Duration = Duration::from_secs(2);

/// Routes of the management listener.
pub(crate) fn router(context: Context) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/status", get(status))
        .with_state(context)
}

async fn ready(State(context): State<Context>) -> Response {
    let mut reasons = context.open_reasons();
    if context.stopping().has_begun() {
        reasons.push("stopping".to_owned());
    }
    reasons.extend(database(&context).await.err());
    if reasons.is_empty() {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, reasons.join("\n")).into_response()
    }
}

async fn metrics(State(context): State<Context>) -> Response {
    match context.metrics().text() {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn status(State(context): State<Context>) -> Json<WorkloadStatus> {
    let (database, database_problem) = match database(&context).await {
        Ok(identity) => (identity, None),
        Err(problem) => (None, Some(problem)),
    };
    let settings = context.settings();
    Json(WorkloadStatus {
        workload: context.workload(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tenant: settings.tenant.clone(),
        namespace: settings.namespace.clone(),
        region: settings.region.clone(),
        pod: settings.pod.clone(),
        node: settings.node.clone(),
        bundle_revision: Some(context.bundle().revision.to_string()),
        bundle_problem: context.configuration().problem(),
        database,
        database_problem,
        open_since: context.open_since().to_string(),
    })
}

/// Which database answers; `Ok(None)` before the workload uses one. The text of a problem names no details, since
/// driver texts may quote values.
async fn database(context: &Context) -> Result<Option<DatabaseIdentity>, String> {
    let Some(database) = context.database_in_use() else {
        return Ok(None);
    };
    match timeout(DATABASE_TIMEOUT, crate::database::identity(database)).await {
        Ok(Ok(identity)) => Ok(Some(identity)),
        Ok(Err(_)) => Err("the database refuses or cannot be reached".to_owned()),
        Err(_) => Err("the database does not answer within 2 s".to_owned()),
    }
}
