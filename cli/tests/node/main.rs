//! What the command does with a node of its own: the node's binary is needed, as `make build` makes it.

#![allow(clippy::unwrap_used)]

mod chains;
#[path = "../common/mod.rs"]
mod common;
mod consent;
mod lineage;
mod money;
mod opt_out;
mod place;
mod relay;
mod rights;
mod sales;

use std::{fs, path::PathBuf};

use place::{node_folder, Node, Place};

/// Starting a node takes seconds, so one test does all with the same.
#[test]
fn the_command_and_a_node() {
	struct Clean(PathBuf);
	impl Drop for Clean {
		fn drop(&mut self) {
			let _ = fs::remove_dir_all(&self.0);
		}
	}
	let clean = Clean(node_folder());
	let node = Node::start(&clean.0.join("node"));
	lineage::lineage_is_registered_and_traced(&Place::new(&node, "lineage"));
	lineage::files_are_verified(&Place::new(&node, "verify"));
	lineage::refusals_are_explained_and_nothing_is_lost(&Place::new(&node, "refusals"));
	lineage::a_registration_that_got_through_is_not_sent_twice(&Place::new(&node, "resume"));
	lineage::the_same_files_are_registered_twice_only_if_that_is_meant(&Place::new(&node, "twice"));
	lineage::control_moves(&Place::new(&node, "control"));
	consent::an_offer_is_accepted_used_and_withdrawn(&Place::new(&node, "life"));
	consent::what_is_free_and_open_is_used_as_it_is(&Place::new(&node, "free"));
	consent::an_account_without_balance_withdraws(&Place::new(&node, "poor"));
	opt_out::a_contributor_takes_a_file_out(&Place::new(&node, "exclude"));
	opt_out::reserved_files_are_found_before_a_collection_is_made(&Place::new(&node, "reserve"));
	money::a_payment_reaches_holders_and_contributors(&Place::new(&node, "money"));
	money::units_have_holders_who_claim(&Place::new(&node, "shares"));
	money::other_currencies_are_let_in_and_paid_in(&Place::new(&node, "currencies"));
	rights::control_moves_to_a_committee_when_revenue_reaches_a_threshold(&Place::new(
		&node, "rights",
	));
	rights::money_waits_in_escrow_and_comes_back_to_the_last_unit(&Place::new(&node, "escrow"));
	rights::a_block_executes_an_agreement_and_a_party_calls_one_off(&Place::new(&node, "blocks"));
	sales::things_are_sold_at_a_fixed_price(&Place::new(&node, "sales"));
	sales::agreements_are_signed_by_those_who_have_no_money(&Place::new(&node, "rights-relay"));
	relay::what_somebody_signed_is_sent_once_by_another(&Place::new(&node, "relay"));
	relay::what_is_too_old_or_changed_is_refused(&Place::new(&node, "relay-2"));
	relay::several_reservations_are_relayed_at_once(&Place::new(&node, "relay-3"));
	chains::other_chains_are_noticed(&Place::new(&node, "chains"));
	let again = Node::start(&clean.0.join("again"));
	chains::a_chain_that_starts_again_is_noticed(&Place::new(&node, "again-1"), &again);
	drop(again);
	let third = Node::start(&clean.0.join("third"));
	chains::what_is_registered_again_is_found(&third);
}
