//! From the outbox to queued deliveries.
//!
//! The cursor runs over (transaction id, position). Only rows of transactions below the oldest running one are taken:
//! nothing can appear there any more, so a late commit is never jumped over. Positions alone would not do: they are
//! handed out before the commit.

use domicile_service::LoadedBundle;
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use crate::{
    Activation, ActivationError,
    delivery_log::{self, Entry, Outcome, Reason},
    planner::{OutboxEvent, Planned, plan},
};

/// Rows of the outbox that are planned in one transaction.
const BATCH: i64 = 500;

/// Whether there may be more to plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Deliveries were planned; look again.
    Planned,
    /// There is nothing to plan, or another replica is at it.
    Settled,
}

impl Activation {
    /// Plans the next batch of the outbox.
    ///
    /// # Errors
    /// When the database does not answer; nothing is lost, the cursor stays where it was.
    pub async fn plan_next(&self) -> Result<Progress, ActivationError> {
        let mut transaction = self.pool.begin().await?;
        // Another replica that holds the row plans the same events: leave it to it.
        let cursor = sqlx::query("SELECT FROM activation.outbox_cursor FOR UPDATE SKIP LOCKED")
            .fetch_optional(&mut *transaction)
            .await?;
        if cursor.is_none() {
            return Ok(Progress::Settled);
        }
        let (events, last) = next_events(&mut transaction).await?;
        let Some(last) = last else {
            return Ok(Progress::Settled);
        };
        let bundle = (self.bundle)();
        let planned = plan(&bundle.bundle.targets, &events);
        self.queue_planned(&mut transaction, &planned).await?;
        sqlx::query(
            "UPDATE activation.outbox_cursor SET transaction_id = $1::text::xid8, position = $2",
        )
        .bind(&last.transaction_id)
        .bind(last.position)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Progress::Planned)
    }

    /// Whether the outbox holds anything behind the cursor; writes nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn outbox_has_news(&self) -> Result<bool, ActivationError> {
        Ok(sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM activation.outbox_cursor AS cursor, profile.outbox
             WHERE (outbox.transaction_id, outbox.position) > (cursor.transaction_id, cursor.position)
               AND outbox.transaction_id < pg_snapshot_xmin(pg_current_snapshot()))",
        )
        .fetch_one(&self.pool)
        .await?)
    }

    async fn queue_planned(
        &self,
        connection: &mut PgConnection,
        planned: &[Planned],
    ) -> Result<(), ActivationError> {
        let ids: Vec<Uuid> = planned.iter().map(|_| Uuid::now_v7()).collect();
        let inserted: Vec<Uuid> = sqlx::query_scalar(
            "INSERT INTO activation.delivery (id, event_id, sub, target, state, finished_at)
             SELECT id, event_id, sub, target, CASE WHEN ended THEN 'Ended' ELSE 'Queued' END,
                    CASE WHEN ended THEN clock_timestamp() END
             FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::boolean[])
                  AS planned (id, event_id, sub, target, ended)
             ON CONFLICT (event_id, target) DO NOTHING
             RETURNING id",
        )
        .bind(&ids)
        .bind(planned.iter().map(|one| one.event_id).collect::<Vec<_>>())
        .bind(
            planned
                .iter()
                .map(|one| one.subject.as_str())
                .collect::<Vec<_>>(),
        )
        .bind(
            planned
                .iter()
                .map(|one| one.target.as_str())
                .collect::<Vec<_>>(),
        )
        .bind(
            planned
                .iter()
                .map(|one| one.refusal.is_some())
                .collect::<Vec<_>>(),
        )
        .fetch_all(&mut *connection)
        .await?;
        let refused: Vec<Entry<'_>> = ids
            .iter()
            .zip(planned)
            .filter(|(id, _)| inserted.contains(id))
            .filter_map(|(id, one)| {
                let reason = Reason::Gate(one.refusal?);
                Some(Entry::new(*id, &one.target, 0, Outcome::NotSent, reason))
            })
            .collect();
        delivery_log::write_all(connection, &refused).await?;
        for entry in &refused {
            self.metrics.count(entry);
        }
        Ok(())
    }
}

/// Where the cursor goes.
struct Last {
    transaction_id: String,
    position: i64,
}

async fn next_events(
    connection: &mut PgConnection,
) -> Result<(Vec<OutboxEvent>, Option<Last>), ActivationError> {
    let rows = sqlx::query(
        "SELECT outbox.transaction_id::text AS transaction_id, outbox.position, event.id, outbox.sub, event.name
         FROM activation.outbox_cursor AS cursor, profile.outbox JOIN profile.event ON event.id = outbox.event_id
         WHERE (outbox.transaction_id, outbox.position) > (cursor.transaction_id, cursor.position)
           AND outbox.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY outbox.transaction_id, outbox.position
         LIMIT $1",
    )
    .bind(BATCH)
    .fetch_all(connection)
    .await?;
    let mut events = Vec::with_capacity(rows.len());
    let mut last = None;
    for row in rows {
        events.push(OutboxEvent {
            event_id: row.try_get("id")?,
            subject: row.try_get("sub")?,
            name: row.try_get("name")?,
        });
        last = Some(Last {
            transaction_id: row.try_get("transaction_id")?,
            position: row.try_get("position")?,
        });
    }
    Ok((events, last))
}

/// The targets of a bundle by name.
pub(crate) fn target_names(bundle: &LoadedBundle) -> Vec<&str> {
    bundle
        .bundle
        .targets
        .iter()
        .map(|target| target.name.as_str())
        .collect()
}
