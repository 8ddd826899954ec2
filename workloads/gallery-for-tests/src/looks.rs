//! The looks of the example airline.

use std::fs;

use domicile_bundle::{Brand, Corners, Font};

const AIRLINE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../operator/api/src/examples/airline"
);

/// Dresses the brands of the airline and of its holidays.
pub fn dressed(aurora: &mut Brand, holidays: &mut Brand) {
    let drawing = |name: &str| fs::read_to_string(format!("{AIRLINE}/{name}")).ok();
    let aurora = &mut aurora.look;
    aurora.primary_color = "#1b3a7a".into();
    aurora.background_color = "#f2f6fc".into();
    aurora.gradient_color = Some("#dceaf7".to_owned());
    aurora.logo_svg = drawing("aurora.svg");
    aurora.logo_dark_svg = drawing("aurora-dark.svg");
    aurora.illustration_svg = drawing("aurora-illustration.svg");
    aurora.font = Font::Humanist;
    let holidays = &mut holidays.look;
    holidays.primary_color = "#b23a1e".into();
    holidays.background_color = "#fff7ec".into();
    holidays.logo_svg = drawing("holidays.svg");
    holidays.illustration_svg = drawing("holidays-illustration.svg");
    holidays.font = Font::Serif;
    holidays.corners = Corners::Round;
    holidays.custom_css = drawing("holidays.css");
}
