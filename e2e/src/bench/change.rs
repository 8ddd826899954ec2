//! How long a changed consent policy takes until every workload in every region runs it.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use super::Figure;
use crate::kubectl::Kubectl;
use crate::layout::Layout;
use crate::product::TENANT;
use crate::waiting;

const CEILING: f64 = 3.0;
const ROUNDS: u32 = 3;

/// Changes the title of a document a few times, and puts it back.
pub fn measure(layout: &Layout) -> Result<Vec<Figure>> {
    let kubectl = Kubectl::local(layout);
    let list = kubectl.json(&["get", "consentpolicies", "--namespace", TENANT])?;
    let policy = &list["items"][0];
    let name = policy["metadata"]["name"]
        .as_str()
        .context("there is no ConsentPolicy; `cargo domicile up` makes one")?;
    let (path, title) = first_title(policy)
        .context("the ConsentPolicy has no document whose title could be changed")?;
    let mut slowest = 0.0_f64;
    for round in 1..=ROUNDS {
        slowest = slowest.max(change(
            &kubectl,
            name,
            &path,
            &format!("{title} ({round})"),
        )?);
    }
    change(&kubectl, name, &path, &title)?;
    Ok(vec![Figure::new(
        "consent-policy-in-force-everywhere",
        slowest,
        "s",
        Some(CEILING),
    )])
}

/// JSON pointer and text of the first document's title.
fn first_title(policy: &Value) -> Option<(String, String)> {
    let purposes = policy["spec"]["purposes"].as_array()?;
    purposes.iter().enumerate().find_map(|(index, purpose)| {
        let title = purpose["documents"][0]["title"].as_str()?;
        Some((
            format!("/spec/purposes/{index}/documents/0/title"),
            title.to_owned(),
        ))
    })
}

/// Seconds from the write until every workload reports another bundle than before.
fn change(kubectl: &Kubectl, name: &str, path: &str, title: &str) -> Result<f64> {
    let pods = workload_pods(kubectl)?;
    let before: Vec<String> = pods
        .iter()
        .map(|pod| revision(kubectl, pod))
        .collect::<Result<_>>()?;
    let operations = json!([{"op": "replace", "path": path, "value": title}]).to_string();
    kubectl.run(&[
        "patch",
        "consentpolicy",
        name,
        "--namespace",
        TENANT,
        "--type=json",
        "--patch",
        &operations,
    ])?;
    let begun = Instant::now();
    // All at once: asking one after the other would be measured too.
    thread::scope(|scope| {
        let waits: Vec<_> = pods
            .iter()
            .zip(&before)
            .map(|(pod, old)| scope.spawn(move || wait_for_change(kubectl, pod, old)))
            .collect();
        waits
            .into_iter()
            .try_for_each(|wait| wait.join().map_err(|_| anyhow!("a wait was interrupted"))?)
    })?;
    Ok(begun.elapsed().as_secs_f64())
}

fn wait_for_change(kubectl: &Kubectl, pod: &str, old: &str) -> Result<()> {
    waiting::until(
        &format!("{pod} runs the changed policy"),
        Duration::from_secs(30),
        || Ok((revision(kubectl, pod)? != old).then_some(())),
    )
}

fn workload_pods(kubectl: &Kubectl) -> Result<Vec<String>> {
    let selector = "--selector=domicile.dev/workload in (auth,profile-store,activation)";
    let list = kubectl.json(&[
        "get",
        "pods",
        "--namespace",
        TENANT,
        selector,
        "--field-selector=status.phase=Running",
    ])?;
    let pods: Vec<String> = list["items"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(|pod| pod["metadata"]["name"].as_str().map(str::to_owned))
        .collect();
    if pods.is_empty() {
        bail!("no workload of {TENANT} runs; `cargo domicile up` starts them");
    }
    Ok(pods)
}

/// The bundle that a pod says it runs, asked through the API server as the operator does.
fn revision(kubectl: &Kubectl, pod: &str) -> Result<String> {
    let status = kubectl.output(&[
        "get",
        "--raw",
        &format!("/api/v1/namespaces/{TENANT}/pods/{pod}:9090/proxy/status"),
    ])?;
    let status: Value = serde_json::from_str(&status).context("a workload's status is not JSON")?;
    Ok(status["bundleRevision"]
        .as_str()
        .unwrap_or_default()
        .to_owned())
}
