//! Keeping messages: each person's in one transaction, those of other regions' people handed on.

use std::collections::BTreeMap;

use domicile_bundle::{Bundle, Source};
use domicile_consent::{decision::permitted, state};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    message::{About, Call, Message, Unreadable},
    report::{Answer, Reason, Report},
    schema_check,
    time::{self, occurred_at},
};
use crate::{
    ProfileStore, StoreError, Subject,
    attribute::{merge::Candidate, stored},
    event::{self, Event, Owner},
    forward, person,
};

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
struct Tally {
    kept: usize,
    reports: Vec<Report>,
}

impl Tally {
    fn report(
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

    fn refuse_all(&mut self, items: &[Item], reason: Reason) {
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
    for (subject, items) in elsewhere {
        match forward::to_home(store, bundle, source, received_at, &subject, &items).await? {
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

/// What every message of an envelope shares.
struct Keeping<'a> {
    bundle: &'a Bundle,
    source: &'a Source,
    received_at: Timestamp,
}

impl Keeping<'_> {
    /// Keeps the messages of a person in one transaction; nothing when the person is not homed here.
    async fn person(
        &self,
        connection: &mut PgConnection,
        subject: &Subject,
        items: &[Item],
    ) -> Result<Option<Tally>, StoreError> {
        let mut transaction = sqlx::Connection::begin(connection).await?;
        if person::lock(&mut transaction, subject).await?.is_none() {
            return Ok(None);
        }
        let mut tally = Tally::default();
        if self.is_permitted_for(&mut transaction, subject).await? {
            for item in items {
                if let Ok(message) = &item.message {
                    self.message(&mut transaction, subject, item.index, message, &mut tally)
                        .await?;
                }
            }
        } else {
            tally.refuse_all(items, Reason::PurposeNotPermitted);
        }
        transaction.commit().await?;
        Ok(Some(tally))
    }

    async fn is_permitted_for(
        &self,
        connection: &mut PgConnection,
        subject: &Subject,
    ) -> Result<bool, StoreError> {
        let Some(purpose) = self.bundle.purpose(&self.source.purpose) else {
            return Ok(false);
        };
        let states = state::of(connection, subject.as_str()).await?;
        let latest = states
            .iter()
            .find(|state| state.purpose == purpose.name)
            .map(|state| state.decision);
        Ok(permitted(purpose.legal_basis, latest).is_ok())
    }

    async fn message(
        &self,
        connection: &mut PgConnection,
        subject: &Subject,
        index: usize,
        message: &Message,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        match &message.call {
            Call::Identify { traits } => {
                let checked = schema_check::traits(self.bundle, self.source, traits);
                let values: Vec<_> = checked
                    .kept
                    .into_iter()
                    .map(|(name, value)| (name, self.candidate(value, message)))
                    .collect();
                stored::keep(connection, self.bundle, subject, &values).await?;
                tally.kept += 1;
                for (reason, names) in checked.left_out {
                    tally.report(index, message.message_id.clone(), reason, names);
                }
                Ok(())
            }
            Call::Track { .. } => {
                self.event(
                    connection,
                    Owner::Person(subject.clone()),
                    index,
                    message,
                    tally,
                )
                .await
            }
        }
    }

    /// Events of somebody who is not known are kept under the source's identifier where the purpose needs no consent:
    /// nobody is there who could have given it.
    async fn anonymous(
        &self,
        connection: &mut PgConnection,
        item: &Item,
        message: &Message,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let About::Anonymous(id) = &message.about else {
            return Ok(());
        };
        let lawful = self
            .bundle
            .purpose(&self.source.purpose)
            .is_some_and(|purpose| permitted(purpose.legal_basis, None).is_ok());
        if !lawful {
            tally.report(
                item.index,
                message.message_id.clone(),
                Reason::PurposeNotPermitted,
                Vec::new(),
            );
            return Ok(());
        }
        self.event(
            connection,
            Owner::Anonymous(id.clone()),
            item.index,
            message,
            tally,
        )
        .await
    }

    async fn event(
        &self,
        connection: &mut PgConnection,
        owner: Owner,
        index: usize,
        message: &Message,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let Call::Track {
            event: name,
            properties,
        } = &message.call
        else {
            return Ok(());
        };
        let Some(checked) = schema_check::properties(self.bundle, name, properties) else {
            tally.report(
                index,
                message.message_id.clone(),
                Reason::UnknownEvent,
                super::report::names([name.as_str()]),
            );
            return Ok(());
        };
        let kept = Event {
            owner,
            name: name.clone(),
            properties: checked.kept,
            source: self.source.name.clone(),
            purpose: self.source.purpose.clone(),
            // A sender that names no message cannot repeat it: each one is new.
            message_id: message
                .message_id
                .clone()
                .unwrap_or_else(|| Uuid::now_v7().to_string()),
            occurred_at: occurred_at(message.times, self.received_at),
            received_at: self.received_at,
        };
        event::keep(connection, &kept).await?;
        tally.kept += 1;
        for (reason, names) in checked.left_out {
            tally.report(index, message.message_id.clone(), reason, names);
        }
        Ok(())
    }

    fn candidate(&self, value: Value, message: &Message) -> Candidate {
        Candidate {
            value,
            source: self.source.name.clone(),
            purpose: self.source.purpose.clone(),
            observed_at: occurred_at(message.times, self.received_at),
            received_at: self.received_at,
        }
    }
}

fn message_id(item: &Item) -> Option<String> {
    match &item.message {
        Ok(message) => message.message_id.clone(),
        Err(wrong) => wrong.message_id.clone(),
    }
}
