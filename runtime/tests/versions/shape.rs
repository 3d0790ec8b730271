//! The shape of a runtime: everything that clients and storage depend on, without what is written about it.

use std::collections::{BTreeMap, BTreeSet};

use frame_metadata::{
	v16::{
		PalletMetadata, RuntimeApiMetadata, RuntimeMetadataV16, StorageEntryMetadata,
		StorageEntryType,
	},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use polkadot_sdk::{sp_io::hashing::blake2_256, sp_version::RuntimeVersion};
use scale_info::{
	form::PortableForm, Field, PortableRegistry, PortableType, TypeDef, TypeDefPrimitive, Variant,
};
use serde_json::{json, Map, Value};

/// Items of a runtime by name, each with its indices and the digest of its types.
pub type Items = BTreeMap<String, String>;

/// What was released, or is about to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shape {
	/// Rises with every release that differs.
	pub spec_version: u32,
	/// Rises with every change of how a call is encoded or signed.
	pub transaction_version: u32,
	/// `call`, `extension`, `event`, `error`, `storage`, `layout`, `constant`, `view` and `api` items.
	pub items: Items,
}

impl Shape {
	pub fn to_json(&self) -> Value {
		json!({
			"spec_version": self.spec_version,
			"transaction_version": self.transaction_version,
			"items": self.items.iter().map(|(name, is)| (name.clone(), json!(is))).collect::<Map<_, _>>(),
		})
	}

	pub fn from_json(value: &Value) -> Option<Self> {
		let number = |name: &str| u32::try_from(value[name].as_u64()?).ok();
		let items = value["items"].as_object()?.iter();
		Some(Self {
			spec_version: number("spec_version")?,
			transaction_version: number("transaction_version")?,
			items: items
				.map(|(name, is)| Some((name.clone(), is.as_str()?.to_owned())))
				.collect::<Option<_>>()?,
		})
	}
}

/// The items of a runtime's metadata, version 16.
pub fn items(metadata: &RuntimeMetadataV16) -> Items {
	let mut shape =
		Describe { types: &metadata.types, known: BTreeMap::new(), items: Items::new() };
	for (place, extension) in metadata.extrinsic.transaction_extensions.iter().enumerate() {
		let is = [extension.ty.id, extension.implicit.id].map(|id| shape.digest(id)).join(" ");
		shape.items.insert(format!("extension {}", extension.identifier), format!("{place}: {is}"));
	}
	for pallet in &metadata.pallets {
		shape.pallet(pallet);
	}
	for api in &metadata.apis {
		shape.api(api);
	}
	shape.items
}

/// Metadata of version 16 as a runtime gives it.
pub fn decode(bytes: &[u8]) -> RuntimeMetadataV16 {
	match codec::Decode::decode(&mut &bytes[..]) {
		Ok(RuntimeMetadataPrefixed(_, RuntimeMetadata::V16(metadata))) => metadata,
		other => {
			panic!("no metadata of version 16: {:?}", other.map(|prefixed| prefixed.1.version()))
		},
	}
}

/// The version that a runtime says it has.
pub fn version(metadata: &RuntimeMetadataV16) -> RuntimeVersion {
	let system = metadata.pallets.iter().find(|pallet| pallet.name == "System");
	let constants = system.into_iter().flat_map(|system| &system.constants);
	let version = constants.into_iter().find(|constant| constant.name == "Version");
	let value = &version.expect("System has its version").value;
	codec::Decode::decode(&mut &value[..]).expect("it is a version")
}

/// Enums that grow with every pallet. What is in them are items of their own.
const OUTER: [&str; 4] = ["RuntimeCall", "RuntimeEvent", "RuntimeError", "RuntimeTask"];

struct Describe<'a> {
	types: &'a PortableRegistry,
	/// Types without a way back to one that contains them.
	known: BTreeMap<u32, String>,
	items: Items,
}

