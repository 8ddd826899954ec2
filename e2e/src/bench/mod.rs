//! Figures: measured on this machine, each beside its ceiling.

pub mod auth;
mod cargo_bench;
pub mod change;
pub mod machine;
pub mod memory;
pub mod policy;
pub mod settled;

use serde::Serialize;

/// One measured figure.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Name that stays the same over time.
    pub name: String,
    /// What was measured.
    pub value: f64,
    /// Unit of value and ceiling.
    pub unit: String,
    /// What it may be at most.
    pub ceiling: Option<f64>,
    /// Value divided by ceiling: at most 1 is good. Without a ceiling, value divided by the bare operation of the same
    /// run.
    pub ratio: Option<f64>,
}

impl Figure {
    /// A figure with the most that it may be.
    pub fn new(name: impl Into<String>, value: f64, unit: &str, ceiling: Option<f64>) -> Self {
        let ratio = ceiling
            .filter(|most| *most > 0.0)
            .map(|most| rounded(value / most));
        Self {
            name: name.into(),
            value: rounded(value),
            unit: unit.to_owned(),
            ceiling,
            ratio,
        }
    }

    /// A figure beside the bare operation that it cannot do without.
    pub fn beside_bare(
        name: impl Into<String>,
        value: f64,
        unit: &str,
        ratio: Option<f64>,
    ) -> Self {
        Self {
            ratio: ratio.map(rounded),
            ..Self::new(name, value, unit, None)
        }
    }

    /// Is it within its ceiling?
    pub fn is_good(&self) -> bool {
        self.ceiling.is_none_or(|most| self.value <= most)
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Prints a table for people.
pub fn print_table(machine: &str, figures: &[Figure]) {
    println!("{machine}\n");
    println!(
        "{:<40} {:>12} {:<8} {:>10} {:>7}",
        "figure", "value", "unit", "ceiling", "ratio"
    );
    for figure in figures {
        let optional =
            |number: Option<f64>| number.map_or(String::from("-"), |number| format!("{number}"));
        println!(
            "{:<40} {:>12} {:<8} {:>10} {:>7}",
            figure.name,
            figure.value,
            figure.unit,
            optional(figure.ceiling),
            optional(figure.ratio)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_above_its_ceiling_is_not_good() {
        assert!(Figure::new("writes", 0.0, "writes", Some(0.0)).is_good());
        assert!(!Figure::new("writes", 1.0, "writes", Some(0.0)).is_good());
        assert_eq!(
            Figure::new("memory", 10.0, "MB", Some(40.0)).ratio,
            Some(0.25)
        );
    }
}
