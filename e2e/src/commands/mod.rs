//! One file for each verb of the command line.

pub mod down;
pub mod env;
pub mod status;
pub mod up;
