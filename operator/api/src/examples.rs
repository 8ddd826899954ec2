//! Examples as Rust values: they compile, are validated by tests, and are written as YAML by the binary `generate`.
//!
//! The comment above each object in the YAML is the documentation of the function that makes it, kept by the
//! macro [`example`].

pub mod airline;
pub mod refused;

/// Defines a function and, in a module of the same name, its documentation as the constant `COMMENT`.
macro_rules! example {
    ($(#[doc = $line:literal])+ pub fn $name:ident() -> $kind:ty $body:block) => {
        $(#[doc = $line])+
        pub fn $name() -> $kind $body

        #[doc = concat!("What the YAML says about [`", stringify!($name), "()`].")]
        pub mod $name {
            /// The documentation of the function.
            pub const COMMENT: &str = concat!($($line, "\n"),+);
        }
    };
}

pub(crate) use example;
