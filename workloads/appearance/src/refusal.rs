//! Why a text was refused, and where.

/// Why a text was refused, and where. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct Refusal {
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
    /// What is wrong and what to do.
    pub reason: String,
}
