//! Figures as they are printed.

use serde_json::json;

/// Prints figures as they come, for people or as JSON.
pub struct Figures {
    as_json: bool,
}

impl Figures {
    pub fn of_arguments() -> Self {
        Self {
            as_json: std::env::args().any(|argument| argument == "--json"),
        }
    }

    /// Microseconds of the processor that one operation takes of this process, workload and client, and of the database.
    pub fn add_times(&mut self, operation: &str, (ours, database): (f64, f64)) {
        self.add(&format!("{operation}-processor-time"), ours, "µs", None);
        let database_name = format!("{operation}-processor-time-of-database");
        self.add(&database_name, database, "µs", None);
    }

    /// One figure; `ratio` is to the bare operation.
    pub fn add(&mut self, name: &str, value: f64, unit: &str, ratio: Option<f64>) {
        if self.as_json {
            println!(
                "{}",
                json!({ "name": name, "value": value, "unit": unit, "ratio": ratio })
            );
            return;
        }
        let ratio = ratio.map_or_else(String::new, |ratio| {
            format!("  {ratio:.2} of the bare operation")
        });
        println!("{name:<44}{value:>10.1} {unit}{ratio}");
    }
}
