//! Tests of everything that is built: golden files, and rules that hold for every object.

pub mod fixture;
mod golden;
mod material_mounts;
mod network;
mod pod_security;
mod residency;
mod secrecy;
