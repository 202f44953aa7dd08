//! The clipboard: mask it for any other program, put the values back into what that program answered, summarise it.

use std::sync::Arc;

use confidant_privacy::{MaskedText, Placeholder, Reply, RestoreReport, restore};
use confidant_store::VaultScope;
use confidant_text::{Document, Page, PageSource, RawText};
use tokio_util::sync::CancellationToken;

use crate::{Case, Confidant, Consent, Events, PipelineError, way::covered};

impl Confidant {
    /// Masks a text for pasting into another program. What its placeholders stand for is kept, so that the answer can be
    /// restored after a restart too.
    pub async fn mask_clipboard(&self, text: &RawText, consent: &Consent) -> Result<MaskedText, PipelineError> {
        let policy = self.policy_of(&[], consent).await?;
        covered(&[text], &policy)?;
        let mut vault = self.store.vault(VaultScope::Clipboard).await?;
        let masked = self.way.mask_text(text, &mut vault, &policy)?;
        self.store.save_vault(VaultScope::Clipboard, &vault).await?;
        Ok(masked)
    }

    /// Puts the real values back into a text that came from another program.
    pub async fn restore_clipboard(&self, text: &RawText) -> Result<(RawText, RestoreReport), PipelineError> {
        let vault = self.store.vault(VaultScope::Clipboard).await?;
        let known: Vec<Placeholder> = vault.entries().map(|entry| entry.placeholder).collect();
        let reply = Reply::new(text.expose("its placeholders are looked up").to_owned());
        Ok(restore(&reply, &vault, &known))
    }

    /// Summarises a text that is in no file. Nothing is kept.
    pub async fn summarise_text(
        &self,
        text: RawText,
        cancel: &CancellationToken,
        events: Events<'_>,
    ) -> Result<(), PipelineError> {
        let page = Page { number: 1, text, source: PageSource::Text, size: None, words: Vec::new() };
        let document = Document { pages: vec![page], ..Document::default() };
        let case = Case { name: RawText::default(), document: Arc::new(document), digest: [0; 32], bytes: 0 };
        self.way.summarise(&case, cancel, events).await.map(drop)
    }
}
