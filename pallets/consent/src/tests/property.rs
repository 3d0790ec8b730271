//! Random histories of one asset against a plain list of intervals.
//!
//! Each history is of 4 to 12 steps. After it, every account is asked about at every block from before the
//! registration to the one after the last, and about the moment. Each of the two tests runs [`HISTORIES`]
//! histories: together 100,000 histories and at least 1,800,000 questions, which the tests count.

mod plain;

use std::cell::Cell;

use animechain_primitives::{
	consent::{Answer, Audience, Request},
	AssetId, AssetKind, Authority, Declaration, Intent, Purpose, Purposes, Relation, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction},
	sp_runtime::{DispatchError, DispatchResult, TransactionOutcome},
};
use proptest::{
	prelude::*,
	test_runner::{TestCaseResult, TestRunner},
};

use self::plain::{Interval, Plain, PlainLicence, PlainOffer};
use crate::mock::*;

/// Histories in one run of each of the two tests.
const HISTORIES: u32 = 50_000;

const ACCOUNTS: [AccountId; 3] = [ARTIST, MAKER, STRANGER];
/// The block in which both assets are registered.
const REGISTERED: BlockNumber = 2;
/// The first block at which the bound asset may not be used any more.
const BOUND_UNTIL: BlockNumber = 14;

/// What is asked for, as purposes and commercial use.
fn wanted(number: usize) -> (Purposes, bool) {
	let training = purposes(&[Purpose::AiGenerativeTraining]);
	[(training, false), (training.with(Purpose::DataMining), false), (training, true)][number % 3]
}

#[derive(Clone, Debug)]
struct NewOffer {
	/// What it permits: everything, one purpose, or all of them; only the first of these commercial.
	breadth: usize,
	/// In blocks from now.
	expires: Option<u64>,
	from: Option<u64>,
	until: Option<u64>,
	period: Option<u64>,
	quota: Option<u32>,
	/// 0: free to everybody; 1: priced; 2: free to the maker; 3: free to the stranger.
	kind: usize,
	transferable: bool,
}

#[derive(Clone, Debug)]
enum Act {
	Wait(u64),
	Publish(NewOffer),
	WithdrawOffer(usize),
	Accept(AccountId, usize),
	HandOn(usize, AccountId),
	Withdraw,
	Reinstate,
	Quarantine,
	LiftQuarantine,
	TransferControl(AccountId),
	/// 0: by control; then by an offer or a licence.
	Use {
		who: AccountId,
		by: usize,
		pick: usize,
		want: usize,
	},
}

/// An act, and who does it if not the account that may.
type Step = (Act, Option<AccountId>);

fn account() -> impl Strategy<Value = AccountId> {
	(0_usize..3).prop_map(|number| ACCOUNTS[number])
}

fn sometimes(blocks: core::ops::Range<u64>) -> impl Strategy<Value = Option<u64>> {
	proptest::option::weighted(0.25, blocks)
}

fn new_offer() -> impl Strategy<Value = NewOffer> {
	let times = (sometimes(0..6), sometimes(0..4), sometimes(0..6), sometimes(1..5));
	let quota = proptest::option::weighted(0.3, 1_u32..3);
	(0_usize..3, times, quota, 0_usize..4, any::<bool>()).prop_map(
		|(breadth, (expires, from, until, period), quota, kind, transferable)| NewOffer {
			breadth,
			expires,
			from,
			until,
			period,
			quota,
			kind,
			transferable,
		},
	)
}

fn step() -> impl Strategy<Value = Step> {
	let act = prop_oneof![
		6 => (1_u64..4).prop_map(Act::Wait),
		5 => new_offer().prop_map(Act::Publish),
		2 => any::<usize>().prop_map(Act::WithdrawOffer),
		6 => (account(), any::<usize>()).prop_map(|(who, pick)| Act::Accept(who, pick)),
		3 => (any::<usize>(), account()).prop_map(|(pick, to)| Act::HandOn(pick, to)),
		1 => Just(Act::Withdraw),
		2 => Just(Act::Reinstate),
		1 => Just(Act::Quarantine),
		2 => Just(Act::LiftQuarantine),
		1 => account().prop_map(Act::TransferControl),
		5 => (account(), 0_usize..3, any::<usize>(), 0_usize..3)
			.prop_map(|(who, by, pick, want)| Act::Use { who, by, pick, want }),
	];
	(act, proptest::option::weighted(0.1, account()))
}

