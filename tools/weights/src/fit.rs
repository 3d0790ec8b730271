//! A linear function of components that is nowhere under what was measured.

/// What a benchmark needs, as a function of its components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linear {
	/// What is needed in any case.
	pub base: u64,
	/// What is needed more for each unit of each component.
	pub slopes: Vec<u64>,
}

impl Linear {
	/// Over points with their values. The last point has every component at its most; for each component there are
	/// points that differ from it in that component alone.
	pub fn above(points: &[(Vec<u32>, u64)]) -> Self {
		let (highest, most) = points.last().expect("a benchmark has at least one point");
		let slopes: Vec<u64> = (0..highest.len())
			.map(|component| {
				points
					.iter()
					.filter(|(at, _)| differ_only_in(component, at, highest))
					.map(|(at, value)| {
						let distance = u64::from(highest[component] - at[component]);
						most.saturating_sub(*value).div_ceil(distance)
					})
					.max()
					.unwrap_or_default()
			})
			.collect();
		let base = points
			.iter()
			.map(|(at, value)| value.saturating_sub(variable_part(&slopes, at)))
			.max()
			.unwrap_or_default();
		Self { base, slopes }
	}

	/// The value at a point.
	pub fn at(&self, point: &[u32]) -> u64 {
		self.base + variable_part(&self.slopes, point)
	}
}

fn variable_part(slopes: &[u64], at: &[u32]) -> u64 {
	slopes.iter().zip(at).map(|(slope, value)| slope * u64::from(*value)).sum()
}

fn differ_only_in(component: usize, at: &[u32], highest: &[u32]) -> bool {
	at.iter()
		.zip(highest)
		.enumerate()
		.all(|(index, (one, other))| (index == component) == (one < other))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_line_is_found_exactly() {
		let points = [(vec![0, 8], 180), (vec![4, 0], 140), (vec![4, 8], 220)];
		let line = Linear::above(&points);
		assert_eq!(line, Linear { base: 100, slopes: vec![10, 10] });
	}

	#[test]
	fn a_curve_is_covered() {
		let points = [(vec![0], 5), (vec![5], 90), (vec![10], 100)];
		let line = Linear::above(&points);
		for (at, value) in &points {
			assert!(line.at(at) >= *value, "{line:?} at {at:?}");
		}
	}

	#[test]
	fn a_benchmark_without_components_is_constant() {
		assert_eq!(Linear::above(&[(vec![], 7)]), Linear { base: 7, slopes: vec![] });
	}
}
