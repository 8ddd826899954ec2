//! Keeping the messages of one source, person by person.

use domicile_bundle::{Bundle, Source};
use domicile_consent::{decision::permitted, state};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    message::{About, Call, Message},
    report::{self, Reason},
    schema_check,
    take_in::{Item, Tally},
    time::occurred_at,
};
use crate::{
    StoreError, Subject,
    attribute::{merge::Candidate, stored},
    event::{self, Event, Owner},
    person,
};

/// What every message of an envelope shares.
pub(super) struct Keeping<'a> {
    pub(super) bundle: &'a Bundle,
    pub(super) source: &'a Source,
    pub(super) received_at: Timestamp,
}

impl Keeping<'_> {
    /// Keeps the messages of a person in one transaction; nothing when the person is not homed here.
    pub(super) async fn person(
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
    pub(super) async fn anonymous(
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
                report::names([name.as_str()]),
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