/// The first offer of every history: one more was published to make the bound asset.
const FIRST_OFFER: u64 = 1;

fn stated(plain: &Plain, new: &NewOffer) -> Stated {
	let later = |blocks: Option<u64>| blocks.map(|blocks| plain.now + blocks);
	let all = Terms { expires: later(new.expires), ..Terms::UNRESTRICTED };
	let terms = match new.breadth {
		0 => all,
		1 => Terms { purposes: wanted(0).0, commercial: false, ..all },
		_ => Terms { commercial: false, ..all },
	};
	let base = match new.kind {
		0 => open_offer(),
		1 => priced_offer(1),
		kind => addressed_offer(ACCOUNTS[kind - 1]),
	};
	Stated {
		terms,
		from: later(new.from),
		until: later(new.until),
		licence_period: new.period,
		quota: new.quota,
		transferable: new.transferable,
		..base
	}
}

/// Lets an act happen on chain and in the list; whether it was done must be the same.
fn apply(plain: &mut Plain, (act, intruder): Step) -> TestCaseResult {
	let (asset, now) = (plain.asset, plain.now);
	let (may, by) = match intruder {
		Some(who) => (who == plain.controller(), who),
		None => (true, plain.controller()),
	};
	let same = |done: DispatchResult, expected: bool| {
		prop_assert_eq!(done.is_ok(), expected, "{:?}", done);
		Ok(())
	};
	match act {
		Act::Wait(blocks) => {
			plain.now += blocks;
			at(plain.now);
		},
		Act::Publish(new) => {
			let stated = stated(plain, &new);
			let begins = stated.from.unwrap_or(now);
			let ends = stated.until.unwrap_or(u64::MAX);
			let terms = stated.terms;
			let bound = plain.terms;
			let expected = may
				&& plain.is_clear()
				&& !terms.expired(now)
				&& terms.purposes.iter().all(|purpose| bound.purposes.contains(purpose))
				&& (bound.commercial || !terms.commercial)
				&& terms.expires.unwrap_or(0) <= bound.expires.unwrap_or(u64::MAX)
				&& begins < ends.min(terms.meet(bound).expires.unwrap_or(u64::MAX))
				&& now < ends;
			let row = Box::new(stated.clone());
			same(Consent::publish_offer(signed(by), asset, row), expected)?;
			if expected {
				let life = Interval(now, None);
				plain.offers.push(PlainOffer { life, stated, uses: 0 });
			}
		},
		Act::WithdrawOffer(pick) if !plain.offers.is_empty() => {
			let pick = pick % plain.offers.len();
			let row = &mut plain.offers[pick];
			let expected = may && row.life.1.is_none();
			let id = FIRST_OFFER + pick as u64;
			same(Consent::withdraw_offer(signed(by), id, grounds()), expected)?;
			if expected {
				row.life.1 = Some(now);
			}
		},
		Act::Accept(anybody, pick) if !plain.offers.is_empty() => {
			let pick = pick % plain.offers.len();
			let who = match plain.offers[pick].stated.audience {
				Audience::Only(account) => intruder.unwrap_or(account),
				Audience::Anyone => anybody,
			};
			let clear = plain.is_clear();
			let row = &mut plain.offers[pick];
			let expected = clear
				&& row.stands(now, None)
				&& !row.open()
				&& row.offered_to(who)
				&& !row.exhausted();
			let id = FIRST_OFFER + pick as u64;
			let Stated { price, share, .. } = row.stated.clone();
			let digest = row.stated.digest(asset);
			same(accept_call(signed(who), id, price, share, digest), expected)?;
			if expected {
				row.uses += u32::from(row.stated.price.is_none());
				plain.licences.push(PlainLicence {
					life: Interval(now, None),
					holder: who,
					until: row.stated.licence_period.map_or(u64::MAX, |blocks| now + blocks),
					terms: row.stated.terms,
					left: row.stated.quota,
					transferable: row.stated.transferable,
				});
			}
		},
		Act::HandOn(pick, to) if !plain.licences.is_empty() => {
			let pick = pick % plain.licences.len();
			let row = &mut plain.licences[pick];
			let by = intruder.unwrap_or(row.holder);
			let expected =
				by == row.holder && row.stands(now, None) && row.transferable && by != to;
			same(Consent::transfer_licence(signed(by), pick as u64, to), expected)?;
			if expected {
				row.life.1 = Some(now);
				let next = PlainLicence { life: Interval(now, None), holder: to, ..*row };
				plain.licences.push(next);
			}
		},
		Act::Withdraw => {
			let expected = may && !plain.withdrawn;
			same(Provenance::withdraw(signed(by), asset, grounds()), expected)?;
			if expected {
				plain.mark(true, plain.quarantined);
			}
		},
		Act::Reinstate => {
			let expected = may && plain.withdrawn;
			same(Provenance::reinstate(signed(by), asset, grounds()), expected)?;
			if expected {
				plain.mark(false, plain.quarantined);
			}
		},
		Act::Quarantine => {
			let expected = !plain.quarantined;
			same(Provenance::quarantine(RuntimeOrigin::root(), asset, grounds()), expected)?;
			plain.mark(plain.withdrawn, true);
		},
		Act::LiftQuarantine => {
			let expected = plain.quarantined;
			same(Provenance::lift_quarantine(RuntimeOrigin::root(), asset, grounds()), expected)?;
			plain.mark(plain.withdrawn, false);
		},
		Act::TransferControl(to) => {
			let expected = may && to != by;
			let call = Provenance::transfer_control(signed(by), asset, to);
			same(call.map(|_| ()).map_err(|refusal| refusal.error), expected)?;
			if expected {
				plain.control.last_mut().expect("somebody always controls it").1 .1 = Some(now);
				plain.control.push((to, Interval(now, None)));
			}
		},
		Act::Use { who, by, pick, want } => use_asset(plain, who, by, pick, want)?,
		_ => {},
	}
	Ok(())
}

