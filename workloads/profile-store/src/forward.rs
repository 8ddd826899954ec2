//! People of other regions: found by keyed digest, their messages handed on, nothing kept here.

use std::time::Duration;

use domicile_bundle::{Bundle, RegionEntry, Source};
use domicile_service::keys::hexadecimal;
use futures::future::join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    ProfileStore, StoreError, Subject,
    ingest::{report::Answer, take_in::Item},
};

/// How long a region may take to say whether a person lives there.
const LOCATE_TIMEOUT: Duration = Duration::from_secs(3);

/// Question to another region: is a person of this digest homed with you?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocateRequest {
    /// 64 lower-case hexadecimal digits of the digest under the tenant's `locate.key`.
    pub digest: String,
}

/// Its answer, of one shape and size whatever the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LocateAnswer {
    /// Whether the person is homed there.
    pub found: bool,
}

/// Messages handed on to the home region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForwardedMessages {
    /// `<namespace>/<name>` of the source.
    pub source: String,
    /// When they came to the first region.
    pub received_at: Timestamp,
    /// In the order of the request.
    pub messages: Vec<ForwardedMessage>,
}

/// One message handed on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ForwardedMessage {
    /// Place in the sender's request, for the report.
    pub index: usize,
    /// As it came.
    pub message: Value,
}

/// Hands messages about a person on to the home region; nothing when no region is home.
///
/// # Errors
/// When a region that could be home does not answer: "not found" is only said when everybody was heard.
pub(crate) async fn to_home(
    store: &ProfileStore,
    bundle: &Bundle,
    source: &Source,
    received_at: Timestamp,
    subject: &Subject,
    items: &[Item],
) -> Result<Option<Answer>, StoreError> {
    let Some(home) = home_of(store, bundle, subject).await? else {
        return Ok(None);
    };
    let body = ForwardedMessages {
        source: source.name.clone(),
        received_at,
        messages: items
            .iter()
            .map(|item| ForwardedMessage {
                index: item.index,
                message: item.raw.clone(),
            })
            .collect(),
    };
    let url = format!("{}/mesh/v1/ingest/batch", home.mesh.profile_store);
    let response = store
        .context
        .mesh_client()
        .post(url)
        .json(&body)
        .send()
        .await
        .map_err(unanswered)?;
    if !response.status().is_success() {
        return Err(StoreError::Peer {
            peer: "the home region",
            problem: response.status().to_string(),
        });
    }
    response.json().await.map(Some).map_err(unanswered)
}

/// The region that says that the person is homed there, asked of all others at once.
async fn home_of<'a>(
    store: &ProfileStore,
    bundle: &'a Bundle,
    subject: &Subject,
) -> Result<Option<&'a RegionEntry>, StoreError> {
    let request = LocateRequest {
        digest: hexadecimal(&store.digest("sub", subject.as_str())),
    };
    let others: Vec<&RegionEntry> = bundle
        .regions
        .iter()
        .filter(|region| region.name != bundle.region)
        .collect();
    let answers = join_all(others.iter().map(|region| ask(store, region, &request))).await;
    let mut unheard = None;
    for (region, answer) in others.into_iter().zip(answers) {
        match answer {
            Ok(true) => return Ok(Some(region)),
            Ok(false) => {}
            Err(error) => unheard = Some(error),
        }
    }
    unheard.map_or(Ok(None), Err)
}

async fn ask(
    store: &ProfileStore,
    region: &RegionEntry,
    request: &LocateRequest,
) -> Result<bool, StoreError> {
    let url = format!("{}/mesh/v1/persons/locate", region.mesh.profile_store);
    let response = store
        .context
        .mesh_client()
        .post(url)
        .timeout(LOCATE_TIMEOUT)
        .json(request)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .map_err(unanswered)?;
    Ok(response
        .json::<LocateAnswer>()
        .await
        .map_err(unanswered)?
        .found)
}

fn unanswered(error: reqwest::Error) -> StoreError {
    StoreError::Peer {
        peer: "another region",
        problem: error.without_url().to_string(),
    }
}
