//! A peer that speaks the mesh API of the profile-store, and remembers what it was told.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{delete, get, post, put},
};
use serde_json::{Map, Value, json};

/// What it knows.
#[derive(Clone, Default)]
pub struct ProfileStorePeer(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    persons: BTreeMap<String, Value>,
    decisions: BTreeMap<String, Vec<Value>>,
    provided: Vec<Value>,
    said: Vec<(String, Value)>,
    learned: BTreeMap<String, Map<String, Value>>,
    puts: usize,
    broken: bool,
}

impl ProfileStorePeer {
    /// Starts it and says where.
    pub async fn start(&self) -> String {
        let router = Router::new()
            .route("/mesh/v1/persons/{sub}", put(put_person).get(person))
            .route("/mesh/v1/persons/{sub}/decisions", post(decide))
            .route("/mesh/v1/persons/{sub}/purposes", get(purposes))
            .route(
                "/mesh/v1/persons/{sub}/attributes",
                get(attributes).post(provided),
            )
            .route("/mesh/v1/persons/{sub}/residence", get(residence))
            .route(
                "/mesh/v1/persons/{sub}/providers/{provider}",
                delete(forget),
            )
            .with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    pub fn persons(&self) -> BTreeMap<String, Value> {
        self.0.lock().unwrap().persons.clone()
    }

    pub fn decisions_of(&self, sub: &str) -> Vec<Value> {
        self.0
            .lock()
            .unwrap()
            .decisions
            .get(sub)
            .cloned()
            .unwrap_or_default()
    }

    /// What was kept of what providers said and people typed, in order.
    pub fn provided(&self) -> Vec<Value> {
        self.0.lock().unwrap().provided.clone()
    }

    /// How often a person was put.
    pub fn puts(&self) -> usize {
        self.0.lock().unwrap().puts
    }

    /// Answers 503 to everything, or works again.
    pub fn break_down(&self, broken: bool) {
        self.0.lock().unwrap().broken = broken;
    }

    /// As if another system had told an attribute of a person, later than whoever told it before.
    pub fn learn(&self, sub: &str, attribute: &str, value: Value) {
        let mut known = self.0.lock().unwrap();
        known
            .said
            .retain(|(own, said)| own != sub || said["values"][0]["attribute"] != attribute);
        let learned = known.learned.entry(sub.to_owned()).or_default();
        learned.insert(attribute.to_owned(), value);
    }

    /// As if the person had decided in the portal.
    pub fn decide(&self, sub: &str, purpose: &str, decision: &str) {
        let decision =
            json!({ "purpose": purpose, "decision": decision, "documentVersion": "2026-01" });
        self.0
            .lock()
            .unwrap()
            .decisions
            .entry(sub.to_owned())
            .or_default()
            .push(decision);
    }

    fn working(&self) -> Result<std::sync::MutexGuard<'_, Known>, StatusCode> {
        let known = self.0.lock().unwrap();
        if known.broken {
            Err(StatusCode::SERVICE_UNAVAILABLE)
        } else {
            Ok(known)
        }
    }
}

async fn put_person(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
    Json(person): Json<Value>,
) -> Result<Json<Value>, StatusCode> {
    let mut known = peer.working()?;
    known.puts += 1;
    known.persons.insert(sub.clone(), person);
    Ok(Json(json!({ "sub": sub })))
}

async fn decide(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
    Json(decisions): Json<Vec<Value>>,
) -> Result<StatusCode, StatusCode> {
    peer.working()?
        .decisions
        .entry(sub)
        .or_default()
        .extend(decisions);
    Ok(StatusCode::NO_CONTENT)
}

async fn provided(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
    Json(provided): Json<Value>,
) -> Result<StatusCode, StatusCode> {
    let mut known = peer.working()?;
    let Some(person) = known.persons.get_mut(&sub) else {
        return Err(StatusCode::NOT_FOUND);
    };
    if provided.get("provider").is_none() {
        for one in provided["values"].as_array().unwrap() {
            person["typed"][one["attribute"].as_str().unwrap()] = one["value"].clone();
        }
    }
    known.said.push((sub, provided.clone()));
    known.provided.push(provided);
    Ok(StatusCode::NO_CONTENT)
}

async fn forget(
    State(peer): State<ProfileStorePeer>,
    Path((sub, provider)): Path<(String, String)>,
) -> Result<StatusCode, StatusCode> {
    let mut known = peer.working()?;
    known
        .said
        .retain(|(own, said)| *own != sub || said["provider"] != provider);
    Ok(StatusCode::NO_CONTENT)
}

async fn person(
    peer: State<ProfileStorePeer>,
    sub: Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let Json(purposes) = purposes(peer.clone(), Path(sub.clone())).await?;
    let Json(attributes) = attributes(peer, sub).await?;
    Ok(Json(
        json!({ "attributes": attributes, "purposes": purposes }),
    ))
}

async fn purposes(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
) -> Result<Json<Vec<Value>>, StatusCode> {
    let known = peer.working()?;
    let decisions = known.decisions.get(&sub).cloned().unwrap_or_default();
    let latest = |purpose: &str| {
        let found = decisions
            .iter()
            .rev()
            .find(|decision| decision["purpose"] == purpose);
        let field = |name| found.map_or(Value::Null, |decision| decision[name].clone());
        json!({ "purpose": purpose, "decision": field("decision"), "documentVersion": field("documentVersion") })
    };
    Ok(Json(
        ["marketing", "newsletter", "service"].map(latest).to_vec(),
    ))
}

async fn residence(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let known = peer.working()?;
    let person = known.persons.get(&sub).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({ "country": person["country"] })))
}

async fn attributes(
    State(peer): State<ProfileStorePeer>,
    Path(sub): Path<String>,
) -> Result<Json<Map<String, Value>>, StatusCode> {
    let known = peer.working()?;
    let person = known.persons.get(&sub).ok_or(StatusCode::NOT_FOUND)?;
    let mut attributes = known.learned.get(&sub).cloned().unwrap_or_default();
    for name in ["email", "givenName", "familyName"] {
        if let Some(value) = person.get(name) {
            attributes.insert(name.to_owned(), value.clone());
        }
    }
    attributes.insert("loyaltyTier".to_owned(), json!("gold"));
    // Of what providers say, numbers alone: the stories of the others look at what is kept.
    let of_person = known.said.iter().filter(|(own, _)| *own == sub);
    for value in of_person.flat_map(|(_, said)| said["values"].as_array().unwrap()) {
        for name in ["mileageNumber", "phoneNumber"] {
            if value["attribute"] == name {
                attributes.insert(name.to_owned(), value["value"].clone());
            }
        }
    }
    attributes.extend(person["typed"].as_object().cloned().unwrap_or_default());
    Ok(Json(attributes))
}
