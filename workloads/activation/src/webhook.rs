//! The request of a webhook, signed as Standard Webhooks says.
//!
//! `webhook-id` is the delivery's id at every attempt, so that a target can tell a repetition; timestamp and signature
//! are made anew.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use standardwebhooks::{
    HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook,
};
use url::Url;
use uuid::Uuid;

use crate::{cloud_event, exit::Request};

/// Why a request cannot be made. Never quotes the secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookError {
    /// The address is none that data may leave for.
    #[error("the webhook's URL must be https, or http to a Service of the cluster")]
    Address,
    /// The secret is not `whsec_` and base64.
    #[error("the webhook's signing secret is not of the form whsec_<base64>")]
    Secret,
}

/// The signed POST of a body.
///
/// # Errors
/// When address or secret cannot be used.
pub fn request(
    url: &str,
    secret: &SecretString,
    delivery: Uuid,
    now: Timestamp,
    body: Vec<u8>,
) -> Result<Request, WebhookError> {
    let url = Url::parse(url)
        .ok()
        .filter(is_lawful)
        .ok_or(WebhookError::Address)?;
    let id = delivery.to_string();
    let signature = Webhook::new(secret.expose_secret())
        .and_then(|webhook| webhook.sign(&id, now.as_second(), &body))
        .map_err(|_| WebhookError::Secret)?;
    Ok(Request {
        url,
        headers: vec![
            ("content-type", cloud_event::MEDIA_TYPE.to_owned()),
            (HEADER_WEBHOOK_ID, id),
            (HEADER_WEBHOOK_TIMESTAMP, now.as_second().to_string()),
            (HEADER_WEBHOOK_SIGNATURE, signature),
        ],
        body,
    })
}

/// `https`, or `http` to a Service of the cluster, whose traffic stays inside.
fn is_lawful(url: &Url) -> bool {
    // `Url` has the host in lower case already.
    let in_cluster = |host: &str| {
        host.strip_suffix(".cluster.local")
            .unwrap_or(host)
            .rsplit_once('.')
            .is_some_and(|(_, last)| last == "svc")
    };
    match url.scheme() {
        "https" => url.has_host(),
        "http" => url.domain().is_some_and(in_cluster),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> SecretString {
        SecretString::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    #[test]
    fn plain_http_leads_to_services_of_the_cluster_only() {
        let accepted =
            |url: &str| request(url, &secret(), Uuid::nil(), Timestamp::UNIX_EPOCH, vec![]).is_ok();
        for url in [
            "https://crm.example/hook",
            "http://receiver.receiver.svc:8080/",
            "http://a.b.svc.cluster.local/",
        ] {
            assert!(accepted(url), "{url}");
        }
        for url in [
            "http://crm.example/",
            "http://127.0.0.1/",
            "http://svc/",
            "ftp://a.b.svc/",
            "file:///etc/passwd",
            "x",
        ] {
            assert!(!accepted(url), "{url}");
        }
    }

    #[test]
    fn a_secret_that_is_not_base64_is_refused() {
        let broken = SecretString::from("whsec_?");
        let answer = request(
            "https://crm.example/",
            &broken,
            Uuid::nil(),
            Timestamp::UNIX_EPOCH,
            vec![],
        );
        assert_eq!(answer.unwrap_err(), WebhookError::Secret);
    }
}
