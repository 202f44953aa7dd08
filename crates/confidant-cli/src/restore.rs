//! `confidant restore`: the values go back into a text that holds placeholders.

use confidant_privacy::{Placeholder, Reply, restore};

use crate::{
    arguments::Restore, failure::Failure, mask::stdin, output, surroundings::Surroundings, vault_file::VaultFile,
};

/// Restores standard input. The report, one JSON object, goes to standard error.
pub async fn run(here: &Surroundings, wanted: Restore) -> Result<(), Failure> {
    let text = stdin(here).await?;
    let vault = VaultFile::open(here.store().await?, here.home.data(), &wanted.vault).await?.read()?;
    let known: Vec<Placeholder> = vault.entries().map(|entry| entry.placeholder).collect();
    let reply = Reply::new(text.into_exposed("its placeholders are looked up"));
    let (restored, report) = restore(&reply, &vault, &known);
    output::text(restored.expose("the person asked for the restored text"))?;
    output::note(&serde_json::to_string(&report).map_err(std::io::Error::from)?);
    Ok(())
}
