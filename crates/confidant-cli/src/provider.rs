//! `confidant provider`: who may be asked. The key comes on standard input, never as an argument that others could see.

use std::io::{IsTerminal, Read};

use confidant_pipeline::PipelineError;
use zeroize::Zeroizing;

use crate::{
    arguments::{Provider, ProviderAdd, ProviderKind},
    failure::Failure,
    output,
    surroundings::Surroundings,
};

/// Adds or changes a provider.
pub async fn run(here: &Surroundings, wanted: Provider) -> Result<(), Failure> {
    let Provider::Add(ProviderAdd { name, kind: ProviderKind::OpenAi, base_url, model }) = wanted;
    let key = here.cancel.run_until_cancelled(tokio::task::spawn_blocking(key)).await.ok_or(Failure::Cancelled)?;
    let key = key.map_err(PipelineError::from)??;
    let confidant = here.confidant(here.way_without_model()?).await?;
    let saved = confidant.save_provider(&name, &base_url, &model, key).await;
    confidant.close().await;
    saved?;
    output::note("The provider is kept. Nothing was sent to it.");
    Ok(())
}

fn key() -> Result<Zeroizing<String>, Failure> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("Key (not shown): ").map(Zeroizing::new).map_err(|_| Failure::NoTerminal);
    }
    let mut key = Zeroizing::new(String::new());
    std::io::stdin().lock().read_to_string(&mut key)?;
    Ok(key)
}
