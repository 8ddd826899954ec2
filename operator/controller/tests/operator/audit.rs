//! Who wrote what, as the API server has it.

use std::{fs, time::Duration};

use serde_json::Value;

use crate::api_server::{OPERATOR_USER, server};

/// Writes of the operator in a namespace so far, as `verb resource name`. Its lease and its Events' clock are elsewhere.
pub fn writes_in(namespace: &str) -> Vec<String> {
    let log = fs::read_to_string(server().audit_log()).unwrap();
    log.lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|entry| entry["user"]["username"] == OPERATOR_USER)
        .filter(|entry| entry["objectRef"]["namespace"] == namespace)
        .map(|entry| {
            let object = &entry["objectRef"];
            format!(
                "{} {} {}",
                entry["verb"], object["resource"], object["name"]
            )
        })
        .collect()
}

/// Waits until the operator has written nothing in a namespace for three seconds, in which it looks three times.
pub async fn rest(namespace: &str) -> Vec<String> {
    const QUIET: Duration = Duration::from_secs(3);
    for _ in 0..20 {
        let before = writes_in(namespace);
        tokio::time::sleep(QUIET).await;
        let after = writes_in(namespace);
        if before.len() == after.len() && !after.is_empty() {
            return after;
        }
    }
    let writes = writes_in(namespace);
    panic!(
        "the operator does not come to rest: {:?}",
        &writes[writes.len().saturating_sub(20)..]
    );
}
