//! [`Share`]: hits out of all, with the interval that a bootstrap over documents gives.

/// How often the bootstrap draws.
const DRAWS: usize = 1000;

/// Hits out of all, kept by document: what stands in one document is not independent, so the interval draws documents.
#[derive(Clone, Default)]
pub struct Share {
    documents: Vec<(u32, u32)>,
}

impl Share {
    /// One more document, or one more row of which each is a document.
    pub fn add(&mut self, hits: usize, all: usize) {
        if all > 0 {
            self.documents.push((u32::try_from(hits).unwrap_or(u32::MAX), u32::try_from(all).unwrap_or(u32::MAX)));
        }
    }

    /// One row that is a hit or none.
    pub fn row(&mut self, hit: bool) {
        self.add(usize::from(hit), 1);
    }

    /// The documents of another share too.
    pub fn join(&mut self, other: &Self) {
        self.documents.extend_from_slice(&other.documents);
    }

    /// Hits and all.
    pub fn counts(&self) -> (u64, u64) {
        sum(self.documents.iter())
    }

    /// The share; none where there is nothing to share.
    pub fn value(&self) -> Option<f64> {
        ratio(self.counts())
    }

    /// The 95 % percentile interval of the bootstrap (Efron 1979), the same at every run.
    pub fn interval(&self) -> Option<(f64, f64)> {
        let mut random = fastrand::Rng::with_seed(3);
        let n = self.documents.len();
        let mut values: Vec<f64> = (0..DRAWS)
            .filter_map(|_| ratio(sum((0..n).filter_map(|_| self.documents.get(random.usize(..n))))))
            .collect();
        values.sort_by(f64::total_cmp);
        Some((*values.get(DRAWS * 25 / 1000)?, *values.get(DRAWS * 975 / 1000 - 1)?))
    }
}

fn sum<'a>(documents: impl Iterator<Item = &'a (u32, u32)>) -> (u64, u64) {
    documents.fold((0, 0), |(hits, all), one| (hits + u64::from(one.0), all + u64::from(one.1)))
}

#[allow(clippy::cast_precision_loss, reason = "counts of characters are far below 2^52")]
fn ratio((hits, all): (u64, u64)) -> Option<f64> {
    (all > 0).then(|| hits as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_more_documents() {
        let share = |documents: usize| {
            let mut share = Share::default();
            (0..documents).for_each(|at| share.row(at % 4 != 0));
            share
        };
        let width = |share: &Share| share.interval().map(|(low, high)| high - low).unwrap();
        let (few, many) = (share(20), share(2000));
        let (low, high) = few.interval().unwrap();
        assert!(low < 0.75 && 0.75 < high);
        assert!(width(&many) < width(&few) / 5.0);
        assert!(Share::default().interval().is_none());
    }
}
