//! A text as a QR code (ISO/IEC 18004), drawn on the server: no script, no picture from elsewhere.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of quiet space around it (ISO/IEC 18004, section 6.3.8).
const QUIET: i32 = 4;

/// A QR code as the parts of an SVG element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Width and height of the `viewBox`, quiet space included.
    pub size: i32,
    /// The `d` of one path that is filled with a dark colour, on a light ground.
    pub path: String,
}

/// Draws a text; nothing when it is longer than a QR code holds.
pub fn draw(text: &str) -> Option<Drawing> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            let run = i32::try_from(run).ok()?;
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).ok()?;
            }
            x += run.max(1);
        }
    }
    Some(Drawing {
        size: code.size() + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn the_finder_pattern_is_where_readers_look_for_it() {
        let drawing = draw("otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ").unwrap();
        assert!(drawing.path.starts_with("M4 4h7v1h-7z"), "{}", drawing.path);
        assert_eq!(
            drawing.size % 4,
            1,
            "version times four plus seventeen, plus eight"
        );
    }

    #[test]
    fn what_is_too_long_is_not_drawn() {
        assert_eq!(draw(&"a".repeat(5000)), None);
    }
}
