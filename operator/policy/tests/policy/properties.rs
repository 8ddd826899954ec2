//! What holds for any input.

use std::collections::BTreeSet;

use domicile_bundle::{Bundle, parts};
use domicile_policy::{Accepted, Input, ObjectKind, compile, matrix, prove, prove_after};
use proptest::{prelude::*, strategy::ValueTree};

use crate::fixture::{
    airline::airline,
    large::{Size, large},
    naive, random,
};

/// Every bundle of what was accepted.
fn bundles(accepted: &Accepted) -> Vec<Bundle> {
    accepted
        .regions()
        .iter()
        .map(|region| compile(accepted, &region.name).unwrap())
        .collect()
}

/// Everything that may flow, as text.
fn flows(accepted: &Accepted) -> BTreeSet<[String; 4]> {
    let mut flows = BTreeSet::new();
    for bundle in bundles(accepted) {
        for target in &bundle.targets {
            for flow in &target.flows {
                for what in flow.attributes.iter().chain(&flow.events) {
                    flows.insert([
                        bundle.region.clone(),
                        flow.purpose.clone(),
                        what.clone(),
                        target.name.clone(),
                    ]);
                }
            }
        }
    }
    flows
}

/// Another order for every list whose order means nothing.
fn shuffled(mut input: Input, seed: u64) -> Input {
    let mut state = seed | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    macro_rules! shuffle {
        ($list:expr) => {
            $list.sort_by_cached_key(|_| next())
        };
    }
    shuffle!(input.tenant.regions);
    shuffle!(input.regions);
    for region in &mut input.regions {
        shuffle!(region.residents);
        shuffle!(region.transfers);
    }
    shuffle!(input.schemas);
    for schema in &mut input.schemas {
        shuffle!(schema.attributes);
        shuffle!(schema.events);
        for event in &mut schema.events {
            shuffle!(event.properties);
        }
    }
    shuffle!(input.policies);
    for policy in &mut input.policies {
        shuffle!(policy.purposes);
        for purpose in &mut policy.purposes {
            shuffle!(purpose.attributes);
            shuffle!(purpose.events);
            shuffle!(purpose.documents);
            shuffle!(purpose.legal_basis);
        }
    }
    shuffle!(input.targets);
    for target in &mut input.targets {
        shuffle!(target.purposes);
        shuffle!(target.attributes);
        shuffle!(target.events);
    }
    shuffle!(input.brands);
    shuffle!(input.applications);
    for application in &mut input.applications {
        shuffle!(application.scopes);
        shuffle!(application.claims);
        shuffle!(application.redirect_uris);
    }
    shuffle!(input.sources);
    input
}

