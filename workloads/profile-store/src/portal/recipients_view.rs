//! Who received data of a person, as the start page shows it.

use std::time::Duration;

use super::wording::{self, Moment, Reader};
use crate::{
    ProfileStore, Subject,
    peers::{self, Recipient},
};

/// How long the page waits for activation: the rest of it does not depend on the answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What one system received for one purpose.
pub(super) struct Received {
    pub(super) recipient: String,
    /// Where it processes, or that it is none any more.
    pub(super) place: String,
    pub(super) purpose: String,
    /// What of the profile.
    pub(super) attributes: String,
    /// What of that which happened.
    pub(super) events: String,
    pub(super) often: String,
    /// When first, where it was more than once.
    pub(super) first: Option<Moment>,
    pub(super) last: Moment,
}

/// Who received data of a person; nothing while activation does not answer, which is not the same as nobody.
pub(super) async fn recipients(store: &ProfileStore, subject: &Subject) -> Option<Vec<Recipient>> {
    match tokio::time::timeout(PATIENCE, peers::recipients(store, subject)).await {
        Ok(Ok(recipients)) => Some(recipients),
        Ok(Err(error)) => {
            tracing::warn!(%error, "the portal cannot say who received data");
            None
        }
        Err(_) => {
            tracing::warn!("the portal cannot say who received data: activation takes too long");
            None
        }
    }
}

/// Each recipient in the words of the reader.
pub(super) fn received(reader: &Reader<'_>, recipients: &[Recipient]) -> Vec<Received> {
    recipients.iter().map(|own| one(reader, own)).collect()
}

fn one(reader: &Reader<'_>, own: &Recipient) -> Received {
    let text = reader.text;
    let attributes: Vec<String> = own
        .attributes
        .iter()
        .map(|name| reader.attribute(name))
        .collect();
    Received {
        recipient: match &own.display_name {
            Some(name) => name.clone(),
            None => wording::system(&own.target).to_owned(),
        },
        place: own.jurisdiction.as_deref().map_or_else(
            || text.say("recipients-gone"),
            |place| text.say_with("recipients-where", "place", place),
        ),
        purpose: reader.purpose(&own.purpose),
        attributes: attributes.join(", "),
        events: text.say_with("recipients-events", "events", &own.events.join(", ")),
        often: text.say_count("recipients-often", "count", own.times),
        first: (own.times > 1).then(|| reader.moment(own.first_at)),
        last: reader.moment(own.last_at),
    }
}
