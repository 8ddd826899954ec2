//! Whether access tokens still hold, asked for many requests at once.
//!
//! APIs introspect every token that they are shown, and each answer must know of a revocation that was stored a moment
//! before. So every request is answered by a statement that began after the request came; requests that come while
//! statements are under way share the next one. One request alone costs what it always did, a thousand at once cost a few
//! round trips.

use domicile_service::Database;
use std::{collections::HashSet, sync::Arc};

use tokio::sync::{Semaphore, mpsc, oneshot};
use uuid::Uuid;

/// Statements under way at once: enough that a slow one does not hold up the others.
const STATEMENTS: usize = 3;
/// Tokens in one statement.
const MOST: usize = 500;

/// Asks about access tokens.
#[derive(Clone, Debug)]
pub struct Liveness(mpsc::UnboundedSender<Question>);

/// The database failed for all who shared a statement.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the database failed: {}", crate::error::class(.0))]
pub struct LivenessError(Arc<sqlx::Error>);

#[derive(Debug)]
struct Question {
    jti: Uuid,
    grant: Option<Uuid>,
    answer: oneshot::Sender<Result<bool, LivenessError>>,
}

impl Liveness {
    /// Asks a database, until everybody who can ask is gone.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    pub fn asking(pool: Database) -> Self {
        let (sender, questions) = mpsc::unbounded_channel();
        tokio::spawn(ask_on(pool, questions));
        Self(sender)
    }

    /// Whether a token has not been revoked, neither itself nor by its grant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(&self, jti: Uuid, grant: Option<Uuid>) -> Result<bool, LivenessError> {
        let (answer, answered) = oneshot::channel();
        let question = Question { jti, grant, answer };
        // Nobody listens only while the process ends.
        let gone = || LivenessError(Arc::new(sqlx::Error::PoolClosed));
        self.0.send(question).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

async fn ask_on(pool: Database, mut questions: mpsc::UnboundedReceiver<Question>) {
    let free = Arc::new(Semaphore::new(STATEMENTS));
    // The semaphore is never closed.
    while let Ok(turn) = Arc::clone(&free).acquire_owned().await {
        let mut asked = Vec::new();
        if questions.recv_many(&mut asked, MOST).await == 0 {
            return;
        }
        let pool = pool.clone();
        tokio::spawn(async move {
            answer(&pool, asked).await;
            drop(turn);
        });
    }
}

async fn answer(pool: &Database, asked: Vec<Question>) {
    let outcome = live(pool, &asked)
        .await
        .map_err(|error| LivenessError(Arc::new(error)));
    for question in asked {
        let own = outcome
            .as_ref()
            .map(|live| live.contains(&question.jti))
            .map_err(Clone::clone);
        // Whoever asked may have hung up.
        let _ = question.answer.send(own);
    }
}

/// Those of the tokens that still hold: two index look-ups each.
async fn live(pool: &Database, asked: &[Question]) -> Result<HashSet<Uuid>, sqlx::Error> {
    let tokens: Vec<Uuid> = asked.iter().map(|question| question.jti).collect();
    let grants: Vec<Option<Uuid>> = asked.iter().map(|question| question.grant).collect();
    let live: Vec<Uuid> = sqlx::query_scalar(
        "SELECT asked.jti FROM unnest($1::uuid[], $2::uuid[]) AS asked (jti, grant_id) \
         WHERE NOT EXISTS (SELECT 1 FROM auth.revoked_access_token WHERE jti = asked.jti) \
         AND (asked.grant_id IS NULL OR EXISTS \
         (SELECT 1 FROM auth.client_grant WHERE id = asked.grant_id AND revoked_at IS NULL))",
    )
    .bind(tokens)
    .bind(grants)
    .fetch_all(pool)
    .await?;
    Ok(live.into_iter().collect())
}
