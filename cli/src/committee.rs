//! A committee: accounts that act together, as a file that its members share.
//!
//! Nothing of it is on chain before it acts: its account follows from who is in it and how many must agree.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{ensure, Context as _};
use serde::{Deserialize, Serialize};

use crate::chain::{multisig, AccountId};

/// The format that this tool writes, and the only one that it reads.
const FORMAT: &str = "animechain-committee/1";
/// Most members: what the runtime takes.
const MOST: usize = 100;

/// Accounts of which some must agree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Committee {
	/// How many of them.
	pub needs: u16,
	/// In the order of the runtime.
	members: Vec<AccountId>,
}

/// The same as a file.
#[derive(Serialize, Deserialize)]
struct CommitteeFile {
	format: String,
	/// What the file is about: for people, and checked when it is read.
	account: AccountId,
	needs: u16,
	members: Vec<AccountId>,
}

impl Committee {
	/// A committee, whatever the order in which its members are named.
	pub fn new(needs: u16, mut members: Vec<AccountId>) -> anyhow::Result<Self> {
		let named = members.len();
		let unique: BTreeSet<[u8; 32]> = members.iter().map(|member| member.0).collect();
		members = unique.into_iter().map(AccountId::from).collect();
		ensure!(members.len() == named, "a member of the committee is named twice");
		ensure!(
			(2..=MOST).contains(&named),
			"a committee has 2 to {MOST} members, and not {named}"
		);
		ensure!(
			(2..=named).contains(&usize::from(needs)),
			"of {named} members, 2 to {named} can be needed, and not {needs}"
		);
		Ok(Self { needs, members })
	}

	/// Its account.
	pub fn account(&self) -> AccountId {
		multisig::account(&self.members, self.needs)
	}

	/// Who is in it.
	pub fn members(&self) -> &[AccountId] {
		&self.members
	}

	/// Everybody in it but one.
	pub fn others(&self, member: AccountId) -> Vec<AccountId> {
		self.members.iter().copied().filter(|other| *other != member).collect()
	}

	/// Writes the file. What is there already stays: without the file of another committee nobody knows who is in
	/// it.
	pub fn write(&self, path: &Path) -> anyhow::Result<()> {
		ensure!(
			!path.exists() || Self::read(path).is_ok_and(|there| there == *self),
			"{} is there already, with something else in it: name another file",
			path.display()
		);
		let file = CommitteeFile {
			format: FORMAT.into(),
			account: self.account(),
			needs: self.needs,
			members: self.members.clone(),
		};
		let text = serde_json::to_string_pretty(&file)?;
		fs::write(path, format!("{text}\n"))
			.with_context(|| format!("cannot write {}", path.display()))
	}

	/// Reads a file that somebody wrote.
	pub fn read(path: &Path) -> anyhow::Result<Self> {
		let name = path.display();
		let text = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
		let file: CommitteeFile = serde_json::from_str(&text)
			.with_context(|| format!("{name} is not what `animechain committee` writes"))?;
		ensure!(
			file.format == FORMAT,
			"{name} has the format {:?}: this tool reads {FORMAT}",
			file.format
		);
		let committee = Self::new(file.needs, file.members)
			.with_context(|| format!("{name} describes no committee"))?;
		ensure!(
			committee.account() == file.account,
			"{name} was changed: it names the account {}, and its members have {}",
			file.account,
			committee.account()
		);
		Ok(committee)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// `//Alice`, `//Bob` and `//Charlie`.
	const MEMBERS: [&str; 3] = [
		"5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
		"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
		"5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
	];

	fn members() -> Vec<AccountId> {
		MEMBERS.map(|address| address.parse().unwrap()).to_vec()
	}

	#[test]
	fn its_account_is_the_one_that_every_wallet_derives() {
		let committee = Committee::new(2, members()).unwrap();
		assert_eq!(
			committee.account().to_string(),
			"5DjYJStmdZ2rcqXbXGX7TW85JsrW6uG4y9MUcLq2BoPMpRA7"
		);
		let other = Committee::new(3, members()).unwrap();
		assert_ne!(committee.account(), other.account());
		let alice = members()[1];
		assert_eq!(committee.others(alice).len(), 2);
		assert!(!committee.others(alice).contains(&alice));
	}

	#[test]
	fn what_is_no_committee_is_refused() {
		let twice = [members(), members()].concat();
		for (needs, members) in
			[(1, members()), (4, members()), (2, members()[..1].to_vec()), (2, twice), (2, vec![])]
		{
			assert!(Committee::new(needs, members).is_err(), "{needs}");
		}
	}

	#[test]
	fn what_is_written_is_read_and_what_was_changed_is_not() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("committee.json");
		let committee = Committee::new(2, members()).unwrap();
		committee.write(&path).unwrap();
		assert_eq!(Committee::read(&path).unwrap(), committee);
		committee.write(&path).unwrap();
		let other = Committee::new(3, members()).unwrap();
		assert!(other.write(&path).unwrap_err().to_string().contains("already"));
		assert_eq!(Committee::read(&path).unwrap(), committee);
		let good = fs::read_to_string(&path).unwrap();
		for bad in [
			"{}".to_owned(),
			good.replace("committee/1", "committee/2"),
			good.replace("\"needs\": 2", "\"needs\": 3"),
			good.replace(MEMBERS[0], MEMBERS[1]),
		] {
			assert_ne!(bad, good);
			fs::write(&path, bad).unwrap();
			assert!(Committee::read(&path).unwrap_err().to_string().contains("committee.json"));
		}
	}
}
