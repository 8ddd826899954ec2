//! What every page that people see shares: frame, brand look, language, security headers, forgery protection.
//!
//! The sign-in pages and the portal are two workloads and one appearance. A page is made in three steps:
//!
//! 1. [`language::choose`] picks a language that the brand offers;
//! 2. a [`Frame`] holds what surrounds the content: brand name, logo, colours, footer;
//! 3. [`page::respond`] renders an askama template that extends `frame.html` and adds the security headers.
//!
//! A crate that uses it puts an `askama.toml` beside its `Cargo.toml`:
//!
//! ```toml
//! [general]
//! dirs = ["templates", "../pages/templates"]
//! ```
//!
//! and writes templates like this one, whose struct has a field `frame: Frame` and a field `text: Text<'_>`:
//!
//! ```html
//! {% extends "frame.html" %}
//! {% block title %}{{ text.say("code-title") }}{% endblock %}
//! {% block main %}<h1>{{ text.say("code-title") }}</h1>{% endblock %}
//! ```
//!
//! No page needs JavaScript, and the content security policy forbids it.

pub mod assets;
pub mod cross_site_request_forgery;
pub mod dress;
pub mod frame;
pub mod language;
pub mod look;
pub mod messages;
pub mod page;
pub mod person_name;
pub mod security_headers;

pub use frame::Frame;
pub use messages::{Messages, MessagesError, Text};
