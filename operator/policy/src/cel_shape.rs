//! How deeply a CEL expression is nested.
//!
//! Parser and evaluator recurse, so an expression that is nested too deeply would end the process that reads it:
//! this one, and every workload that gets the bundle. Depth is therefore bounded before it is parsed (brackets and
//! conditionals, which the parser descends into) and again after (everything that the evaluator descends into). The
//! bounds hold on a stack of 2 MiB even without optimisation, several times over what people write.

use cel::{
    IdedExpr,
    common::ast::{EntryExpr, Expr},
};

/// Most bytes of a filter, as in the custom resource.
pub(crate) const LONGEST: usize = 2000;
/// Most brackets within brackets.
pub(crate) const BRACKETS: usize = 8;
/// Most conditionals (`a ? b : c`).
pub(crate) const CONDITIONALS: usize = 8;
/// Most operations within operations.
pub(crate) const OPERATIONS: usize = 40;

/// Why a source text must not be parsed.
pub(crate) fn unreadable(source: &str) -> Option<String> {
    if source.len() > LONGEST {
        return Some(format!("it is longer than {LONGEST} bytes"));
    }
    let mut open = 0_usize;
    let mut deepest = 0;
    for character in source.chars() {
        match character {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    if deepest > BRACKETS {
        return Some(format!(
            "it has more than {BRACKETS} brackets within each other"
        ));
    }
    let conditionals = source.matches('?').count();
    (conditionals > CONDITIONALS).then(|| format!("it has more than {CONDITIONALS} conditionals"))
}

/// How many operations are within each other.
pub(crate) fn depth(expression: &IdedExpr) -> usize {
    1 + children(&expression.expr)
        .into_iter()
        .map(depth)
        .max()
        .unwrap_or_default()
}

fn children(expression: &Expr) -> Vec<&IdedExpr> {
    match expression {
        Expr::Unspecified | Expr::Ident(_) | Expr::Literal(_) => Vec::new(),
        Expr::Select(select) => vec![&select.operand],
        Expr::Call(call) => call
            .target
            .as_deref()
            .into_iter()
            .chain(&call.args)
            .collect(),
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => map
            .entries
            .iter()
            .flat_map(|entry| parts(&entry.expr))
            .collect(),
        Expr::Struct(made) => made
            .entries
            .iter()
            .flat_map(|entry| parts(&entry.expr))
            .collect(),
        Expr::Comprehension(comprehension) => vec![
            &comprehension.iter_range,
            &comprehension.accu_init,
            &comprehension.loop_cond,
            &comprehension.loop_step,
            &comprehension.result,
        ],
    }
}

fn parts(entry: &EntryExpr) -> Vec<&IdedExpr> {
    match entry {
        EntryExpr::StructField(field) => vec![&field.value],
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
    }
}

#[cfg(test)]
mod tests {
    use cel::{Context, Program};

    use super::*;

    /// The deepest that is let through, in every way of nesting; the threads of tests have a stack of 2 MiB.
    #[test]
    fn whatever_is_let_through_can_be_parsed_and_evaluated() {
        let ways = [
            ("(", "true", ")", BRACKETS),
            ("[", "1", "]", BRACKETS),
            ("{1: ", "1", "}", BRACKETS),
            ("size(", "event", ")", BRACKETS),
            ("[1].exists(x, ", "x == 1", ")", BRACKETS),
            ("[1].map(x, ", "x == 1 ? x : 2", ")", BRACKETS),
            ("(true ? true : ", "true", ")", BRACKETS),
            (
                "",
                "((((((((1+1+1+1+1+1+1+1)+1)+1)+1)+1)+1)+1)+1)",
                "+1",
                20,
            ),
            ("", "1", "+1", OPERATIONS - 1),
            ("", "event", ".a", OPERATIONS - 1),
            ("!", "true", "", LONGEST - 4),
            ("-", "1", "", LONGEST - 1),
            ("", "true", "&&true", 300),
        ];
        for (before, middle, after, times) in ways {
            let source = format!("{}{middle}{}", before.repeat(times), after.repeat(times));
            assert_eq!(unreadable(&source), None, "{source}");
            let program = Program::compile(&source).unwrap();
            assert!(depth(program.expression()) <= OPERATIONS, "{source}");
            let mut context = Context::default();
            context.add_variable("event", 1).unwrap();
            let _ = program.execute(&context);
        }
    }

    /// What parses but is refused afterwards must survive being measured and dropped.
    #[test]
    fn a_chain_as_long_as_a_filter_may_be_can_be_measured() {
        for (middle, after) in [("event", ".a"), ("1", "+1"), ("event", "[1]")] {
            let times = (LONGEST - middle.len()) / after.len();
            let source = format!("{middle}{}", after.repeat(times));
            assert_eq!(unreadable(&source), None);
            assert_eq!(
                depth(Program::compile(&source).unwrap().expression()),
                times + 1
            );
        }
    }

    #[test]
    fn what_would_end_the_process_is_not_parsed() {
        assert!(unreadable(&"(".repeat(BRACKETS + 1)).is_some());
        assert!(unreadable(&"true?true:".repeat(CONDITIONALS + 1)).is_some());
        assert!(unreadable(&"x".repeat(LONGEST + 1)).is_some());
        assert_eq!(unreadable("(a) && (b) || [c][0] == {\"d\": (e)}.d"), None);
    }
}
