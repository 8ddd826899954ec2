//! Where a browser that comes to sign in goes on: here, at a region that it remembers, or after a question.

use domicile_bundle::Bundle;
use domicile_residency::{ResidencyEvent, ResidencyStep};

use crate::{
    external,
    registration::flow::{Intent, Step},
    web::Visit,
};

/// Where a sign-in begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// At a region that the browser remembers.
    Elsewhere {
        /// Its origin.
        origin: String,
    },
    /// Here, at home.
    AtHome,
    /// With the question where the person lives.
    Unknown,
}

impl Arrival {
    /// Where this visit's sign-in begins.
    pub fn of(visit: &Visit) -> Self {
        let arrived = ResidencyEvent::Arrived {
            address: visit.host.address,
            remembered: visit.remembered_region(),
        };
        match ResidencyStep::Arriving.after(arrived, visit.app.region()) {
            Ok(ResidencyStep::Moving { to }) => Self::Elsewhere {
                origin: visit.host.regional_origin(visit.bundle(), &to),
            },
            Ok(ResidencyStep::AtHome) => Self::AtHome,
            _ => Self::Unknown,
        }
    }

    /// The first question to somebody who stays here.
    ///
    /// An external issuer says who it is before anything is asked, and perhaps where they live.
    pub fn first_step(&self, bundle: &Bundle) -> Step {
        if *self == Self::AtHome || external::of(bundle).is_some() {
            Step::Details {
                intent: Intent::SignIn,
            }
        } else {
            Step::Residence { verified: None }
        }
    }
}
