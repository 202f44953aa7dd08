//! Reads texts with the rules, the tagger and both, and with parts of them left out: a part of `cargo xtask eval pii`.
//!
//!   `variants WEIGHTS balanced|strict NAME…` reads lines `{"id", "text"}` and answers each with `{"id", "spans": {NAME: […]}}`,
//!   where a span is `[start, end, kind]` in code points.
//!
//! The names are below. What belongs to the weights is left out by changing their file, so that the program has no switch for it.
#![allow(clippy::print_stdout, reason = "it answers on standard output")]

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    io::{BufRead, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context, ensure};
use confidant_llama::{TAGGER_ROLE, Tagger, serve_tagger};
use confidant_models::{Manifest, Sha256Hex, Shelf};
use confidant_privacy::{Policy, Preset, Reader, Recognisers};
use confidant_text::{Finding, RawText};
use confidant_worker::WorkerExe;
use safetensors::{SafeTensors, tensor::TensorView};
use serde::Deserialize;
use serde_json::{Value, json};

const MODEL: &str = "tagger-f16.gguf";
const HEAD: &str = "head.safetensors";
const TOKENIZER: &str = "tokenizer.json";

/// The columns of the first layer that see the shape of a word begin here.
const SHAPES_FROM: usize = 384;

fn main() -> ExitCode {
    match confidant_worker::role().as_deref() {
        Some(TAGGER_ROLE) => serve_tagger(),
        Some(_) => ExitCode::FAILURE,
        None => match answer() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                tracing::error!("{error:#}");
                println!("{error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Finds the spans of a text in one way.
type Variant = Box<dyn Fn(&RawText, &Policy) -> anyhow::Result<Vec<Finding>>>;

fn variant(name: &str, weights: &Path, work: &Path) -> anyhow::Result<Variant> {
    let rules = Recognisers::builtin()?;
    let scan = |recognisers: Recognisers| -> Variant {
        Box::new(move |text, policy| {
            let findings = recognisers.scan(&[text], policy)?;
            Ok(findings.iter().flat_map(confidant_privacy::Findings::iter).cloned().collect())
        })
    };
    let system =
        |tagger: Tagger| -> anyhow::Result<Variant> { Ok(scan(Recognisers::builtin()?.and_reader(Box::new(tagger)))) };
    let whole = || tagger(weights, &work.join(name), |_, _| ());
    Ok(match name {
        "rules" => scan(rules),
        "system" => system(whole()?)?,
        "tagger" => {
            let tagger = whole()?;
            Box::new(move |text, policy| {
                let mut readings = tagger.read(&[text], policy.preset)?;
                Ok(readings.pop().context("a text was not read")?.found)
            })
        }
        "no propagation" => {
            let recognisers = rules.and_reader(Box::new(whole()?));
            Box::new(move |text, policy| recognisers.claims(&[text], policy)?.pop().context("a text was not read"))
        }
        "no vote" => system(tagger(weights, &work.join(name), |described, _| {
            change(described, "thresholds", |thresholds| thresholds["vote"] = json!({"sure": 1.0, "others": 1.0}));
        })?)?,
        "no overlap" => system(tagger(weights, &work.join(name), |described, _| {
            change(described, "windows", |windows| windows["stride"] = json!(254));
        })?)?,
        "title before each window" => system(tagger(weights, &work.join(name), |described, _| {
            change(described, "windows", |windows| windows["title"] = json!(24));
        })?)?,
        "no shape" => system(tagger(weights, &work.join(name), |_, hidden| {
            for row in hidden.chunks_exact_mut((SHAPES_FROM + 12) * 4) {
                row.iter_mut().skip(SHAPES_FROM * 4).for_each(|byte| *byte = 0);
            }
        })?)?,
        unknown => anyhow::bail!("there is no variant called {unknown:?}"),
    })
}

/// A tagger with these weights, whose description and first layer are changed.
fn tagger(
    weights: &Path,
    folder: &Path,
    change: impl Fn(&mut HashMap<String, String>, &mut [u8]),
) -> anyhow::Result<Tagger> {
    fs::create_dir_all(folder)?;
    for file in [MODEL, TOKENIZER] {
        fs::copy(weights.join(file), folder.join(file)).with_context(|| format!("{file} could not be copied"))?;
    }
    let head = fs::read(weights.join(HEAD)).context("the head could not be read")?;
    let (_, described) = SafeTensors::read_metadata(&head)?;
    let mut described = described.metadata().clone().unwrap_or_default();
    let tensors = SafeTensors::deserialize(&head)?;
    let mut hidden = tensors.tensor("hidden.weight")?.data().to_vec();
    change(&mut described, &mut hidden);
    let mut parts = Vec::new();
    for (name, tensor) in tensors.iter() {
        let data = if name == "hidden.weight" { hidden.as_slice() } else { tensor.data() };
        parts.push((name.to_owned(), TensorView::new(tensor.dtype(), tensor.shape().to_vec(), data)?));
    }
    fs::write(folder.join(HEAD), safetensors::serialize(parts, Some(described))?)?;
    Ok(Tagger::new(WorkerExe::current()?, pinned(folder)?, None))
}

fn change(described: &mut HashMap<String, String>, field: &str, how: impl Fn(&mut Value)) {
    if let Some(written) = described.get_mut(field)
        && let Ok(mut value) = serde_json::from_str(written)
    {
        how(&mut value);
        *written = value.to_string();
    }
}

/// A shelf whose manifest says that the files of this folder are right.
fn pinned(folder: &Path) -> anyhow::Result<Shelf> {
    let row = |file: &str| -> anyhow::Result<String> {
        let path = folder.join(file);
        let digest = Sha256Hex::of(fs::File::open(&path)?)?;
        Ok(format!("file = {file:?}\nbytes = {}\nsha256 = \"{digest}\"\n", fs::metadata(&path)?.len()))
    };
    let (model, head, tokenizer) = (row(MODEL)?, row(HEAD)?, row(TOKENIZER)?);
    let manifest = format!(
        "[[model]]\nid = \"t\"\nname = \"T\"\n{model}licence = \"Apache-2.0\"\nsource = \"here\"\nrole = \"tagger\"\n\
         context = 256\n[[model.beside]]\n{head}[[model.beside]]\n{tokenizer}"
    );
    Ok(Shelf::of(Manifest::parse(&manifest)?, vec![folder.to_owned()]))
}

#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

fn answer() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(weights), Some(preset)) = (arguments.next(), arguments.next()) else {
        anyhow::bail!("usage: variants WEIGHTS balanced|strict NAME…");
    };
    let preset = if preset == "strict" { Preset::Strict } else { Preset::Balanced };
    let policy = Policy { preset, ..Policy::default() };
    let work = tempfile::tempdir()?;
    let variants: Vec<(String, Variant)> = arguments
        .map(|name| variant(&name, Path::new(&weights), work.path()).map(|variant| (name, variant)))
        .collect::<anyhow::Result<_>>()?;
    ensure!(!variants.is_empty(), "name at least one variant");

    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Line { id, text } = serde_json::from_str(&line?).context("a line does not read")?;
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let point = |byte| starts.partition_point(|start| *start < byte);
        let raw = RawText::new(text);
        let mut spans = BTreeMap::new();
        for (name, variant) in &variants {
            let found = variant(&raw, &policy)?;
            let span = |finding: &Finding| json!([point(finding.span.start), point(finding.span.end), finding.kind]);
            spans.insert(name, found.iter().map(span).collect::<Vec<_>>());
        }
        writeln!(output, "{}", json!({"id": id, "spans": spans}))?;
    }
    Ok(())
}
