//! Writes a source anew with its mutants in it, each behind a switch.

use crate::{sites::Sites, Mutant, Position};
use std::{collections::BTreeMap, ops::Range};

/// A mutant that is to be planted.
pub struct Wanted {
	pub genre: String,
	pub function: String,
	pub mutation: String,
	/// The first byte of what it changes.
	pub at: usize,
	pub change: Change,
	pub ours: bool,
}

/// What a mutant changes.
pub enum Change {
	/// The function returns this at once.
	Return(String),
	/// The iterator that the function makes here gives nothing, or this one thing.
	Iterator(Range<usize>, Option<String>),
	/// The operator here becomes this one; nothing, for a unary one that goes.
	Operator(String),
	/// The arm here never matches.
	NoArm,
	/// The guard of an arm here has this value.
	Guard(bool),
	/// The field here comes from the base.
	NoField,
	/// This text stands instead.
	Instead(Range<usize>, String),
	/// This condition holds.
	Pass(Range<usize>),
	/// This statement is left out.
	Without(Range<usize>),
	/// None that is known here.
	Unknown,
}

/// How the mutants of functions begin that return some iterator: its type is the original's, so a choice between the two
/// would not compile.
const ITERATOR: &str = "::std::iter::";

impl Wanted {
	/// What cargo-mutants lists.
	pub fn listed(source: &str, mutant: &Mutant) -> Self {
		let change = match (mutant.genre.as_str(), mutant.replacement.as_str()) {
			("FnValue", value) if value.starts_with(ITERATOR) => {
				let body = offset(source, mutant.span.start)..offset(source, mutant.span.end);
				let once = value.strip_prefix("::std::iter::once(");
				Change::Iterator(
					body,
					once.and_then(|value| value.strip_suffix(')')).map(str::to_owned),
				)
			},
			("FnValue", value) => Change::Return(value.to_owned()),
			("BinaryOperator" | "UnaryOperator", operator) => Change::Operator(operator.to_owned()),
			("MatchArm", _) => Change::NoArm,
			("MatchArmGuard", "true") => Change::Guard(true),
			("MatchArmGuard", "false") => Change::Guard(false),
			("StructField", _) => Change::NoField,
			_ => Change::Unknown,
		};
		let function = mutant.function.as_ref().map(|function| function.function_name.clone());
		// `file:line:column: what it does in function`.
		let mutation = mutant.name.splitn(4, ':').nth(3).unwrap_or(&mutant.name).trim().to_owned();
		let at = offset(source, mutant.span.start);
		Self {
			genre: mutant.genre.clone(),
			function: function.unwrap_or_default(),
			mutation,
			at,
			change,
			ours: false,
		}
	}
}

fn offset(source: &str, position: Position) -> usize {
	let line: usize = source.split_inclusive('\n').take(position.line - 1).map(str::len).sum();
	let column = source[line..].char_indices().nth(position.column - 1);
	line + column.map_or(0, |(bytes, _)| bytes)
}

/// How the original of a piece of source is kept beside its mutants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Form {
	/// Text put in front of it.
	Before,
	/// `(if on(1) { mutant } else { original })`.
	Choice,
	/// `({ original }).filter(|_| !on(1)).chain(on(2).then(|| one))`.
	Sequence,
	/// `(on(1) || (!on(2) && (original)))`.
	Condition,
	/// `if !on(1) { original }`.
	Optional,
	/// Text put behind it.
	After,
}

/// One piece of source and its mutants: number, and what the form needs of it.
struct Piece {
	form: Form,
	mutants: Vec<(u32, String)>,
}

pub struct Planter<'a> {
	source: &'a str,
	switch: &'a str,
	sites: &'a Sites,
	/// By begin, outermost first, and form.
	pieces: BTreeMap<(usize, std::cmp::Reverse<usize>, Form), Piece>,
}

impl<'a> Planter<'a> {
	pub fn new(source: &'a str, switch: &'a str, sites: &'a Sites) -> Self {
		Self { source, switch, sites, pieces: BTreeMap::new() }
	}

