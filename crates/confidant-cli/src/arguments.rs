//! What can be typed: one type per call of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use confidant_privacy::Mode;
use confidant_text::EntityKind;

/// Confidential documents with a local assistant: read, summarise and mask on this computer; only masked text that you
/// approved leaves it.
///
/// JSON on standard output, messages on standard error. Without arguments, or with --quick, the window opens.
#[derive(Debug, Parser)]
#[command(name = "confidant", version, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub call: Call,
}

/// The calls.
#[derive(Debug, Subcommand)]
pub enum Call {
    /// Read files and print their pages.
    Extract(Extract),
    /// Find what is sensitive: JSON lines in, JSON lines out.
    Tag(Tag),
    /// Mask a text; what the placeholders stand for goes into an encrypted vault file.
    Mask(Mask),
    /// Write a masked copy of a file: text, Markdown, Word, or a PDF with boxes over what is masked.
    Export(Export),
    /// Put the values back into a text with placeholders (standard input).
    Restore(Restore),
    /// Summarise files on this computer.
    #[command(visible_alias = "summarise")]
    Summarize(Summarize),
    /// Ask a question about files; it is answered on this computer.
    Ask(Ask),
    /// Ask a provider about a masked selection of a file: look first, then approve by digest.
    Escalate(Escalate),
    /// Set up who may be asked.
    #[command(subcommand)]
    Provider(Provider),
    /// What left this computer, when and to whom.
    #[command(subcommand)]
    Ledger(Ledger),
    /// What is masked, and how.
    #[command(subcommand)]
    Policy(Policy),
    /// Words that are masked always, or never.
    #[command(subcommand)]
    List(List),
    /// The models that may run here.
    #[command(subcommand)]
    Models(Models),
}

/// `confidant policy`
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// The preset and the mode of every kind, as JSON.
    Show,
    /// Start from another preset.
    Preset {
        /// Which.
        preset: PresetName,
    },
    /// Set the mode of a kind; without a mode, give it back to the preset.
    Mode {
        /// The kind, as `confidant policy show` names it.
        kind: EntityKind,
        /// mask, omit, generalise, substitute or keep.
        mode: Option<Mode>,
    },
}

/// `confidant list`
#[derive(Debug, Subcommand)]
pub enum List {
    /// The words that hold everywhere, one JSON object a line.
    Show,
    /// Put a word on a list; it holds everywhere.
    Add {
        /// Which list.
        list: ListName,
        /// The word; `Acme*` stands for all words that begin so.
        term: String,
        /// What it is.
        #[arg(long, default_value = "TERM")]
        kind: EntityKind,
    },
    /// Take a word off its list, by the number that `confidant list show` tells.
    Remove {
        /// The number.
        id: i64,
    },
    /// Add the words of a CSV table: a term, a kind (or nothing), and "always" or "never" (or nothing) in each line.
    Import {
        /// The table, or - for standard input.
        file: PathBuf,
    },
}

/// Which list a word is on.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ListName {
    /// It is masked wherever it stands.
    Always,
    /// It is not masked, whoever finds it.
    Never,
}

/// `confidant extract`
#[derive(Debug, Args)]
pub struct Extract {
    /// The files to read; of a folder, all files in it that can be read.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The password of the files that have one.
    #[arg(long, value_name = "P")]
    pub password: Option<String>,
    /// Do not recognise text in pictures: pages that are scans stay without text.
    #[arg(long)]
    pub no_ocr: bool,
    /// Print JSON instead of the bare text, one object per line when there are several files.
    #[arg(long)]
    pub json: bool,
}

/// `confidant tag`
#[derive(Debug, Args)]
pub struct Tag {
    /// Use the table of rules alone, without the learned tagger.
    #[arg(long)]
    pub rules_only: bool,
    /// What is masked.
    #[command(flatten)]
    pub masking: Masking,
}

/// What is masked, for this call. Without these, `mask` and `escalate` do as the settings say.
#[derive(Debug, Args)]
pub struct Masking {
    /// Where the modes start from.
    #[arg(long, value_name = "P")]
    pub preset: Option<PresetName>,
    /// The mode of a kind: mask, omit, generalise, substitute or keep, as in DATE=generalise. May be repeated.
    #[arg(long = "mode", value_name = "KIND=MODE", value_parser = kind_and_mode)]
    pub modes: Vec<(EntityKind, Mode)>,
    /// A CSV table of words: a term, its kind (or nothing), and "always" or "never" (or nothing) in each line.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
}

/// A set of modes.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PresetName {
    /// Everything that is found.
    Strict,
    /// What singles a person out.
    Balanced,
}

fn kind_and_mode(pair: &str) -> Result<(EntityKind, Mode), String> {
    let (kind, mode) = pair.split_once('=').ok_or("write KIND=MODE, as in DATE=generalise")?;
    let kind: EntityKind = kind.to_ascii_uppercase().parse().map_err(|_| "there is no such kind")?;
    let mode: Mode = mode.to_ascii_lowercase().parse().map_err(|_| "there is no such mode")?;
    if kind.is_secret() { Err("a secret always blocks a send".to_owned()) } else { Ok((kind, mode)) }
}

