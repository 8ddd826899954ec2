//! Colours and their contrast, as WCAG 2.2 measures it.

use std::fmt;

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green, blue.
    pub channels: [u8; 3],
}

/// White.
pub const WHITE: Color = Color {
    channels: [255, 255, 255],
};
/// Black.
pub const BLACK: Color = Color {
    channels: [0, 0, 0],
};

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self {
            channels: [channel(0)?, channel(2)?, channel(4)?],
        })
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.channels.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The least contrast that black or white, whichever is better, has on several colours.
    pub fn best_contrast_on(backgrounds: &[Self]) -> f64 {
        Self::readable_ink_on(backgrounds).least_contrast_on(backgrounds)
    }

    /// This colour with `hundredths` of another mixed in.
    #[must_use]
    pub fn mixed(self, other: Self, hundredths: u32) -> Self {
        let share = hundredths.min(100);
        let mut channels = [0; 3];
        for (index, channel) in channels.iter_mut().enumerate() {
            let sum = u32::from(self.channels[index]) * (100 - share)
                + u32::from(other.channels[index]) * share;
            *channel = u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX);
        }
        Self { channels }
    }

    /// Black or white, whichever reads better on this colour.
    #[must_use]
    pub fn readable_ink(self) -> Self {
        Self::readable_ink_on(&[self])
    }

    /// Black or white, whichever reads better where it reads worst.
    #[must_use]
    pub fn readable_ink_on(backgrounds: &[Self]) -> Self {
        if WHITE.least_contrast_on(backgrounds) >= BLACK.least_contrast_on(backgrounds) {
            WHITE
        } else {
            BLACK
        }
    }

    fn least_contrast_on(self, backgrounds: &[Self]) -> f64 {
        backgrounds
            .iter()
            .map(|background| self.contrast(*background))
            .fold(f64::INFINITY, f64::min)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn only_six_hexadecimal_digits_are_a_colour() {
        assert_eq!(
            Color::parse("#0a141e"),
            Some(Color {
                channels: [10, 20, 30]
            })
        );
        for wrong in ["", "#", "0a141e", "#0a141", "#0a141e0", "#0a141g", "#é0000"] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn black_or_white_can_be_read_on_any_colour(channels: [u8; 3]) {
            let background = Color { channels };
            prop_assert!(background.readable_ink().contrast(background) >= 4.5);
        }
    }
}
