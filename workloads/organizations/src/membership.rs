//! What a membership can be, and what leads from one state to the next.

/// State of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembershipState {
    /// The person asked to join; an administrator has not decided.
    Requested,
    /// The person is a member.
    Active,
    /// The person is kept as a member and may do nothing (SCIM `active: false`).
    Suspended,
}

/// What can happen to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MembershipEvent {
    /// An administrator approved the request.
    Approved,
    /// Access is stopped.
    Suspended,
    /// Access is given back.
    Resumed,
}

/// The event cannot happen in this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot happen to a membership in its present state")]
pub struct OutOfOrder;

impl MembershipState {
    /// The next state. What has happened already changes nothing, so that every call may be repeated.
    ///
    /// # Errors
    /// [`OutOfOrder`]; above all, a request becomes a membership by approval alone.
    pub const fn after(self, event: MembershipEvent) -> Result<Self, OutOfOrder> {
        match (self, event) {
            (Self::Requested | Self::Active, MembershipEvent::Approved)
            | (Self::Active | Self::Suspended, MembershipEvent::Resumed) => Ok(Self::Active),
            (Self::Active | Self::Suspended, MembershipEvent::Suspended) => Ok(Self::Suspended),
            (Self::Requested, MembershipEvent::Suspended | MembershipEvent::Resumed)
            | (Self::Suspended, MembershipEvent::Approved) => Err(OutOfOrder),
        }
    }

    /// As tables and answers spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// Reads what [`as_str`](Self::as_str) wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Requested, Self::Active, Self::Suspended]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::{MembershipEvent::*, MembershipState as State, OutOfOrder};

    #[test]
    fn a_request_becomes_a_membership_by_approval_alone() {
        let table = [
            (State::Requested, Approved, Ok(State::Active)),
            (State::Requested, Suspended, Err(OutOfOrder)),
            (State::Requested, Resumed, Err(OutOfOrder)),
            (State::Active, Approved, Ok(State::Active)),
            (State::Active, Suspended, Ok(State::Suspended)),
            (State::Active, Resumed, Ok(State::Active)),
            (State::Suspended, Approved, Err(OutOfOrder)),
            (State::Suspended, Suspended, Ok(State::Suspended)),
            (State::Suspended, Resumed, Ok(State::Active)),
        ];
        for (state, event, expected) in table {
            assert_eq!(state.after(event), expected, "{state:?} {event:?}");
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }
}
