//! What custom CSS may set, and to which values.

use std::fmt::Write;

use cssparser::{Parser, SourceLocation, Token};

use super::refused;
use crate::Refusal;

/// Values of one property.
#[derive(Clone, Copy)]
pub(super) enum Values {
    /// One word of a list.
    Words(&'static [&'static str]),
    /// A number without unit.
    Number(f32, f32),
    /// One to four lengths: unit, least, most, as in [`LENGTH_UNITS`].
    Lengths(&'static [Unit]),
    /// `none`, or shadows that let everything below be read.
    Shadows,
}

/// A unit with its least and greatest value.
type Unit = (&'static str, f32, f32);

const SPACE: &[Unit] = &[("rem", 0.0, 4.0), ("px", 0.0, 64.0)];
const SIZE: &[Unit] = &[("rem", 0.875, 3.5)];
const EDGE: &[Unit] = &[("px", 1.0, 6.0)];
const SPACING: &[Unit] = &[("em", -0.05, 0.25)];
const WIDTH: &[Unit] = &[("rem", 22.0, 60.0)];
const SHADOW: &[Unit] = &[("rem", -4.0, 4.0), ("px", -64.0, 64.0)];
/// Most of a shadow's colour: what lies below can still be read.
const SHADOW_OPACITY: f32 = 0.25;

/// The values of a property that may be set.
pub(super) fn of(name: &str) -> Option<Values> {
    Some(match name {
        "font-weight" => Values::Number(300.0, 900.0),
        "font-style" => Values::Words(&["normal", "italic"]),
        "font-size" => Values::Lengths(SIZE),
        "letter-spacing" => Values::Lengths(SPACING),
        "line-height" => Values::Number(1.1, 2.0),
        "text-transform" => Values::Words(&["none", "uppercase", "lowercase", "capitalize"]),
        "text-align" => Values::Words(&["start", "center", "end"]),
        "border-radius" | "padding" | "padding-block" | "padding-inline" | "gap"
        | "margin-block" => Values::Lengths(SPACE),
        "border-width" => Values::Lengths(EDGE),
        "border-style" => Values::Words(&["solid", "dashed", "dotted", "double"]),
        "max-width" => Values::Lengths(WIDTH),
        "box-shadow" => Values::Shadows,
        _ => return None,
    })
}

/// Reads a value up to the semicolon and writes it anew.
pub(super) fn value(
    block: &mut Parser<'_>,
    start: SourceLocation,
    name: &str,
    values: Values,
) -> Result<String, Refusal> {
    block.skip_whitespace();
    let at = block.current_source_location();
    let tokens = tokens(block, at, name)?;
    if tokens.is_empty() {
        return Err(refused(start, format!("`{name}` needs a value")));
    }
    let written = match values {
        Values::Words(words) => word(&tokens, words),
        Values::Number(least, most) => number(&tokens, least, most),
        Values::Lengths(units) => lengths(&tokens, units, 4),
        Values::Shadows => shadows(&tokens),
    };
    written.ok_or_else(|| {
        refused(
            at,
            format!("`{name}` cannot have this value; {}", allowed(values)),
        )
    })
}

/// What stands in a value, simplified.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Word(String),
    Number(f32),
    Length(f32, String),
    Comma,
    /// `rgb(red green blue / opacity)`.
    Color(Vec<Piece>),
    Slash,
}

fn tokens(block: &mut Parser<'_>, at: SourceLocation, name: &str) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    loop {
        let token = match block.next() {
            Err(_) | Ok(Token::Semicolon) => return Ok(pieces),
            Ok(token) => token.clone(),
        };
        let piece = match &token {
            Token::Function(function) if function.eq_ignore_ascii_case("rgb") => {
                let mut inner = Err(());
                let _: Result<(), cssparser::ParseError<()>> = block.parse_nested_block(|color| {
                    inner = color_parts(color);
                    while color.next().is_ok() {}
                    Ok(())
                });
                inner.ok().map(Piece::Color)
            }
            other => plain(other),
        };
        pieces.push(piece.ok_or_else(|| refused(at, format!("`{name}` cannot have this value")))?);
    }
}

