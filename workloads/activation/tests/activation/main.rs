//! Deliveries on a real PostgreSQL, to a receiver on the loopback interface.

#[cfg(test)]
mod configuration;
#[cfg(test)]
mod delivery;
#[cfg(test)]
mod erasure;
#[cfg(test)]
mod exits;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod projection;
#[cfg(test)]
mod receiver;
#[cfg(test)]
mod recipients;
#[cfg(test)]
mod region;
#[cfg(test)]
mod replicas;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod withdrawal;