/// Somebody includes the asset in a dataset that is meant for what is wanted.
fn use_asset(
	plain: &mut Plain,
	who: AccountId,
	by: usize,
	pick: usize,
	want: usize,
) -> TestCaseResult {
	let now = plain.now;
	let (authority, granted) = match by {
		1 if !plain.offers.is_empty() => {
			let pick = pick % plain.offers.len();
			let row = &plain.offers[pick];
			let granted = row.stands(now, None)
				&& row.open()
				&& !row.exhausted()
				&& Plain::permits(&row.stated.terms, want);
			(Authority::Offer(FIRST_OFFER + pick as u64), granted)
		},
		2 if !plain.licences.is_empty() => {
			let pick = pick % plain.licences.len();
			let row = &plain.licences[pick];
			let granted = row.holder == who
				&& row.stands(now, None)
				&& row.left != Some(0)
				&& Plain::permits(&row.terms, want);
			(Authority::Licence(pick as u64), granted)
		},
		_ => (Authority::Control, plain.controller() == who),
	};
	let expected = granted && plain.is_clear() && Plain::permits(&plain.terms, want);
	let (purposes, commercial) = wanted(want);
	let declared = Declaration { intent: Intent { purposes, commercial }, ..declaration(2) };
	let edges = vec![edge(Relation::Includes, plain.asset, authority)];
	let done = register(who, AssetKind::Dataset, declared, edges);
	prop_assert_eq!(done.is_ok(), expected, "{:?} by {:?}", done, authority);
	if expected {
		plain.edges.push((who, want, now));
		match authority {
			Authority::Control => {},
			Authority::Offer(id) => {
				let row = &mut plain.offers[(id - FIRST_OFFER) as usize];
				row.uses += u32::from(row.stated.quota.is_some());
			},
			Authority::Licence(id) => {
				let row = &mut plain.licences[id as usize];
				row.left = row.left.map(|left| left - 1);
			},
		}
	}
	Ok(())
}

fn question(who: AccountId, want: usize, at: Option<BlockNumber>) -> Request<AccountId, u64> {
	let (purposes, commercial) = wanted(want);
	Request { who, purposes, commercial, at }
}

/// How often each kind of answer was given: by control, by an offer, by a licence, no.
type Tally = [u64; 4];

