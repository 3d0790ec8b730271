//! `reserve` and `check`: opt-outs for files that were not registered.

use animechain_primitives::{
	commitment::{reservation_key, ContentDigest},
	consent::ReservationCount,
	Commitment,
};
use anyhow::ensure;
use serde_json::{json, Value};

use super::{
	deliver::{deliver, Delivery},
	withdraw::with_block,
	Answer, Context, Exit,
};
use crate::{
	args::{Check, Reserve},
	chain::{calls::Call, AccountId, Chain, ReservationRow},
	collect::{self, Sources},
	hashing::{hash_files, progress_bar},
	render::consent,
	words,
};

/// Most reservations in one transaction.
const BATCH: usize = 100;

/// A file that somebody reserved.
pub struct Reserved {
	/// Its name from the folder that was looked at.
	pub name: String,
	key: Commitment,
	/// The reservations that stand.
	pub standing: Vec<ReservationRow>,
}

/// Files that are not free to be put into a collection.
#[derive(Debug, thiserror::Error)]
#[error(
	"somebody reserved {}, so nothing was registered:\n{list}ask whoever did, leave the files out, or \
	add --despite-reservations if you have the right to", words::count(*.number, "file", "files")
)]
pub struct FilesReserved {
	number: u64,
	list: String,
	/// The same for machines.
	pub json: Value,
}

/// The digests of files, with something moving on the terminal meanwhile.
pub fn digests(context: &Context, sources: &Sources) -> anyhow::Result<Vec<ContentDigest>> {
	let bar = progress_bar(sources.bytes(), context.quiet());
	let digests = hash_files(&sources.paths(), &bar)?;
	bar.finish_and_clear();
	Ok(digests)
}

/// The files of which reservations stand.
pub async fn find(
	chain: &Chain,
	sources: &Sources,
	digests: &[ContentDigest],
) -> anyhow::Result<Vec<Reserved>> {
	let keys: Vec<Commitment> = digests.iter().map(reservation_key).collect();
	let counts = chain.reservation_counts(&keys).await?;
	let mut reserved = Vec::new();
	for ((file, key), ReservationCount { standing, .. }) in
		sources.files.iter().zip(keys).zip(counts)
	{
		if standing == 0 {
			continue;
		}
		let mut rows = chain.reservations(key).await?;
		rows.retain(|row| row.lifted_at.is_none());
		reserved.push(Reserved { name: file.name.clone(), key, standing: rows });
	}
	Ok(reserved)
}

/// Refuses files that somebody other than `who` reserved.
pub async fn refuse(
	chain: &Chain,
	who: AccountId,
	sources: &Sources,
	digests: &[ContentDigest],
) -> anyhow::Result<()> {
	let mut reserved = find(chain, sources, digests).await?;
	for file in &mut reserved {
		file.standing.retain(|row| row.by != who);
	}
	reserved.retain(|file| !file.standing.is_empty());
	match reserved.is_empty() {
		true => Ok(()),
		false => Err(FilesReserved {
			number: reserved.len() as u64,
			list: list(&reserved),
			json: rows(&reserved),
		}
		.into()),
	}
}

fn list(reserved: &[Reserved]) -> String {
	let mut text = String::new();
	for file in reserved {
		for row in &file.standing {
			let name = words::harmless(&file.name);
			text += &format!("  {name}  {}\n", consent::reservation(row));
		}
	}
	text
}

fn rows(reserved: &[Reserved]) -> Value {
	let row = |file: &Reserved| {
		json!({
			"file": file.name,
			"key": file.key,
			"reservations": file.standing.iter().map(consent::reservation_json).collect::<Vec<_>>(),
		})
	};
	reserved.iter().map(row).collect()
}

/// Checks files against reservations.
pub async fn check(context: &Context, args: &Check) -> anyhow::Result<Answer> {
	let sources = collect::collect(&args.files)?;
	let digests = digests(context, &sources)?;
	let chain = context.connect().await?;
	let reserved = find(&chain, &sources, &digests).await?;
	let files = words::count(sources.files.len() as u64, "file", "files");
	let (text, exit) = match reserved.len() {
		0 => (format!("none of {files} is reserved\n"), Exit::Success),
		number => {
			let text = format!("RESERVED: {number} of {files}\n{}", list(&reserved));
			(text, Exit::Reserved)
		},
	};
	let json = json!({
		"files": sources.files.len(),
		"reserved": rows(&reserved),
		"block": chain.number,
		"blockHash": chain.at,
		"exitCode": exit as u8,
	});
	Ok(Answer { text, json, exit })
}

/// Reserves files, or lifts their reservations.
pub async fn reserve(context: &Context, args: &Reserve) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let sources = collect::collect(&args.files)?;
	let digests = digests(context, &sources)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let reserved = find(&chain, &sources, &digests).await?;
	let own = |key: &Commitment| {
		let mine = |row: &ReservationRow| row.by == signer.account;
		reserved.iter().any(|file| file.key == *key && file.standing.iter().any(mine))
	};
	// Equal files have one reservation.
	let mut keys: Vec<Commitment> = digests.iter().map(reservation_key).collect();
	keys.sort_unstable();
	keys.dedup();
	let contents = keys.len();
	keys.retain(|key| own(key) == args.lift);
	let skipped = contents - keys.len();
	let calls: Vec<Call> = keys
		.iter()
		.map(|key| match args.lift {
			true => Call::lift_reservation(*key),
			false => Call::reserve(*key, args.purposes),
		})
		.collect();
	ensure!(
		args.relaying.relay_file.is_none() || (1..=BATCH).contains(&calls.len()),
		"--relay-file takes 1 to {BATCH} files that are still to be done, and there are {}",
		calls.len()
	);
	let mut blocks = Vec::new();
	for part in calls.chunks(BATCH) {
		let call = match part {
			[one] => one.clone(),
			many => Call::batch_all(&chain.encode_all(many).await?),
		};
		// The number of the next transaction is asked for anew, and so is the block.
		let chain = context.connect().await?;
		let (relaying, sending) = (&args.relaying, &args.sending);
		match deliver(context, &chain, &call, &signer, relaying, sending).await? {
			Delivery::Later(answer) => return Ok(answer),
			Delivery::Included(included) => blocks.push(with_block(json!({}), &included)),
		}
	}
	let did = if args.lift { "lifted the reservation of" } else { "reserved" };
	let done = words::count(keys.len() as u64, "file", "files");
	let mut text = format!("{did} {done}");
	if !args.lift {
		text += &format!(" from {}", words::purposes(args.purposes));
	}
	if skipped > 0 {
		let why =
			if args.lift { "not reserved by this key" } else { "reserved by this key already" };
		text += &format!("; {skipped} {why}");
	}
	let json = json!({
		"keys": keys,
		"skipped": skipped,
		"lifted": args.lift,
		"purposes": args.purposes.iter().collect::<Vec<_>>(),
		"by": signer.account,
		"transactions": blocks,
	});
	Ok(Answer::success(format!("{text}\n"), json))
}
