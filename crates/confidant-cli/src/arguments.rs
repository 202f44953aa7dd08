//! What can be typed: one type per call of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Read a file and print its pages.
    Extract(Extract),
    /// Find what is sensitive: JSON lines in, JSON lines out.
    Tag(Tag),
    /// Mask a text; what the placeholders stand for goes into an encrypted vault file.
    Mask(Mask),
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
    /// The models that may run here.
    #[command(subcommand)]
    Models(Models),
}

/// `confidant extract`
#[derive(Debug, Args)]
pub struct Extract {
    /// The file to read.
    pub file: PathBuf,
    /// The file's password.
    #[arg(long, value_name = "P")]
    pub password: Option<String>,
    /// Do not recognise text in pictures. (Nothing does yet: the flag is there so that scripts need not change.)
    #[arg(long)]
    pub no_ocr: bool,
    /// Print JSON instead of the bare text.
    #[arg(long)]
    pub json: bool,
}

/// `confidant tag`
#[derive(Debug, Args)]
pub struct Tag {
    /// Use the table of rules alone. (There is no learned tagger yet: this is what happens anyway.)
    #[arg(long)]
    pub rules_only: bool,
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
    /// The files to summarise, one after the other.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print JSON, one object per line when there are several files.
    #[arg(long)]
    pub json: bool,
}

/// `confidant ask`
#[derive(Debug, Args)]
pub struct Ask {
    /// The files to ask about.
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
