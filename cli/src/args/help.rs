//! The help: commands by task, and what exit codes mean.

use clap::CommandFactory;

use super::Cli;

/// The exit codes of `verify`.
pub const VERDICTS: &str = "\
Exit codes:
  0  verified: the file is the one on chain, and the asset is clear
  1  error: a file or the node cannot be read
  2  wrong usage
  3  not verified: another content than registered, or a proof that does not hold
  4  unknown: the local store has no record of the file
  5  verified, but the asset is not clear (withdrawn, expired, quarantined, invalidated, retired, or
     an ancestor is), or its contributor took the file out; of a bundle: as it was in its block
  7  the bundle proves what it says of its block, and nobody said that the block is final: --block, --ask-node

A bundle is worth as much as its block: whoever makes up a block makes up what is in it. Its hash has to
come from somebody you trust, and not with the bundle.";

/// How parents are written.
pub const PARENTS: &str = "\
Parents:
  3                    what allows it is found: your control, a licence of yours, or a free offer to
                       everybody; the share is what that asks for, and nothing under control
  3:12.5%              this share of the revenue; less than is asked for is refused
  3:12.5%@offer:7      by this offer; @licence:2 by this licence, @control because you control it";

/// Commands by task.
const GROUPS: [(&str, &[&str]); 9] = [
	("Publish", &["register", "dataset", "model", "output"]),
	("Say what may be done", &["offer", "withdraw", "reinstate", "exclude", "reserve", "relay"]),
	("Use", &["offers", "accept", "licences", "hand-on", "permitted", "check"]),
	(
		"Get paid",
		&[
			"pay",
			"flow",
			"earnings",
			"claim",
			"claim-leaf",
			"pool",
			"pull",
			"shares",
			"transfer-shares",
		],
	),
	(
		"Hand on and sell",
		&["agree", "approve", "agreements", "collect", "sell", "unsell", "buy", "listings"],
	),
	("Money", &["balance", "send", "currencies", "supply", "create-currency", "let-in"]),
	("Look", &["show", "trace", "history", "label"]),
	("Prove", &["verify", "proof", "bundle", "receipt"]),
	("Manage", &["retire", "transfer", "refresh", "sponsor", "committee", "pending", "keys"]),
];

/// What a newcomer tries first.
const FIRST_STEPS: &str = "\
First steps, with a development chain from `make run`:
  animechain register my-drawings/ --key //Alice
  animechain dataset --includes 0:30% --key //Alice
  animechain trace 1 --files

Permission: an illustrator offers, a model maker accepts and trains, the illustrator withdraws:
  animechain offer 0 --purposes generative-training,inference --price 2 --share 5% --key //Alice
  animechain accept 0 --key //Bob
  animechain model --trained-on 0 --file card.md --key //Bob
  animechain withdraw --asset 0 --reason objection --key //Alice

Money: a buyer pays for an output, and everybody behind it has a part of it to claim:
  animechain flow 1 10
  animechain pay 1 10 --key //Dave
  animechain earnings --key //Alice
  animechain claim --all --key //Alice

Rights: control moves by itself, in the block in which enough revenue has come in:
  animechain agree propose --to ACCOUNT --control 1 --revenue 1:100 --deadline +1000 --key //Alice
  animechain agree accept 0 --key @OTHER
  animechain agree show 0

Before a collection is made of files from elsewhere:
  animechain check downloads/

Salts and file names stay on this machine, in the store: keep a copy of it. Without its salts nobody
can show which files were registered.

Exit codes: 0 done, 1 error or no, 2 wrong usage, 6 files are reserved; `verify` has more, see
`animechain verify --help`.";

/// The command line with its help.
pub fn command() -> clap::Command {
	let command = Cli::command();
	let groups = groups(&command);
	let template =
		format!("{{about}}\n\n{{usage-heading}} {{usage}}\n\n{groups}Options of every command:\n{{options}}{{after-help}}");
	command.help_template(template).after_help(FIRST_STEPS).disable_help_subcommand(true)
}

