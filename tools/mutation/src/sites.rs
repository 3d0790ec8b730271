//! Where a source can be mutated: byte ranges of the expressions, arms and statements that a mutant changes.

use std::{collections::BTreeMap, ops::Range};
use syn::{parse::Parser, punctuated::Punctuated, spanned::Spanned, visit::Visit, Token};

/// A binary or unary expression, by the byte that its operator begins at.
pub struct Operation {
	pub whole: Range<usize>,
	/// Empty for a unary operator.
	pub left: Range<usize>,
	pub right: Range<usize>,
	pub operator: String,
	/// Inside `ensure!`, where cargo-mutants does not look.
	pub guarded: bool,
	pub function: String,
}

/// An arm of a `match`, by its first byte.
pub struct Arm {
	pub pattern: Range<usize>,
	pub guard: Option<Range<usize>>,
}

/// A field of a struct expression that ends in `..base`, by its first byte.
pub struct Field {
	pub name: String,
	pub value: Range<usize>,
	pub base: Range<usize>,
}

/// A method call, `ensure!`, or a statement that is one call.
pub struct Call {
	pub kind: CallKind,
	pub whole: Range<usize>,
	/// The name of the method or of what is called; the condition, for `ensure!`.
	pub name: Range<usize>,
	pub function: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CallKind {
	Method,
	Ensure,
	Statement,
}

#[derive(Default)]
pub struct Sites {
	pub operations: BTreeMap<usize, Operation>,
	pub arms: BTreeMap<usize, Arm>,
	pub guards: BTreeMap<usize, Range<usize>>,
	pub fields: BTreeMap<usize, Field>,
	pub calls: Vec<Call>,
	/// Evaluated at compile time and never later: no switch there.
	pub constants: Vec<Range<usize>>,
	/// Functions that return what a dispatchable returns: where the body begins, the name, the type.
	pub dispatches: Vec<(usize, String, String)>,
	/// Functions that only say what a call costs.
	pub weights: Vec<Range<usize>>,
	names: Vec<String>,
	in_ensure: bool,
}

impl Sites {
	pub fn is_constant(&self, at: usize) -> bool {
		self.constants.iter().any(|range| range.contains(&at))
	}

	pub fn is_weight(&self, at: usize) -> bool {
		self.weights.iter().any(|range| range.contains(&at))
	}

	/// Notes what a function returns. Its name is known already.
	fn enter(
		&mut self,
		signature: &syn::Signature,
		whole: Range<usize>,
		body: Option<&syn::Block>,
	) {
		let syn::ReturnType::Type(_, returned) = &signature.output else { return };
		let syn::Type::Path(path) = &**returned else { return };
		let name = last_of(&path.path);
		match (name.as_str(), body.and_then(|body| body.stmts.first())) {
			("Weight", _) => self.weights.push(whole),
			("DispatchResult" | "DispatchResultWithPostInfo", Some(first)) => {
				self.dispatches.push((bytes(first).start, self.name(), name));
			},
			_ => {},
		}
	}

	fn name(&self) -> String {
		self.names.join("::")
	}
}

/// All sites of a source.
pub fn of(source: &str) -> syn::Result<Sites> {
	let file = syn::parse_file(source)?;
	let mut sites = Sites::default();
	sites.visit_file(&file);
	Ok(sites)
}

fn bytes(node: &impl Spanned) -> Range<usize> {
	node.span().byte_range()
}

/// Whether an item is only for tests or benchmarks.
fn is_aside(attributes: &[syn::Attribute]) -> bool {
	attributes.iter().any(|attribute| {
		let text = match &attribute.meta {
			syn::Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string(),
			syn::Meta::Path(path) if path.is_ident("test") => return true,
			_ => return false,
		};
		text == "test" || text.contains("runtime-benchmarks")
	})
}

fn last_of(path: &syn::Path) -> String {
	path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
}

impl<'ast> Visit<'ast> for Sites {
	fn visit_item(&mut self, item: &'ast syn::Item) {
		let attributes = match item {
			syn::Item::Mod(item) => &item.attrs,
			syn::Item::Fn(item) => &item.attrs,
			syn::Item::Impl(item) => &item.attrs,
			syn::Item::Trait(item) => &item.attrs,
			_ => &Vec::new(),
		};
		if matches!(item, syn::Item::Const(_) | syn::Item::Static(_) | syn::Item::Enum(_)) {
			self.constants.push(bytes(item));
		}
		if !is_aside(attributes) {
			syn::visit::visit_item(self, item);
		}
	}

	fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
		let name = match &*item.self_ty {
			syn::Type::Path(path) => last_of(&path.path),
			_ => "_".to_owned(),
		};
		self.names.push(match &item.trait_ {
			Some((_, path, _)) => format!("<{name} as {}>", last_of(path)),
			None => name,
		});
		syn::visit::visit_item_impl(self, item);
		self.names.pop();
	}

	fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
		self.names.push(item.sig.ident.to_string());
		self.enter(&item.sig, bytes(item), Some(&item.block));
		syn::visit::visit_item_fn(self, item);
		self.names.pop();
	}

	fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
		if is_aside(&item.attrs) {
			return;
		}
		self.names.push(item.sig.ident.to_string());
		self.enter(&item.sig, bytes(item), Some(&item.block));
		syn::visit::visit_impl_item_fn(self, item);
		self.names.pop();
	}

	fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
		self.names.push(item.sig.ident.to_string());
		self.enter(&item.sig, bytes(item), item.default.as_ref());
		syn::visit::visit_trait_item_fn(self, item);
		self.names.pop();
	}

	fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
		self.constants.push(bytes(item));
	}

	// Attributes and array lengths hold expressions too: none of ours to change.
	fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
	fn visit_type(&mut self, _: &'ast syn::Type) {}

	fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
		let operator = bytes(&expression.op);
		let operation = Operation {
			whole: bytes(expression),
			left: bytes(&expression.left),
			right: bytes(&expression.right),
			operator: text_of(&expression.op),
			guarded: self.in_ensure,
			function: self.name(),
		};
		self.operations.insert(operator.start, operation);
		syn::visit::visit_expr_binary(self, expression);
	}

	fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
		let operator = bytes(&expression.op);
		let operation = Operation {
			whole: bytes(expression),
			left: operator.start..operator.start,
			right: bytes(&expression.expr),
			operator: String::new(),
			guarded: self.in_ensure,
			function: self.name(),
		};
		self.operations.insert(operator.start, operation);
		syn::visit::visit_expr_unary(self, expression);
	}

	fn visit_arm(&mut self, arm: &'ast syn::Arm) {
		let guard = arm.guard.as_ref().map(|(_, guard)| bytes(guard));
		if let Some(guard) = guard.clone() {
			self.guards.insert(guard.start, guard);
		}
		self.arms.insert(bytes(arm).start, Arm { pattern: bytes(&arm.pat), guard });
		syn::visit::visit_arm(self, arm);
	}

	fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
		if let Some(base) = &expression.rest {
			for field in expression.fields.iter().filter(|field| field.colon_token.is_some()) {
				let name = match &field.member {
					syn::Member::Named(name) => name.to_string(),
					syn::Member::Unnamed(index) => index.index.to_string(),
				};
				let value = bytes(&field.expr);
				self.fields.insert(bytes(field).start, Field { name, value, base: bytes(base) });
			}
		}
		syn::visit::visit_expr_struct(self, expression);
	}

	fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
		self.calls.push(Call {
			kind: CallKind::Method,
			whole: bytes(call),
			name: bytes(&call.method),
			function: self.name(),
		});
		syn::visit::visit_expr_method_call(self, call);
	}

	fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
		if let syn::Stmt::Expr(expression, Some(_)) = statement {
			let called = match expression {
				syn::Expr::Try(inner) => &inner.expr,
				other => other,
			};
			if matches!(called, syn::Expr::Call(_) | syn::Expr::MethodCall(_)) {
				self.calls.push(Call {
					kind: CallKind::Statement,
					whole: bytes(expression),
					name: bytes(called),
					function: self.name(),
				});
			}
		}
		syn::visit::visit_stmt(self, statement);
	}

	fn visit_macro(&mut self, item: &'ast syn::Macro) {
		if last_of(&item.path) != "ensure" {
			return;
		}
		let parser = Punctuated::<syn::Expr, Token![,]>::parse_terminated;
		let Ok(arguments) = parser.parse2(item.tokens.clone()) else { return };
		let Some(condition) = arguments.first() else { return };
		self.calls.push(Call {
			kind: CallKind::Ensure,
			whole: bytes(condition),
			name: bytes(condition),
			function: self.name(),
		});
		let condition = condition.clone();
		let mut inner = Self { names: self.names.clone(), in_ensure: true, ..Self::default() };
		inner.visit_expr(&condition);
		self.operations.append(&mut inner.operations);
		self.calls.append(&mut inner.calls);
	}
}

fn text_of(operator: &syn::BinOp) -> String {
	operator.span().source_text().unwrap_or_default()
}
