//! The operator against a real kube-apiserver and etcd, started by these tests.
//!
//! There is no controller manager and no kubelet: what the operator writes is there, and nothing runs. So these tests
//! are about what is written, when, and when not; what runs is tested on a whole cluster in `e2e`.
//!
//! The binaries come from `$DOMICILE_CACHE/bin` (`cargo domicile up --cluster-only` builds them there).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says so by failing"
)]

mod api_server;
mod attachment;
mod audit;
mod deletion;
mod drift;
mod invalid_change;
mod refused;
mod scene;
mod settled;
mod suspended;
