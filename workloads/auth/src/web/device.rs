//! What a person recognises a device by: the family of the browser and the system, read from `User-Agent`. Versions,
//! models and everything else that could tell people apart is not read.

use axum::http::{HeaderMap, header};

use crate::store::sessions::Device;

/// Browser families by the token that names them. The first that is found wins: most browsers also carry the names of
/// those whose sites they want to open.
const BROWSERS: [(&str, &str); 14] = [
    ("EdgA/", "Microsoft Edge"),
    ("EdgiOS/", "Microsoft Edge"),
    ("Edg/", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex"),
    ("Vivaldi/", "Vivaldi"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Systems, likewise.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("Linux", "Linux"),
];

/// Longest text that is searched.
const LONGEST: usize = 1024;

/// The device that a request names.
pub fn of(headers: &HeaderMap) -> Device {
    let text = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .filter(|text| text.len() <= LONGEST)
        .unwrap_or_default();
    Device {
        browser: named(&BROWSERS, text),
        system: named(&SYSTEMS, text),
    }
}

fn named(table: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(token, _)| text.contains(token))
        .map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use proptest::prelude::*;

    use super::of;

    fn device(text: &str) -> (Option<&'static str>, Option<&'static str>) {
        let mut headers = HeaderMap::new();
        headers.insert("user-agent", HeaderValue::from_str(text).unwrap());
        let device = of(&headers);
        (device.browser, device.system)
    }

    #[test]
    fn the_browsers_of_today_are_told_apart() {
        let table = [
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
                (Some("Chrome"), Some("Linux")),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 \
                 Safari/537.36 Edg/141.0.0.0",
                (Some("Microsoft Edge"), Some("Windows")),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
                (Some("Firefox"), Some("macOS")),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/18.0 Mobile/15E148 Safari/604.1",
                (Some("Safari"), Some("iOS")),
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
                (Some("Samsung Internet"), Some("Android")),
            ),
            ("curl/8.14.1", (None, None)),
        ];
        for (text, expected) in table {
            assert_eq!(device(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_the_reader_panic_or_say_something_of_its_own(text in "[ -~]{0,2000}") {
            let (browser, system) = device(&text);
            prop_assert!(browser.is_none_or(|name| name.len() <= 40) && system.is_none_or(|name| name.len() <= 40));
        }
    }
}
