//! What the proof says, rule by rule; how objects stand together; and what holds for any input.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod acceptance;
mod applications;
mod brands;
mod bundles;
mod fixture;
mod memberships;
mod policies;
mod properties;
mod regions;
mod resource_servers;
mod schemas;
mod secrets;
mod sign_in;
mod sources;
mod targets;
mod verdicts;
