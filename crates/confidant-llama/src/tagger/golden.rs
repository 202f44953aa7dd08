//! The whole way up to the answers of pieces against the reference that was exported with the weights.

use std::{path::Path, sync::Arc, thread};

use serde::Deserialize;

use super::{head::Answer, label::OUTPUTS, lanes::Lanes, messages::Files, windows::join, worker::load};

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u32>,
    offsets: Vec<(usize, usize)>,
    shapes: Vec<String>,
    windows: Vec<Window>,
    labels: Vec<String>,
    sensitive: Vec<f32>,
}

#[derive(Deserialize)]
struct Window {
    begin: usize,
    end: usize,
    logits: Vec<Vec<f32>>,
}

pub(crate) fn folder() -> std::path::PathBuf {
    std::env::var_os("CONFIDANT_TAGGER").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/tagger/weights"),
        std::path::PathBuf::from,
    )
}

fn files() -> Files {
    let at = |name: &str| folder().join(name).to_str().unwrap().to_owned();
    Files { encoder: at("tagger-f16.gguf"), head: at("head.safetensors"), tokenizer: at("tokenizer.json"), bytes: 0 }
}

#[test]
fn every_step_agrees_with_the_reference() {
    let golden = std::fs::read(folder().join("golden.json")).unwrap();
    let golden: Golden = serde_json::from_slice(&golden).unwrap();
    let (parts, _) = load(&files()).unwrap();
    let (mut pieces_seen, mut same, mut far, mut shift) = (0_u32, 0_u32, 0.0_f32, 0.0_f32);
    thread::scope(|scope| {
        let lanes = Lanes::start(scope, &parts, 2);
        for case in &golden.cases {
            let pieces: Arc<[_]> = parts.encoder.pieces(&case.text).unwrap().into();
            assert_eq!(pieces.iter().map(|piece| piece.id).collect::<Vec<_>>(), case.ids);
            let offsets: Vec<_> = pieces
                .iter()
                .map(|piece| piece.span.to_code_points(&case.text).unwrap())
                .map(|at| (at.start, at.end))
                .collect();
            assert_eq!(offsets, case.offsets);
            for (piece, shape) in pieces.iter().zip(&case.shapes) {
                let facts: Vec<_> = shape.match_indices('1').map(|(at, _)| at).collect();
                assert_eq!(piece.shape.facts().collect::<Vec<_>>(), facts, "{:?}", piece.span.of(&case.text));
            }
            let windows = parts.cut.windows(&pieces);
            assert_eq!(windows, case.windows.iter().map(|window| window.begin..window.end).collect::<Vec<_>>());
            let scores = lanes.read(&pieces, &windows).unwrap();
            for (scores, window) in scores.iter().zip(&case.windows) {
                for (logits, reference) in scores.iter().flatten().zip(window.logits.iter().flatten()) {
                    far = far.max((logits - reference).abs());
                }
            }
            let answers: Vec<_> =
                scores.iter().map(|scores| scores.iter().map(|logits| Answer::of(logits).unwrap()).collect()).collect();
            for ((answer, label), sensitive) in
                join(pieces.len(), &windows, &answers).iter().zip(&case.labels).zip(&case.sensitive)
            {
                let most = answer.labels.iter().copied().fold(0.0, f32::max);
                pieces_seen += 1;
                let label = OUTPUTS.iter().position(|output| output == label).unwrap();
                same += u32::from(answer.labels[label] >= most);
                shift = shift.max((answer.sensitive - sensitive).abs());
            }
        }
    });
    assert!(pieces_seen > 1_000, "too few to say anything: {pieces_seen}");
    let agreement = f64::from(same) / f64::from(pieces_seen);
    assert!(
        agreement >= 0.999 && shift < 0.01,
        "{pieces_seen} pieces: agreement {agreement:.5}, logits differ by at most {far:.4}, sensitivity by {shift:.5}"
    );
}
