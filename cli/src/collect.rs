//! Which files are meant: arguments and folders become one sorted list.

use std::{
	fs, io,
	path::{Path, PathBuf},
};

use walkdir::WalkDir;

/// A file to register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
	/// Where it is.
	pub path: PathBuf,
	/// Where it is from [`Sources::base`], with `/` between folders.
	pub name: String,
	/// Its length when it was found.
	pub length: u64,
}

/// Files, sorted by path, each once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sources {
	/// The folder that holds all of them.
	pub base: PathBuf,
	/// The files.
	pub files: Vec<Source>,
}

impl Sources {
	/// The lengths of all files together.
	pub fn bytes(&self) -> u64 {
		self.files.iter().map(|file| file.length).sum()
	}

	/// The paths, in order.
	pub fn paths(&self) -> Vec<&Path> {
		self.files.iter().map(|file| file.path.as_path()).collect()
	}
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum CollectError {
	/// Nothing to register in it.
	#[error("there is no file in the folder {} (hidden files are left out)", folder.display())]
	EmptyFolder {
		/// The folder.
		folder: PathBuf,
	},
	/// It cannot be looked at.
	#[error("cannot read {}", path.display())]
	Unreadable {
		/// The file or folder.
		path: PathBuf,
		/// Why.
		source: io::Error,
	},
	/// A pipe, a socket, a device.
	#[error("{} is neither a file nor a folder", path.display())]
	NotAFile {
		/// What it is called.
		path: PathBuf,
	},
}

/// The files that `arguments` name: files themselves, folders with all that is in them.
///
/// Inside folders, names that begin with a dot are left out and symbolic links are followed.
pub fn collect(arguments: &[PathBuf]) -> Result<Sources, CollectError> {
	let (mut found, mut bases) = (Vec::new(), Vec::new());
	for argument in arguments {
		let unreadable = |source| CollectError::Unreadable { path: argument.clone(), source };
		let metadata = fs::metadata(argument).map_err(unreadable)?;
		if metadata.is_dir() {
			let folder = fs::canonicalize(argument).map_err(unreadable)?;
			let before = found.len();
			walk(&folder, &mut found)?;
			if found.len() == before {
				return Err(CollectError::EmptyFolder { folder: argument.clone() });
			}
			bases.push(folder);
		} else if metadata.is_file() {
			let path = absolute(argument).map_err(unreadable)?;
			bases.extend(path.parent().map(Path::to_owned));
			found.push((path, metadata.len()));
		} else {
			return Err(CollectError::NotAFile { path: argument.clone() });
		}
	}
	found.sort();
	found.dedup_by(|one, other| one.0 == other.0);
	let base = common(&bases);
	let files = found
		.into_iter()
		.map(|(path, length)| Source { name: name(&base, &path), path, length })
		.collect();
	Ok(Sources { base, files })
}

/// The path of a file through real folders: the file itself may be a link, and keeps its name.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
	match (path.parent(), path.file_name()) {
		(Some(folder), Some(name)) => {
			let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
			Ok(fs::canonicalize(folder)?.join(name))
		},
		_ => fs::canonicalize(path),
	}
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, u64)>) -> Result<(), CollectError> {
	let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
	let entries = WalkDir::new(folder)
		.follow_links(true)
		.into_iter()
		.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()));
	for entry in entries {
		let entry = entry.map_err(|error| CollectError::Unreadable {
			path: error.path().unwrap_or(folder).to_owned(),
			source: error.into(),
		})?;
		let metadata = entry.metadata().map_err(|error| CollectError::Unreadable {
			path: entry.path().to_owned(),
			source: error.into(),
		})?;
		if metadata.is_file() {
			found.push((entry.into_path(), metadata.len()));
		} else if !metadata.is_dir() {
			return Err(CollectError::NotAFile { path: entry.into_path() });
		}
	}
	Ok(())
}

/// The deepest folder above all of `folders`.
fn common(folders: &[PathBuf]) -> PathBuf {
	let mut folders = folders.iter();
	let mut base = folders.next().cloned().unwrap_or_default();
	for folder in folders {
		while !folder.starts_with(&base) && base.pop() {}
	}
	base
}

fn name(base: &Path, path: &Path) -> String {
	let relative = path.strip_prefix(base).unwrap_or(path);
	let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
	parts.join("/")
}

