//! Where a sign-in stands with regard to residence, as a state machine.
//!
//! ```text
//! Arriving ─┬─ at the address that every region answers ──→ Moving { to: remembered region or this one }
//!           ├─ at this region's address, region remembered ──→ AtHome, or Moving to the remembered one
//!           └─ at this region's address, nothing remembered ─→ Asking
//! Asking ───┬─ declared a country homed here ──→ AtHome
//!           └─ declared another country ───────→ HandingOver { to }
//! Arriving ── hand-off accepted ──→ AtHome
//! AtHome ───── declared a country (a newcomer whose region was only remembered) ──→ AtHome or HandingOver
//! ```
//!
//! Personal data may be typed in [`ResidencyStep::AtHome`] only.

use crate::RegionName;

/// Where a sign-in stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResidencyStep {
    /// A request came in; nothing is decided.
    Arriving,
    /// The browser is sent to the regional address of a region, with the request as it is.
    Moving {
        /// Region whose address is next.
        to: RegionName,
    },
    /// The person is asked for the country of residence.
    Asking,
    /// The browser is handed to its home region with a signed token.
    HandingOver {
        /// The home region.
        to: RegionName,
    },
    /// This region is the home: personal data may be typed.
    AtHome,
}

/// Kind of address a request came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// `login.<domain>` or a brand's host: any region may answer.
    Global,
    /// `<region>.login.<domain>` or `<region>.<brand's host>`: only that region answers.
    Regional,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResidencyEvent {
    /// An authorization request arrived.
    Arrived {
        /// Address that it came to.
        address: Address,
        /// Region that the browser remembers from earlier.
        remembered: Option<RegionName>,
    },
    /// The person said where they live, and this region is home to that country.
    Declared {
        /// Home region of the country.
        home: RegionName,
    },
    /// A hand-off for this region was proven and used up.
    HandOffAccepted,
}

/// The event cannot happen in this step.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cannot happen in this step of a sign-in: start again")]
pub struct OutOfOrder;

impl ResidencyStep {
    /// The step after an event, seen from region `here`.
    ///
    /// # Errors
    /// When the event cannot happen in this step.
    pub fn after(self, event: ResidencyEvent, here: &RegionName) -> Result<Self, OutOfOrder> {
        match (self, event) {
            (
                Self::Arriving,
                ResidencyEvent::Arrived {
                    address: Address::Global,
                    remembered,
                },
            ) => Ok(Self::Moving {
                to: remembered.unwrap_or_else(|| here.clone()),
            }),
            (
                Self::Arriving,
                ResidencyEvent::Arrived {
                    address: Address::Regional,
                    remembered,
                },
            ) => Ok(match remembered {
                None => Self::Asking,
                Some(region) if region == *here => Self::AtHome,
                Some(region) => Self::Moving { to: region },
            }),
            (Self::Arriving, ResidencyEvent::HandOffAccepted) => Ok(Self::AtHome),
            (Self::Asking | Self::AtHome, ResidencyEvent::Declared { home }) => {
                Ok(if home == *here {
                    Self::AtHome
                } else {
                    Self::HandingOver { to: home }
                })
            }
            _ => Err(OutOfOrder),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, OutOfOrder, ResidencyEvent, ResidencyStep};
    use crate::RegionName;

    fn region(name: &str) -> RegionName {
        RegionName::parse(name).unwrap()
    }

    #[test]
    fn the_table_of_steps() {
        use ResidencyStep::{Arriving, Asking, AtHome, HandingOver, Moving};
        let eu = || region("eu");
        let us = || region("us");
        let arrived = |address, remembered| ResidencyEvent::Arrived {
            address,
            remembered,
        };
        let declared = |home| ResidencyEvent::Declared { home };
        let table = [
            (
                Arriving,
                arrived(Address::Global, None),
                Ok(Moving { to: eu() }),
            ),
            (
                Arriving,
                arrived(Address::Global, Some(eu())),
                Ok(Moving { to: eu() }),
            ),
            (
                Arriving,
                arrived(Address::Global, Some(us())),
                Ok(Moving { to: us() }),
            ),
            (Arriving, arrived(Address::Regional, None), Ok(Asking)),
            (Arriving, arrived(Address::Regional, Some(eu())), Ok(AtHome)),
            (
                Arriving,
                arrived(Address::Regional, Some(us())),
                Ok(Moving { to: us() }),
            ),
            (Arriving, ResidencyEvent::HandOffAccepted, Ok(AtHome)),
            (Arriving, declared(eu()), Err(OutOfOrder)),
            (Asking, declared(eu()), Ok(AtHome)),
            (Asking, declared(us()), Ok(HandingOver { to: us() })),
            (Asking, ResidencyEvent::HandOffAccepted, Err(OutOfOrder)),
            (AtHome, declared(eu()), Ok(AtHome)),
            (AtHome, declared(us()), Ok(HandingOver { to: us() })),
            (AtHome, arrived(Address::Regional, None), Err(OutOfOrder)),
            (Moving { to: us() }, declared(eu()), Err(OutOfOrder)),
            (HandingOver { to: us() }, declared(eu()), Err(OutOfOrder)),
            (
                HandingOver { to: us() },
                ResidencyEvent::HandOffAccepted,
                Err(OutOfOrder),
            ),
        ];
        for (step, event, expected) in table {
            assert_eq!(
                step.clone().after(event.clone(), &eu()),
                expected,
                "{step:?} after {event:?}"
            );
        }
    }

    #[test]
    fn nobody_is_at_home_in_a_region_that_another_country_belongs_to() {
        for declared in ["us", "jp"] {
            let next = ResidencyStep::Asking
                .after(
                    ResidencyEvent::Declared {
                        home: region(declared),
                    },
                    &region("eu"),
                )
                .unwrap();
            assert_ne!(next, ResidencyStep::AtHome);
        }
    }
}
