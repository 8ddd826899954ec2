//! What a brand may look like: colours that can be read, custom CSS and SVG without a way to do harm. Pure.
//!
//! The operator refuses what is not in order, with the place and the reason; the pages serve only what was read and
//! written anew here. Both sides use the same functions:
//!
//! ```
//! use domicile_appearance::css;
//! let css = css::sanitized(".card { border-radius: 2rem }").unwrap();
//! assert_eq!(css, ".branded .card{border-radius:2rem}");
//! let refusal = css::sanitized("h1 {\n  position: fixed }").unwrap_err();
//! assert_eq!(refusal.to_string(), "line 2, column 3: the property `position` cannot be set");
//! ```

pub mod color;
pub mod css;
mod refusal;
pub mod svg;

pub use refusal::Refusal;
