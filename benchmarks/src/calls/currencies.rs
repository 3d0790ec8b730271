//! Which currencies there are.

use animechain_primitives::Currency;
use animechain_runtime::{Assets, Royalty, Runtime, RuntimeOrigin};
use pallet_royalty::{Call, Currencies};

use super::{mint, Case, Group, Person, Transaction, World};

/// The number of one that is not let in yet.
const NEW: u32 = 1_000;

/// Its call.
pub fn cases() -> Vec<Case> {
	vec![Case {
		name: "royalty.register_currency, by sudo",
		group: Group::Currencies,
		// There is room for one.
		most: 1,
		prepare: register,
	}]
}

fn register(world: &mut World) -> Transaction {
	let admin = Person(0).address();
	Assets::force_create(RuntimeOrigin::root(), NEW.into(), admin, true, 1).expect("new");
	mint(NEW, &Royalty::pot());
	world.currencies.pop();
	Currencies::<Runtime>::mutate(|all| all.pop());
	Transaction::root(Call::register_currency { currency: Currency::WithId(NEW) })
}
