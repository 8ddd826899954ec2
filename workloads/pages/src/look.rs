//! A brand's look as CSS variables that can be read, in light and in dark.
//!
//! A brand names two colours. Everything else is derived, and every text reaches the contrast of WCAG 2.2 level AA
//! (4.5, and 3 for the edges of controls) whatever the brand chose.

use std::fmt::Write;

use base64ct::{Base64, Encoding};
use domicile_appearance::{
    color::{BLACK, Color, WHITE},
    css, svg,
};
use domicile_bundle::{Corners, Font, Look};

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
    /// What the background runs into at the bottom of the page; the same where it does not run.
    pub gradient: Color,
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
    /// Filled buttons under the pointer.
    pub primary_hover: Color,
    /// Behind what is chosen.
    pub primary_tint: Color,
    /// Text on filled buttons.
    pub on_primary: Color,
    /// Links and focus.
    pub accent: Color,
    /// Text of what went wrong.
    pub danger: Color,
    /// Behind what went wrong.
    pub danger_tint: Color,
    /// Text of what went well.
    pub success: Color,
}

impl Palette {
    /// Colours from the brand's primary colour on a background, which may run from one colour into another.
    pub fn new(primary: Color, background: Color, gradient: Option<Color>) -> Self {
        let ink = Color::readable_ink_on(&[background, gradient.unwrap_or(background)]);
        let surface = surface_on(background, ink);
        let tint = |color: Color| {
            let tinted = surface.mixed(color, 7);
            if ink.contrast(tinted) >= TEXT {
                tinted
            } else {
                surface
            }
        };
        let (primary_tint, danger_tint) = (tint(primary), tint(DANGER));
        let behind = [
            background,
            gradient.unwrap_or(background),
            surface,
            primary_tint,
            danger_tint,
        ];
        // Moves towards the ink until it can be read on all.
        let readable = |color: Color, ratio: f64| {
            (0..=100)
                .map(|share| color.mixed(ink, share))
                .find(|moved| behind.iter().all(|own| moved.contrast(*own) >= ratio))
                .unwrap_or(ink)
        };
        // A filled button must stand out from what is behind it.
        let primary = readable(primary, EDGE);
        let on_primary = primary.readable_ink();
        let away = if on_primary == WHITE { BLACK } else { WHITE };
        Self {
            background,
            gradient: gradient.unwrap_or(background),
            surface,
            text: readable(ink.mixed(background, 10), TEXT),
            muted: readable(ink.mixed(background, 40), TEXT),
            line: background.mixed(ink, 12),
            edge: readable(background.mixed(ink, 45), EDGE),
            primary,
            primary_hover: primary.mixed(away, 14),
            primary_tint,
            on_primary,
            accent: readable(primary, TEXT),
            danger: readable(DANGER, TEXT),
            danger_tint,
            success: readable(SUCCESS, TEXT),
        }
    }

    fn variables(self) -> String {
        let mut css = String::new();
        for (name, color) in [
            ("background", self.background),
            ("gradient", self.gradient),
            ("surface", self.surface),
            ("text", self.text),
            ("muted", self.muted),
            ("line", self.line),
            ("edge", self.edge),
            ("primary", self.primary),
            ("primary-hover", self.primary_hover),
            ("primary-tint", self.primary_tint),
            ("on-primary", self.on_primary),
            ("accent", self.accent),
            ("danger", self.danger),
            ("danger-tint", self.danger_tint),
            ("success", self.success),
        ] {
            // Writing to a String cannot fail.
            let _ = write!(css, "--{name}:{color};");
        }
        css
    }
}

/// A card stands out a little from what is behind it, without costing the text its contrast.
fn surface_on(background: Color, ink: Color) -> Color {
    let lighter = background.mixed(WHITE, if ink == BLACK { 75 } else { 5 });
    if ink == BLACK || lighter.contrast(WHITE) >= 7.0 {
        lighter
    } else {
        background.mixed(BLACK, 15)
    }
}

/// Light and dark palette of a brand; a brand whose own background is dark looks the same in both.
pub fn palettes(look: &Look) -> (Palette, Palette) {
    let primary = Color::parse(&look.primary_color).unwrap_or(PRIMARY);
    let background = Color::parse(&look.background_color).unwrap_or(WHITE);
    // Two colours that no text can stand on are refused by the operator; a page does without the second.
    let gradient = look
        .gradient_color
        .as_deref()
        .and_then(Color::parse)
        .filter(|gradient| Color::best_contrast_on(&[background, *gradient]) >= TEXT);
    let light = Palette::new(primary, background, gradient);
    let behind = [background, gradient.unwrap_or(background)];
    let dark = if Color::readable_ink_on(&behind) == WHITE {
        light
    } else {
        let night = gradient.map(|gradient| DARK.mixed(gradient, 6));
        Palette::new(primary, DARK.mixed(primary, 4), night)
    };
    (light, dark)
}