/// `confidant mask`
#[derive(Debug, Args)]
pub struct Mask {
    /// The file to mask, or - for standard input.
    #[arg(default_value = "-")]
    pub file: PathBuf,
    /// The encrypted file that keeps what the placeholders stand for; made if it is not there.
    #[arg(long, value_name = "V")]
    pub vault: PathBuf,
    /// What is masked.
    #[command(flatten)]
    pub masking: Masking,
}

/// `confidant export`
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[derive(Debug, Args)]
pub struct Export {
    /// The file to read.
    pub file: PathBuf,
    /// The file to write; its ending says as what: txt, md, docx or pdf.
    #[arg(long, value_name = "OUT")]
    pub to: PathBuf,
    /// The password of the file to read.
    #[arg(long, value_name = "P")]
    pub password: Option<String>,
    /// Replace OUT if it is there.
    #[arg(long)]
    pub replace: bool,
    /// The encrypted file that keeps what the placeholders stand for; made if it is not there. Without it, nothing is kept.
    #[arg(long, value_name = "V")]
    pub vault: Option<PathBuf>,
    /// In a PDF, keep lines, logos, pictures and signatures as they are, though nobody reads what they say.
    #[arg(long)]
    pub keep_drawings: bool,
    /// In a PDF, leave out the letters that make it searchable.
    #[arg(long)]
    pub no_letters: bool,
    /// Write the copy although names in the language of the text are not covered and may be missed.
    #[arg(long)]
    pub other_languages: bool,
    /// What is masked.
    #[command(flatten)]
    pub masking: Masking,
    /// Print JSON: the size of the copy, and what is not shown in it.
    #[arg(long)]
    pub json: bool,
}

/// `confidant restore`
#[derive(Debug, Args)]
pub struct Restore {
    /// The encrypted file that `confidant mask` wrote.
    #[arg(long, value_name = "V")]
    pub vault: PathBuf,
}

/// `confidant summarize`
#[derive(Debug, Args)]
pub struct Summarize {
    /// The files to summarise, one after the other; of a folder, all files in it that can be read.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON, one object per line when there are several files.
    #[arg(long)]
    pub json: bool,
}

/// `confidant ask`
#[derive(Debug, Args)]
pub struct Ask {
    /// The files to ask about; of a folder, all files in it that can be read.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The question.
    #[arg(long, value_name = "Q")]
    pub question: String,
    /// Print JSON instead of the answer with its pages.
    #[arg(long)]
    pub json: bool,
}

/// `confidant escalate`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("step").required(true).args(["preview", "approve"]))]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Escalate {
    /// The file to ask about.
    pub file: PathBuf,
    /// The question.
    #[arg(long, value_name = "Q")]
    pub question: String,
    /// Who is asked, by the name it was added under.
    #[arg(long, value_name = "NAME")]
    pub provider: String,
    /// Show what would leave. Nothing is sent.
    #[arg(long)]
    pub preview: bool,
    /// Send exactly what the preview of this digest showed.
    #[arg(long, value_name = "DIGEST")]
    pub approve: Option<String>,
    /// Mask passwords, keys and tokens instead of refusing a file that holds one.
    #[arg(long)]
    pub mask_secrets: bool,
    /// Send although names in the language of the text are not covered and may be missed.
    #[arg(long)]
    pub other_languages: bool,
    /// Let this value leave although it is an identifier with a valid checksum; it has to be on the never list. May be repeated.
    #[arg(long, value_name = "VALUE")]
    pub confirm: Vec<String>,
    /// Print JSON instead of the bare body or answer.
    #[arg(long)]
    pub json: bool,
}

/// `confidant provider`
#[derive(Debug, Subcommand)]
pub enum Provider {
    /// Add a provider, or change the one of this name. Its key is read from standard input; an empty one keeps the old.
    Add(ProviderAdd),
}

/// `confidant provider add`
#[derive(Debug, Args)]
pub struct ProviderAdd {
    /// What you call it.
    pub name: String,
    /// Which protocol it speaks.
    #[arg(long)]
    pub kind: ProviderKind,
    /// Where it is: https, or http on this computer.
    #[arg(long, value_name = "U")]
    pub base_url: String,
    /// Which of its models is asked.
    #[arg(long, value_name = "M")]
    pub model: String,
}

/// Which protocol a provider speaks.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ProviderKind {
    /// OpenAI-compatible chat completions.
    #[value(name = "openai")]
    OpenAi,
}

/// `confidant ledger`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Ledger {
    /// The entries, one JSON object per line.
    List,
    /// Whether the chain of hashes is whole; exit status 1 when it is not.
    Verify,
    /// Everything, with the bodies that were sent, as it was hashed.
    Export,
}

/// `confidant models`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Models {
    /// The models and which of them are here.
    List,
    /// Whether the files that are here are the pinned ones; exit status 1 when one is not.
    Verify,
}