fn color_parts(color: &mut Parser<'_>) -> Result<Vec<Piece>, ()> {
    let mut parts = Vec::new();
    while let Ok(token) = color.next() {
        parts.push(plain(token).ok_or(())?);
    }
    Ok(parts)
}

fn plain(token: &Token<'_>) -> Option<Piece> {
    match token {
        Token::Ident(word) => Some(Piece::Word(word.to_ascii_lowercase())),
        Token::Number { value, .. } => Some(Piece::Number(*value)),
        Token::Dimension { value, unit, .. } => {
            Some(Piece::Length(*value, unit.to_ascii_lowercase()))
        }
        Token::Comma => Some(Piece::Comma),
        Token::Delim('/') => Some(Piece::Slash),
        _ => None,
    }
}

fn word(pieces: &[Piece], words: &[&str]) -> Option<String> {
    match pieces {
        [Piece::Word(word)] => words.contains(&word.as_str()).then(|| word.clone()),
        _ => None,
    }
}

fn number(pieces: &[Piece], least: f32, most: f32) -> Option<String> {
    match pieces {
        [Piece::Number(value)] => (least..=most).contains(value).then(|| value.to_string()),
        _ => None,
    }
}

fn lengths(pieces: &[Piece], units: &[Unit], count: usize) -> Option<String> {
    let each: Option<Vec<String>> = pieces.iter().map(|piece| length(piece, units)).collect();
    each.filter(|each| (1..=count).contains(&each.len()))
        .map(|each| each.join(" "))
}

fn length(piece: &Piece, units: &[Unit]) -> Option<String> {
    let within = |value: f32, unit: &Unit| (unit.1..=unit.2).contains(&value);
    match piece {
        Piece::Number(value) if *value == 0.0 => units
            .iter()
            .any(|unit| within(0.0, unit))
            .then(|| "0".to_owned()),
        Piece::Length(value, unit) => units
            .iter()
            .find(|own| own.0 == unit && within(*value, own))
            .map(|own| format!("{value}{}", own.0)),
        _ => None,
    }
}

fn shadows(pieces: &[Piece]) -> Option<String> {
    if word(pieces, &["none"]).is_some() {
        return Some("none".to_owned());
    }
    let each: Option<Vec<String>> = pieces
        .split(|piece| *piece == Piece::Comma)
        .map(shadow)
        .collect();
    each.filter(|each| each.len() <= 4)
        .map(|each| each.join(","))
}

/// Two to four lengths and a colour that is mostly transparent.
fn shadow(pieces: &[Piece]) -> Option<String> {
    let (color, sizes) = pieces.split_last()?;
    let written = lengths(sizes, SHADOW, 4).filter(|_| sizes.len() >= 2)?;
    let Piece::Color(parts) = color else {
        return None;
    };
    let [
        Piece::Number(red),
        Piece::Number(green),
        Piece::Number(blue),
        Piece::Slash,
        Piece::Number(opacity),
    ] = parts.as_slice()
    else {
        return None;
    };
    let channel = |value: &f32| (0.0..=255.0).contains(value);
    let fits =
        [red, green, blue].into_iter().all(channel) && (0.0..=SHADOW_OPACITY).contains(opacity);
    fits.then(|| format!("{written} rgb({red} {green} {blue}/{opacity})"))
}

/// What a property takes, in words.
fn allowed(values: Values) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = match values {
        Values::Words(words) => write!(text, "write one of {}", words.join(", ")),
        Values::Number(least, most) => write!(text, "write a number from {least} to {most}"),
        Values::Lengths(units) => {
            let each: Vec<String> = units
                .iter()
                .map(|(unit, least, most)| format!("{least} to {most} {unit}"))
                .collect();
            write!(text, "write one to four lengths of {}", each.join(" or "))
        }
        Values::Shadows => write!(
            text,
            "write `none`, or lengths of at most 4rem and a colour like rgb(0 0 0 / .1), at most {SHADOW_OPACITY} opaque"
        ),
    };
    text
}
