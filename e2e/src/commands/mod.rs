//! One file for each verb of the command line.

pub mod bench;
pub mod dev;
pub mod down;
pub mod env;
pub mod generate;
pub mod status;
pub mod test;
pub mod up;
pub mod walkthrough;
