//! Keeping messages: each person's in one transaction, those of other regions' people handed on.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, Source};
use futures::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use serde_json::Value;

use super::{
    keeping::Keeping,
    message::{About, Message, Unreadable},
    report::{Answer, Reason, Report},
    time,
};
use crate::{ProfileStore, StoreError, Subject, forward};

/// People whose messages are handed on at the same time.
const MOST_FORWARDS_AT_ONCE: usize = 8;

/// Messages of one source.
#[derive(Debug)]
pub struct Envelope<'a> {
    /// Where they come from.
    pub source: &'a Source,
    /// When they came to the first region.
    pub received_at: Timestamp,
    /// In the order of the request.
    pub items: Vec<Item>,
}

/// One message with its place in the request.
#[derive(Clone, Debug)]
pub struct Item {
    /// Place in the request.
    pub index: usize,
    /// The message as it came, for handing it on.
    pub raw: Value,
    /// What it says.
    pub message: Result<Message, Unreadable>,
}

/// What became of some messages.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) kept: usize,
    pub(super) reports: Vec<Report>,
}

impl Tally {
    pub(super) fn report(
        &mut self,
        index: usize,
        message_id: Option<String>,
        reason: Reason,
        names: Vec<String>,
    ) {
        self.reports.push(Report {
            index,
            message_id,
            reason,
            names,
        });
    }

    pub(super) fn refuse_all(&mut self, items: &[Item], reason: Reason) {
        for item in items {
            self.report(item.index, message_id(item), reason, Vec::new());
        }
    }
}

/// Takes in what a source sent: people homed elsewhere are found and their messages handed on.
///
/// # Errors
/// When the database or another region does not answer: the sender repeats, and what was kept is not kept twice.
pub async fn from_source(
    store: &ProfileStore,
    bundle: &Bundle,
    envelope: Envelope<'_>,
) -> Result<Answer, StoreError> {
    let (source, received_at) = (envelope.source, envelope.received_at);
    let (mut tally, elsewhere) = keep_here(store, bundle, envelope).await?;
    let handed_on = stream::iter(elsewhere).map(|(subject, items)| async move {
        let answer = forward::to_home(store, bundle, source, received_at, &subject, &items).await?;
        Ok::<_, StoreError>((items, answer))
    });
    let mut answers = handed_on.buffer_unordered(MOST_FORWARDS_AT_ONCE);
    while let Some((items, answer)) = answers.try_next().await? {
        match answer {
            Some(answer) => {
                tally.kept += answer.kept;
                tally.reports.extend(answer.reports);
            }
            None => tally.refuse_all(&items, Reason::UnknownPerson),
        }
    }
    Ok(finish(store, tally))
}

/// Takes in what another region handed on: whoever is not homed here either is unknown.
///
/// # Errors
/// When the database does not answer.
pub async fn from_region(
    store: &ProfileStore,
    bundle: &Bundle,
    envelope: Envelope<'_>,
) -> Result<Answer, StoreError> {
    let (mut tally, elsewhere) = keep_here(store, bundle, envelope).await?;
    for items in elsewhere.values() {
        tally.refuse_all(items, Reason::UnknownPerson);
    }
    Ok(finish(store, tally))
}

fn finish(store: &ProfileStore, tally: Tally) -> Answer {
    let refused = tally
        .reports
        .iter()
        .filter(|report| report.reason.refuses_message())
        .count();
    store.metrics.count("kept", tally.kept);
    store.metrics.count("refused", refused);
    store
        .metrics
        .count("partly_left_out", tally.reports.len() - refused);
    Answer::new(tally.kept, tally.reports)
}

type Elsewhere = BTreeMap<Subject, Vec<Item>>;

async fn keep_here(
    store: &ProfileStore,
    bundle: &Bundle,
    envelope: Envelope<'_>,
) -> Result<(Tally, Elsewhere), StoreError> {
    let mut tally = Tally::default();
    let mut by_person: BTreeMap<Subject, Vec<Item>> = BTreeMap::new();
    let mut connection = store.pool.acquire().await?;
    let context = Keeping {
        bundle,
        source: envelope.source,
        received_at: time::to_microsecond(envelope.received_at),
    };
    for item in envelope.items {
        match &item.message {
            Err(wrong) => {
                tally.report(
                    item.index,
                    wrong.message_id.clone(),
                    wrong.reason,
                    vec![wrong.field.to_owned()],
                );
            }
            Ok(Message {
                about: About::Person(subject),
                ..
            }) => {
                by_person.entry(subject.clone()).or_default().push(item);
            }
            Ok(message) => {
                context
                    .anonymous(&mut connection, &item, message, &mut tally)
                    .await?;
            }
        }
    }
    let mut elsewhere = BTreeMap::new();
    for (subject, items) in by_person {
        match context.person(&mut connection, &subject, &items).await? {
            Some(own) => {
                tally.kept += own.kept;
                tally.reports.extend(own.reports);
            }
            None => {
                elsewhere.insert(subject, items);
            }
        }
    }
    Ok((tally, elsewhere))
}

fn message_id(item: &Item) -> Option<String> {
    match &item.message {
        Ok(message) => message.message_id.clone(),
        Err(wrong) => wrong.message_id.clone(),
    }
}
