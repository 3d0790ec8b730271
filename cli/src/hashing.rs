//! SHA-256 of files, in parallel and without holding a file in memory.

use std::{
	cell::RefCell,
	fs::{self, File},
	io::{self, Read},
	path::{Path, PathBuf},
};

use animechain_primitives::commitment::ContentDigest;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// How much is read at once.
const BUFFER: usize = 1 << 20;

thread_local! {
	/// One buffer per thread of the pool, for all of its files.
	static READ: RefCell<Vec<u8>> = RefCell::new(vec![0; BUFFER]);
}

/// Why a file has no digest.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
	/// It cannot be opened or read.
	#[error("cannot read {}", path.display())]
	Unreadable {
		/// The file.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// A folder, a pipe, a device.
	#[error("{} is not a file", path.display())]
	NotAFile {
		/// What it is called.
		path: PathBuf,
	},
	/// Somebody wrote to it meanwhile.
	#[error("{} changed while it was read: try again when nothing writes to it", path.display())]
	Changed {
		/// The file.
		path: PathBuf,
	},
}

/// The digest of a file. `progress` is told the number of bytes of each part that was read.
///
/// A file is refused when its length or its time of modification moved between opening and the end, or when
/// the number of bytes read is not its length.
pub fn hash_file(path: &Path, progress: impl Fn(u64)) -> Result<ContentDigest, HashError> {
	let unreadable = |source| HashError::Unreadable { path: path.to_owned(), source };
	// Before opening: to open a pipe without a writer would wait for ever.
	if !fs::metadata(path).map_err(unreadable)?.is_file() {
		return Err(HashError::NotAFile { path: path.to_owned() });
	}
	let mut file = File::open(path).map_err(unreadable)?;
	let stamp = |file: &File| {
		let metadata = file.metadata()?;
		Ok((metadata.len(), metadata.modified().ok()))
	};
	let before = stamp(&file).map_err(unreadable)?;
	let mut hasher = Sha256::new();
	let mut length = 0_u64;
	READ.with_borrow_mut(|buffer| loop {
		match file.read(buffer) {
			Ok(0) => return Ok(()),
			Ok(read) => {
				hasher.update(&buffer[..read]);
				length += read as u64;
				progress(read as u64);
			},
			Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
			Err(error) => return Err(unreadable(error)),
		}
	})?;
	if stamp(&file).map_err(unreadable)? != before || length != before.0 {
		return Err(HashError::Changed { path: path.to_owned() });
	}
	Ok(hasher.finalize().into())
}

/// The digests of many files, in their order, on all cores.
pub fn hash_files(paths: &[&Path], bar: &ProgressBar) -> Result<Vec<ContentDigest>, HashError> {
	paths.par_iter().map(|path| hash_file(path, |bytes| bar.inc(bytes))).collect()
}

/// A progress bar over `bytes` on stderr, invisible when that is no terminal or `quiet` is asked for.
pub fn progress_bar(bytes: u64, quiet: bool) -> ProgressBar {
	if quiet {
		return ProgressBar::hidden();
	}
	let style = ProgressStyle::with_template(
		"hashing [{bar:30}] {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
	)
	.expect("the template is a constant that a test renders; qed")
	.progress_chars("=> ");
	ProgressBar::new(bytes).with_style(style)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{
		cell::Cell,
		fs::OpenOptions,
		io::{Seek, Write},
		time::{Duration, SystemTime},
	};

	/// SHA-256 of the empty text and of `abc`, from FIPS 180-2.
	const EMPTY: &str = "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	const ABC: &str = "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

	fn file(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("drawing.png");
		fs::write(&path, content).unwrap();
		(folder, path)
	}

	#[test]
	fn digests_are_those_of_everybody() {
		for (content, digest) in [(&b""[..], EMPTY), (b"abc", ABC)] {
			let (_folder, path) = file(content);
			assert_eq!(crate::encoding::hex(hash_file(&path, |_| ()).unwrap()), digest);
		}
	}

	#[test]
	fn files_longer_than_the_buffer_are_hashed_whole() {
		let content: Vec<u8> = (0..BUFFER * 2 + 17).map(|i| (i % 251) as u8).collect();
		let (_folder, path) = file(&content);
		let seen = Cell::new(0);
		let digest = hash_file(&path, |bytes| seen.set(seen.get() + bytes)).unwrap();
		assert_eq!(digest, <[u8; 32]>::from(Sha256::digest(&content)));
		assert_eq!(seen.get(), content.len() as u64);
	}

	#[test]
	fn a_file_that_grows_while_it_is_read_is_refused() {
		let (_folder, path) = file(&vec![1; BUFFER * 2]);
		let once = Cell::new(true);
		let result = hash_file(&path, |_| {
			if once.replace(false) {
				OpenOptions::new().append(true).open(&path).unwrap().write_all(b"more").unwrap();
			}
		});
		assert!(matches!(&result, Err(HashError::Changed { path: named }) if *named == path));
		assert!(result.unwrap_err().to_string().contains("drawing.png"));
	}

	#[test]
	fn a_file_that_shrinks_while_it_is_read_is_refused() {
		let (_folder, path) = file(&vec![1; BUFFER * 2]);
		let result = hash_file(&path, |_| {
			OpenOptions::new().write(true).open(&path).unwrap().set_len(10).unwrap();
		});
		assert!(matches!(result, Err(HashError::Changed { .. })));
	}

	#[test]
	fn a_file_that_is_rewritten_in_place_while_it_is_read_is_refused() {
		let (_folder, path) = file(&vec![1; BUFFER * 2]);
		let result = hash_file(&path, |_| {
			let mut writer = OpenOptions::new().write(true).open(&path).unwrap();
			writer.seek(io::SeekFrom::Start(0)).unwrap();
			writer.write_all(&[2]).unwrap();
			// The clock of a file system may be too coarse to see two writes in a row.
			writer.set_modified(SystemTime::now() + Duration::from_secs(5)).unwrap();
		});
		assert!(matches!(result, Err(HashError::Changed { .. })));
	}

	#[test]
	fn what_cannot_be_read_is_named() {
		let folder = tempfile::tempdir().unwrap();
		let missing = folder.path().join("missing.png");
		let error = hash_file(&missing, |_| ()).unwrap_err();
		assert!(matches!(error, HashError::Unreadable { .. }));
		assert!(error.to_string().contains("missing.png"));
		assert!(matches!(hash_file(folder.path(), |_| ()), Err(HashError::NotAFile { .. })));
		let bar = progress_bar(1, true);
		assert!(hash_files(&[&missing], &bar).unwrap_err().to_string().contains("missing.png"));
	}

	#[test]
	fn a_file_that_cannot_be_opened_is_named() {
		// Below a file there is nothing, for root neither.
		let (_folder, path) = file(b"secret");
		let error = hash_file(&path.join("page"), |_| ()).unwrap_err();
		assert!(
			matches!(error, HashError::Unreadable { .. }) && error.to_string().contains("drawing")
		);
	}

	#[test]
	fn many_files_keep_their_order() {
		let folder = tempfile::tempdir().unwrap();
		let paths: Vec<PathBuf> = (0..50_u8)
			.map(|i| {
				let path = folder.path().join(format!("{i}"));
				fs::write(&path, [i]).unwrap();
				path
			})
			.collect();
		let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
		let digests = hash_files(&paths, &progress_bar(50, false)).unwrap();
		for (i, digest) in digests.iter().enumerate() {
			assert_eq!(*digest, <[u8; 32]>::from(Sha256::digest([i as u8])));
		}
	}
}
