//! How central a sentence is to a text, and how alike two sentences are.
//!
//! TF-IDF vectors and the continuous form of `LexRank` (Erkan and Radev, "`LexRank`: Graph-based Lexical Centrality as Salience in
//! Text Summarization", JAIR 22, 2004): sentences vote for sentences like them, and the votes of central ones count for more.

use std::collections::HashMap;

/// A sentence as weighted words, of length one. Sorted by word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// The cosine of the angle between two: 1 for the same words, 0 for none in common.
    pub(crate) fn similarity(&self, other: &Self) -> f32 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some((a, x)), Some((b, y))) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => drop(left.next()),
                std::cmp::Ordering::Greater => drop(right.next()),
                std::cmp::Ordering::Equal => {
                    sum += x * y;
                    left.next();
                    right.next();
                }
            }
        }
        sum
    }

    fn normalised(mut self) -> Self {
        let length = self.0.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        if length > 0.0 {
            self.0.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        self
    }
}

/// TF-IDF vectors of texts, each given as its terms.
#[allow(clippy::cast_precision_loss, reason = "counts of words are far below the precision of a float")]
pub(crate) fn vectors(texts: &[Vec<String>]) -> Vec<Vector> {
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut counts: Vec<HashMap<u32, f32>> = Vec::with_capacity(texts.len());
    let mut holders: Vec<f32> = Vec::new();
    for terms in texts {
        let mut count = HashMap::new();
        for term in terms {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *count.entry(*numbers.entry(term).or_insert(next)).or_insert(0.0) += 1.0;
        }
        holders.resize(numbers.len(), 0.0);
        for term in count.keys() {
            if let Some(holder) = usize::try_from(*term).ok().and_then(|term| holders.get_mut(term)) {
                *holder += 1.0;
            }
        }
        counts.push(count);
    }
    let all = texts.len() as f32;
    let rarity = |term: u32| {
        let holders = usize::try_from(term).ok().and_then(|term| holders.get(term)).copied().unwrap_or(1.0);
        (1.0 + all / holders).ln()
    };
    let vector = |count: HashMap<u32, f32>| {
        let mut weights: Vec<_> = count.into_iter().map(|(term, n)| (term, (1.0 + n.ln()) * rarity(term))).collect();
        weights.sort_unstable_by_key(|(term, _)| *term);
        Vector(weights).normalised()
    };
    counts.into_iter().map(vector).collect()
}

/// The centre of many.
pub(crate) fn centroid(vectors: &[Vector]) -> Vector {
    let mut sum: HashMap<u32, f32> = HashMap::new();
    for (term, weight) in vectors.iter().flat_map(|vector| &vector.0) {
        *sum.entry(*term).or_default() += weight;
    }
    let mut weights: Vec<_> = sum.into_iter().collect();
    weights.sort_unstable_by_key(|(term, _)| *term);
    Vector(weights).normalised()
}

/// `LexRank`: one score per vector, the most central one has 1.
#[allow(clippy::cast_precision_loss, reason = "a section has hundreds of sentences")]
pub(crate) fn centrality(vectors: &[Vector]) -> Vec<f32> {
    /// The chance to jump to any sentence, from the paper.
    const DAMPING: f32 = 0.15;
    let n = vectors.len();
    // Sparse: most sentences have no word in common.
    let mut edges: Vec<Vec<(usize, f32)>> = vec![Vec::new(); n];
    for (i, a) in vectors.iter().enumerate() {
        for (j, b) in vectors.iter().enumerate().skip(i + 1) {
            let weight = a.similarity(b);
            if weight > 0.01 {
                if let Some(from) = edges.get_mut(i) {
                    from.push((j, weight));
                }
                if let Some(from) = edges.get_mut(j) {
                    from.push((i, weight));
                }
            }
        }
    }
    let degree: Vec<f32> = edges.iter().map(|edges| edges.iter().map(|(_, weight)| weight).sum::<f32>()).collect();
    let share = 1.0 / n.max(1) as f32;
    let mut rank = vec![share; n];
    for _ in 0..50 {
        let mut next = vec![DAMPING * share; n];
        for ((edges, degree), rank) in edges.iter().zip(&degree).zip(&rank) {
            for (to, weight) in edges {
                if let Some(next) = next.get_mut(*to) {
                    *next += (1.0 - DAMPING) * rank * weight / degree;
                }
            }
        }
        let moved: f32 = next.iter().zip(&rank).map(|(new, old)| (new - old).abs()).sum();
        rank = next;
        if moved < 1e-4 {
            break;
        }
    }
    let top = rank.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    rank.into_iter().map(|score| score / top).collect()
}

#[cfg(test)]
mod tests {
    use super::{centrality, centroid, vectors};

    fn terms(texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn likeness_is_one_for_the_same_and_zero_for_nothing_in_common() {
        let v = vectors(&terms(&["rent due monthly", "rent due monthly", "garden bird"]));
        assert!((v[0].similarity(&v[1]) - 1.0).abs() < 1e-5);
        assert!(v[0].similarity(&v[2]).abs() < 1e-6);
        assert!(centroid(&v[..2]).similarity(&v[0]) > 0.999);
    }

    #[test]
    fn the_sentence_that_others_are_like_is_the_most_central() {
        let v = vectors(&terms(&[
            "rent tenant monthly",
            "rent tenant landlord",
            "rent landlord notice",
            "bird garden tree",
        ]));
        let rank = centrality(&v);
        assert!((rank[1] - 1.0).abs() < 1e-6, "it shares words with both others");
        assert!(rank[3] < rank[0], "it shares words with none");
        assert!(centrality(&[]).is_empty());
    }
}
