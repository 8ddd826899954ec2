//! What lies between HTTP and the handlers: hosts, cookies, forms, throttles, and one visit's view of it all.

pub mod body;
pub mod cookie;
pub mod cross_origin;
pub mod device;
pub mod form;
pub mod host;
pub mod known_device;
mod network;
pub mod parameters;
pub mod router;
pub mod throttle;
mod visit;

pub use network::Network;
pub use visit::Visit;
