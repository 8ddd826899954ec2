//! How many tests passed and failed, as the test runners say it.

use std::fmt;
use std::iter::Sum;

/// Counts of one or several runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Counts {
    /// Takes in one line of a test runner's output: Rust's (`test result: ok. 3 passed; 0 failed; …`) or Node's
    /// (`ℹ pass 3`).
    pub fn read(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += before(result, " passed");
            self.failed += before(result, " failed");
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["ℹ" | "#", "pass", number] => self.passed += number.parse().unwrap_or(0),
            ["ℹ" | "#", "fail", number] => self.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
}

fn before(text: &str, unit: &str) -> u32 {
    text.split_once(unit)
        .and_then(|(start, _)| {
            start
                .rsplit(|character: char| !character.is_ascii_digit())
                .next()
        })
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(iterator: I) -> Self {
        iterator.fold(Self::default(), |sum, counts| Self {
            passed: sum.passed + counts.passed,
            failed: sum.failed + counts.failed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_counted() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "ℹ pass 14",
            "ℹ fail 2",
            "ℹ tests 16",
        ] {
            counts.read(line);
        }
        assert_eq!(
            counts,
            Counts {
                passed: 26,
                failed: 3
            }
        );
        assert_eq!(counts.to_string(), "26 passed, 3 failed");
    }
}