fn groups(command: &clap::Command) -> String {
	let mut text = String::new();
	for (title, names) in GROUPS {
		text += &format!("{title}:\n");
		for name in names {
			let about = command
				.find_subcommand(name)
				.and_then(|command| command.get_about())
				.map_or_else(String::new, ToString::to_string);
			text += &format!("  {name:<15} {about}\n");
		}
		text.push('\n');
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Agree, AgreeStep, Command};
	use clap::{error::ErrorKind, FromArgMatches};

	fn parse(line: &str) -> Result<Cli, clap::Error> {
		let matches = command().try_get_matches_from(line.split(' '))?;
		Cli::from_arg_matches(&matches)
	}

	#[test]
	fn the_command_line_is_consistent() {
		command().debug_assert();
	}

	#[test]
	fn every_visible_command_is_in_one_group() {
		let command = command();
		let visible = command.get_subcommands().filter(|command| !command.is_hide_set());
		let mut names: Vec<&str> = visible.map(clap::Command::get_name).collect();
		let mut grouped: Vec<&str> =
			GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
		names.sort();
		grouped.sort();
		assert_eq!(names, grouped);
		let help = super::command().render_help().to_string();
		for part in [
			"Publish:",
			"Say what may be done:",
			"register",
			"ANIMECHAIN_URL",
			"--store",
			"First steps",
		] {
			assert!(help.contains(part), "{part} in {help}");
		}
	}

	#[test]
	fn what_an_agreement_can_say_can_be_written() {
		let line =
			"animechain agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY \
			--control 1 --shares 1:25% --licence 4 --licence 5 --revenue 1:100 --not-before +5 \
			--paid 9.95:1 --certified 1 --needs 2 --price 3 --revenue-part 10%:1 --deadline +90";
		let Command::Agree(Agree { step: AgreeStep::Propose(args) }) = parse(line).unwrap().command
		else {
			panic!("another command")
		};
		assert_eq!(args.rights().len(), 4);
		assert_eq!((args.needs, args.deadline.number(10)), (Some(2), 100));
	}

	#[test]
	fn verdicts_are_documented() {
		let mut command = command();
		let verify = command.find_subcommand_mut("verify").unwrap();
		let help = verify.render_long_help().to_string();
		assert!(help.contains("Exit codes:") && help.contains("5  verified, but"), "{help}");
	}

	#[test]
	fn a_key_never_appears_in_an_error() {
		for line in [
			"animechain show x --key hunter2",
			"animechain --key hunter2 nothing",
			"animechain register --key hunter2",
		] {
			let error = parse(line).err().unwrap();
			assert!(!error.to_string().contains("hunter2"), "{error}");
		}
	}

	#[test]
	fn what_does_not_belong_together_is_wrong_usage() {
		for line in [
			"animechain register",
			"animechain register a --resume b",
			"animechain output",
			"animechain model --file a --commitment 00",
			"animechain dataset --includes x",
			"animechain dataset --includes 1:101%",
			"animechain dataset --includes 1:0.00001%",
			"animechain register a --basis nonsense",
			"animechain register a --contributor a --contributors b",
			"animechain verify a --asset 1 --proof b",
			"animechain verify",
			"animechain verify --proof a",
			"animechain verify a --block 0x00",
			"animechain verify a --ancestor 1",
			"animechain verify a --ask-node",
			"animechain verify --bundle b --block 0x00",
			"animechain verify --bundle b --proof c",
			"animechain bundle 1",
			"animechain bundle --out b",
			"animechain transfer 1 --to nobody",
			"animechain proof a",
			"animechain offer 1",
			"animechain offer 1 --purposes none",
			"animechain offer 1 --purposes all --currency 3",
			"animechain offer 1 --purposes all --for nobody",
			"animechain withdraw",
			"animechain withdraw --offer 1 --asset 2",
			"animechain withdraw --offer 1 --reason because",
			"animechain withdraw --offer 1 --valid-for 8",
			"animechain withdraw --offer 1 --relay-file f --valid-for 4096",
			"animechain exclude",
			"animechain exclude a --proof b",
			"animechain reserve",
			"animechain reserve a --lift --purposes all",
			"animechain permitted 1",
			"animechain receipt",
			"animechain receipt --offer 1 --licence 1",
			"animechain receipt --edge 4",
			"animechain sponsor x --bytes 1",
			"animechain hand-on 1",
			"animechain model --file a --purposes art",
			"animechain dataset --includes 1@offer",
			"animechain pay 1",
			"animechain pay 1 2 --currency EUR",
			"animechain pay 1 2 --reference 00",
			"animechain flow 1",
			"animechain claim",
			"animechain claim 1 --all",
			"animechain claim 1 --at-any-fee",
			"animechain claim-leaf",
			"animechain claim-leaf a --proof b",
			"animechain claim-leaf --leaf 1",
			"animechain claim-leaf a --asset 1 --leaf 1",
			"animechain pull 1 --edge 256",
			"animechain transfer-shares 1 --units 5",
			"animechain transfer-shares 1 --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"animechain transfer-shares 1 --units 0 --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"animechain transfer-shares 1 --percent 0 --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"animechain send 1",
			"animechain agree",
			"animechain agree propose",
			"animechain agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --control 1 --deadline 9",
			"animechain agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --paid 1 --deadline 9",
			"animechain agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --control 1 --paid 1",
			"animechain agree propose --to 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --control 1 --paid 1 --deadline 9 --revenue-part 1%:1",
			"animechain agree accept",
			"animechain agree accept 1 --terms 00",
			"animechain agree accept 1 --committee c.json --relay-file f",
			"animechain agree fund 1 --clause 256",
			"animechain approve",
			"animechain sell --control 1",
			"animechain sell --price 1",
			"animechain sell --control 1 --licence 2 --price 1",
			"animechain sell --control 1 --price 1,5",
			"animechain buy",
			"animechain committee --needs 2 --out c.json",
			"animechain committee 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --needs 2",
			"animechain create-currency 1",
		] {
			let error = parse(line).err().unwrap_or_else(|| panic!("{line}"));
			assert_ne!(error.kind(), ErrorKind::DisplayHelp, "{line}");
			assert_eq!(error.exit_code(), 2, "{line}");
		}
	}

	#[test]
	fn options_of_every_command_stand_anywhere() {
		let cli = parse("animechain --json trace 3 --files --url ws://x:1 --store s").unwrap();
		assert!(cli.global.json && cli.global.url == "ws://x:1");
		assert_eq!(cli.global.store, Some("s".into()));
	}
}
