//! When something happened, although the sender's clock may be wrong. Pure.

use jiff::{Timestamp, Unit};

/// What a message says about time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// When it happened, by the sender's clock (`originalTimestamp`, else `timestamp`).
    pub happened: Option<Timestamp>,
    /// When it was sent, by the same clock (`sentAt`).
    pub sent: Option<Timestamp>,
}

/// When it happened by our clock: what passed between happening and sending, counted back from the arrival, as Segment
/// does it. Never later than the arrival.
pub fn occurred_at(times: Times, received: Timestamp) -> Timestamp {
    let received = to_microsecond(received);
    let occurred = match (times.happened, times.sent) {
        (None, _) => received,
        (Some(happened), None) => happened,
        (Some(happened), Some(sent)) => received
            .checked_sub(sent.duration_since(happened))
            .unwrap_or(happened),
    };
    to_microsecond(occurred).min(received)
}

/// PostgreSQL keeps microseconds; what is compared must be what is kept.
pub fn to_microsecond(time: Timestamp) -> Timestamp {
    time.round(Unit::Microsecond).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_wrong_clock_is_corrected_by_the_time_of_sending() {
        for (happened, sent, expected) in [
            (None, None, 1000),
            (None, Some(5), 1000),
            (Some(900), None, 900),
            (Some(5000), None, 1000),
            (Some(90), Some(100), 990),
            (Some(8990), Some(9000), 990),
            (Some(9000), Some(8990), 1000),
        ] {
            let times = Times {
                happened: happened.map(at),
                sent: sent.map(at),
            };
            assert_eq!(occurred_at(times, at(1000)), at(expected), "{times:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_happens_after_it_arrived(happened: i32, sent: i32, received in 0_i64..5_000_000_000) {
            let times = Times { happened: Some(at(happened.into())), sent: Some(at(sent.into())) };
            proptest::prop_assert!(occurred_at(times, at(received)) <= at(received));
        }
    }
}
