//! The invariants of this pallet, each by name.

use alloc::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{
	behaviour::{AssetRegistry, LicenceTransfer, ShareTransfer},
	rights::{Clause, Right, Stage, MAX_CLAUSES},
	Amount, Currency,
};
use polkadot_sdk::{
	frame_support::{ensure, traits::fungibles::Inspect},
	sp_runtime::TryRuntimeError,
};

use crate::{
	types::AgreementOf, Agreements, AgreementsByParty, Config, Kept, Listings, NextAgreementId,
	NextListingId, Owed, Pallet, PromisedControl, PromisedLicences, PromisedUnits, Ready,
	Thresholds,
};

impl<T: Config> Pallet<T> {
	/// What must hold in every state, by name. Every complaint begins with one of these.
	pub const INVARIANTS: &'static [(&'static str, &'static str)] = &[
		("rights/ids-are-dense", "Every number below the next has its agreement, no other has one, and a listing has a number below the next."),
		("rights/parties-know-their-agreements", "An agreement is in the lists of its two parties, and in no other."),
		("rights/listings-are-of-something", "What is for sale exists: an asset or a licence, and some units if it is units."),
		("rights/kept-is-something", "What is kept for an account is more than nothing."),
		("rights/escrow-is-counted", "What is counted as owed, in each currency, is what was paid into agreements in force and what is kept."),
		("rights/escrow-covers-what-is-owed", "The escrow holds what is owed, and the least balance of the native currency beside it."),
		("rights/givers-have-what-they-promise", "Who promises control or units has them."),
		("rights/rights-are-promised-once", "Control of an asset, and a licence, is promised under one agreement in force at most."),
		("rights/locks-are-of-agreements", "What is locked is what agreements in force promise."),
		("rights/thresholds-are-sorted", "A list of thresholds has one, and the lowest is first."),
		("rights/thresholds-are-of-clauses", "A threshold is of a clause of an agreement in force that is not met, once, and is no lower than the clause says."),
		("rights/clauses-are-watched", "A clause about revenue that can still be met has its threshold."),
		("rights/ready-agreements-execute", "An agreement in force of which enough is met waits to be executed, and no other does."),
		("rights/executed-in-time", "An agreement that was executed had enough clauses met."),
		("rights/met-clauses-are-accounted-for", "Only clauses that there are can be met, only after acceptance, and who paid for one paid for one that asks for it and is met."),
		("rights/agreements-can-be-met", "An agreement asks for at least one of its clauses and for no more than there are, and is not from the future."),
	];

	/// Everything that must hold in every state. Also without the feature `try-runtime`, for tests of
	/// runtimes that contain this pallet.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_numbers()?;
		Self::check_escrow()?;
		Self::check_locks()?;
		Self::check_thresholds()?;
		Self::check_stages()
	}

	/// Numbers are dense, and each agreement stands under both of its parties.
	fn check_numbers() -> Result<(), TryRuntimeError> {
		let count = Agreements::<T>::iter_keys().count() as u64;
		ensure!(
			count == NextAgreementId::<T>::get(),
			"rights/ids-are-dense: a number without an agreement"
		);
		for (agreement, row) in Agreements::<T>::iter() {
			ensure!(
				agreement < NextAgreementId::<T>::get(),
				"rights/ids-are-dense: an agreement without a number"
			);
			for party in [&row.deal.from, &row.deal.to] {
				ensure!(
					AgreementsByParty::<T>::contains_key(party, agreement),
					"rights/parties-know-their-agreements: an agreement that its party does not know"
				);
			}
		}
		let rows = AgreementsByParty::<T>::iter_keys().count() as u64;
		ensure!(
			rows == count.saturating_mul(2),
			"rights/parties-know-their-agreements: a party of no agreement"
		);
		ensure!(
			Listings::<T>::iter_keys().all(|listing| listing < NextListingId::<T>::get()),
			"rights/ids-are-dense: a listing without a number"
		);
		let exists = |right: &Right| match right {
			Right::Control(asset) => T::Assets::head(*asset).is_some(),
			Right::Shares { asset, units } => *units > 0 && T::Assets::head(*asset).is_some(),
			Right::Licence(licence) => T::Licences::asset_of(*licence).is_some(),
		};
		ensure!(
			Listings::<T>::iter_values().all(|row| exists(&row.right)),
			"rights/listings-are-of-something: nothing is for sale"
		);
		Ok(())
	}

	/// The escrow holds what was paid into agreements in force and what is kept, in each currency, and counts it.
	fn check_escrow() -> Result<(), TryRuntimeError> {
		let mut owed = BTreeMap::<Currency, Amount>::new();
		let mut add = |currency, amount| {
			let sum: &mut Amount = owed.entry(currency).or_default();
			*sum = sum.saturating_add(amount);
		};
		for (_, row) in Agreements::<T>::iter() {
			for price in Self::escrowed(&row) {
				add(price.currency, price.amount);
			}
		}
		for (_, currency, amount) in Kept::<T>::iter() {
			ensure!(amount > 0, "rights/kept-is-something: nothing is kept");
			add(currency, amount);
		}
		let counted: BTreeMap<_, _> = Owed::<T>::iter().collect();
		ensure!(counted == owed, "rights/escrow-is-counted: what is owed is not what is counted");
		// Beside that, the account itself.
		let own = owed.entry(Currency::Native).or_default();
		*own = own.saturating_add(T::Currencies::minimum_balance(Currency::Native));
		for (currency, amount) in owed {
			ensure!(
				T::Currencies::balance(currency, &Self::escrow()) >= amount,
				"rights/escrow-covers-what-is-owed: the escrow holds less than what is owed"
			);
		}
		Ok(())
	}

	fn in_force_rows() -> impl Iterator<Item = (u64, AgreementOf<T>)> {
		Agreements::<T>::iter().filter(|(_, row)| row.stage == Stage::Accepted)
	}

	/// What is locked is what agreements in force promise, and the giver has it.
	fn check_locks() -> Result<(), TryRuntimeError> {
		let (mut control, mut licences) = (BTreeMap::new(), BTreeMap::new());
		let mut units = BTreeMap::<_, u32>::new();
		for (agreement, row) in Self::in_force_rows() {
			for right in &row.deal.rights {
				match right {
					Right::Control(asset) => {
						let head = T::Assets::head(*asset);
						ensure!(
							head.is_some_and(|head| head.controller == row.deal.from),
							"rights/givers-have-what-they-promise: control is promised by who has not got it"
						);
						ensure!(
							control.insert(*asset, agreement).is_none(),
							"rights/rights-are-promised-once: control is promised twice"
						);
					},
					Right::Licence(licence) => ensure!(
						licences.insert(*licence, agreement).is_none(),
						"rights/rights-are-promised-once: a licence is promised twice"
					),
					Right::Shares { asset, units: count } => {
						let sum = units.entry((*asset, row.deal.from.clone())).or_default();
						*sum = sum.saturating_add(*count);
					},
				}
			}
		}
		ensure!(
			PromisedControl::<T>::iter().collect::<BTreeMap<_, _>>() == control,
			"rights/locks-are-of-agreements: control is locked by no agreement, or not locked"
		);
		ensure!(
			PromisedLicences::<T>::iter().collect::<BTreeMap<_, _>>() == licences,
			"rights/locks-are-of-agreements: a licence is locked by no agreement, or not locked"
		);
		ensure!(
			PromisedUnits::<T>::iter().count() == units.len()
				&& units.iter().all(|((asset, account), count)| {
					PromisedUnits::<T>::get(asset, account) == *count
				}),
			"rights/locks-are-of-agreements: units are locked by no agreement, or not locked"
		);
		ensure!(
			units.iter().all(|((asset, account), count)| {
				T::Shares::units_of(*asset, account) >= *count
			}),
			"rights/givers-have-what-they-promise: more units are promised than there are"
		);
		Ok(())
	}

	/// Each list is sorted and waits for clauses that are not met; each such clause that can still be met waits.
	fn check_thresholds() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeSet::new();
		for (asset, currency, rows) in Thresholds::<T>::iter() {
			ensure!(!rows.is_empty(), "rights/thresholds-are-sorted: an empty list of thresholds");
			ensure!(
				rows.windows(2).all(|pair| matches!(pair, [one, two] if one.inflow <= two.inflow)),
				"rights/thresholds-are-sorted: thresholds out of order"
			);
			for row in rows {
				let agreement = Agreements::<T>::get(row.agreement);
				let agreement = agreement
					.ok_or("rights/thresholds-are-of-clauses: a threshold of no agreement")?;
				ensure!(
					agreement.stage == Stage::Accepted && !agreement.is_met(row.clause),
					"rights/thresholds-are-of-clauses: a threshold of an agreement that does not wait"
				);
				let clause = agreement.deal.clauses.get(usize::from(row.clause));
				ensure!(
					matches!(
						clause,
						Some(Clause::RevenueAtLeast { asset: of, currency: is, amount })
							if *of == asset && *is == currency && *amount <= row.inflow
					),
					"rights/thresholds-are-of-clauses: a threshold of another clause"
				);
				ensure!(
					waiting.insert((row.agreement, row.clause)),
					"rights/thresholds-are-of-clauses: a threshold twice"
				);
			}
		}
		for (agreement, row) in Self::in_force_rows() {
			if Self::now() > row.deal.deadline {
				continue;
			}
			for (number, clause) in row.clauses() {
				let waits = matches!(clause, Clause::RevenueAtLeast { .. }) && !row.is_met(number);
				ensure!(
					waits == waiting.contains(&(agreement, number)),
					"rights/clauses-are-watched: a clause that no revenue will meet"
				);
			}
		}
		Ok(())
	}

	/// An agreement in force has not enough clauses met, unless it is about to execute. Nobody paid for a clause
	/// that is not met.
	fn check_stages() -> Result<(), TryRuntimeError> {
		for (agreement, row) in Agreements::<T>::iter() {
			let clauses = row.deal.clauses.len();
			ensure!(
				(1..=clauses).contains(&usize::from(row.deal.needed)) && row.since <= Self::now(),
				"rights/agreements-can-be-met: an agreement that nobody can have made"
			);
			ensure!(
				(clauses..MAX_CLAUSES as usize).all(|number| !row.is_met(number as u8)),
				"rights/met-clauses-are-accounted-for: a clause is met that there is not"
			);
			let paid: BTreeSet<_> = row.payers.iter().map(|(number, _)| *number).collect();
			ensure!(
				paid.len() == row.payers.len() && Self::funded(&row).len() == paid.len(),
				"rights/met-clauses-are-accounted-for: a clause was paid for twice, or asks for nothing"
			);
			let ready = Ready::<T>::contains_key(agreement);
			ensure!(
				ready == (row.stage == Stage::Accepted && row.is_ready()),
				"rights/ready-agreements-execute: an agreement that is ready and does not execute, or the other way round"
			);
			ensure!(
				row.stage != Stage::Executed || row.is_ready(),
				"rights/executed-in-time: an agreement was executed before its time"
			);
			ensure!(
				row.payers.iter().all(|(clause, _)| row.is_met(*clause)),
				"rights/met-clauses-are-accounted-for: a clause that was paid for is not met"
			);
			ensure!(
				!matches!(row.stage, Stage::Proposed | Stage::Cancelled) || row.met == 0,
				"rights/met-clauses-are-accounted-for: a clause was met before the agreement was accepted"
			);
		}
		ensure!(
			Ready::<T>::iter_keys().all(Agreements::<T>::contains_key),
			"rights/ready-agreements-execute: no agreement is ready"
		);
		Ok(())
	}
}
