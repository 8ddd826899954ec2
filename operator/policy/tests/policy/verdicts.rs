//! For every (region, purpose, attribute, target): may it flow, and why not.

use domicile_policy::{Accepted, Verdict, explain, matrix, prove};
use insta::assert_snapshot;

use crate::fixture::airline::airline;

fn accepted() -> Accepted {
    prove(&airline()).accepted
}

fn why(region: &str, purpose: &str, attribute: &str, target: &str) -> String {
    match explain(&accepted(), region, purpose, attribute, target) {
        Verdict::Allowed => "allowed".to_owned(),
        Verdict::Refused { reason } => reason.to_string(),
    }
}

#[test]
fn what_everybody_permits_may_flow() {
    assert_eq!(
        why("eu", "newsletter", "email", "aurora/newsletter-tool"),
        "allowed"
    );
    assert_eq!(
        why("jp", "marketing", "loyaltyTier", "aurora/crm"),
        "allowed"
    );
    assert_eq!(why("us", "marketing", "email", "aurora/us-ads"), "allowed");
}

#[test]
fn every_refusal_says_why() {
    let rows = [
        ("uk", "marketing", "email", "aurora/us-ads"),
        ("eu", "marketing", "email", "aurora/ads"),
        ("eu", "advertising", "email", "aurora/us-ads"),
        ("eu", "marketing", "shoeSize", "aurora/us-ads"),
        ("eu", "marketing", "email", "aurora/us-ads"),
        ("us", "newsletter", "email", "aurora/us-ads"),
        ("us", "marketing", "givenName", "aurora/us-ads"),
        ("us", "service", "loyaltyTier", "aurora/crm"),
    ];
    let said: Vec<_> = rows
        .iter()
        .map(|(region, purpose, attribute, target)| why(region, purpose, attribute, target))
        .collect();
    assert_snapshot!(said.join("\n"), @r"
    the tenant has no region `uk`
    no accepted ActivationTarget is named `aurora/ads`
    no accepted ConsentPolicy defines `advertising`
    no accepted ProfileSchema defines `shoeSize`
    ActivationTarget aurora/us-ads takes from us only, and Region eu names no basis for a transfer to US
    ActivationTarget aurora/us-ads does not name purpose `newsletter`
    ActivationTarget aurora/us-ads does not name attribute `givenName`
    purpose `service` does not cover attribute `loyaltyTier`
    ");
}

#[test]
fn the_matrix_says_the_same_as_each_explanation() {
    let accepted = accepted();
    let mut allowed = 0;
    let mut cells = 0;
    for cell in matrix(&accepted) {
        let target = format!("{}/{}", cell.target_namespace, cell.target);
        assert_eq!(
            cell.verdict,
            explain(
                &accepted,
                cell.region,
                cell.purpose,
                cell.attribute,
                &target
            )
        );
        allowed += usize::from(cell.verdict.is_allowed());
        cells += 1;
    }
    // 3 regions × 3 purposes × 6 attributes × 3 targets.
    assert_eq!(cells, 162);
    // crm: service 2, marketing 2; newsletter-tool: 2; in three regions; us-ads: 2 in one.
    assert_eq!(allowed, 20);
}
