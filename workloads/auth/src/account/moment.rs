//! A moment for people and for machines.

/// A moment as a page shows it.
pub struct Moment {
    /// RFC 3339.
    pub machine: String,
    /// To the minute; the server does not know where the reader is, so it says which clock it reads.
    pub people: String,
}

impl Moment {
    /// A moment.
    pub fn of(moment: jiff::Timestamp) -> Self {
        Self {
            machine: moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            people: moment.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}
