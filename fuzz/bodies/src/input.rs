//! Reading an input as choices. After its end every choice is 0, so every input means something.

/// What is left of an input.
pub struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
	/// All of it.
	pub fn new(bytes: &'a [u8]) -> Self {
		Self(bytes)
	}

	/// Whether nothing is left.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}

	/// What is left.
	pub fn rest(&mut self) -> &'a [u8] {
		core::mem::take(&mut self.0)
	}

	/// Up to `count` bytes.
	pub fn take(&mut self, count: usize) -> &'a [u8] {
		let (taken, left) = self.0.split_at(count.min(self.0.len()));
		self.0 = left;
		taken
	}

	/// The next bytes.
	pub fn array<const N: usize>(&mut self) -> [u8; N] {
		let taken = self.take(N);
		let mut array = [0; N];
		array[..taken.len()].copy_from_slice(taken);
		array
	}

	/// The next byte.
	pub fn byte(&mut self) -> u8 {
		self.array::<1>()[0]
	}

	/// The next bit, of a byte.
	pub fn bit(&mut self) -> bool {
		self.byte() & 1 == 1
	}

	/// A number below `end`, or 0.
	pub fn below(&mut self, end: usize) -> usize {
		match end {
			0 | 1 => 0,
			2..=0x100 => usize::from(self.byte()) % end,
			_ => u32::from_le_bytes(self.array()) as usize % end,
		}
	}

	/// A number: small, near a power of two, near the end, or any.
	pub fn number(&mut self) -> u64 {
		let kind = self.byte();
		let by = u64::from(kind >> 2 & 0b11);
		match kind & 0b11 {
			0 => u64::from(kind >> 2),
			1 => (1_u64 << (self.byte() & 63)).wrapping_add(by).wrapping_sub(1),
			2 => u64::MAX - by,
			_ => u64::from_le_bytes(self.array()),
		}
	}

	/// Changes a bit somewhere.
	pub fn flip(&mut self, bytes: &mut [u8]) {
		if !bytes.is_empty() {
			let at = self.below(bytes.len());
			bytes[at] ^= 1 << (self.byte() & 7);
		}
	}

	/// Changes bytes as a careless disk or a forger would: bits, bytes, numbers, stretches, the length.
	pub fn damage(&mut self, bytes: &mut Vec<u8>) {
		let at = self.below(bytes.len());
		match self.byte() % 7 {
			0 => self.flip(bytes),
			1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = self.byte()),
			2 => {
				let number = self.number().to_le_bytes();
				let length = 1 << (self.byte() & 3);
				let room = bytes.iter_mut().skip(at).zip(&number[..length]);
				room.for_each(|(byte, new)| *byte = *new);
			},
			3 => {
				let length = self.below(65);
				let from = self.below(bytes.len());
				let stretch: Vec<u8> = bytes.iter().skip(from).take(length).copied().collect();
				let room = bytes.iter_mut().skip(at).zip(stretch);
				room.for_each(|(byte, new)| *byte = new);
			},
			4 => bytes.truncate(at),
			5 => {
				let length = self.below(33);
				let more = self.take(length);
				bytes.splice(at..at, more.iter().copied());
			},
			_ => {
				let length = self.below(65);
				let end = (at + length).min(bytes.len());
				bytes.drain(at..end);
			},
		}
	}
}
