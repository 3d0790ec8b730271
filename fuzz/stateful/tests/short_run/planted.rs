//! The fuzzer is alive: each planted fault is found, by the check that is there for it.

use std::time::Duration;

use animechain_stateful_fuzz::{
	fault::Fault,
	report::Report,
	run::{run, Failure, Options},
};

fn found(fault: Fault, shrink: u64) -> Failure {
	let options = Options {
		seed: 1,
		ops: 20_000,
		until: None,
		time: None,
		shrink: Duration::from_secs(shrink),
		fault: Some(fault),
	};
	match run(&options, &mut Report::default()) {
		Err(failure) => *failure,
		Ok(()) => panic!("{fault:?} was not found in {} operations", options.ops),
	}
}

/// What finds a fault: the beginning of the check's name.
fn finder(fault: Fault) -> &'static str {
	match fault {
		Fault::PaymentCreditsOneMore | Fault::UnitStaysWithGiver | Fault::PaidTwice => "royalty",
		Fault::ControlWithoutHistory | Fault::WrongDigest => "provenance",
		Fault::LeafStaysInPage | Fault::OfferWithoutNumber => "consent",
		Fault::ControlNotLocked | Fault::EscrowOwesNothing => "rights",
		Fault::SilentChange => "index",
		Fault::MoneyFromNothing => "native",
		Fault::FailureWrites => "failure",
		Fault::HeavierThanDeclared => "weight",
		Fault::Panic => "panic",
		Fault::Defensive => "defensive",
	}
}

#[test]
fn every_planted_fault_is_found() {
	for fault in Fault::ALL {
		let failure = found(fault, 0);
		println!(
			"{fault:?}: {} after {} operations: {}",
			failure.check,
			failure.op + 1,
			failure.found
		);
		assert!(failure.check.starts_with(finder(fault)), "{fault:?} was found by {failure}");
	}
}

#[test]
fn a_failure_is_made_smaller() {
	let failure = found(Fault::PaymentCreditsOneMore, 60);
	let names: Vec<_> = failure.small.iter().map(|op| op.name()).collect();
	assert!(names.len() <= 4, "{names:?}");
	assert_eq!(names.last(), Some(&("Royalty", "pay")), "{names:?}");
}
