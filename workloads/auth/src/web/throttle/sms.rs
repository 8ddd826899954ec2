//! How many messages may be sent. They cost money, and some countries' carriers share it with whoever has them sent (SMS
//! pumping): what is counted bounds what can be lost in an hour.

use domicile_bundle::SmsLimits;

use super::{Admission, admit, network_of};
use crate::{
    phone::{code::Kind, number::PhoneNumber},
    store::throttles::Allowance,
    web::Visit,
};

/// An hour.
const WINDOW_SECONDS: i32 = 3600;
/// Messages that one account asks for in an hour, to whatever numbers: nobody has that many phones.
const PER_PERSON: i32 = 10;
/// The same in a day.
const PER_PERSON_A_DAY: i32 = 30;

/// Counts one message before it is sent.
pub async fn admit_sms(
    visit: &Visit,
    limits: &SmsLimits,
    number: &PhoneNumber,
    sub: &str,
    kind: Kind,
) -> Admission {
    let app = &visit.app;
    let hourly = |most| Allowance {
        most,
        window_seconds: WINDOW_SECONDS,
    };
    let daily = Allowance {
        most: PER_PERSON_A_DAY,
        window_seconds: 86_400,
    };
    let digest = app.digest_of_number(number).to_hex();
    // Whoever signs in has messages of their own: strangers who name the number on their account do not use them up.
    let to_number = match kind {
        Kind::Verification => digest,
        Kind::SecondFactor => format!("{digest}:{sub}"),
    };
    let network = visit.network.and_then(network_of);
    let country = number.country().to_owned();
    // What is bounded closest first: what is refused there counts nowhere else.
    let counted = [
        ("sms-person-day", Some(sub.to_owned()), daily),
        ("sms-person", Some(sub.to_owned()), hourly(PER_PERSON)),
        ("sms-number", Some(to_number), hourly(limits.per_number)),
        ("sms-network", network, hourly(limits.per_network)),
        ("sms-country", Some(country), hourly(limits.per_country)),
        ("sms-all", Some(String::new()), hourly(limits.in_all)),
    ];
    admit(app, &counted).await
}
