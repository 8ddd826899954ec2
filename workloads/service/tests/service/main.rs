//! A workload process as the kubelet and its clients meet it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod client_certificates;
mod configuration_reload;
mod database;
mod mounted_files;
mod world;
