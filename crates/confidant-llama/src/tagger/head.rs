//! [`Head`]: from what the encoder made of a piece, and its shape, to what the piece is.

use std::collections::HashMap;

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

/// Two layers with a GELU between them.
pub(crate) struct Head {
    /// One row for each input.
    hidden: Vec<Vec<f32>>,
    hidden_bias: Vec<f32>,
    /// One row for each output.
    out: Vec<Vec<f32>>,
    out_bias: Vec<f32>,
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
        let column = |input: usize| rows.iter().skip(input).step_by(HIDDEN + FACTS).copied().collect();
        let head = Self {
            hidden: (0..HIDDEN + FACTS).map(column).collect(),
            hidden_bias,
            out: out.chunks_exact(width).map(<[f32]>::to_vec).collect(),
            out_bias,
        };
        Ok((head, settings))
    }

    /// The scores of one piece: of each output, then of "sensitive".
    pub(crate) fn logits(&self, encoded: &[f32], shape: Shape) -> Result<[f32; SAYS], TaggerFault> {
        if encoded.len() != HIDDEN {
            return Err(TaggerFault::Compute);
        }
        let mut hidden = self.hidden_bias.clone();
        let facts = shape.facts().map(|fact| (HIDDEN + fact, 1.0));
        for (input, value) in encoded.iter().copied().enumerate().chain(facts) {
            for (sum, weight) in hidden.iter_mut().zip(self.hidden.get(input).into_iter().flatten()) {
                *sum += value * weight;
            }
        }
        hidden.iter_mut().for_each(|value| *value = gelu(*value));
        let mut logits = [0.0; SAYS];
        for ((logit, weights), bias) in logits.iter_mut().zip(&self.out).zip(&self.out_bias) {
            *logit = bias + hidden.iter().zip(weights).map(|(value, weight)| value * weight).sum::<f32>();
        }
        Ok(logits)
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
        labels.iter_mut().for_each(|share| *share /= sum);
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
        // From the definition x·Φ(x), to nine digits.
        for (x, y) in
            [(0.0, 0.0), (1.0, 0.841_344_75), (-1.0, -0.158_655_25), (3.0, 2.995_950_3), (-4.0, -0.000_126_684)]
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