/// Asks everything, and counts the answers.
fn compare(plain: &Plain, want: usize, mut tally: Tally) -> Result<Tally, TestCaseError> {
	for who in ACCOUNTS {
		let blocks = (0..=plain.now + 1).map(Some).chain([None]);
		for at in blocks {
			let answer = Consent::permitted(plain.asset, question(who, want, at), None);
			let expected = plain.expected(who, want, at);
			prop_assert!(expected.is(answer), "{who} at {at:?}: {answer:?}, not {expected:?}");
			let kind = match answer {
				Answer::Permitted(Authority::Control) => 0,
				Answer::Permitted(Authority::Offer(_)) => 1,
				Answer::Permitted(Authority::Licence(_)) => 2,
				_ => 3,
			};
			tally[kind] += 1;
		}
	}
	// What was done was permitted, and always will have been.
	for (who, want, block) in &plain.edges {
		let answer = Consent::permitted(plain.asset, question(*who, *want, Some(*block)), None);
		prop_assert!(matches!(answer, Answer::Permitted(_)), "{who} at {block}: {answer:?}");
	}
	Ok(tally)
}

/// Runs histories of an asset with these terms, each in a transaction that is taken back.
fn histories(asset: AssetId, terms: Terms<BlockNumber>) {
	let config =
		ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(HISTORIES) };
	let strategy = (proptest::collection::vec(step(), 4..=12), 0_usize..3);
	let (tally, made, checked) = (Cell::new(Tally::default()), Cell::new(0), Cell::new(0_u32));
	let result = TestRunner::new(config).run(&strategy, |(steps, want)| {
		let mut plain = Plain {
			asset,
			terms,
			now: REGISTERED,
			withdrawn: false,
			quarantined: false,
			clear: vec![Interval(REGISTERED, None)],
			control: vec![(ARTIST, Interval(REGISTERED, None))],
			offers: vec![],
			licences: vec![],
			edges: vec![],
		};
		let case = || {
			steps.into_iter().try_for_each(|step| apply(&mut plain, step))?;
			tally.set(compare(&plain, want, tally.get())?);
			made.set(made.get() + plain.edges.len());
			// The invariants look at every row: one history in 64.
			checked.set(checked.get() + 1);
			if checked.get() % 64 == 0 {
				prop_assert_eq!(Consent::do_try_state(), Ok(()));
				prop_assert_eq!(Provenance::do_try_state(), Ok(()));
			}
			Ok(())
		};
		at(REGISTERED);
		let mut outcome = Ok(());
		let _ = with_transaction(|| {
			outcome = case();
			TransactionOutcome::Rollback(Ok::<_, DispatchError>(()))
		});
		outcome
	});
	if let Err(error) = result {
		panic!("{error}");
	}
	// Each kind of answer came up in earnest.
	let tally = tally.get();
	assert!(tally.iter().sum::<u64>() >= 18 * u64::from(HISTORIES), "{tally:?}");
	assert!(tally.iter().all(|count| *count >= u64::from(HISTORIES) / 10), "{tally:?}");
	assert!(made.get() >= HISTORIES as usize / 10, "{}", made.get());
}

/// The artist's two works of block 2: one of its own, and one that terms bind.
fn two_works() -> [(AssetId, Terms<BlockNumber>); 2] {
	let source = registered(|| register(MAKER, AssetKind::Work, declaration(1), vec![]));
	let terms = Terms { commercial: false, expires: Some(BOUND_UNTIL), ..Terms::UNRESTRICTED };
	let stated = Box::new(Stated { terms, ..open_offer() });
	assert_ok!(Consent::publish_offer(signed(MAKER), source, stated));
	at(REGISTERED);
	let own = work();
	let bound = registered(|| {
		let edges = vec![edge(Relation::DerivedFrom, source, Authority::Offer(0))];
		let declared = Declaration { intent: Intent::default(), ..declaration(1) };
		register(ARTIST, AssetKind::Work, declared, edges)
	});
	assert_eq!(head(bound).terms, terms);
	[(own, Terms::UNRESTRICTED), (bound, terms)]
}

#[test]
fn answers_about_an_asset_are_those_of_a_list_of_intervals() {
	run(|| {
		let [(asset, terms), _] = two_works();
		histories(asset, terms);
	});
}

#[test]
fn answers_about_an_asset_that_terms_bind_are_those_of_a_list_of_intervals() {
	run(|| {
		let [_, (asset, terms)] = two_works();
		histories(asset, terms);
	});
}
