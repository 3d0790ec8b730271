//! What moves: agreements, and sales at a fixed price.

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Clause, Consideration, ListingId, Right, Stage},
	AssetId, Currency, Mark,
};
use animechain_runtime::{AccountId, BlockNumber, Rights, Runtime};
use pallet_rights::{
	types::{AgreementOf, ListingOf},
	Agreements, Call, Listings, NextAgreementId, NextListingId,
};

use super::{state, Draft, Drawn, Who};

type TheClause = Clause<AccountId, BlockNumber>;

impl Draft<'_> {
	/// Something that an account may hand on.
	fn right(&mut self) -> Option<(AccountId, Right)> {
		match self.rng.u32(..10) {
			0..=3 => {
				let odd = self.slips();
				let (asset, head) = self.asset_where(|head| {
					odd || !(head.marks.contains(Mark::Retired)
						|| head.marks.contains(Mark::Invalidated))
				})?;
				let promised = pallet_rights::PromisedControl::<Runtime>::contains_key(asset);
				(!promised || odd).then(|| (head.controller, Right::Control(self.id(asset))))
			},
			4..=7 => {
				let (asset, from, free) = self.free_units()?;
				let units = self.some_units(free);
				Some((from, Right::Shares { asset: self.id(asset), units }))
			},
			_ => {
				let now = state::now();
				let odd = self.slips();
				let (licence, row) = self.licence_where(|row| {
					odd || (row.succession.is_none()
						&& row.transferable
						&& row.until.is_none_or(|until| now < until))
				})?;
				Some((row.holder, Right::Licence(self.id(licence))))
			},
		}
	}

	fn more_rights(&mut self, from: &AccountId, first: Right) -> Vec<Right> {
		let mut rights = vec![first];
		for _ in 0..self.rng.u32(..4) {
			match self.right() {
				Some((giver, right))
					if giver == *from && !rights.iter().any(|one| one.overlaps(&right)) =>
				{
					rights.push(right)
				},
				_ => (),
			}
		}
		if self.slips() {
			match self.rng.u32(..3) {
				0 => rights.clear(),
				1 => rights.push(first),
				_ => rights = vec![first; 5],
			}
		}
		rights.truncate(5);
		rights
	}

	fn clause(
		&mut self,
		from: &AccountId,
		rights: &[Right],
		deadline: BlockNumber,
	) -> Option<TheClause> {
		Some(match self.rng.u32(..10) {
			0..=3 => {
				let moving = rights.iter().find_map(|right| match right {
					Right::Control(asset) | Right::Shares { asset, .. } => Some(*asset),
					Right::Licence(_) => None,
				});
				let asset: AssetId = match moving {
					Some(asset) if self.chance(80) => asset,
					_ => self.asset_where(|head| head.controller == *from)?.0,
				};
				let currency = self.currency();
				let pool = pallet_royalty::Pools::<Runtime>::get(asset, &currency);
				let inflow = pool.map_or(0, |pool| pool.inflow);
				let more = match self.chance(30) {
					true => u128::from(self.rng.u32(1..1_000)),
					false => self.amount(),
				};
				let amount = inflow.saturating_add(more);
				Clause::RevenueAtLeast { asset: self.id(asset), currency, amount }
			},
			4 | 5 => {
				let now = state::now();
				Clause::NotBefore(match self.slips() {
					true => deadline.saturating_add(1),
					false => now + self.rng.u32(1..=deadline.saturating_sub(now).clamp(1, 30)),
				})
			},
			6 | 7 => Clause::Paid(self.price()),
			8 if self.slips() => Clause::Certified(self.any_asset()),
			_ => Clause::ApprovedBy(self.account()),
		})
	}

	fn consideration(&mut self, rights: &[Right]) -> Option<Consideration> {
		if self.chance(45) {
			return None;
		}
		let price = self.price();
		let asset = rights.iter().find_map(|right| match right {
			Right::Control(asset) | Right::Shares { asset, .. } => Some(*asset),
			Right::Licence(_) => None,
		});
		let revenue = match asset {
			Some(asset) if self.chance(50) => Some((self.id(asset), self.part(1_000_000))),
			_ => None,
		};
		Some(Consideration { price, revenue })
	}

	pub(super) fn propose(&mut self) -> Drawn {
		let (from, right) = self.right()?;
		let rights = self.more_rights(&from, right);
		let deadline = self.later(60);
		let mut clauses: Vec<TheClause> = Vec::new();
		let wanted = if self.chance(3) { 8 } else { self.rng.u32(1..4) };
		for _ in 0..wanted {
			match self.clause(&from, &rights, deadline) {
				Some(clause) if !clauses.iter().any(|one| one.overlaps(&clause)) => {
					clauses.push(clause)
				},
				_ => (),
			}
		}
		if clauses.is_empty() {
			clauses.push(Clause::ApprovedBy(self.account()));
		}
		let mut needed = self.rng.u8(1..=clauses.len() as u8);
		if self.slips() {
			match self.rng.u32(..5) {
				0 => clauses.clear(),
				1 => needed = 0,
				3 => clauses.push(clauses[0].clone()),
				2 => needed = clauses.len() as u8 + 1,
				_ => clauses = vec![clauses[0].clone(); 9],
			}
		}
		let consideration = self.consideration(&rights);
		let to = self.another(&from).into();
		let text = self.chance(20).then(|| self.digest());
		let call = Call::propose { to, rights, clauses, needed, consideration, deadline, text };
		Some((self.signer(from), call.into()))
	}

	fn agreement_where(
		&mut self,
		fits: impl Fn(&AgreementOf<Runtime>) -> bool,
	) -> Option<(AgreementId, AgreementOf<Runtime>)> {
		let next = NextAgreementId::<Runtime>::get();
		self.newest(next, 16, |id| Agreements::<Runtime>::get(id).filter(|row| fits(row)))
	}

	pub(super) fn accept(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let (agreement, row) = self.agreement_where(|row| {
			odd || (row.stage == Stage::Proposed && row.deal.deadline > now)
		})?;
		let terms = Rights::deal_digest(agreement)?;
		let terms = if self.slips() { self.digest() } else { terms };
		let call = Call::accept { agreement: self.id(agreement), terms };
		Some((self.signer(row.deal.to), call.into()))
	}

	pub(super) fn cancel(&mut self) -> Drawn {
		let odd = self.slips();
		let (agreement, row) = self.agreement_where(|row| odd || row.stage == Stage::Proposed)?;
		let party = if self.chance(50) { row.deal.from } else { row.deal.to };
		Some((self.signer(party), Call::cancel { agreement: self.id(agreement) }.into()))
	}

	pub(super) fn approve(&mut self) -> Drawn {
		let now = state::now();
		let open = |row: &AgreementOf<Runtime>| {
			row.clauses().find_map(|(number, clause)| match clause {
				Clause::ApprovedBy(who) if !row.is_met(number) => Some(who.clone()),
				_ => None,
			})
		};
		let (agreement, row) = self.agreement_where(|row| {
			row.stage == Stage::Accepted && now <= row.deal.deadline && open(row).is_some()
		})?;
		let approver = open(&row)?;
		Some((self.signer(approver), Call::approve { agreement: self.id(agreement) }.into()))
	}

	pub(super) fn fund(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let open = |row: &AgreementOf<Runtime>| {
			row.clauses()
				.find(|(number, clause)| {
					matches!(clause, Clause::Paid(_)) && (odd || !row.is_met(*number))
				})
				.map(|(number, _)| number)
		};
		let (agreement, row) = self.agreement_where(|row| {
			row.stage == Stage::Accepted && (odd || now <= row.deal.deadline) && open(row).is_some()
		})?;
		let clause = open(&row)?;
		let clause = if self.slips() { clause.wrapping_add(1) } else { clause };
		let call = Call::fund { agreement: self.id(agreement), clause };
		Some((Who::Signer(self.account()), call.into()))
	}

	/// Most of the time there is nothing to do: the scheduler has done it.
	pub(super) fn poke(&mut self) -> Drawn {
		let now = state::now();
		let due = |row: &AgreementOf<Runtime>| {
			row.stage == Stage::Accepted
				&& (row.deal.deadline < now
					|| row.is_ready()
					|| row.clauses().any(|(number, clause)| {
						matches!(clause, Clause::NotBefore(block) if *block <= now)
							&& !row.is_met(number)
					}))
		};
		let hopeless = self.chance(10);
		let ready = pallet_rights::Ready::<Runtime>::iter_keys().next();
		let agreement = match ready {
			Some(ready) => ready,
			None => self.agreement_where(|row| hopeless || due(row))?.0,
		};
		let who = if self.chance(20) { Who::Root } else { Who::Signer(self.account()) };
		Some((who, Call::poke { agreement: self.id(agreement) }.into()))
	}

	pub(super) fn collect(&mut self) -> Drawn {
		let kept: Vec<_> = pallet_rights::Kept::<Runtime>::iter_keys().take(8).collect();
		let (account, currency) = match self.one_of(&kept) {
			Some(kept) => kept,
			None if self.chance(10) => (self.account(), Currency::Native),
			None => return None,
		};
		Some((self.signer(account), Call::collect { currency }.into()))
	}

	pub(super) fn list(&mut self) -> Drawn {
		let (seller, right) = self.right()?;
		let price = self.price();
		let buyer = self.chance(25).then(|| self.another(&seller).into());
		let until = self.chance(30).then(|| self.later(50));
		let revenue = self.part(1_000_000);
		let call = Call::list { right, price, revenue, buyer, until };
		Some((self.signer(seller), call.into()))
	}

	fn listing_where(
		&mut self,
		fits: impl Fn(&ListingOf<Runtime>) -> bool,
	) -> Option<(ListingId, ListingOf<Runtime>)> {
		let next = NextListingId::<Runtime>::get();
		self.newest(next, 24, |id| Listings::<Runtime>::get(id).filter(|row| fits(row)))
	}

	pub(super) fn unlist(&mut self) -> Drawn {
		let (listing, row) = self.listing_where(|_| true)?;
		Some((self.signer(row.seller), Call::unlist { listing: self.id(listing) }.into()))
	}

	/// Whether the seller still has what is for sale.
	fn is_there(row: &ListingOf<Runtime>) -> bool {
		match row.right {
			Right::Control(asset) => {
				state::head(asset).is_some_and(|head| head.controller == row.seller)
					&& !pallet_rights::PromisedControl::<Runtime>::contains_key(asset)
			},
			Right::Shares { asset, units } => {
				let promised = pallet_rights::PromisedUnits::<Runtime>::get(asset, &row.seller);
				let has = animechain_runtime::Royalty::units_of(asset, &row.seller);
				has.saturating_sub(promised) >= units
			},
			Right::Licence(licence) => pallet_consent::Licences::<Runtime>::get(licence)
				.is_some_and(|row| row.succession.is_none()),
		}
	}

	pub(super) fn buy(&mut self) -> Drawn {
		let now = state::now();
		let odd = self.slips();
		let (listing, row) = self.listing_where(|row| {
			odd || (row.until.is_none_or(|until| now <= until) && Self::is_there(row))
		})?;
		let buyer = match row.buyer {
			Some(buyer) => buyer,
			None => self.another(&row.seller),
		};
		let Price { currency, amount } = row.price;
		let amount = if self.slips() { amount.saturating_sub(1) } else { amount };
		let max_price = Price { currency, amount };
		let call = Call::buy { listing: self.id(listing), max_price };
		Some((self.signer(buyer), call.into()))
	}
}
