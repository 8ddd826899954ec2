//! Waiting for a condition, with an end to the patience.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Asks again and again until the condition yields a value; after `patience` the error says what was awaited.
pub fn until<T>(
    what: &str,
    patience: Duration,
    mut condition: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(50);
    loop {
        if let Some(value) = condition()? {
            return Ok(value);
        }
        if begun.elapsed() > patience {
            bail!("{what}: not so after {} s", patience.as_secs());
        }
        thread::sleep(pause);
        pause = (pause * 3 / 2).min(Duration::from_millis(500));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_returns_as_soon_as_the_condition_holds() {
        let mut asked = 0;
        let value = until("three questions", Duration::from_secs(5), || {
            asked += 1;
            Ok((asked == 3).then_some(asked))
        });
        assert_eq!(value.unwrap(), 3);
    }

    #[test]
    fn it_gives_up_and_names_what_it_waited_for() {
        let error = until::<()>("the moon", Duration::ZERO, || Ok(None)).unwrap_err();
        assert!(error.to_string().contains("the moon"));
    }
}
