//! What is promised goes nowhere else, and everything else stays possible.

use animechain_primitives::{rights::Right, Grounds, Relation};
use polkadot_sdk::{
	frame_support::assert_ok,
	sp_runtime::{DispatchResult, Permill},
};

use crate::{mock::*, Error};

use pallet_consent::Error as ConsentError;
use pallet_provenance::Error as ProvenanceError;
use pallet_royalty::Error as RoyaltyError;

/// Everything that its controller, holder or licensee could do with what is promised.
struct Promised {
	asset: u64,
	licence: u64,
	id: u64,
}

impl Promised {
	/// Control, 600,000 units and a licence, promised until somebody approves.
	fn new() -> Self {
		let asset = work();
		let licence = licence_of(asset, STUDIO);
		let rights = [control(asset), shares(asset, 600_000), Right::Licence(licence)];
		Self { asset, licence, id: draft(&rights, &[approved()]).agree() }
	}

	fn attempts(&self) -> [(DispatchResult, polkadot_sdk::sp_runtime::DispatchError); 4] {
		let (asset, licence) = (self.asset, self.licence);
		let attempt = |call: &dyn Fn() -> DispatchResult| as_a_call(call);
		[
			(
				attempt(&|| transfer_control(STUDIO, asset, BUYER)),
				ProvenanceError::<Test>::ControlPromised.into(),
			),
			(attempt(&|| retire(STUDIO, asset)), ProvenanceError::<Test>::ControlPromised.into()),
			(
				attempt(&|| transfer_shares(STUDIO, asset, BUYER, 400_001)),
				RoyaltyError::<Test>::UnitsPromised.into(),
			),
			(
				attempt(&|| Consent::transfer_licence(signed(STUDIO), licence, BUYER)),
				ConsentError::<Test>::LicencePromised.into(),
			),
		]
	}

	#[track_caller]
	fn is_locked(&self) {
		for (result, error) in self.attempts() {
			assert_eq!(result, Err(error));
		}
	}
}

#[test]
fn what_is_promised_stays() {
	run(|| {
		let promised = Promised::new();
		promised.is_locked();
		let Promised { asset, licence, .. } = promised;
		refuses(ProvenanceError::<Test>::ControlPromised, || {
			transfer_control(STUDIO, asset, BUYER)
		});
		refuses(ProvenanceError::<Test>::ControlPromised, || retire(STUDIO, asset));
		refuses(RoyaltyError::<Test>::UnitsPromised, || {
			transfer_shares(STUDIO, asset, COMMITTEE, 400_001)
		});
		refuses(ConsentError::<Test>::LicencePromised, || {
			Consent::transfer_licence(signed(STUDIO), licence, COMMITTEE)
		});
		// Units that are not promised are free, to the last.
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 400_000));
		refuses(RoyaltyError::<Test>::UnitsPromised, || transfer_shares(STUDIO, asset, BUYER, 1));
	});
}

#[test]
fn only_the_givers_own_units_are_locked() {
	run(|| {
		let asset = work();
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 500_000));
		draft(&[shares(asset, 500_000)], &[approved()]).agree();
		assert_ok!(transfer_shares(BUYER, asset, CLERK, 500_000));
		assert_ok!(transfer_shares(CLERK, asset, STUDIO, 400_000));
		assert_ok!(transfer_shares(STUDIO, asset, CLERK, 400_000));
		refuses(RoyaltyError::<Test>::UnitsPromised, || transfer_shares(STUDIO, asset, CLERK, 1));
		// Who promised nothing has no more than it has.
		refuses(RoyaltyError::<Test>::NotEnoughUnits, || transfer_shares(BUYER, asset, CLERK, 1));
	});
}

#[test]
fn what_is_promised_is_not_sold_either() {
	run(|| {
		let Promised { asset, licence, .. } = Promised::new();
		let list = |right| {
			move || Rights::list(signed(STUDIO), right, price(COIN, 50), percent(0), None, None)
		};
		refuses(Error::<Test>::ControlPromised, list(control(asset)));
		refuses(Error::<Test>::NotEnoughUnits, list(shares(asset, 400_001)));
		refuses(Error::<Test>::LicencePromised, list(Right::Licence(licence)));
		let listing = sale(STUDIO, shares(asset, 400_000), 50);
		assert_ok!(buy(listing));
	});
}

#[test]
fn what_was_listed_before_cannot_be_bought_while_it_is_promised() {
	run(|| {
		let asset = work();
		let licence = licence_of(asset, STUDIO);
		// Or promising units would end the sale of control, which says that all of them go along.
		assert_ok!(transfer_shares(STUDIO, asset, CLERK, 1));
		let listings = [
			sale(STUDIO, control(asset), 50),
			sale(STUDIO, shares(asset, 400_001), 50),
			sale(STUDIO, Right::Licence(licence), 50),
		];
		let rights = [control(asset), shares(asset, 600_000), Right::Licence(licence)];
		let id = draft(&rights, &[approved()]).until(5).agree();
		refuses(Error::<Test>::ControlPromised, || buy(listings[0]));
		refuses(Error::<Test>::NotEnoughUnits, || buy(listings[1]));
		refuses(Error::<Test>::LicencePromised, || buy(listings[2]));
		go_to(6);
		assert!(stage(id).is_over());
		for listing in listings {
			assert_ok!(buy(listing));
		}
		assert_eq!((controller(asset), units(asset, BUYER)), (BUYER, 400_001));
	});
}

