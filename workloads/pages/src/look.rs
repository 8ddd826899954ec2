//! A brand's look as CSS variables that can be read, in light and in dark.
//!
//! A brand names two colours. Everything else is derived, and every text reaches the contrast of WCAG 2.2 level AA
//! (4.5, and 3 for the edges of controls) whatever the brand chose.

use std::fmt::Write;

use domicile_bundle::Look;

use crate::color::{BLACK, Color, WHITE};

const PRIMARY: Color = Color {
    channels: [0x1f, 0x3a, 0x5f],
};
const DARK: Color = Color {
    channels: [0x14, 0x17, 0x1c],
};
const DANGER: Color = Color {
    channels: [0xb3, 0x26, 0x1e],
};
const SUCCESS: Color = Color {
    channels: [0x1b, 0x6e, 0x3c],
};
const TEXT: f64 = 4.5;
const EDGE: f64 = 3.0;

/// Colours of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub background: Color,
    /// Behind a card.
    pub surface: Color,
    /// Text on background and surface.
    pub text: Color,
    /// Quieter text.
    pub muted: Color,
    /// Lines that only decorate.
    pub line: Color,
    /// Edges of controls.
    pub edge: Color,
    /// Filled buttons.
    pub primary: Color,
    /// Text on filled buttons.
    pub on_primary: Color,
    /// Links and focus.
    pub accent: Color,
    /// Text of what went wrong.
    pub danger: Color,
    /// Text of what went well.
    pub success: Color,
}

impl Palette {
    /// Colours from the brand's primary colour on a background.
    pub fn new(primary: Color, background: Color) -> Self {
        let ink = background.readable_ink();
        let surface = surface_on(background);
        // Moves towards the ink until it can be read on both.
        let readable = |color: Color, ratio: f64| {
            (0..=100)
                .map(|share| color.mixed(ink, share))
                .find(|moved| {
                    moved.contrast(background) >= ratio && moved.contrast(surface) >= ratio
                })
                .unwrap_or(ink)
        };
        // A filled button must stand out from what is behind it.
        let primary = readable(primary, EDGE);
        Self {
            background,
            surface,
            text: readable(ink.mixed(background, 10), TEXT),
            muted: readable(ink.mixed(background, 40), TEXT),
            line: background.mixed(ink, 14),
            edge: readable(background.mixed(ink, 45), EDGE),
            primary,
            on_primary: primary.readable_ink(),
            accent: readable(primary, TEXT),
            danger: readable(DANGER, TEXT),
            success: readable(SUCCESS, TEXT),
        }
    }

    fn variables(self) -> String {
        let mut css = String::new();
        for (name, color) in [
            ("background", self.background),
            ("surface", self.surface),
            ("text", self.text),
            ("muted", self.muted),
            ("line", self.line),
            ("edge", self.edge),
            ("primary", self.primary),
            ("on-primary", self.on_primary),
            ("accent", self.accent),
            ("danger", self.danger),
            ("success", self.success),
        ] {
            // Writing to a String cannot fail.
            let _ = write!(css, "--{name}:{color};");
        }
        css
    }
}

/// A card stands out a little from what is behind it, without costing the text its contrast.
fn surface_on(background: Color) -> Color {
    let lighter = background.mixed(
        WHITE,
        if background.readable_ink() == BLACK {
            75
        } else {
            5
        },
    );
    if background.readable_ink() == BLACK || lighter.contrast(WHITE) >= 7.0 {
        lighter
    } else {
        background.mixed(BLACK, 15)
    }
}

/// Light and dark palette of a brand; a brand whose own background is dark looks the same in both.
pub fn palettes(look: &Look) -> (Palette, Palette) {
    let primary = Color::parse(&look.primary_color).unwrap_or(PRIMARY);
    let background = Color::parse(&look.background_color).unwrap_or(WHITE);
    let light = Palette::new(primary, background);
    let dark = if background.readable_ink() == WHITE {
        light
    } else {
        Palette::new(primary, DARK)
    };
    (light, dark)
}

/// The style element's text for a brand: only names, colours and punctuation of ours.
pub fn stylesheet(look: &Look) -> String {
    let (light, dark) = palettes(look);
    format!(
        ":root{{color-scheme:light dark;{}}}@media(prefers-color-scheme:dark){{:root{{{}}}}}",
        light.variables(),
        dark.variables()
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_of_every_brand_can_be_read(primary: [u8; 3], background: [u8; 3]) {
            let look = Look {
                primary_color: Color { channels: primary }.to_string(),
                background_color: Color { channels: background }.to_string(),
                logo_svg: None,
            };
            let (light, dark) = palettes(&look);
            for palette in [light, dark] {
                for behind in [palette.background, palette.surface] {
                    for text in [palette.text, palette.muted, palette.accent, palette.danger, palette.success] {
                        prop_assert!(text.contrast(behind) >= 4.5, "{palette:?}");
                    }
                    prop_assert!(palette.edge.contrast(behind) >= 3.0, "{palette:?}");
                }
                prop_assert!(palette.on_primary.contrast(palette.primary) >= 4.5);
            }
        }
    }

    #[test]
    fn a_colour_that_is_none_is_replaced_and_cannot_reach_the_page() {
        let look = Look {
            primary_color: "red;} body{display:none".to_owned(),
            background_color: "</style><script>".to_owned(),
            logo_svg: None,
        };
        let css = stylesheet(&look);
        assert!(!css.contains('<') && !css.contains("display"), "{css}");
    }
}
