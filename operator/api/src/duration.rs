//! Durations as people write them in a resource: `90s`, `10m`, `24h`, `365d`.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// CEL rule of every duration; the same grammar as [`Duration::from_str`].
pub const PATTERN: &str = "^[1-9][0-9]{0,3}[smhd]$";

/// A whole number from 1 to 9999 and a unit: `s`, `m`, `h` or `d`.
///
/// Keeps the text as it was written, so that what is read back equals what was applied.
///
/// ```
/// use domicile_api::Duration;
///
/// let idle: Duration = "12h".parse().unwrap();
/// assert_eq!(idle.as_std().as_secs(), 43_200);
/// assert_eq!(idle.to_string(), "12h");
/// assert!("12 hours".parse::<Duration>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Duration {
    text: String,
    seconds: u32,
}

/// A text that is no duration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a duration: write a whole number from 1 to 9999 and one of s, m, h, d, for example 90s or 30d"
)]
pub struct ParseDurationError(String);

impl Duration {
    /// A number of seconds, written with the unit `s`; kept within 1 to 9999.
    pub fn of_seconds(count: u16) -> Self {
        Self::of(count, 's', 1)
    }

    /// A number of minutes, written with the unit `m`; kept within 1 to 9999.
    pub fn of_minutes(count: u16) -> Self {
        Self::of(count, 'm', 60)
    }

    /// A number of hours, written with the unit `h`; kept within 1 to 9999.
    pub fn of_hours(count: u16) -> Self {
        Self::of(count, 'h', 3_600)
    }

    /// A number of days of 24 hours, written with the unit `d`; kept within 1 to 9999.
    pub fn of_days(count: u16) -> Self {
        Self::of(count, 'd', 86_400)
    }

    fn of(count: u16, unit: char, seconds: u32) -> Self {
        let count = count.clamp(1, 9_999);
        Self {
            text: format!("{count}{unit}"),
            seconds: u32::from(count) * seconds,
        }
    }

    /// The text as it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The length in whole seconds.
    pub fn seconds(&self) -> u32 {
        self.seconds
    }

    /// The length as the standard library's type.
    pub fn as_std(&self) -> std::time::Duration {
        std::time::Duration::from_secs(u64::from(self.seconds))
    }
}

impl FromStr for Duration {
    type Err = ParseDurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| ParseDurationError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let plain = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let count: u16 = number
        .parse()
        .ok()
        .filter(|count| plain && (1..=9_999).contains(count))?;
    match unit {
        "s" => Some(Duration::of_seconds(count)),
        "m" => Some(Duration::of_minutes(count)),
        "h" => Some(Duration::of_hours(count)),
        "d" => Some(Duration::of_days(count)),
        _ => None,
    }
}

impl TryFrom<String> for Duration {
    type Error = ParseDurationError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Duration> for String {
    fn from(duration: Duration) -> Self {
        duration.text
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl JsonSchema for Duration {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "maxLength": 5,
            "x-kubernetes-validations": [{
                "rule": format!("self.matches('{PATTERN}')"),
                "message": "must be a whole number from 1 to 9999 and one of s, m, h, d, for example 90s or 30d"
            }]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_number_and_one_unit() {
        for (text, seconds) in [
            ("90s", 90),
            ("10m", 600),
            ("24h", 86_400),
            ("365d", 31_536_000),
            ("9999d", 863_913_600),
        ] {
            let duration: Duration = text.parse().unwrap();
            assert_eq!((duration.seconds(), duration.text()), (seconds, text));
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_text_and_what_to_write() {
        for text in [
            "", "s", "0s", "010m", "10", "10w", "-1s", "+1s", "1.5h", "1h30m", "10000s", " 1s",
            "1 s", "１s", "1é",
        ] {
            let error = text.parse::<Duration>().unwrap_err().to_string();
            assert!(
                error.contains(&format!("`{text}`")) && error.contains("90s"),
                "{error}"
            );
        }
    }

    #[test]
    fn reading_back_gives_what_was_written() {
        let json = serde_json::json!("60m");
        let duration: Duration = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&duration).unwrap(), json);
        assert_eq!(
            duration.seconds(),
            "1h".parse::<Duration>().unwrap().seconds()
        );
    }
}