	fn add(&mut self, range: Range<usize>, form: Form, id: u32, text: String) -> &'static str {
		let key = (range.start, std::cmp::Reverse(range.end), form);
		let piece = self.pieces.entry(key).or_insert(Piece { form, mutants: Vec::new() });
		piece.mutants.push((id, text));
		"planted"
	}

	/// Takes a mutant in; says what became of it.
	pub fn plan(&mut self, id: u32, wanted: &Wanted) -> &'static str {
		let at = wanted.at;
		if self.sites.is_constant(at) {
			return "constant";
		}
		let (source, sites) = (self.source, self.sites);
		match &wanted.change {
			Change::Return(value) => self.add(at..at, Form::Before, id, value.clone()),
			Change::Iterator(body, one) => {
				self.add(body.clone(), Form::Sequence, id, one.clone().unwrap_or_default())
			},
			Change::Operator(operator) => {
				let Some(operation) = sites.operations.get(&at) else { return "unplaced" };
				let right = &source[operation.right.clone()];
				let text = match &source[operation.left.clone()] {
					"" => format!("{operator}({right})"),
					left => format!("({left}) {operator} ({right})"),
				};
				self.add(operation.whole.clone(), Form::Choice, id, text)
			},
			Change::NoArm => {
				let Some(arm) = sites.arms.get(&at) else { return "unplaced" };
				match &arm.guard {
					Some(guard) => self.add(guard.clone(), Form::Condition, id, "false".to_owned()),
					None => {
						self.add(arm.pattern.end..arm.pattern.end, Form::After, id, String::new())
					},
				}
			},
			Change::Guard(value) => {
				let Some(guard) = sites.guards.get(&at) else { return "unplaced" };
				self.add(guard.clone(), Form::Condition, id, value.to_string())
			},
			Change::NoField => {
				let Some(field) = sites.fields.get(&at) else { return "unplaced" };
				let text = format!("({}).{}", &source[field.base.clone()], field.name);
				self.add(field.value.clone(), Form::Choice, id, text)
			},
			Change::Instead(range, text) => self.add(range.clone(), Form::Choice, id, text.clone()),
			Change::Pass(range) => self.add(range.clone(), Form::Condition, id, "true".to_owned()),
			Change::Without(range) => self.add(range.clone(), Form::Optional, id, String::new()),
			Change::Unknown => "unplaced",
		}
	}

	/// The source with its mutants, and where in it each of them is.
	pub fn text(&self) -> (String, Vec<(usize, usize, u32)>) {
		let mut out = Output { text: String::new(), ranges: Vec::new() };
		let pieces: Vec<_> =
			self.pieces.iter().map(|(key, piece)| (key.0..key.1 .0, piece)).collect();
		self.write(0..self.source.len(), &pieces, &mut out);
		(out.text, out.ranges)
	}

	/// Writes a range whose pieces are these.
	fn write(&self, range: Range<usize>, pieces: &[(Range<usize>, &Piece)], out: &mut Output) {
		let mut at = range.start;
		let mut rest = pieces;
		while let [(place, piece), others @ ..] = rest {
			out.text.push_str(&self.source[at..place.start]);
			let inside = others.iter().take_while(|(other, _)| other.start < place.end).count();
			self.write_piece(place.clone(), piece, &others[..inside], out);
			at = place.end;
			rest = &others[inside..];
		}
		out.text.push_str(&self.source[at..range.end]);
	}

	fn write_piece(
		&self,
		place: Range<usize>,
		piece: &Piece,
		inside: &[(Range<usize>, &Piece)],
		out: &mut Output,
	) {
		let on = |id: &u32| format!("{}({id})", self.switch);
		match piece.form {
			Form::Before => {
				for (id, value) in &piece.mutants {
					out.mark(*id, format!("if {} {{ return {value}; }} ", on(id)));
				}
			},
			Form::After => {
				let (id, _) = &piece.mutants[0];
				out.mark(*id, format!(" if !{}", on(id)));
			},
			Form::Choice => {
				out.text.push('(');
				for (id, text) in &piece.mutants {
					out.mark(*id, format!("if {} {{ {text} }} else ", on(id)));
				}
				out.text.push_str("{ ");
				self.write(place, inside, out);
				out.text.push_str(" })");
			},
			Form::Sequence => {
				out.text.push_str("({ ");
				self.write(place, inside, out);
				out.text.push_str(" })");
				for (id, one) in &piece.mutants {
					out.mark(*id, format!(".filter(|_| !{})", on(id)));
					if !one.is_empty() {
						out.mark(*id, format!(".chain({}.then(|| {one}))", on(id)));
					}
				}
			},
			Form::Condition => {
				let begin = out.text.len();
				out.text.push('(');
				for (id, _) in piece.mutants.iter().filter(|(_, value)| value == "true") {
					out.text.push_str(&format!("{} || ", on(id)));
				}
				out.text.push('(');
				for (id, _) in piece.mutants.iter().filter(|(_, value)| value == "false") {
					out.text.push_str(&format!("!{} && ", on(id)));
				}
				out.text.push('(');
				let end = out.text.len();
				out.ranges.extend(piece.mutants.iter().map(|(id, _)| (begin, end, *id)));
				self.write(place, inside, out);
				out.text.push_str(")))");
			},
			Form::Optional => {
				let (id, _) = &piece.mutants[0];
				out.mark(*id, format!("if !{} {{ ", on(id)));
				self.write(place, inside, out);
				out.text.push_str("; }");
			},
		}
	}
}

struct Output {
	text: String,
	ranges: Vec<(usize, usize, u32)>,
}

impl Output {
	fn mark(&mut self, id: u32, text: String) {
		let begin = self.text.len();
		self.text.push_str(&text);
		self.ranges.push((begin, self.text.len(), id));
	}
}
