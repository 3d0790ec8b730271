//! One chain from its genesis on, and the checks around each of its operations.

use std::{
	panic::AssertUnwindSafe,
	sync::{LazyLock, Once},
};

use animechain_primitives::Currency;
use animechain_runtime::{
	configs::accounts::ProxyType,
	constants::currency::{ANIM, EXISTENTIAL_DEPOSIT},
	AccountId, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin, System,
};
use fastrand::Rng;
use polkadot_sdk::{
	frame_support::traits::OriginTrait,
	pallet_assets, pallet_balances, pallet_proxy,
	sp_genesis_builder::DEV_RUNTIME_PRESET,
	sp_io::{self, TestExternalities},
};

use crate::{
	alarm,
	blocks::Chain,
	cast::{ALICE, BOB, CAST, CHARLIE, DAVE, MULTISIG, POOR, PROXIED},
	checks::{self, Broken, Mirror},
	common,
	fault::Fault,
	generate::Generator,
	op::{Dispatched, Op, Outcome},
	reads,
	report::{Report, OWN},
};

/// Every key of the genesis and its value: building it anew for each chain would take longer.
static GENESIS: LazyLock<Vec<(Vec<u8>, Vec<u8>)>> = LazyLock::new(|| {
	common::genesis(DEV_RUNTIME_PRESET).execute_with(|| {
		let mut pairs = Vec::new();
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			let value = sp_io::storage::get(&next).unwrap_or_default();
			pairs.push((next.clone(), value.to_vec()));
			key = next;
		}
		pairs
	})
});

/// A chain, and what follows it from outside.
pub struct World {
	ext: TestExternalities,
	chain: Chain,
	mirror: Mirror,
	generator: Generator,
	fault: Option<Fault>,
}

/// What to do around an operation besides what is always done.
#[derive(Clone, Copy, Default)]
pub struct Look {
	/// See that nothing changed if it fails.
	pub unchanged: bool,
	/// Check everything afterwards.
	pub all: bool,
	/// See at the end of a block that an index that follows events holds what the chain holds.
	pub index: bool,
}

fn listen() {
	static ONCE: Once = Once::new();
	ONCE.call_once(alarm::listen);
}

impl World {
	/// A development chain in its first block, with currencies, proxies, and accounts rich and poor.
	pub fn new(fault: Option<Fault>) -> Result<Self, Broken> {
		listen();
		let mut ext = TestExternalities::new_empty();
		ext.execute_with(|| {
			for (key, value) in GENESIS.iter() {
				sp_io::storage::set(key, value);
			}
		});
		let (chain, mirror, generator) = Default::default();
		let mut world = Self { ext, chain, mirror, generator, fault };
		world.within(|world| world.chain.begin().map_err(|error| ("inherents", error)))?;
		for op in setting() {
			let dispatched = world.step(&op, Look::default(), &mut Report::default())?;
			if !matches!(dispatched.outcome, Outcome::Done) {
				return Err(("setting", format!("{op:?}: {:?}", dispatched.outcome)));
			}
		}
		Ok(world)
	}

	/// Runs something on the state. A panic is a failure like others.
	fn within<R>(&mut self, run: impl FnOnce(&mut Self) -> Result<R, Broken>) -> Result<R, Broken> {
		let mut ext = std::mem::replace(&mut self.ext, TestExternalities::new_empty());
		let run = AssertUnwindSafe(|| run(self));
		let result = alarm::watched(|| ext.execute_with_safe(run));
		self.ext = ext;
		match result {
			Ok(result) => result,
			Err(_) => Err(("panic", alarm::last_panic())),
		}
	}

	/// The next operation.
	pub fn draw(&mut self, rng: Rng) -> Result<Op, Broken> {
		self.within(|world| Ok(world.generator.next(rng)))
	}

	/// Lets an operation happen, and sees that what must hold does.
	pub fn step(&mut self, op: &Op, look: Look, report: &mut Report) -> Result<Dispatched, Broken> {
		if let Op::Blocks { pass, root } = op {
			self.blocks(*pass, *root, look, report)?;
			let dispatched = Op::apply(op);
			self.look(look, report)?;
			return Ok(dispatched);
		}
		let before = look.unchanged.then(|| self.ext.overlayed_changes().clone());
		let dispatched = self.within(|world| world.dispatch(op))?;
		if dispatched.weight.is_some() && OWN.contains(&op.name().0) {
			report.weights += 1;
		}
		let fee = !matches!(op, Op::Dispatch { .. } | Op::Contest { .. } | Op::Release { .. });
		if let (Some(mut before), Outcome::Failed(error), false) =
			(before, &dispatched.outcome, fee)
		{
			let mut after = self.ext.overlayed_changes().clone();
			let left = before.changes_mut().map(|(key, row)| (key.clone(), row.value().cloned()));
			let right = after.changes_mut().map(|(key, row)| (key.clone(), row.value().cloned()));
			if !left.eq(right) {
				return Err(("failure that changes something", format!("{error:?}")));
			}
			report.unchanged += 1;
		}
		self.look(look, report)?;
		Ok(dispatched)
	}

