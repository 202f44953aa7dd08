//! `confidant mask`: placeholders for what is sensitive; what they stand for goes into the vault file.

use std::{io::Read, path::Path};

use confidant_pipeline::{Consent, Way};
use confidant_privacy::{Policy, Vault, not_covered};
use confidant_text::RawText;

use crate::{
    arguments::Mask, extract::pages, failure::Failure, output, policy::of_call, surroundings::Surroundings,
    vault_file::VaultFile,
};

/// Masks a file or standard input. The vault is on the disk before the masked text is printed.
pub async fn run(here: &Surroundings, wanted: Mask) -> Result<(), Failure> {
    let way = here.way_without_model()?;
    let source = if wanted.file == Path::new("-") {
        Source::Text(stdin(here).await?)
    } else {
        Source::Case(way.read(&wanted.file, None, &here.cancel, &|_| ()).await?)
    };
    tell_of_language(&source);
    let store = here.store().await?;
    let policy = of_call(Some(&store), &Consent::default(), &wanted.masking).await?;
    let file = VaultFile::open(store, here.home.data(), &wanted.vault).await?;
    let vault = file.read_or_new()?;
    let (masked, vault) = match source {
        Source::Text(text) => mask_text(&way, &text, vault, &policy)?,
        Source::Case(case) => {
            let masked = way.mask(&case, None, vault, &policy).await?;
            (pages(masked.pages.iter().map(|page| page.text.as_str())), masked.vault)
        }
    };
    file.write(&vault)?;
    output::text(&masked)
}

enum Source {
    Text(RawText),
    Case(confidant_pipeline::Case),
}

/// Whoever gives the masked text away has to know that names may still be in it.
fn tell_of_language(source: &Source) {
    let language = match source {
        Source::Text(text) => not_covered(&[text]),
        Source::Case(case) => not_covered(&case.document.pages.iter().map(|page| &page.text).collect::<Vec<_>>()),
    };
    if let Some(language) = language {
        output::note(&format!("names in {language} are not covered and may stay; read the masked text with care"));
    }
}

fn mask_text(way: &Way, text: &RawText, mut vault: Vault, policy: &Policy) -> Result<(String, Vault), Failure> {
    let masked = way.mask_text(text, &mut vault, policy)?;
    Ok((masked.as_str().to_owned(), vault))
}

/// All of standard input, which must be UTF-8.
pub async fn stdin(here: &Surroundings) -> Result<RawText, Failure> {
    let read = tokio::task::spawn_blocking(|| {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| RawText::new(text))
    });
    let read = here.cancel.run_until_cancelled(read).await.ok_or(Failure::Cancelled)?;
    let text = read.map_err(confidant_pipeline::PipelineError::from)?;
    text.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => {
            Failure::Usage { code: "not_utf8", message: "standard input is not UTF-8 text".to_owned() }
        }
        kind => Failure::Pipe(kind),
    })
}
