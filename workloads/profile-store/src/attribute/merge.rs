//! Which value wins when several sources give one. Pure.
//!
//! Each source keeps one value per attribute ([`takes_place_of`] says when a new one takes the place of its older
//! one); among the sources' values [`winner`] picks the current one. Neither depends on the order of arrival of equal
//! input, so a message that is sent twice changes nothing.

use std::cmp::Reverse;

use domicile_bundle::{MergeRule, Sms, Source};
use jiff::Timestamp;
use serde_json::Value;

/// Source of what a person typed when registering. It outranks every system under
/// [`MergeRule::SourcePrecedence`]: people know best who they are.
pub const REGISTRATION: &str = "registration";

/// Source of what a person typed when an application asked for it at sign-in. It ranks as [`REGISTRATION`] does; of the
/// two, what was typed later wins.
pub const SIGN_IN: &str = "sign-in";

/// What the name of a source begins with that is a provider by which the person signs in; the provider's name follows.
pub const PROVIDER: &str = "provider:";

/// One value of one attribute, with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The value.
    pub value: Value,
    /// `<namespace>/<name>` of the source, [`REGISTRATION`], [`SIGN_IN`], or [`PROVIDER`] and a
    /// name.
    pub source: String,
    /// Purpose under which it was collected.
    pub purpose: String,
    /// When the source saw it.
    pub observed_at: Timestamp,
    /// When it came to us.
    pub received_at: Timestamp,
}

/// Whether a source's new value takes the place of its older one.
pub fn takes_place_of(rule: MergeRule, older: Timestamp, newer: Timestamp) -> bool {
    match rule {
        MergeRule::MostRecent | MergeRule::SourcePrecedence => newer >= older,
        MergeRule::FirstKnown => newer < older,
    }
}

/// The value that wins, if there is any.
pub fn winner<'a>(
    rule: MergeRule,
    candidates: &'a [Candidate],
    sources: &[Source],
) -> Option<&'a Candidate> {
    // The name of the source decides between values of one instant, so that the answer is always the same one.
    match rule {
        MergeRule::MostRecent => candidates
            .iter()
            .max_by_key(|one| (one.observed_at, one.received_at, Reverse(&one.source))),
        MergeRule::SourcePrecedence => candidates.iter().max_by_key(|one| {
            (
                precedence(sources, &one.source),
                one.observed_at,
                one.received_at,
                Reverse(&one.source),
            )
        }),
        MergeRule::FirstKnown => candidates
            .iter()
            .min_by_key(|one| (one.observed_at, one.received_at, &one.source)),
    }
}

/// What people typed themselves, and the telephone number that they have proven, rank above all systems; a source that is
/// gone from the configuration ranks below all that are there.
fn precedence(sources: &[Source], name: &str) -> i64 {
    let proven = name.strip_prefix(PROVIDER) == Some(Sms::SOURCE);
    if proven || [REGISTRATION, SIGN_IN].contains(&name) {
        return i64::MAX;
    }
    sources
        .iter()
        .find(|source| source.name == name)
        .map_or(i64::MIN, |source| i64::from(source.precedence))
}