	fn look(&mut self, look: Look, report: &mut Report) -> Result<(), Broken> {
		if look.all {
			report.checks += 1;
			self.within(|_| checks::all())?;
		}
		Ok(())
	}

	fn dispatch(&mut self, op: &Op) -> Result<Dispatched, Broken> {
		let issued = Balances::total_issuance();
		let events = System::event_count();
		let mut dispatched = op.apply();
		if let Some(fault) = self.fault {
			fault.strike(op, &mut dispatched);
		}
		alarm::take()?;
		if let Some((declared, taken)) = dispatched.weight {
			// The SDK's own: `Multisig.approve_as_multi` says that it was the dearer `as_multi`, and the chain takes no
			// more than what was declared.
			let is_ours = OWN.contains(&op.name().0);
			if is_ours && !taken.all_lte(declared) {
				return Err(("weight", format!("declared {declared}, taken {taken}")));
			}
		}
		if Balances::total_issuance() != issued {
			checks::issuance_is_explained(issued, events as usize)?;
		}
		Ok(dispatched)
	}

	fn blocks(
		&mut self,
		pass: u32,
		root: bool,
		look: Look,
		report: &mut Report,
	) -> Result<(), Broken> {
		self.within(|world| {
			let events = world.chain.end(root);
			report.note_events(&events);
			world.mirror.follow()?;
			if look.index {
				world.mirror.check()?;
			}
			for _ in 0..pass {
				let events = world.chain.pass();
				report.note_events(&events);
				world.mirror.follow()?;
			}
			world.chain.begin().map_err(|error| ("inherents", error))?;
			alarm::take()
		})
	}

	/// Asks a question.
	pub fn ask(&mut self, rng: &mut Rng) -> Result<(), Broken> {
		self.within(|_| {
			reads::ask(rng);
			alarm::take()
		})
	}

	/// Ends the last block and checks everything.
	pub fn finish(&mut self, report: &mut Report) -> Result<(), Broken> {
		let look = Look { all: true, index: true, ..Default::default() };
		self.step(&Op::Blocks { pass: 0, root: true }, look, report).map(|_| ())
	}
}

fn by(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> Op {
	let origin: OriginCaller = origin.caller().clone();
	Op::Dispatch { origin, call: call.into() }
}

/// What the eight accounts find when a chain begins.
fn setting() -> Vec<Op> {
	type Assets = pallet_assets::Call<Runtime, pallet_assets::Instance1>;
	let account = |number: usize| CAST.accounts[number].clone();
	let signed = |number: usize| RuntimeOrigin::signed(account(number));
	let root = RuntimeOrigin::root;
	let mut ops = Vec::new();

	for to in [account(PROXIED), account(MULTISIG), CAST.derived.clone()] {
		let call = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: to.into(),
			value: 100_000 * ANIM,
		};
		ops.push(by(signed(ALICE), call));
	}
	let poor = pallet_balances::Call::<Runtime>::force_set_balance {
		who: account(POOR).into(),
		new_free: 200 * EXISTENTIAL_DEPOSIT,
	};
	ops.push(by(root(), poor));

	for (delegate, proxy_type) in [
		(BOB, ProxyType::Any),
		(CHARLIE, ProxyType::Consent),
		(CHARLIE, ProxyType::Registration),
		(DAVE, ProxyType::NonTransfer),
	] {
		let delegate = account(delegate).into();
		let call = pallet_proxy::Call::<Runtime>::add_proxy { delegate, proxy_type, delay: 0 };
		ops.push(by(signed(PROXIED), call));
	}

	// Of the first there is half of what can be; of the last nothing may be paid in.
	let currencies = [
		(0_u32, 1_u128, false, u128::MAX / 32),
		(1, 1_000, false, 1 << 70),
		(2, 10, true, 1 << 70),
		(3, 5, false, 1 << 70),
	];
	for (number, min_balance, is_sufficient, amount) in currencies {
		let id = || number.into();
		let issuer: AccountId = account(number as usize);
		let force = Assets::force_create {
			id: id(),
			owner: issuer.clone().into(),
			is_sufficient,
			min_balance,
		};
		ops.push(by(root(), force));
		let mint = |to: AccountId, amount| {
			let call = Assets::mint { id: id(), beneficiary: to.into(), amount };
			by(RuntimeOrigin::signed(issuer.clone()), call)
		};
		for to in &CAST.accounts {
			ops.push(mint(to.clone(), amount));
		}
		if number < 3 {
			ops.push(mint(animechain_runtime::Royalty::pot(), min_balance));
			let currency = Currency::WithId(number);
			ops.push(by(root(), pallet_royalty::Call::<Runtime>::register_currency { currency }));
		}
	}
	ops
}
