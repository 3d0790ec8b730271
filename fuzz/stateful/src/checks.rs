//! What must hold: every invariant of our pallets, and that the books of the SDK's pallets balance.

use std::collections::BTreeMap;

use animechain_primitives::{
	lineage_index::{IndexRow, MAX_INDEX_ROWS},
	Amount, Currency,
};
use animechain_runtime::{
	constants::currency::EXISTENTIAL_DEPOSIT, lineage_index, AccountId, Balances, BlockNumber,
	Consent, Provenance, Rights, Royalty, Runtime, RuntimeEvent,
};
use polkadot_sdk::{
	frame_support::traits::fungible::Inspect,
	frame_system,
	pallet_assets::{self, AssetStatus},
	pallet_balances,
	sp_runtime::TryRuntimeError,
};

/// How often an account may die with less than the least balance in it, in one chain.
const MOST_DEATHS: Amount = 1_000;

type LocalAssets = pallet_assets::Instance1;

/// The name of a check, and what is wrong.
pub type Broken = (&'static str, String);

fn of(name: &'static str, result: Result<(), TryRuntimeError>) -> Result<(), Broken> {
	result.map_err(|error| (name, format!("{error:?}")))
}

/// Everything that must hold between any two operations.
pub fn all() -> Result<(), Broken> {
	of("provenance try_state", Provenance::do_try_state())?;
	of("consent try_state", Consent::do_try_state())?;
	of("royalty try_state", Royalty::do_try_state())?;
	of("rights try_state", Rights::do_try_state())?;
	accounts().map_err(|error| ("native balances", error))?;
	currencies().map_err(|error| ("balances of other currencies", error))?;
	houses().map_err(|error| ("pot and escrow", error))
}

/// The native currency: the accounts have what was issued, and no account has more held than it has.
fn accounts() -> Result<(), String> {
	let mut sum: Amount = 0;
	for (who, row) in frame_system::Account::<Runtime>::iter() {
		let own =
			row.data.free.checked_add(row.data.reserved).ok_or("a balance leaves 128 bits")?;
		sum = sum.checked_add(own).ok_or("the balances leave 128 bits")?;
		let holds = pallet_balances::Holds::<Runtime>::get(&who);
		let held: Amount = holds.iter().map(|hold| hold.amount).sum();
		if held > row.data.reserved {
			return Err(format!("{who}: {held} held of {} reserved", row.data.reserved));
		}
		if row.consumers > 0 && row.providers == 0 {
			return Err(format!("{who} is used by {} and kept by none", row.consumers));
		}
		if row.providers == 0 && row.sufficients == 0 && own > 0 {
			return Err(format!("{who} has {own} and no reason to exist"));
		}
		if row.data.reserved > 0 && row.consumers == 0 {
			return Err(format!("{who} has {} reserved that nothing keeps", row.data.reserved));
		}
		let locks = pallet_balances::Locks::<Runtime>::get(&who);
		let freezes = pallet_balances::Freezes::<Runtime>::get(&who);
		let most = locks.iter().map(|lock| lock.amount);
		let most = most.chain(freezes.iter().map(|freeze| freeze.amount)).max().unwrap_or(0);
		if row.data.frozen != most {
			return Err(format!("{who}: {} frozen and {most} noted", row.data.frozen));
		}
	}
	let issued = Balances::total_issuance();
	if sum == issued {
		Ok(())
	} else {
		Err(format!("the accounts have {sum} of {issued} issued"))
	}
}

/// The others: the accounts of each have its supply, and are as many as it counts.
fn currencies() -> Result<(), String> {
	let mut found: BTreeMap<u32, (Amount, u32)> = BTreeMap::new();
	for (id, _, row) in pallet_assets::Account::<Runtime, LocalAssets>::iter() {
		let (sum, count) = found.entry(id).or_default();
		*sum = sum.checked_add(row.balance).ok_or("the balances leave 128 bits")?;
		*count += 1;
	}
	for (id, details) in pallet_assets::Asset::<Runtime, LocalAssets>::iter() {
		let (sum, count) = found.remove(&id).unwrap_or_default();
		if details.status == AssetStatus::Destroying {
			// The SDK takes the accounts away and leaves the supply as it was until the last is gone.
			continue;
		}
		// The SDK counts what is below the least balance in the supply after it died with an account that a
		// `fungibles` transfer emptied: the pot or the escrow, to which a stranger sent a little.
		let died = details.supply.checked_sub(sum);
		let few = details.min_balance.saturating_mul(MOST_DEATHS);
		if died.is_none_or(|died| died > few) || count != details.accounts {
			return Err(format!(
				"currency {id}: {count} accounts have {sum}, of {} in {} accounts",
				details.supply, details.accounts
			));
		}
	}
	match found.first_key_value() {
		None => Ok(()),
		Some((id, _)) => Err(format!("there are balances of currency {id}, which is not there")),
	}
}

/// Nobody can take the accounts away in which the money of others waits.
fn houses() -> Result<(), String> {
	let pot = Royalty::pot_balance(&Currency::Native);
	let escrow = Balances::total_balance(&Rights::escrow());
	for (name, balance) in [("pot", pot), ("escrow", escrow)] {
		if balance < EXISTENTIAL_DEPOSIT {
			return Err(format!("the {name} has {balance}"));
		}
	}
	Ok(())
}

type Row = IndexRow<AccountId, BlockNumber>;

/// What a node's index would hold that follows the events of each block.
#[derive(Default)]
pub struct Mirror(Vec<Row>);

impl Mirror {
	/// Follows the block that has just ended.
	pub fn follow(&mut self) -> Result<(), Broken> {
		let changes = lineage_index::changes();
		for change in changes.rows {
			match (self.0.get_mut(change.id as usize), &change.birth) {
				(Some(row), None) => row.head = change.head,
				(None, Some(_)) => self.0.push(change),
				_ => return Err(("index", format!("asset {} is new and known", change.id))),
			}
		}
		if changes.next_asset_id == self.0.len() as u64 {
			Ok(())
		} else {
			Err(("index", format!("{} rows of {}", self.0.len(), changes.next_asset_id)))
		}
	}

	/// At the end of a block it holds what the chain holds.
	pub fn check(&self) -> Result<(), Broken> {
		let mut from = 0;
		while from < self.0.len() {
			let rows = Provenance::index_rows(from as u64, MAX_INDEX_ROWS);
			let end = (from + rows.len()).min(self.0.len());
			if rows.is_empty() || self.0[from..end] != rows[..] {
				let text = format!("it does not follow the assets between {from} and {end}");
				return Err(("index", text));
			}
			from = end;
		}
		Ok(())
	}
}

/// What is left of the native issuance when the events of the block so far are taken into account: nothing else may
/// change it. Dust is burnt.
pub fn issuance_is_explained(before: Amount, events_before: usize) -> Result<(), Broken> {
	use pallet_balances::Event::{
		Burned, BurnedDebt, BurnedHeld, DustLost, Issued, Minted, MintedCredit, Rescinded, Slashed,
	};
	let mut expected = before;
	let mut seen = Vec::new();
	for record in frame_system::Pallet::<Runtime>::read_events_no_consensus().skip(events_before) {
		let RuntimeEvent::Balances(event) = record.event else { continue };
		match &event {
			DustLost { amount, .. } | Burned { amount, .. } | Rescinded { amount } => {
				expected = expected.wrapping_sub(*amount)
			},
			Issued { amount } | Minted { amount, .. } => expected = expected.wrapping_add(*amount),
			MintedCredit { .. } | BurnedDebt { .. } | BurnedHeld { .. } | Slashed { .. } => (),
			_ => continue,
		}
		seen.push(event);
	}
	let after = Balances::total_issuance();
	if after == expected {
		Ok(())
	} else {
		Err(("native issuance", format!("{before} became {after}; the events say {seen:?}")))
	}
}
