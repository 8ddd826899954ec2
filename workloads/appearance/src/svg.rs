//! SVG of a brand: shapes, and nothing that runs, loads or links.
//!
//! The text is parsed as XML without document type, held against lists of elements and attributes, and written anew.

use std::fmt::Write;

use roxmltree::{Document, Node, ParsingOptions};

use crate::Refusal;

/// Longest SVG, in bytes.
pub const MOST_BYTES: usize = 32 * 1024;
const MOST_NODES: u32 = 4096;
const MOST_DEPTH: usize = 32;
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

const ELEMENTS: [&str; 12] = [
    "circle", "desc", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text",
    "title",
];
const ATTRIBUTES: [&str; 39] = [
    "aria-label",
    "role",
    "clip-rule",
    "cx",
    "cy",
    "d",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-weight",
    "height",
    "letter-spacing",
    "opacity",
    "pathLength",
    "points",
    "preserveAspectRatio",
    "r",
    "rx",
    "ry",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "transform",
    "version",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Reads an SVG and writes it anew.
///
/// ```
/// use domicile_appearance::svg;
/// let plain = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0b3d91"/></svg>"##;
/// assert_eq!(svg::sanitized(plain).as_deref(), Ok(plain));
/// let refusal = svg::sanitized("<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>").unwrap_err();
/// assert!(refusal.reason.contains("`onload`"));
/// ```
///
/// # Errors
/// The first place that is not in order, and why.
pub fn sanitized(svg: &str) -> Result<String, Refusal> {
    let beginning = |reason: String| Refusal {
        line: 1,
        column: 1,
        reason,
    };
    if svg.len() > MOST_BYTES {
        return Err(beginning(format!(
            "an SVG is at most {MOST_BYTES} bytes long"
        )));
    }
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(svg, options).map_err(|error| Refusal {
        line: error.pos().row,
        column: error.pos().col,
        reason: format!("this is no SVG that can be read: {error}"),
    })?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err(beginning("the outermost element must be `svg`".to_owned()));
    }
    let mut written = String::new();
    element(root, 0, &mut written)?;
    Ok(written)
}

fn element(node: Node<'_, '_>, depth: usize, written: &mut String) -> Result<(), Refusal> {
    let name = node.tag_name().name();
    let known = ELEMENTS.iter().find(|own| **own == name);
    // An SVG without its namespace would not be drawn as an image.
    let in_namespace = node.tag_name().namespace() == Some(NAMESPACE);
    let (Some(own), true) = (known, in_namespace) else {
        return Err(refused(
            node,
            format!("the element `{name}` is not one of SVG's shapes (xmlns=\"{NAMESPACE}\")"),
        ));
    };
    if depth >= MOST_DEPTH {
        return Err(refused(node, "elements are nested too deeply"));
    }
    // Writing to a String cannot fail.
    let _ = write!(written, "<{own}");
    if depth == 0 {
        let _ = write!(written, " xmlns=\"{NAMESPACE}\"");
    }
    for attribute in node.attributes() {
        let name = attribute.name();
        let known = ATTRIBUTES
            .iter()
            .find(|own| **own == name && attribute.namespace().is_none());
        let own =
            known.ok_or_else(|| refused(node, format!("the attribute `{name}` is not allowed")))?;
        let is_label = *own == "aria-label" && is_plain_text(attribute.value());
        if !is_label && !is_harmless(attribute.value()) {
            return Err(refused(
                node,
                format!("the value of `{name}` is not allowed"),
            ));
        }
        let _ = write!(written, " {own}=\"{}\"", attribute.value());
    }
    if !node.has_children() {
        written.push_str("/>");
        return Ok(());
    }
    written.push('>');
    for child in node.children() {
        if child.is_element() {
            element(child, depth + 1, written)?;
        } else if child.is_text() {
            text(child.text().unwrap_or_default(), written);
        }
    }
    let _ = write!(written, "</{own}>");
    Ok(())
}

/// Numbers, colours, words, paths and transformations: nothing with a colon, a quote or an address.
fn is_harmless(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b" \t\n\r#.,%()+-".contains(&byte);
    value.bytes().all(plain) && !value.to_ascii_lowercase().contains("url")
}

/// Words in any script, for screen readers.
fn is_plain_text(value: &str) -> bool {
    !value.contains(|sign: char| sign.is_control() || "<>&\"'".contains(sign))
}

fn text(text: &str, written: &mut String) {
    for sign in text.chars() {
        match sign {
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '&' => written.push_str("&amp;"),
            other => written.push(other),
        }
    }
}

fn refused(node: Node<'_, '_>, reason: impl Into<String>) -> Refusal {
    let position = node.document().text_pos_at(node.range().start);
    Refusal {
        line: position.row,
        column: position.col,
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::sanitized;

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>")
    }

    #[test]
    fn shapes_are_written_anew() {
        let shapes = "<g opacity=\"0.5\" transform=\"rotate(45 4 4)\"><title>A &amp; B</title><circle cx=\"1\" r=\"2\"/></g>";
        assert_eq!(sanitized(&svg(shapes)).unwrap(), svg(shapes));
        assert_eq!(sanitized(&svg("<!-- gone --><g/>")).unwrap(), svg("<g/>"));
    }

    #[test]
    fn nothing_runs_loads_or_links() {
        for inside in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<style>*{}</style>",
            "<a href=\"https://evil.example\"/>",
            "<use href=\"#x\"/>",
            "<image href=\"x\"/>",
            "<foreignObject/>",
            "<animate attributeName=\"x\"/>",
            "<set/>",
            "<g onclick=\"x\"/>",
            "<g style=\"fill:url(x)\"/>",
            "<g fill=\"url(https://evil.example)\"/>",
            "<g xlink:href=\"x\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>",
            "<g fill=\"&quot;&gt;\"/>",
            "<g id=\"x\"/>",
            "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\"/>",
            "<p xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<g fill=\"java&#10;script:alert(1)\"/>",
            "&x;",
            "<![CDATA[<script>]]><script/>",
        ] {
            assert!(sanitized(&svg(inside)).is_err(), "{inside}");
        }
        for whole in [
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>",
            "<p/>",
            "",
            "svg",
        ] {
            assert!(sanitized(whole).is_err(), "{whole}");
        }
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        let deep = "<g>".repeat(5000) + &"</g>".repeat(5000);
        assert!(sanitized(&svg(&deep)).is_err());
    }

    #[test]
    fn what_is_refused_is_named_with_line_and_column() {
        let refusal = sanitized(&svg("\n  <script/>")).unwrap_err();
        assert_eq!((refusal.line, refusal.column), (2, 3));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(text: String) {
            let _ = sanitized(&text);
            if let Ok(written) = sanitized(&svg(&text)) {
                prop_assert_eq!(sanitized(&written), Ok(written.clone()));
            }
        }
    }
}