/// Takes one permission away that is in force; `which` says which of all.
fn without_permission(input: &Input, which: usize) -> Option<Input> {
    let mut left = which;
    let mut input = input.clone();
    let mut take = |list: &mut Vec<String>| {
        let found = left < list.len();
        if found {
            list.remove(left);
        } else {
            left -= list.len();
        }
        found
    };
    for purpose in input
        .policies
        .iter_mut()
        .flat_map(|policy| &mut policy.purposes)
    {
        if take(&mut purpose.attributes) || take(&mut purpose.events) {
            return Some(input);
        }
    }
    for target in &mut input.targets {
        if take(&mut target.purposes) || take(&mut target.attributes) || take(&mut target.events) {
            return Some(input);
        }
    }
    for region in &mut input.regions {
        if left < region.transfers.len() {
            region.transfers.remove(left);
            return Some(input);
        }
        left -= region.transfers.len();
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_is_compiled_that_an_independent_evaluator_forbids(input in random::input()) {
        for bundle in bundles(&prove(&input).accepted) {
            prop_assert_eq!(naive::violations(&input, &bundle), Vec::<String>::new());
        }
    }

    #[test]
    fn every_flow_is_one_that_the_matrix_allows_and_the_other_way_round(input in random::input()) {
        let accepted = prove(&input).accepted;
        let attributes: BTreeSet<_> = accepted.schemas().iter().flat_map(|schema| &schema.attributes).map(|a| &a.name).collect();
        let compiled: BTreeSet<_> = flows(&accepted).into_iter().filter(|flow| attributes.contains(&flow[2])).collect();
        let allowed: BTreeSet<_> = matrix(&accepted)
            .filter(|cell| cell.verdict.is_allowed())
            .map(|cell| {
                let target = format!("{}/{}", cell.target_namespace, cell.target);
                [cell.region.to_owned(), cell.purpose.to_owned(), cell.attribute.to_owned(), target]
            })
            .collect();
        prop_assert_eq!(compiled, allowed);
    }

    #[test]
    fn removing_a_permission_never_adds_a_flow(input in random::input(), which in 0_usize..60) {
        let before = prove(&input).accepted;
        let Some(all) = before.to_input() else { return Ok(()) };
        let Some(less) = without_permission(&all, which) else { return Ok(()) };
        let had = flows(&before);
        prop_assert!(flows(&prove(&less).accepted).is_subset(&had));
        prop_assert!(flows(&prove_after(&less, Some(&all)).accepted).is_subset(&had));
    }

    #[test]
    fn the_order_of_input_never_changes_the_revision(input in random::input(), seed in any::<u64>()) {
        let revisions = |input: &Input| -> Vec<_> {
            let encoded = |bundle| parts::encode(&bundle).unwrap().index.revision;
            bundles(&prove(input).accepted).into_iter().map(encoded).collect()
        };
        prop_assert_eq!(revisions(&input), revisions(&shuffled(input, seed)));
    }

    #[test]
    fn what_is_accepted_stands_on_its_own(before in random::input(), input in random::input()) {
        let earlier = prove(&before).accepted.to_input();
        let accepted = prove_after(&input, earlier.as_ref()).accepted;
        if let Some(all) = accepted.to_input() {
            let again = prove(&all);
            let about_objects: Vec<_> =
                again.rejections.iter().filter(|one| one.object.kind != ObjectKind::IdentityTenant).collect();
            prop_assert_eq!(about_objects, Vec::<&domicile_policy::Rejection>::new());
            prop_assert_eq!(again.accepted.to_input(), Some(all));
        }
    }

    #[test]
    fn every_object_is_either_in_force_as_it_is_or_rejected(input in random::input()) {
        let proof = prove(&input);
        for target in &input.targets {
            let is_rejected = proof.rejections_of(&target.key).next().is_some();
            prop_assert_eq!(proof.accepted.contains(&target.key), !is_rejected);
        }
        for policy in &input.policies {
            let is_rejected = proof.rejections_of(&policy.key).next().is_some();
            prop_assert_eq!(proof.accepted.contains(&policy.key), !is_rejected);
        }
    }

    #[test]
    fn no_text_whatever_makes_the_proof_panic(
        words in prop::collection::vec(any::<String>(), 12),
        filter in prop_oneof![any::<String>(), "[a-z.(){}\\[\\]\"'=&|!?:<>+*/%0-9 ,-]{0,40}"],
    ) {
        let mut input = airline();
        input.tenant.domain.clone_from(&words[0]);
        input.tenant.default_brand.name.clone_from(&words[1]);
        input.regions[0].name.clone_from(&words[2]);
        input.tenant.regions[0].clone_from(&words[2]);
        input.regions[0].jurisdiction.clone_from(&words[3]);
        input.regions[0].residents.push(words[4].clone());
        input.schemas[0].attributes[0].name.clone_from(&words[5]);
        input.policies[0].purposes[0].name.clone_from(&words[6]);
        input.policies[0].purposes[1].attributes.push(words[7].clone());
        input.policies[0].purposes[2].documents[0].language.clone_from(&words[8]);
        input.brands[0].hosts.push(words[9].clone());
        input.applications[0].claims[0].claim.clone_from(&words[10]);
        input.targets[0].regions = Some(vec![words[11].clone(), words[2].clone()]);
        input.targets[1].filter = Some(filter);
        let proof = prove_after(&input, Some(&airline()));
        for bundle in bundles(&proof.accepted) {
            parts::encode(&bundle).unwrap();
        }
        prop_assert!(matrix(&proof.accepted).count() < 1000);
    }
}

#[test]
fn inputs_by_chance_are_neither_all_accepted_nor_all_refused() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut flowing, mut refusing) = (0, 0);
    for _ in 0..200 {
        let input = random::input().new_tree(&mut runner).unwrap().current();
        let proof = prove(&input);
        flowing += usize::from(!flows(&proof.accepted).is_empty());
        refusing += usize::from(!proof.rejections.is_empty());
    }
    assert!(flowing > 40, "only {flowing} of 200 let anything flow");
    assert!(refusing > 40, "only {refusing} of 200 refused anything");
}

#[test]
fn the_large_tenant_of_the_bench_is_lawful_and_full() {
    let size = Size {
        purposes: 20,
        targets: 10,
        regions: 3,
        attributes: 10,
        attributes_each: 5,
        purposes_each: 4,
    };
    let proof = prove(&large(size));
    assert_eq!(proof.rejections, []);
    assert_eq!(matrix(&proof.accepted).count(), 20 * 10 * 3 * 10);
    let allowed = matrix(&proof.accepted)
        .filter(|cell| cell.verdict.is_allowed())
        .count();
    assert!(allowed > 300, "{allowed}");
}