impl Describe<'_> {
	fn pallet(&mut self, pallet: &PalletMetadata<PortableForm>) {
		let name = &pallet.name;
		let enums = [
			("call", pallet.calls.as_ref().map(|calls| calls.ty.id)),
			("event", pallet.event.as_ref().map(|event| event.ty.id)),
			("error", pallet.error.as_ref().map(|error| error.ty.id)),
		];
		for (kind, id) in enums {
			for variant in id.map(|id| self.variants(id)).unwrap_or_default() {
				let is = self.fields(&variant.fields, &mut Vec::new()).0;
				self.items.insert(
					format!("{kind} {name}.{}", variant.name),
					format!("{}.{}: {}", pallet.index, variant.index, short(&is)),
				);
			}
		}
		for entry in pallet.storage.iter().flat_map(|storage| &storage.entries) {
			let is = self.storage(entry);
			self.items.insert(format!("storage {name}.{}", entry.name), is);
		}
		for constant in &pallet.constants {
			let mut is = self.digest(constant.ty.id);
			// The version is what this is about.
			if (name.as_str(), constant.name.as_str()) != ("System", "Version") {
				is = format!("{is} = {}", short(&format!("{:?}", constant.value)));
			}
			self.items.insert(format!("constant {name}.{}", constant.name), is);
		}
		for view in &pallet.view_functions {
			let inputs: Vec<_> = view.inputs.iter().map(|input| self.digest(input.ty.id)).collect();
			let is = format!("{} -> {}", inputs.join(" "), self.digest(view.output.id));
			self.items.insert(format!("view {name}.{}", view.name), short(&is));
		}
	}

	fn api(&mut self, api: &RuntimeApiMetadata<PortableForm>) {
		for method in &api.methods {
			let inputs: Vec<_> =
				method.inputs.iter().map(|input| self.digest(input.ty.id)).collect();
			let is = format!("{} -> {}", inputs.join(" "), self.digest(method.output.id));
			let name = format!("api {}.{}", api.name, method.name);
			self.items.insert(name, format!("version {}: {}", api.version.0, short(&is)));
		}
	}

	fn variants(&self, id: u32) -> Vec<Variant<PortableForm>> {
		match &self.types.resolve(id).expect("in the registry").type_def {
			TypeDef::Variant(of) => of.variants.clone(),
			other => panic!("{other:?} is no enum"),
		}
	}

	/// How rows are found and what is in them. The default of a missing row is code, not storage.
	fn storage(&mut self, entry: &StorageEntryMetadata<PortableForm>) -> String {
		match &entry.ty {
			StorageEntryType::Plain(value) => format!("value {}", self.digest(value.id)),
			StorageEntryType::Map { hashers, key, value } => {
				let (key, value) = (self.digest(key.id), self.digest(value.id));
				format!("map {hashers:?} {key} -> {value}")
			},
		}
	}

	fn digest(&mut self, id: u32) -> String {
		short(&self.describe(id, &mut Vec::new()).0)
	}

	/// A type as it is encoded and as clients name its parts, and whether it leads back to a type above it.
	fn describe(&mut self, id: u32, above: &mut Vec<u32>) -> (String, bool) {
		if let Some(known) = self.known.get(&id) {
			return (known.clone(), false);
		}
		let types = self.types;
		let is = types.resolve(id).expect("in the registry");
		let name = is.path.segments.last().cloned().unwrap_or_default();
		if OUTER.contains(&name.as_str()) {
			return (name, false);
		}
		if above.contains(&id) {
			return (format!("back to {name}"), true);
		}
		above.push(id);
		let (text, back) = match &is.type_def {
			TypeDef::Composite(of) => self.fields(&of.fields, above),
			TypeDef::Variant(of) => {
				let mut all = (String::new(), false);
				let mut variants: Vec<_> = of.variants.iter().collect();
				variants.sort_by_key(|variant| variant.index);
				for variant in variants {
					let (fields, back) = self.fields(&variant.fields, above);
					all.0 += &format!("|{} {}{fields}", variant.index, variant.name);
					all.1 |= back;
				}
				all
			},
			TypeDef::Sequence(of) => self.wrapped("many", of.type_param.id, above),
			TypeDef::Array(of) => self.wrapped(&of.len.to_string(), of.type_param.id, above),
			TypeDef::Compact(of) => self.wrapped("compact", of.type_param.id, above),
			TypeDef::Tuple(of) => {
				let mut all = (String::new(), false);
				for field in &of.fields {
					let (text, back) = self.describe(field.id, above);
					all.0 += &format!("{text},");
					all.1 |= back;
				}
				all
			},
			TypeDef::Primitive(of) => (primitive(of).to_owned(), false),
			TypeDef::BitSequence(_) => ("bits".to_owned(), false),
		};
		above.pop();
		// The digest in place of the text, or texts would be as long as trees are wide.
		let text = short(&format!("{name}({text})"));
		if !back {
			self.known.insert(id, text.clone());
		}
		(text, back)
	}

	fn wrapped(&mut self, how: &str, id: u32, above: &mut Vec<u32>) -> (String, bool) {
		let (text, back) = self.describe(id, above);
		(format!("{how} {text}"), back)
	}

	fn fields(&mut self, fields: &[Field<PortableForm>], above: &mut Vec<u32>) -> (String, bool) {
		let mut all = (String::new(), false);
		for field in fields {
			let (text, back) = self.describe(field.ty.id, above);
			all.0 += &format!("{}:{text},", field.name.as_deref().unwrap_or_default());
			all.1 |= back;
		}
		(format!("{{{}}}", all.0), all.1)
	}
}

fn primitive(of: &TypeDefPrimitive) -> &'static str {
	match of {
		TypeDefPrimitive::Bool => "bool",
		TypeDefPrimitive::Char => "char",
		TypeDefPrimitive::Str => "str",
		TypeDefPrimitive::U8 => "u8",
		TypeDefPrimitive::U16 => "u16",
		TypeDefPrimitive::U32 => "u32",
		TypeDefPrimitive::U64 => "u64",
		TypeDefPrimitive::U128 => "u128",
		TypeDefPrimitive::U256 => "u256",
		TypeDefPrimitive::I8 => "i8",
		TypeDefPrimitive::I16 => "i16",
		TypeDefPrimitive::I32 => "i32",
		TypeDefPrimitive::I64 => "i64",
		TypeDefPrimitive::I128 => "i128",
		TypeDefPrimitive::I256 => "i256",
	}
}

/// Eight bytes of a digest.
fn short(text: &str) -> String {
	blake2_256(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The types of a registry whose path ends in `name`, to be changed in tests.
pub fn named<'a>(
	metadata: &'a mut RuntimeMetadataV16,
	name: &'a str,
) -> impl Iterator<Item = &'a mut PortableType> {
	let named =
		move |of: &&mut PortableType| of.ty.path.segments.last().is_some_and(|is| is == name);
	metadata.types.types.iter_mut().filter(named)
}

/// Items that are not the same in both, each with what became of it.
pub fn differences(released: &Items, current: &Items) -> BTreeMap<String, &'static str> {
	let names: BTreeSet<_> = released.keys().chain(current.keys()).collect();
	let became = |name: &String| match (released.get(name), current.get(name)) {
		(None, _) => Some("is new"),
		(_, None) => Some("is gone"),
		(before, after) => (before != after).then_some("changed"),
	};
	names.into_iter().filter_map(|name| Some((name.clone(), became(name)?))).collect()
}