/// The style element's text for a brand: names and numbers of ours, drawings as Base64, and custom CSS read and written
/// anew; what cannot be read is left out (the operator has refused it before).
pub fn stylesheet(look: &Look) -> String {
    let (light, dark) = palettes(look);
    let scheme = if light == dark { "dark" } else { "light dark" };
    let mut css = format!(
        ":root{{color-scheme:{scheme};--font:{};{}{}}}",
        font_stack(look.font),
        radii(look.corners),
        light.variables(),
    );
    if light != dark {
        // Writing to a String cannot fail.
        let _ = write!(
            css,
            "@media(prefers-color-scheme:dark){{:root{{{}}}}}",
            dark.variables()
        );
    }
    if let Some(picture) = look.illustration_svg.as_deref().and_then(drawing) {
        let _ = write!(css, ".art{{background-image:url({picture})}}");
    }
    if let Some(custom) = look
        .custom_css
        .as_deref()
        .and_then(|css| css::sanitized(css).ok())
    {
        css.push_str(&custom);
    }
    css
}

/// `data:` address of a drawing. As an image, an SVG can run no script and load nothing; it is read again here all the
/// same, so that nothing but shapes reaches a page whatever wrote the bundle.
pub fn drawing(svg: &str) -> Option<String> {
    let svg = svg::sanitized(svg).ok()?;
    Some(format!(
        "data:image/svg+xml;base64,{}",
        Base64::encode_string(svg.as_bytes())
    ))
}

/// Fonts that devices have, most wanted first. Scripts that a font lacks come from the device's own.
pub const fn font_stack(font: Font) -> &'static str {
    match font {
        Font::System => {
            "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Liberation Sans\",sans-serif"
        }
        Font::Humanist => {
            "Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,\"DejaVu Sans\",\"Noto Sans\",source-sans-pro,sans-serif"
        }
        Font::Geometric => {
            "Avenir,Montserrat,Corbel,\"URW Gothic\",\"Noto Sans\",source-sans-pro,sans-serif"
        }
        Font::Rounded => {
            "ui-rounded,\"Hiragino Maru Gothic ProN\",Quicksand,Comfortaa,Manjari,\"Arial Rounded MT Bold\",Calibri,\"Noto Sans\",sans-serif"
        }
        Font::Serif => {
            "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\",\"Liberation Serif\",serif"
        }
        Font::Slab => {
            "Rockwell,\"Rockwell Nova\",\"Roboto Slab\",\"DejaVu Serif\",\"Sitka Small\",\"Noto Serif\",serif"
        }
    }
}

const fn radii(corners: Corners) -> &'static str {
    match corners {
        Corners::Square => "--radius:0;--radius-card:0;",
        Corners::Soft => "--radius:.625rem;--radius-card:1rem;",
        Corners::Round => "--radius:1.5rem;--radius-card:1.75rem;",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn can_be_read(primary: [u8; 3], background: [u8; 3], gradient: Option<[u8; 3]>) {
        let color = |channels| Color { channels }.to_string();
        let look = Look {
            gradient_color: gradient.map(color),
            ..Look::plain(&color(primary), &color(background))
        };
        let (light, dark) = palettes(&look);
        for own in [light, dark] {
            for behind in [
                own.background,
                own.gradient,
                own.surface,
                own.primary_tint,
                own.danger_tint,
            ] {
                for text in [own.text, own.muted, own.accent, own.danger, own.success] {
                    assert!(text.contrast(behind) >= 4.5, "{own:?}");
                }
                assert!(own.edge.contrast(behind) >= 3.0, "{own:?}");
            }
            assert!(own.on_primary.contrast(own.primary) >= 4.5);
            assert!(own.on_primary.contrast(own.primary_hover) >= 4.5);
        }
    }

    #[test]
    fn text_on_a_gradient_is_read_at_both_ends() {
        // White reads better on the first colour, black on both.
        can_be_read([0; 3], [193, 80, 69], Some([141, 84, 241]));
    }

    proptest! {
        #[test]
        fn every_text_of_every_brand_can_be_read(primary: [u8; 3], background: [u8; 3], gradient: Option<[u8; 3]>) {
            can_be_read(primary, background, gradient);
        }

        // Colours as light as each other, near where black and white read equally well.
        #[test]
        fn every_text_on_middling_colours_can_be_read(
            primary: [u8; 3],
            background in [170u8..210, 60u8..110, 40u8..100],
            gradient in [100u8..190, 60u8..120, 100u8..255],
        ) {
            can_be_read(primary, background, Some(gradient));
        }
    }

    #[test]
    fn a_colour_that_is_none_is_replaced_and_cannot_reach_the_page() {
        let look = Look {
            gradient_color: Some("url(https://evil.example)".to_owned()),
            illustration_svg: Some("</style><script>alert(1)</script>".to_owned()),
            custom_css: Some("</style><script>alert(1)</script>".to_owned()),
            ..Look::plain("red;} body{display:none", "</style><script>")
        };
        let css = stylesheet(&look);
        assert!(
            !css.contains('<') && !css.contains("display") && !css.contains("evil"),
            "{css}"
        );
    }
}
