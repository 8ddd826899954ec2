//! How much work one hash is.

/// Parameters of Argon2id: what a tenant sets.
///
/// The least that is accepted are the choices of the OWASP Password Storage Cheat Sheet, which are about equally
/// strong: less memory asks for more passes. The most is what a pod can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameters {
    memory_kibibytes: u32,
    passes: u32,
    lanes: u32,
}

/// Passes, and the least memory in KiB that goes with them (OWASP Password Storage Cheat Sheet, Argon2id).
const LEAST_MEMORY: [(u32, u32); 5] = [
    (5, 7_168),
    (4, 9_216),
    (3, 12_288),
    (2, 19_456),
    (1, 47_104),
];
/// 256 MiB.
const MOST_MEMORY: u32 = 262_144;
const MOST_PASSES: u32 = 20;
const MOST_LANES: u32 = 8;

/// Parameters that are weaker than OWASP's minimum, or more than a pod can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "argon2id needs one of: 47104 KiB and 1 pass, 19456 and 2, 12288 and 3, 9216 and 4, 7168 and 5, or more; \
     at most 262144 KiB, 20 passes and 8 lanes"
)]
pub struct WeakParameters;

impl Parameters {
    /// 19 MiB, two passes, one lane: OWASP's recommendation, and what fits a small pod.
    pub const RECOMMENDED: Self = Self {
        memory_kibibytes: 19_456,
        passes: 2,
        lanes: 1,
    };

    /// Parameters that are strong enough and can be served.
    ///
    /// # Errors
    /// When they are weaker than OWASP's minimum or beyond the limits.
    pub fn new(memory_kibibytes: u32, passes: u32, lanes: u32) -> Result<Self, WeakParameters> {
        let enough = LEAST_MEMORY
            .iter()
            .any(|(least_passes, least)| passes >= *least_passes && memory_kibibytes >= *least);
        let parameters = Self::bounded(memory_kibibytes, passes, lanes);
        parameters.filter(|_| enough).ok_or(WeakParameters)
    }

    /// Parameters of a hash that is kept: it may be from weaker days, but never more than can be served.
    pub(crate) fn bounded(memory_kibibytes: u32, passes: u32, lanes: u32) -> Option<Self> {
        let lanes_fit = (1..=MOST_LANES).contains(&lanes) && memory_kibibytes >= 8 * lanes;
        let served = memory_kibibytes <= MOST_MEMORY && (1..=MOST_PASSES).contains(&passes);
        (lanes_fit && served).then_some(Self {
            memory_kibibytes,
            passes,
            lanes,
        })
    }

    /// Memory of one hash, in KiB.
    pub const fn memory_kibibytes(self) -> u32 {
        self.memory_kibibytes
    }

    /// Passes over the memory.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes (RFC 9106's degree of parallelism); they are computed one after another.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owasps_choices_are_accepted_and_anything_weaker_is_not() {
        for (passes, memory) in LEAST_MEMORY {
            assert!(Parameters::new(memory, passes, 1).is_ok());
            assert_eq!(Parameters::new(memory - 1, passes, 1), Err(WeakParameters));
        }
        assert_eq!(Parameters::new(19_456, 1, 1), Err(WeakParameters));
        assert_eq!(Parameters::new(19_456, 2, 1), Ok(Parameters::RECOMMENDED));
    }

    #[test]
    fn no_parameters_ask_for_more_than_a_pod_has() {
        for (memory, passes, lanes) in [
            (262_145, 2, 1),
            (u32::MAX, 1, 1),
            (19_456, 21, 1),
            (19_456, 2, 9),
            (19_456, 2, 0),
        ] {
            assert_eq!(Parameters::new(memory, passes, lanes), Err(WeakParameters));
        }
    }
}