#[cfg(test)]
mod tests {
	use super::*;

	fn folder(files: &[&str]) -> tempfile::TempDir {
		let folder = tempfile::tempdir().unwrap();
		for file in files {
			let path = folder.path().join(file);
			fs::create_dir_all(path.parent().unwrap()).unwrap();
			fs::write(path, file).unwrap();
		}
		folder
	}

	fn names(sources: &Sources) -> Vec<&str> {
		sources.files.iter().map(|file| file.name.as_str()).collect()
	}

	#[test]
	fn folders_are_read_to_the_bottom_in_the_order_of_paths() {
		let folder = folder(&["b.png", "a/2.png", "a/1.png", "a.png", ".hidden", ".git/config"]);
		let sources = collect(&[folder.path().to_owned()]).unwrap();
		assert_eq!(names(&sources), ["a/1.png", "a/2.png", "a.png", "b.png"]);
		assert_eq!(sources.base, fs::canonicalize(folder.path()).unwrap());
		assert_eq!(sources.bytes(), 7 + 7 + 5 + 5);
	}

	#[test]
	fn a_path_that_is_named_twice_counts_once() {
		let folder = folder(&["a/1.png", "a/2.png", "b/3.png"]);
		let path = |name: &str| folder.path().join(name);
		let sources = collect(&[path("a"), path("b/3.png"), path("a/../a/1.png")]).unwrap();
		assert_eq!(names(&sources), ["a/1.png", "a/2.png", "b/3.png"]);
		let alone = collect(&[path("b/3.png")]).unwrap();
		assert_eq!(names(&alone), ["3.png"]);
		assert_eq!(alone.base, fs::canonicalize(path("b")).unwrap());
	}

	#[test]
	fn equal_files_in_two_places_are_two_files() {
		let folder = folder(&[]);
		fs::write(folder.path().join("one"), "same").unwrap();
		fs::write(folder.path().join("two"), "same").unwrap();
		assert_eq!(collect(&[folder.path().to_owned()]).unwrap().files.len(), 2);
	}

	#[test]
	fn an_empty_folder_is_an_error() {
		let folder = folder(&[".hidden", "empty/.gitkeep"]);
		let error = collect(&[folder.path().to_owned()]).unwrap_err();
		assert!(matches!(error, CollectError::EmptyFolder { .. }));
		assert!(error.to_string().contains(&folder.path().display().to_string()));
	}

	#[test]
	fn what_does_not_exist_is_named() {
		let error = collect(&["/no/such/drawing.png".into()]).unwrap_err();
		assert!(matches!(error, CollectError::Unreadable { .. }));
		assert!(error.to_string().contains("/no/such/drawing.png"));
	}

	#[cfg(unix)]
	#[test]
	fn links_that_lead_nowhere_or_in_a_circle_are_named() {
		use std::os::unix::fs::symlink;
		let dangling = folder(&["1.png"]);
		symlink("/no/such/file", dangling.path().join("2.png")).unwrap();
		let error = collect(&[dangling.path().to_owned()]).unwrap_err();
		assert!(error.to_string().contains("2.png"), "{error}");
		let circle = folder(&["a/1.png"]);
		symlink(circle.path(), circle.path().join("a/up")).unwrap();
		let error = collect(&[circle.path().to_owned()]).unwrap_err();
		assert!(error.to_string().contains("a/up"), "{error}");
	}

	#[cfg(unix)]
	#[test]
	fn sockets_and_pipes_are_not_waited_for() {
		let folder = folder(&["1.png"]);
		let path = folder.path().join("socket");
		let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
		for argument in [folder.path(), &path] {
			let error = collect(&[argument.to_owned()]).unwrap_err();
			assert!(matches!(error, CollectError::NotAFile { .. }), "{error}");
		}
	}

	#[cfg(unix)]
	#[test]
	fn a_link_to_a_file_keeps_its_own_name() {
		let folder = folder(&["real/1.png"]);
		std::os::unix::fs::symlink("real/1.png", folder.path().join("link.png")).unwrap();
		let sources = collect(&[folder.path().join("link.png")]).unwrap();
		assert_eq!(names(&sources), ["link.png"]);
	}
}
