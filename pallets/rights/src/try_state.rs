//! The invariants of this pallet, each by name.

use alloc::collections::{BTreeMap, BTreeSet};

use animechain_primitives::{
	behaviour::{AssetRegistry, ShareTransfer},
	rights::{Clause, Right, Stage},
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
		ensure!(count == NextAgreementId::<T>::get(), "a number without an agreement");
		for (agreement, row) in Agreements::<T>::iter() {
			ensure!(agreement < NextAgreementId::<T>::get(), "an agreement without a number");
			for party in [&row.deal.from, &row.deal.to] {
				ensure!(
					AgreementsByParty::<T>::contains_key(party, agreement),
					"an agreement that its party does not know"
				);
			}
		}
		let rows = AgreementsByParty::<T>::iter_keys().count() as u64;
		ensure!(rows == count.saturating_mul(2), "a party of no agreement");
		ensure!(
			Listings::<T>::iter_keys().all(|listing| listing < NextListingId::<T>::get()),
			"a listing without a number"
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
			ensure!(amount > 0, "nothing is kept");
			add(currency, amount);
		}
		let counted: BTreeMap<_, _> = Owed::<T>::iter().collect();
		ensure!(counted == owed, "what is owed is not what is counted");
		// Beside that, the account itself.
		let own = owed.entry(Currency::Native).or_default();
		*own = own.saturating_add(T::Currencies::minimum_balance(Currency::Native));
		for (currency, amount) in owed {
			ensure!(
				T::Currencies::balance(currency, &Self::escrow()) >= amount,
				"the escrow holds less than what is owed"
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
							"control is promised by who has not got it"
						);
						ensure!(
							control.insert(*asset, agreement).is_none(),
							"control is promised twice"
						);
					},
					Right::Licence(licence) => ensure!(
						licences.insert(*licence, agreement).is_none(),
						"a licence is promised twice"
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
			"control is locked by no agreement, or not locked"
		);
		ensure!(
			PromisedLicences::<T>::iter().collect::<BTreeMap<_, _>>() == licences,
			"a licence is locked by no agreement, or not locked"
		);
		ensure!(
			PromisedUnits::<T>::iter().count() == units.len()
				&& units.iter().all(|((asset, account), count)| {
					PromisedUnits::<T>::get(asset, account) == *count
				}),
			"units are locked by no agreement, or not locked"
		);
		ensure!(
			units.iter().all(|((asset, account), count)| {
				T::Shares::units_of(*asset, account) >= *count
			}),
			"more units are promised than there are"
		);
		Ok(())
	}

	/// Each list is sorted and waits for clauses that are not met; each such clause that can still be met waits.
	fn check_thresholds() -> Result<(), TryRuntimeError> {
		let mut waiting = BTreeSet::new();
		for (asset, currency, rows) in Thresholds::<T>::iter() {
			ensure!(!rows.is_empty(), "an empty list of thresholds");
			ensure!(
				rows.windows(2).all(|pair| matches!(pair, [one, two] if one.inflow <= two.inflow)),
				"thresholds out of order"
			);
			for row in rows {
				let agreement = Agreements::<T>::get(row.agreement);
				let agreement = agreement.ok_or("a threshold of no agreement")?;
				ensure!(
					agreement.stage == Stage::Accepted && !agreement.is_met(row.clause),
					"a threshold of an agreement that does not wait"
				);
				let clause = agreement.deal.clauses.get(usize::from(row.clause));
				ensure!(
					matches!(
						clause,
						Some(Clause::RevenueAtLeast { asset: of, currency: is, amount })
							if *of == asset && *is == currency && *amount <= row.inflow
					),
					"a threshold of another clause"
				);
				ensure!(waiting.insert((row.agreement, row.clause)), "a threshold twice");
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
					"a clause that no revenue will meet"
				);
			}
		}
		Ok(())
	}

	/// An agreement in force has not enough clauses met, unless it is about to execute. Nobody paid for a clause
	/// that is not met.
	fn check_stages() -> Result<(), TryRuntimeError> {
		for (agreement, row) in Agreements::<T>::iter() {
			let ready = Ready::<T>::contains_key(agreement);
			ensure!(
				ready == (row.stage == Stage::Accepted && row.is_ready()),
				"an agreement that is ready and does not execute, or the other way round"
			);
			ensure!(
				row.stage != Stage::Executed || row.is_ready(),
				"an agreement was executed before its time"
			);
			ensure!(
				row.payers.iter().all(|(clause, _)| row.is_met(*clause)),
				"a clause that was paid for is not met"
			);
			ensure!(
				!matches!(row.stage, Stage::Proposed | Stage::Cancelled) || row.met == 0,
				"a clause was met before the agreement was accepted"
			);
		}
		ensure!(
			Ready::<T>::iter_keys().all(Agreements::<T>::contains_key),
			"no agreement is ready"
		);
		Ok(())
	}
}
