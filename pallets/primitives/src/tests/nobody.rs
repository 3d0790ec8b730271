//! A runtime in which nobody answers: nothing is promised, awaited, certified or added, and no use is permitted.

use polkadot_sdk::sp_runtime::{DispatchError, Permill};

use crate::{
	behaviour::{
		Admission, Certificates, ControlHook, EdgePermission, EdgeRequest, ExclusionHook, Promises,
		RevenueHook, Settled,
	},
	consent::Currency,
	AssetKind, Authority, Basis, Composition, Purposes,
};

const ACCOUNT: u64 = 1;

#[test]
fn without_promises_everything_may_move() {
	assert!(!<() as Promises<u64>>::is_control_promised(1));
	assert!(!<() as Promises<u64>>::is_licence_promised(1));
	assert_eq!(<() as Promises<u64>>::promised_units(1, &ACCOUNT), 0);
}

#[test]
fn without_certificates_none_are_given_and_nothing_has_one() {
	assert!(!<() as Certificates>::are_given());
	assert!(!<() as Certificates>::is_certified(1));
}

#[test]
fn without_royalties_control_and_leaves_move_at_no_further_cost() {
	type Hook = ();
	let moved = <Hook as ControlHook<u64>>::control_moves(1, &ACCOUNT, &2);
	assert_eq!(moved, Ok(Settled { bytes: 0, pools: 0 }));
	assert_eq!(<Hook as ControlHook<u64>>::control_moves_bytes(), 0);
	assert_eq!(<Hook as ControlHook<u64>>::most_pools(), 0);
	assert_eq!(<Hook as ExclusionHook>::leaf_excluded(1, 2, 3), 0);
	assert_eq!(<Hook as ExclusionHook>::leaf_excluded_bytes(1), 0);
	assert_eq!(<Hook as ExclusionHook>::most_pools(), 0);
}

#[test]
fn without_agreements_nobody_waits_for_revenue() {
	type Hook = ();
	let currency = Currency::Native;
	assert!(!<Hook as RevenueHook<u64>>::came_in(1, &currency, Some(&ACCOUNT), 5, 5));
	assert!(!<Hook as RevenueHook<u64>>::is_awaited(1, &currency));
}

#[test]
fn without_consent_no_use_of_others_is_permitted_and_everything_is_admitted() {
	type Nobody = ();
	for authority in [Authority::Offer(1), Authority::Licence(1), Authority::Control] {
		let request = EdgeRequest {
			registrant: &ACCOUNT,
			parent: 1,
			authority,
			purposes: Purposes::ALL,
			commercial: false,
			share: Permill::zero(),
		};
		let permitted = <Nobody as EdgePermission<u64, u64>>::exercise(&request);
		assert_eq!(permitted, Err(DispatchError::Unavailable));
		assert_eq!(<Nobody as EdgePermission<u64, u64>>::granted(authority, 1), None);
	}
	let nothing_opted_in = Composition::of(Basis::Undeclared, 1);
	assert_eq!(<Nobody as Admission>::admit(AssetKind::Model, &nothing_opted_in), Ok(()));
}
