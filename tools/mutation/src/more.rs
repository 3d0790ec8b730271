//! Mutants that cargo-mutants does not make: it does not look into macros, does not know that `saturating_add` is
//! arithmetic or that `DispatchResult` is a `Result`, and does not drop a check that is a call. For a chain those are the ones that matter.
//!
//! * `ensure!` that always passes, and the operators inside it;
//! * arithmetic by methods, with another method in its place;
//! * a function that returns a `DispatchResult`, and does nothing but succeed;
//! * a call that is a statement of its own (a check, a write, an event), left out.

use crate::{
	plant::{Change, Wanted},
	sites::{Call, CallKind, Sites},
};

/// What takes the place of an operator: the table of cargo-mutants.
fn operators(operator: &str) -> &'static [&'static str] {
	match operator {
		"==" => &["!="],
		"!=" => &["=="],
		"&&" => &["||"],
		"||" => &["&&"],
		"<" => &["==", ">", "<="],
		">" => &["==", "<", ">="],
		"<=" => &[">"],
		">=" => &["<"],
		"+" => &["-", "*"],
		"-" => &["+", "/"],
		"*" => &["+", "/"],
		"/" => &["%", "*"],
		"%" => &["/", "+"],
		_ => &[],
	}
}

/// What takes the place of a method.
fn methods(method: &str) -> &'static [&'static str] {
	match method {
		"saturating_add" => &["saturating_sub"],
		"saturating_sub" => &["saturating_add"],
		"saturating_mul" => &["saturating_add"],
		"checked_add" => &["checked_sub", "checked_mul"],
		"checked_sub" => &["checked_add"],
		"checked_mul" => &["checked_add"],
		"checked_div" => &["checked_mul", "checked_rem"],
		"checked_rem" => &["checked_div"],
		"ensure_add" => &["ensure_sub"],
		"ensure_sub" => &["ensure_add"],
		"wrapping_add" => &["wrapping_sub"],
		"div_ceil" => &["saturating_div"],
		"min" => &["max"],
		"max" => &["min"],
		"all" => &["any"],
		"any" => &["all"],
		_ => &[],
	}
}

fn of_call(source: &str, call: &Call) -> Vec<(&'static str, String, Change)> {
	let name = &source[call.name.clone()];
	match call.kind {
		CallKind::Ensure => {
			let mutation = format!("ensure!({}) always passes", short(name));
			vec![("Guard", mutation, Change::Pass(call.whole.clone()))]
		},
		CallKind::Method => methods(name)
			.iter()
			.map(|other| {
				let text = format!(
					"{}{other}{}",
					&source[call.whole.start..call.name.start],
					&source[call.name.end..call.whole.end],
				);
				let mutation = format!("replace {name} with {other}");
				("Method", mutation, Change::Instead(call.whole.clone(), text))
			})
			.collect(),
		CallKind::Statement => {
			let mutation = format!("leave out {}", short(name));
			vec![("Statement", mutation, Change::Without(call.whole.clone()))]
		},
	}
}

/// One line, short enough for a table.
fn short(text: &str) -> String {
	let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
	match line.char_indices().nth(60) {
		Some((end, _)) => format!("{}...", &line[..end]),
		None => line,
	}
}

/// All of these mutants in a source.
pub fn of(source: &str, sites: &Sites) -> Vec<Wanted> {
	let wanted =
		|genre: &str, function: &str, mutation: String, at: usize, change: Change| Wanted {
			genre: genre.to_owned(),
			function: function.to_owned(),
			mutation,
			at,
			change,
			ours: true,
		};
	let in_guards = sites.operations.iter().filter(|(_, operation)| operation.guarded).flat_map(
		|(at, operation)| {
			operators(&operation.operator).iter().map(|other| {
				let mutation = format!("replace {} with {other} in ensure!", operation.operator);
				let change = Change::Operator((*other).to_owned());
				wanted("Guard", &operation.function, mutation, *at, change)
			})
		},
	);
	let calls = sites.calls.iter().flat_map(|call| {
		of_call(source, call).into_iter().map(|(genre, mutation, change)| {
			wanted(genre, &call.function, mutation, call.whole.start, change)
		})
	});
	let results = sites.dispatches.iter().map(|(at, function, returned)| {
		let value = if returned == "DispatchResult" { "Ok(())" } else { "Ok(().into())" };
		let mutation = format!("replace {function} -> {returned} with {value}");
		wanted("FnValue", function, mutation, *at, Change::Return(value.to_owned()))
	});
	let mut all: Vec<Wanted> = in_guards.chain(calls).chain(results).collect();
	all.retain(|wanted| !sites.is_weight(wanted.at));
	all.sort_by_key(|wanted| wanted.at);
	all
}
