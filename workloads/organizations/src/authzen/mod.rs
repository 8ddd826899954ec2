//! `OpenID` `AuthZEN` Authorization API 1.0: an application asks whether a person may do something, and is answered by
//! the person's roles in the organisation that the resource belongs to.
//!
//! The organisation is named by `resource.properties.organization` or, for several questions at once, by
//! `context.organization`. What is not known is not allowed.

pub mod decision;
pub mod evaluation;
