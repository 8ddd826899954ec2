//! What an invitation can be.

/// State of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationState {
    /// Waits for the person.
    Pending,
    /// The person has joined.
    Accepted,
    /// An administrator took it back.
    Revoked,
    /// Nobody came in time.
    Expired,
}

/// What is kept of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvitationRecord {
    /// Whether the person has joined by it.
    pub accepted: bool,
    /// Whether it was taken back.
    pub revoked: bool,
    /// Whether its time is over.
    pub overdue: bool,
}

impl InvitationRecord {
    /// What follows from what is kept. What happened first counts: an accepted invitation does not expire.
    pub const fn state(self) -> InvitationState {
        match self {
            Self { accepted: true, .. } => InvitationState::Accepted,
            Self { revoked: true, .. } => InvitationState::Revoked,
            Self { overdue: true, .. } => InvitationState::Expired,
            _ => InvitationState::Pending,
        }
    }
}

impl InvitationState {
    /// As answers spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{InvitationRecord, InvitationState};

    #[test]
    fn what_happened_first_counts() {
        let state = |accepted, revoked, overdue| {
            InvitationRecord {
                accepted,
                revoked,
                overdue,
            }
            .state()
        };
        assert_eq!(state(false, false, false), InvitationState::Pending);
        assert_eq!(state(false, false, true), InvitationState::Expired);
        assert_eq!(state(false, true, true), InvitationState::Revoked);
        assert_eq!(state(true, false, true), InvitationState::Accepted);
    }
}
