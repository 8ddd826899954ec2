//! Which names a CEL expression looks at.

use std::collections::BTreeSet;

use cel::{
    IdedExpr,
    common::ast::{ComprehensionExpr, EntryExpr, Expr, LiteralValue, operators},
};

/// The variable that holds the profile's attributes.
const ATTRIBUTES: &str = "attributes";
/// Names of types, which CEL treats as identifiers.
const TYPES: [&str; 11] = [
    "bool",
    "int",
    "uint",
    "double",
    "string",
    "bytes",
    "list",
    "map",
    "null_type",
    "type",
    "optional_type",
];

/// Names that an expression looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    /// Free variables.
    pub(crate) variables: BTreeSet<String>,
    /// `x` of `attributes.x` and `attributes["x"]`.
    pub(crate) attributes: BTreeSet<String>,
}

impl Names {
    /// The names of an expression.
    pub(crate) fn of(expression: &IdedExpr) -> Self {
        let mut names = Self::default();
        names.visit(expression, &mut Vec::new());
        names
    }

    /// Visits an expression; `bound` are the variables of the comprehensions around it.
    fn visit<'e>(&mut self, expression: &'e IdedExpr, bound: &mut Vec<&'e str>) {
        match &expression.expr {
            Expr::Unspecified | Expr::Literal(_) => {}
            Expr::Ident(name) => {
                // `@` begins what macros make up; the names of types are constants.
                if !name.starts_with('@')
                    && !TYPES.contains(&name.as_str())
                    && !bound.contains(&name.as_str())
                {
                    self.variables.insert(name.clone());
                }
            }
            Expr::Select(select) => {
                if is_attributes(&select.operand, bound) {
                    self.attributes.insert(select.field.clone());
                }
                self.visit(&select.operand, bound);
            }
            Expr::Call(call) => {
                self.visit_lookup(&call.func_name, &call.args, bound);
                for part in call.target.as_deref().into_iter().chain(&call.args) {
                    self.visit(part, bound);
                }
            }
            Expr::List(list) => list
                .elements
                .iter()
                .for_each(|element| self.visit(element, bound)),
            Expr::Map(map) => map
                .entries
                .iter()
                .for_each(|entry| self.visit_entry(&entry.expr, bound)),
            Expr::Struct(made) => made
                .entries
                .iter()
                .for_each(|entry| self.visit_entry(&entry.expr, bound)),
            Expr::Comprehension(comprehension) => self.visit_comprehension(comprehension, bound),
        }
    }

    /// `attributes["x"]` and `"x" in attributes`.
    fn visit_lookup<'e>(&mut self, function: &str, arguments: &'e [IdedExpr], bound: &[&'e str]) {
        use operators::{IN, INDEX, OPT_INDEX, OPT_SELECT};
        let ((INDEX | OPT_INDEX | OPT_SELECT, [map, key]) | (IN, [key, map])) =
            (function, arguments)
        else {
            return;
        };
        if let (true, Expr::Literal(LiteralValue::String(name))) =
            (is_attributes(map, bound), &key.expr)
        {
            self.attributes.insert(name.inner().to_owned());
        }
    }

    fn visit_entry<'e>(&mut self, entry: &'e EntryExpr, bound: &mut Vec<&'e str>) {
        match entry {
            EntryExpr::StructField(field) => self.visit(&field.value, bound),
            EntryExpr::MapEntry(entry) => {
                self.visit(&entry.key, bound);
                self.visit(&entry.value, bound);
            }
        }
    }

    fn visit_comprehension<'e>(
        &mut self,
        comprehension: &'e ComprehensionExpr,
        bound: &mut Vec<&'e str>,
    ) {
        self.visit(&comprehension.iter_range, bound);
        self.visit(&comprehension.accu_init, bound);
        let outside = bound.len();
        bound.push(&comprehension.iter_var);
        bound.extend(comprehension.iter_var2.as_deref());
        bound.push(&comprehension.accu_var);
        self.visit(&comprehension.loop_cond, bound);
        self.visit(&comprehension.loop_step, bound);
        self.visit(&comprehension.result, bound);
        bound.truncate(outside);
    }
}

/// Whether an expression is the map of attributes itself.
fn is_attributes(expression: &IdedExpr, bound: &[&str]) -> bool {
    matches!(&expression.expr, Expr::Ident(name) if name == ATTRIBUTES)
        && !bound.contains(&ATTRIBUTES)
}

#[cfg(test)]
mod tests {
    use cel::Program;

    use super::*;

    fn names(source: &str) -> (Vec<String>, Vec<String>) {
        let names = Names::of(Program::compile(source).unwrap().expression());
        (
            names.variables.into_iter().collect(),
            names.attributes.into_iter().collect(),
        )
    }

    #[test]
    fn attributes_are_found_however_they_are_looked_up() {
        let (variables, attributes) = names(
            "attributes.a == 1 && attributes[\"b\"] == 2 && has(attributes.c) && \"d\" in attributes && event.name == \"x\"",
        );
        assert_eq!(variables, ["attributes", "event"]);
        assert_eq!(attributes, ["a", "b", "c", "d"]);
    }

    #[test]
    fn a_variable_of_a_comprehension_is_not_free() {
        let (variables, attributes) =
            names("event.properties.items.exists(item, item.price > limit)");
        assert_eq!(variables, ["event", "limit"]);
        assert!(attributes.is_empty());
    }

    #[test]
    fn a_name_of_a_type_is_no_variable() {
        assert_eq!(names("type(event.properties.total) == double").0, ["event"]);
    }
}