/// It belongs to who controls the asset, and is no part of the deal.
#[test]
fn withdrawing_consent_stays_possible() {
	run(|| {
		let Promised { asset, licence, id } = Promised::new();
		let offer = pallet_consent::Licences::<Test>::get(licence).expect("given").offer;
		assert_ok!(Consent::withdraw_offer(signed(STUDIO), offer, Grounds::default()));
		assert_ok!(Provenance::withdraw(signed(STUDIO), asset, Grounds::default()));
		assert_ok!(Provenance::reinstate(signed(STUDIO), asset, Grounds::default()));
		assert_ok!(Provenance::withdraw(signed(STUDIO), asset, Grounds::default()));
		// And changes nothing about the deal.
		assert_ok!(approve(CLERK, id));
		assert_eq!((controller(asset), units(asset, COMMITTEE)), (COMMITTEE, 600_000));
		assert_eq!(successor(licence), Some((licence + 1, COMMITTEE)));
	});
}

#[test]
fn what_is_promised_can_be_used() {
	run(|| {
		let others = work_of(BUYER);
		let stated =
			animechain_primitives::consent::StatedTerms { quota: Some(2), ..terms_for(STUDIO) };
		let licence = licence_under(others, STUDIO, stated);
		let id = draft(&[Right::Licence(licence)], &[approved()]).agree();
		let edge = animechain_primitives::Edge {
			parent: others,
			relation: Relation::DerivedFrom,
			share: Permill::zero(),
			authority: animechain_primitives::Authority::Licence(licence),
		};
		assert_ok!(Provenance::register_work(signed(STUDIO), declaration(), vec![edge]));
		assert_ok!(approve(CLERK, id));
		let (next, holder) = successor(licence).expect("it moved");
		let left = pallet_consent::Licences::<Test>::get(next).expect("given").quota;
		assert_eq!((holder, left), (COMMITTEE, Some(1)));
	});
}

/// However it ends, and not before.
#[test]
fn the_locks_last_as_long_as_the_agreement() {
	run(|| {
		for end in 0..3 {
			let promised = Promised::new();
			let Promised { asset, licence, id } = promised;
			promised.is_locked();
			let deadline = row(id).deal.deadline;
			match end {
				0 => {
					assert_ok!(approve(CLERK, id));
				},
				1 => {
					invalidate(asset);
					assert_ok!(approve(CLERK, id));
				},
				_ => {
					SchedulerWeight::set(&polkadot_sdk::frame_support::weights::Weight::zero());
					go_to(deadline + 1);
					// Late, and still in force until somebody ends it.
					promised.is_locked();
					assert_ok!(poke(id));
					break;
				},
			}
			assert!(stage(id).is_over());
			let holder = controller(asset);
			let units = units(asset, holder);
			if end == 0 {
				assert_eq!((holder, units), (COMMITTEE, 600_000));
				let (next, _) = successor(licence).expect("it moved");
				assert_ok!(Consent::transfer_licence(signed(holder), next, BUYER));
			}
			assert_ok!(transfer_shares(holder, asset, BUYER, units));
			assert_ok!(transfer_control(holder, asset, BUYER));
			// The deadline of the next is as far away.
			assert_eq!(System::block_number(), 1);
		}
		assert_eq!(crate::PromisedControl::<Test>::iter().count(), 0);
		assert_eq!(crate::PromisedUnits::<Test>::iter().count(), 0);
		assert_eq!(crate::PromisedLicences::<Test>::iter().count(), 0);
	});
}

/// Nobody handed a unit on, so all of them would follow control. They do not once some are promised.
#[test]
fn units_of_an_undivided_asset_that_are_promised_stay_when_control_moves() {
	run(|| {
		let asset = work();
		pay(asset, COIN, 1_000);
		let id = draft(&[shares(asset, 250_000)], &[approved()]).agree();
		assert_ok!(transfer_control(STUDIO, asset, BUYER));
		assert_eq!((units(asset, STUDIO), units(asset, BUYER)), (1_000_000, 0));
		pay(asset, COIN, 1_000);
		assert_ok!(approve(CLERK, id));
		assert_eq!((units(asset, STUDIO), units(asset, COMMITTEE)), (750_000, 250_000));
		pay(asset, COIN, 1_000);
		let before = [STUDIO, COMMITTEE].map(|who| wealth(COIN, who));
		for who in [STUDIO, COMMITTEE] {
			assert_ok!(Royalty::claim(signed(who), vec![(asset, COIN)]));
		}
		let now = [STUDIO, COMMITTEE].map(|who| wealth(COIN, who));
		assert_eq!((now[0] - before[0], now[1] - before[1]), (2_750, 250));
	});
}

#[test]
fn control_and_units_can_be_promised_to_different_accounts() {
	run(|| {
		for control_first in [true, false] {
			let asset = work();
			let to_committee = draft(&[shares(asset, 400_000)], &[approved()]);
			let to_buyer = draft(&[control(asset)], &[approved()]).between(STUDIO, BUYER);
			let (units_id, control_id) = match control_first {
				true => {
					let id = to_buyer.agree();
					(to_committee.agree(), id)
				},
				false => (to_committee.agree(), to_buyer.agree()),
			};
			assert_ok!(approve(CLERK, control_id));
			assert_eq!((controller(asset), units(asset, STUDIO)), (BUYER, 1_000_000));
			assert_ok!(approve(CLERK, units_id));
			assert_eq!((units(asset, STUDIO), units(asset, COMMITTEE)), (600_000, 400_000));
		}
	});
}

/// All units of an undivided asset go with it if nothing else was said.
#[test]
fn undivided_units_follow_promised_control() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		earn(asset, COIN, 100);
		assert_eq!((stage(id).is_over(), units(asset, COMMITTEE)), (true, 1_000_000));
		// What they earned before is the giver's.
		assert_ok!(Royalty::claim(signed(STUDIO), vec![(asset, COIN)]));
		assert_eq!(wealth(COIN, STUDIO), ENDOWMENT + 100);
	});
}
