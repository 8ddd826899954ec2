//! Whose clock the portal shows. A page without a script does not know the reader's time zone: the country of residence
//! says it, and where a country has several the person chooses.

use jiff::{Timestamp, tz::TimeZone};

/// Cookie that remembers the chosen time zone.
pub(super) const COOKIE: &str = "__Host-domicile-portal-time-zone";

const ZONES: &str = include_str!("time_zones.tsv");
const UTC: &str = "UTC";

/// The names (IANA) of a country's time zones, the one where most people live first; UTC for a country without any.
pub(super) fn of_country(country: &str) -> Vec<&'static str> {
    let zones: Vec<&str> = ZONES
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(own, _)| *own == country)
        .map(|(_, zones)| zones.split('\t').collect())
        .unwrap_or_default();
    if zones.is_empty() { vec![UTC] } else { zones }
}

/// The time zone of a person: what they chose if their country has it, else the country's first.
pub(super) fn of_person(country: &str, chosen: Option<&str>) -> &'static str {
    let zones = of_country(country);
    zones
        .iter()
        .find(|zone| Some(**zone) == chosen)
        .or(zones.first())
        .copied()
        .unwrap_or(UTC)
}

/// The name of a time zone that we know, for the cookie.
pub(super) fn known(name: &str) -> Option<&'static str> {
    ZONES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('\t').skip(1))
        .find(|zone| *zone == name)
}

/// The clock of a time zone; UTC when the time zone database lacks it.
pub(super) fn clock(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// `New York` of `America/New_York`.
pub(super) fn place(name: &str) -> String {
    name.rsplit('/').next().unwrap_or(name).replace('_', " ")
}

/// How far a clock is ahead of UTC at a time: `UTC+1`, `UTC−3:30`, `UTC`.
pub(super) fn offset(clock: &TimeZone, time: Timestamp) -> String {
    let seconds = clock.to_offset(time).seconds();
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
    let sign = match seconds {
        0 => return UTC.to_owned(),
        ..0 => '−',
        _ => '+',
    };
    if minutes == 0 {
        format!("{UTC}{sign}{hours}")
    } else {
        format!("{UTC}{sign}{hours}:{minutes:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_time_zone_of_the_list_has_a_clock() {
        let zones: Vec<&str> = ZONES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| line.split('\t').skip(1))
            .collect();
        assert!(zones.len() > 250);
        for zone in zones {
            assert!(TimeZone::get(zone).is_ok(), "{zone}");
        }
    }

    #[test]
    fn a_person_reads_the_clock_of_their_country_or_the_one_they_chose_there() {
        assert_eq!(of_person("FR", None), "Europe/Paris");
        assert_eq!(of_person("US", None), "America/New_York");
        assert_eq!(
            of_person("US", Some("Pacific/Honolulu")),
            "Pacific/Honolulu"
        );
        assert_eq!(of_person("FR", Some("Pacific/Honolulu")), "Europe/Paris");
        assert_eq!(of_person("ZZ", None), "UTC");
    }

    #[test]
    fn the_distance_to_utc_is_written_out() {
        let time = Timestamp::UNIX_EPOCH;
        for (zone, expected) in [
            ("Asia/Tokyo", "UTC+9"),
            ("Asia/Kolkata", "UTC+5:30"),
            ("America/St_Johns", "UTC−3:30"),
            ("UTC", "UTC"),
        ] {
            assert_eq!(offset(&clock(zone), time), expected);
        }
    }
}
