//! Stand-in for `wasm-opt` with the items that `substrate-wasm-builder` uses and no binaryen behind
//! them.
//!
//! The builder asks for two passes at optimisation level 0: strip DWARF, and lower the sign-extension
//! instructions to plain MVP. For `wasm32v1-none` the compiler emits no such instruction, so the second
//! pass has nothing to do; instead of trusting that, [`OptimizationOptions::run`] validates the module
//! against WebAssembly 1.0 and fails the build if anything newer is in it. The executor would reject
//! such a module later, at the node's start.

use std::{fmt, fs, io, ops::Range, path::Path};

use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// The passes that the builder names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
	/// Remove the `.debug_*` custom sections.
	StripDwarf,
	/// Lower sign-extension instructions; here: prove that there are none.
	SignextLowering,
}

/// Why a module was refused.
#[derive(Debug)]
pub enum OptimizationError {
	/// A file could not be read or written.
	Io(io::Error),
	/// Not a valid module of WebAssembly 1.0.
	NotMvp(String),
}

impl fmt::Display for OptimizationError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Io(error) => write!(f, "{error}"),
			Self::NotMvp(reason) => write!(f, "not a plain WebAssembly 1.0 module: {reason}"),
		}
	}
}

impl std::error::Error for OptimizationError {}

impl From<io::Error> for OptimizationError {
	fn from(error: io::Error) -> Self {
		Self::Io(error)
	}
}

impl From<wasmparser::BinaryReaderError> for OptimizationError {
	fn from(error: wasmparser::BinaryReaderError) -> Self {
		Self::NotMvp(error.to_string())
	}
}

/// What to do with a module.
#[derive(Clone, Debug, Default)]
pub struct OptimizationOptions {
	passes: Vec<Pass>,
}

impl OptimizationOptions {
	/// No optimisation: only the passes that are added.
	pub fn new_opt_level_0() -> Self {
		Self::default()
	}

	/// Always on here: see the crate's documentation.
	pub fn mvp_features_only(&mut self) -> &mut Self {
		self
	}

	/// Function names are always kept.
	pub fn debug_info(&mut self, _keep: bool) -> &mut Self {
		self
	}

	/// Adds a pass.
	pub fn add_pass(&mut self, pass: Pass) -> &mut Self {
		self.passes.push(pass);
		self
	}

	/// Reads a module, checks it, applies the passes and writes the result.
	pub fn run(
		&self,
		infile: impl AsRef<Path>,
		outfile: impl AsRef<Path>,
	) -> Result<(), OptimizationError> {
		let module = fs::read(infile)?;
		let lowered = self.apply(&module)?;
		Ok(fs::write(outfile, lowered)?)
	}

	fn apply(&self, module: &[u8]) -> Result<Vec<u8>, OptimizationError> {
		Validator::new_with_features(WasmFeatures::WASM1).validate_all(module)?;
		if !self.passes.contains(&Pass::StripDwarf) {
			return Ok(module.to_vec());
		}
		// The 8-byte header: magic and version.
		let mut out = module.get(..8).unwrap_or_default().to_vec();
		for payload in Parser::new(0).parse_all(module) {
			let payload = payload?;
			if matches!(&payload, Payload::CustomSection(s) if s.name().starts_with(".debug_")) {
				continue;
			}
			if let Some((id, Range { start, end })) = payload.as_section() {
				out.push(id);
				write_leb128(&mut out, end - start);
				out.extend_from_slice(&module[start..end]);
			}
		}
		Ok(out)
	}
}

fn write_leb128(out: &mut Vec<u8>, mut value: usize) {
	while value >= 0x80 {
		out.push(value as u8 | 0x80);
		value >>= 7;
	}
	out.push(value as u8);
}

#[cfg(test)]
mod tests {
	use super::*;

	const HEADER: &[u8] = b"\0asm\x01\0\0\0";

	fn custom(name: &str, bytes: usize) -> Vec<u8> {
		let mut section = vec![0];
		write_leb128(&mut section, 1 + name.len() + bytes);
		section.push(name.len() as u8);
		section.extend_from_slice(name.as_bytes());
		section.extend(std::iter::repeat_n(7, bytes));
		section
	}

	fn strip(module: &[u8]) -> Vec<u8> {
		OptimizationOptions::new_opt_level_0().add_pass(Pass::StripDwarf).apply(module).unwrap()
	}

	#[test]
	fn debug_sections_go_and_others_stay() {
		let keep = custom("runtime_version", 300);
		let module =
			[HEADER, &custom(".debug_info", 200), &keep, &custom(".debug_str", 1)].concat();
		assert_eq!(strip(&module), [HEADER, &keep].concat());
	}

	#[test]
	fn a_module_without_debug_sections_is_unchanged() {
		// One function type, one function that returns its parameter.
		let module = [
			HEADER,
			&[1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f],
			&[3, 2, 1, 0],
			&[10, 6, 1, 4, 0, 0x20, 0, 0x0b],
		]
		.concat();
		assert_eq!(strip(&module), module);
	}

	#[test]
	fn sign_extension_is_refused() {
		// The same function with i32.extend8_s (0xc0) before its end.
		let module = [
			HEADER,
			&[1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f],
			&[3, 2, 1, 0],
			&[10, 7, 1, 5, 0, 0x20, 0, 0xc0, 0x0b],
		]
		.concat();
		let refused = OptimizationOptions::new_opt_level_0().apply(&module);
		assert!(matches!(refused, Err(OptimizationError::NotMvp(_))), "{refused:?}");
	}

	#[test]
	fn a_cut_module_is_refused() {
		assert!(OptimizationOptions::new_opt_level_0().apply(&HEADER[..6]).is_err());
	}
}
