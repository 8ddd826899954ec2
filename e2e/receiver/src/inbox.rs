//! What came in, newest last.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::Timestamp;
use serde::Serialize;

use crate::behaviour::Behaviour;

/// How many calls, mails and messages are kept.
pub const MOST_KEPT: usize = 10_000;

/// Whether a call's signature is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Signature {
    /// Right under one of the hook's secrets.
    Verified,
    /// Missing, or right under none of them.
    Wrong,
    /// The hook has no secret yet.
    NotChecked,
}

/// One call of a hook.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// Name of the hook.
    pub hook: String,
    /// When it came.
    pub received_at: Timestamp,
    /// Whether its signature is right.
    pub signature: Signature,
    /// Status that was answered.
    pub answered: u16,
    /// Request headers.
    pub headers: BTreeMap<String, String>,
    /// Body, as JSON where it is.
    pub body: serde_json::Value,
}

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// When it came.
    pub received_at: Timestamp,
    /// Envelope sender.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// Subject.
    pub subject: String,
    /// Plain-text body.
    pub text: String,
    /// HTML body, if there is one.
    pub html: Option<String>,
}

/// One message that should be sent by SMS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// When it came.
    pub received_at: Timestamp,
    /// The number, as E.164 writes it.
    pub to: String,
    /// The whole message.
    pub text: String,
    /// Its language.
    pub language: String,
    /// What its code is for.
    pub kind: String,
    /// The call, for whoever wants to verify it too.
    pub signed: Signed,
}

/// A call as it was signed (Standard Webhooks).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signed {
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`.
    pub timestamp: String,
    /// `webhook-signature`.
    pub signature: String,
    /// The body, letter by letter.
    pub body: String,
}

#[derive(Debug, Default)]
struct State {
    calls: VecDeque<Call>,
    mails: VecDeque<Mail>,
    messages: VecDeque<Message>,
    behaviours: BTreeMap<String, Behaviour>,
}

/// Everything received, shared between listeners.
#[derive(Clone, Debug, Default)]
pub struct Inbox(Arc<Mutex<State>>);

impl Inbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a call.
    pub fn keep_call(&self, call: Call) {
        keep(&mut self.state().calls, call);
    }

    /// Keeps a mail.
    pub fn keep_mail(&self, mail: Mail) {
        keep(&mut self.state().mails, mail);
    }

    /// Calls of a hook, oldest first.
    pub fn calls(&self, hook: &str) -> Vec<Call> {
        self.state()
            .calls
            .iter()
            .filter(|call| call.hook == hook)
            .cloned()
            .collect()
    }

    /// Mails to an address (any case), or all; oldest first.
    pub fn mails(&self, to: Option<&str>) -> Vec<Mail> {
        let addressed = |mail: &&Mail| {
            to.is_none_or(|to| mail.to.iter().any(|own| own.eq_ignore_ascii_case(to)))
        };
        self.state()
            .mails
            .iter()
            .filter(addressed)
            .cloned()
            .collect()
    }

    /// Keeps a message.
    pub fn keep_message(&self, message: Message) {
        keep(&mut self.state().messages, message);
    }

    /// Messages to a number, or all; oldest first.
    pub fn messages(&self, to: Option<&str>) -> Vec<Message> {
        let addressed = |message: &&Message| to.is_none_or(|to| message.to == to);
        let state = self.state();
        state.messages.iter().filter(addressed).cloned().collect()
    }

    /// Forgets calls, mails and messages; behaviours stay.
    pub fn clear(&self) {
        let mut state = self.state();
        state.calls.clear();
        state.mails.clear();
        state.messages.clear();
    }

    /// How a hook answers.
    pub fn behaviour(&self, hook: &str) -> Behaviour {
        self.state()
            .behaviours
            .get(hook)
            .cloned()
            .unwrap_or_default()
    }

    /// Says how a hook answers from now on.
    pub fn set_behaviour(&self, hook: String, behaviour: Behaviour) {
        self.state().behaviours.insert(hook, behaviour);
    }
}

fn keep<T>(list: &mut VecDeque<T>, item: T) {
    if list.len() == MOST_KEPT {
        list.pop_front();
    }
    list.push_back(item);
}