/// What the current values depend on beside the values: equal fingerprints mean equal winners.
pub fn fingerprint(rule: MergeRule, sources: &[Source]) -> String {
    let mut ranks: Vec<String> = match rule {
        MergeRule::SourcePrecedence => sources
            .iter()
            .map(|source| format!("{}={}", source.name, source.precedence))
            .collect(),
        MergeRule::MostRecent | MergeRule::FirstKnown => Vec::new(),
    };
    ranks.sort_unstable();
    format!("{rule:?} {}", ranks.join(" "))
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use domicile_bundle::SourceKind;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use MergeRule::{FirstKnown, MostRecent, SourcePrecedence};

    fn source(name: &str, precedence: i32) -> Source {
        Source {
            name: name.to_owned(),
            kind: SourceKind::Segment,
            purpose: "service".to_owned(),
            attributes: Vec::new(),
            precedence,
            write_key_digests: Vec::new(),
        }
    }

    fn candidate(source: &str, observed: i64, received: i64) -> Candidate {
        Candidate {
            value: json!(format!("{source} {observed}")),
            source: source.to_owned(),
            purpose: "service".to_owned(),
            observed_at: Timestamp::from_second(observed).unwrap(),
            received_at: Timestamp::from_second(received).unwrap(),
        }
    }

    #[test]
    fn the_table_of_winners() {
        let sources = [source("a/crm", 10), source("a/shop", 5)];
        let crm_old = candidate("a/crm", 10, 10);
        let shop_new = candidate("a/shop", 20, 20);
        let shop_late = candidate("a/shop", 5, 30);
        let typed = candidate(REGISTRATION, 1, 1);
        let proven = candidate("provider:verified-phone", 2, 2);
        let gone = candidate("a/gone", 99, 99);
        for (rule, candidates, expected) in [
            (MostRecent, vec![&crm_old, &shop_new], &shop_new),
            (MostRecent, vec![&crm_old, &shop_late], &crm_old),
            (MostRecent, vec![&crm_old, &gone], &gone),
            (SourcePrecedence, vec![&crm_old, &shop_new], &crm_old),
            (SourcePrecedence, vec![&shop_new, &gone], &shop_new),
            (SourcePrecedence, vec![&crm_old, &typed], &typed),
            (SourcePrecedence, vec![&shop_new, &proven], &proven),
            (MostRecent, vec![&shop_new, &proven], &shop_new),
            (FirstKnown, vec![&crm_old, &shop_new], &crm_old),
            (FirstKnown, vec![&crm_old, &shop_late], &shop_late),
            (FirstKnown, vec![&typed, &shop_late], &typed),
        ] {
            let owned: Vec<Candidate> = candidates.into_iter().cloned().collect();
            assert_eq!(winner(rule, &owned, &sources), Some(expected), "{rule:?}");
        }
        assert_eq!(winner(MostRecent, &[], &sources), None);
    }

    #[test]
    fn a_source_corrects_itself_but_does_not_forget_what_it_saw_later() {
        let (early, late) = (
            Timestamp::from_second(1).unwrap(),
            Timestamp::from_second(2).unwrap(),
        );
        for rule in [MergeRule::MostRecent, MergeRule::SourcePrecedence] {
            assert!(takes_place_of(rule, early, late));
            assert!(takes_place_of(rule, early, early));
            assert!(!takes_place_of(rule, late, early));
        }
        assert!(takes_place_of(MergeRule::FirstKnown, late, early));
        assert!(!takes_place_of(MergeRule::FirstKnown, early, late));
    }

    #[test]
    fn the_fingerprint_changes_when_the_winner_could() {
        let (one, two) = (
            [source("a", 1), source("b", 2)],
            [source("b", 2), source("a", 1)],
        );
        assert_eq!(
            fingerprint(MergeRule::SourcePrecedence, &one),
            fingerprint(MergeRule::SourcePrecedence, &two)
        );
        assert_ne!(
            fingerprint(MergeRule::SourcePrecedence, &one),
            fingerprint(MergeRule::SourcePrecedence, &[source("a", 3)])
        );
        assert_eq!(
            fingerprint(MergeRule::MostRecent, &one),
            fingerprint(MergeRule::MostRecent, &[])
        );
        assert_ne!(
            fingerprint(MergeRule::MostRecent, &one),
            fingerprint(MergeRule::FirstKnown, &one)
        );
    }

    fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let one = ("[abc]", 0_i64..20, 0_i64..20)
            .prop_map(|(name, observed, received)| candidate(&name, observed, received));
        proptest::collection::vec(one, 0..6).prop_map(|mut all| {
            // One value per source, as the table keeps them.
            all.sort_by(|one, two| one.source.cmp(&two.source));
            all.dedup_by(|one, two| one.source == two.source);
            all
        })
    }

    fn any_rule() -> impl Strategy<Value = MergeRule> {
        prop_oneof![
            Just(MergeRule::MostRecent),
            Just(MergeRule::SourcePrecedence),
            Just(MergeRule::FirstKnown)
        ]
    }

    proptest! {
        #[test]
        fn the_winner_does_not_depend_on_the_order(
            (candidates, shuffled) in any_candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            rule in any_rule(),
            ranks in (0_i32..3, 0_i32..3),
        ) {
            let sources = [source("a", ranks.0), source("b", ranks.1)];
            prop_assert_eq!(winner(rule, &candidates, &sources), winner(rule, &shuffled, &sources));
        }

        #[test]
        fn somebody_wins_whenever_there_is_a_value(candidates in any_candidates(), rule in any_rule()) {
            prop_assert_eq!(winner(rule, &candidates, &[]).is_some(), !candidates.is_empty());
        }

        #[test]
        fn no_candidate_is_better_than_the_winner(candidates in any_candidates(), ranks in (0_i32..3, 0_i32..3)) {
            let sources = [source("a", ranks.0), source("b", ranks.1)];
            if let Some(best) = winner(MergeRule::MostRecent, &candidates, &sources) {
                prop_assert!(candidates.iter().all(|one| one.observed_at <= best.observed_at));
            }
            if let Some(best) = winner(MergeRule::FirstKnown, &candidates, &sources) {
                prop_assert!(candidates.iter().all(|one| one.observed_at >= best.observed_at));
            }
            if let Some(best) = winner(MergeRule::SourcePrecedence, &candidates, &sources) {
                let rank = |one: &Candidate| precedence(&sources, &one.source);
                prop_assert!(candidates.iter().all(|one| rank(one) <= rank(best)));
            }
        }
    }
}
