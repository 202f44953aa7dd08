//! [`Head`]: from what the encoder made of a piece, and its shape, to what the piece is.

use std::collections::HashMap;

use ndarray::{Array1, Array2, ArrayView1, Axis};
use safetensors::{Dtype, SafeTensors};

use super::{
    TaggerFault,
    label::OUTPUTS,
    settings::Settings,
    shape::{FACTS, Shape},
};

/// The width of the encoder's output.
pub(crate) const HIDDEN: usize = 384;
/// What the head says: a score for each output, and one for "sensitive".
pub(crate) const SAYS: usize = OUTPUTS.len() + 1;

/// What the head makes of one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// How likely it is sensitive.
    pub(crate) sensitive: f32,
    /// How likely it is each of the outputs; they sum to 1.
    pub(crate) labels: [f32; OUTPUTS.len()],
}

/// Two layers with a GELU between them. Rows are inputs, columns outputs.
pub(crate) struct Head {
    encoded: Array2<f32>,
    facts: Array2<f32>,
    hidden_bias: Array1<f32>,
    out: Array2<f32>,
    out_bias: Array1<f32>,
}

impl Head {
    /// Reads `head.safetensors`: the weights, and how to use what they say.
    pub(crate) fn read(file: &[u8]) -> Result<(Self, Settings), TaggerFault> {
        let unloadable = |_| TaggerFault::Unloadable;
        let (_, described) = SafeTensors::read_metadata(file).map_err(unloadable)?;
        let none = HashMap::new();
        let settings = Settings::read(described.metadata().as_ref().unwrap_or(&none))?;
        let tensors = SafeTensors::deserialize(file).map_err(unloadable)?;
        let hidden_bias = tensor(&tensors, "hidden.bias", None)?;
        let width = hidden_bias.len();
        let rows = tensor(&tensors, "hidden.weight", Some((width, HIDDEN + FACTS)))?;
        let out = tensor(&tensors, "out.weight", Some((SAYS, width)))?;
        let out_bias = tensor(&tensors, "out.bias", None)?;
        if width == 0 || out_bias.len() != SAYS {
            return Err(TaggerFault::Unloadable);
        }
        let unloadable = |_| TaggerFault::Unloadable;
        let rows = Array2::from_shape_vec((width, HIDDEN + FACTS), rows).map_err(unloadable)?;
        let (encoded, facts) = rows.t().split_at(Axis(0), HIDDEN);
        let out = Array2::from_shape_vec((SAYS, width), out).map_err(unloadable)?;
        let head = Self {
            encoded: encoded.as_standard_layout().into_owned(),
            facts: facts.as_standard_layout().into_owned(),
            hidden_bias: hidden_bias.into(),
            out: out.t().as_standard_layout().into_owned(),
            out_bias: out_bias.into(),
        };
        Ok((head, settings))
    }

    /// The scores of each piece: of each output, then of "sensitive". `encoded` has one row for each of the shapes.
    pub(crate) fn logits(&self, encoded: Vec<f32>, shapes: &[Shape]) -> Result<Vec<[f32; SAYS]>, TaggerFault> {
        let encoded = Array2::from_shape_vec((shapes.len(), HIDDEN), encoded).map_err(|_| TaggerFault::Compute)?;
        let mut hidden = encoded.dot(&self.encoded) + &self.hidden_bias;
        for (mut row, shape) in hidden.rows_mut().into_iter().zip(shapes) {
            for fact in shape.facts() {
                row += &self.facts.row(fact);
            }
        }
        hidden.mapv_inplace(gelu);
        let logits = hidden.dot(&self.out) + &self.out_bias;
        let row = |row: ArrayView1<'_, f32>| {
            let mut scores = [0.0; SAYS];
            scores.iter_mut().zip(row).for_each(|(score, logit)| *score = *logit);
            scores
        };
        Ok(logits.rows().into_iter().map(row).collect())
    }
}

impl Answer {
    /// The answer behind these scores. A score that is no number is an error: nobody knows what the piece is.
    pub(crate) fn of(logits: &[f32; SAYS]) -> Result<Self, TaggerFault> {
        if logits.iter().any(|logit| !logit.is_finite()) {
            return Err(TaggerFault::NotANumber);
        }
        let (outputs, sensitive) = logits.split_at(OUTPUTS.len());
        let most = outputs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut labels = [0.0; OUTPUTS.len()];
        for (share, logit) in labels.iter_mut().zip(outputs) {
            *share = (logit - most).exp();
        }
        let sum: f32 = labels.iter().sum();
        labels = labels.map(|share| share / sum);
        let sensitive = sensitive.first().copied().unwrap_or(f32::INFINITY);
        Ok(Self { sensitive: 1.0 / (1.0 + (-sensitive).exp()), labels })
    }
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// A tensor of 32-bit numbers; `None` for a plain row of any length.
fn tensor(tensors: &SafeTensors<'_>, name: &str, shape: Option<(usize, usize)>) -> Result<Vec<f32>, TaggerFault> {
    let tensor = tensors.tensor(name).map_err(|_| TaggerFault::Unloadable)?;
    let fits = match (tensor.shape(), shape) {
        ([_], None) => true,
        ([rows, columns], Some(wanted)) => (*rows, *columns) == wanted,
        _ => false,
    };
    let (numbers, _) = tensor.data().as_chunks::<4>();
    let numbers: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
    if tensor.dtype() != Dtype::F32 || !fits {
        return Err(TaggerFault::Unloadable);
    }
    // Every answer would be one too: better to know at once.
    if numbers.iter().any(|number| !number.is_finite()) {
        return Err(TaggerFault::NotANumber);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::{Answer, SAYS, TaggerFault, gelu};

    #[test]
    fn gelu_is_the_exact_one() {
        // From the definition x·Φ(x).
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (3.0, 2.995_950_3), (-4.0, -0.000_126_684)]
        {
            assert!((gelu(x) - y).abs() < 1e-6, "{x}");
        }
    }

    #[test]
    fn scores_become_shares() {
        let mut logits = [0.0; SAYS];
        logits[3] = 2.0;
        let answer = Answer::of(&logits).unwrap();
        assert!((answer.sensitive - 0.5).abs() < 1e-6);
        assert!((answer.labels.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!((answer.labels[3] / answer.labels[0] - 2_f32.exp()).abs() < 1e-4);
        logits[0] = 3e38;
        logits[10] = -3e38;
        let answer = Answer::of(&logits).unwrap();
        assert_eq!((answer.sensitive, answer.labels[0]), (0.0, 1.0), "large scores are no trouble");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for place in 0..SAYS {
                let mut logits = [0.0; SAYS];
                logits[place] = wrong;
                assert_eq!(Answer::of(&logits), Err(TaggerFault::NotANumber));
            }
        }
    }
}
