//! The profile store on a real PostgreSQL, through its routers, and over the real mesh between two regions.

#[cfg(test)]
mod activation_beside;
#[cfg(test)]
mod auth_beside;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod decisions;
#[cfg(test)]
mod deletion;
#[cfg(test)]
mod forwarding;
#[cfg(test)]
mod gallery;
#[cfg(test)]
mod http;
#[cfg(test)]
mod ingest;
#[cfg(test)]
mod merging;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod portal_export;
#[cfg(test)]
mod portal_pages;
#[cfg(test)]
mod portal_recipients;
#[cfg(test)]
mod portal_sign_in;
#[cfg(test)]
mod provided;
#[cfg(test)]
mod region;
#[cfg(test)]
mod registration;
#[cfg(test)]
mod world;
