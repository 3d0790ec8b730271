//! The Rust file with the weights of a pallet.

use std::fmt::{Display, Formatter, Result};

use crate::{
	fit::Linear,
	measured::{Component, Measured},
	proof::PrefixProof,
};

/// How it was measured.
pub struct Conditions<'a> {
	pub date: &'a str,
	pub machine: &'a str,
	pub runtime: String,
	pub steps: u32,
	pub repeat: u32,
}

/// The trait of a pallet's weights and its two implementations.
pub struct WeightFile<'a> {
	pub pallet: &'a str,
	pub conditions: Conditions<'a>,
	pub benchmarks: &'a [Measured],
}

impl Display for WeightFile<'_> {
	fn fmt(&self, out: &mut Formatter<'_>) -> Result {
		self.header(out)?;
		self.weight_trait(out)?;
		writeln!(out, "/// Weights with the database weights of the runtime.")?;
		writeln!(out, "pub struct SubstrateWeight<T>(PhantomData<T>);\n")?;
		writeln!(out, "impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {{")?;
		self.functions(out, "T::DbWeight")?;
		writeln!(out, "}}\n")?;
		writeln!(out, "// For tests, which have no database.")?;
		writeln!(out, "impl WeightInfo for () {{")?;
		self.functions(out, "RocksDbWeight")?;
		writeln!(out, "}}")
	}
}

impl WeightFile<'_> {
	fn header(&self, out: &mut Formatter<'_>) -> Result {
		let Conditions { date, machine, runtime, steps, repeat } = &self.conditions;
		writeln!(
			out,
			"//! Weights of `{}`, written by `make weights`: not to be edited.",
			self.pallet
		)?;
		writeln!(out, "//!")?;
		writeln!(out, "//! DATE: {date}")?;
		writeln!(out, "//! MACHINE: {machine}")?;
		writeln!(out, "//! RUNTIME: {runtime}, as wasm, on the state of a development chain")?;
		writeln!(out, "//! STEPS: {steps}, REPEAT: {repeat}")?;
		writeln!(out, "//!")?;
		writeln!(out, "//! Time is without the database. The proof is the sum over all keys that are read or written, each with its")?;
		writeln!(
			out,
			"//! largest value and the trie nodes above it in a map of a million rows.\n"
		)?;
		writeln!(out, "#![cfg_attr(rustfmt, rustfmt_skip)]")?;
		writeln!(out, "#![allow(unused_parens, clippy::unnecessary_cast)]\n")?;
		writeln!(out, "use core::marker::PhantomData;\n")?;
		writeln!(out, "use polkadot_sdk::{{")?;
		writeln!(
			out,
			"\tframe_support::{{traits::Get, weights::{{constants::RocksDbWeight, Weight}}}},"
		)?;
		writeln!(out, "\tframe_system,")?;
		writeln!(out, "}};\n")
	}

	fn weight_trait(&self, out: &mut Formatter<'_>) -> Result {
		writeln!(
			out,
			"/// What each call, and each part of one that is counted by itself, costs."
		)?;
		writeln!(out, "pub trait WeightInfo {{")?;
		for one in self.benchmarks {
			write!(out, "\t/// `{}`", one.name)?;
			for Component { name, least, most } in &one.components {
				write!(out, ", `{name}` from {least} to {most}")?;
			}
			writeln!(out, ".")?;
			writeln!(out, "\tfn {}({}) -> Weight;", one.name, parameters(one))?;
		}
		writeln!(out, "}}\n")
	}

	fn functions(&self, out: &mut Formatter<'_>, database: &str) -> Result {
		for one in self.benchmarks {
			for prefix in &one.prefixes {
				let PrefixProof { name, reads, writes, each, .. } = prefix;
				writeln!(out, "\t// `{name}`: {reads} read, {writes} written, {each} B each")?;
			}
			writeln!(out, "\tfn {}({}) -> Weight {{", one.name, parameters(one))?;
			body(out, one, database)?;
			writeln!(out, "\t}}")?;
		}
		Ok(())
	}
}

fn parameters(one: &Measured) -> String {
	let names = one.components.iter().map(|component| {
		let unused = if is_used(one, component) { "" } else { "_" };
		format!("{unused}{}: u32", component.name)
	});
	names.collect::<Vec<_>>().join(", ")
}

fn is_used(one: &Measured, component: &Component) -> bool {
	let index = one.components.iter().position(|other| other.name == component.name);
	let grows = |line: &Linear| index.is_some_and(|index| line.slopes[index] > 0);
	[&one.time, &one.proof, &one.reads, &one.writes].into_iter().any(grows)
}

fn body(out: &mut Formatter<'_>, one: &Measured, database: &str) -> Result {
	let (time, proof) = (number(one.time.base), number(one.proof.base));
	write!(out, "\t\tWeight::from_parts({time}, {proof})")?;
	for (index, Component { name, .. }) in one.components.iter().enumerate() {
		let (time, proof) = (one.time.slopes[index], one.proof.slopes[index]);
		if time > 0 || proof > 0 {
			let (time, proof) = (number(time), number(proof));
			let each = format!("Weight::from_parts({time}, {proof})");
			write!(out, "\n\t\t\t.saturating_add({each}.saturating_mul({name}.into()))")?;
		}
	}
	for (what, line) in [("reads", &one.reads), ("writes", &one.writes)] {
		if line.base > 0 {
			write!(out, "\n\t\t\t.saturating_add({database}::get().{what}({}_u64))", line.base)?;
		}
		for (slope, Component { name, .. }) in line.slopes.iter().zip(&one.components) {
			if *slope > 0 {
				let each = format!("({slope}_u64).saturating_mul({name}.into())");
				write!(out, "\n\t\t\t.saturating_add({database}::get().{what}({each}))")?;
			}
		}
	}
	writeln!(out)
}

/// With an underscore between thousands.
fn number(value: u64) -> String {
	let digits = value.to_string();
	let mut text = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			text.push('_');
		}
		text.push(digit);
	}
	text
}
