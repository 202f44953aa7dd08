//! `confidant export`: a masked copy of a file, checked before it gets its name.

use confidant_pipeline::{Consent, Export, ExportForm, Exported, Original};
use confidant_privacy::Vault;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::{
    arguments,
    failure::Failure,
    output,
    policy::of_call,
    surroundings::{PageCount, Surroundings},
    vault_file::VaultFile,
};

/// Reads, masks, writes and checks. The vault, if one is wanted, is on the disk before the copy is.
pub async fn run(here: &Surroundings, wanted: arguments::Export) -> Result<(), Failure> {
    let form = form(&wanted)?;
    let way = here.way_without_model()?;
    let count = PageCount::default();
    let hear = |event| count.hear(&event);
    let (case, file) = way.take_in(&wanted.file, wanted.password.as_deref(), &here.cancel, &hear).await?;
    let store = here.store().await?;
    let consent = Consent { other_languages: wanted.other_languages, ..Consent::default() };
    let policy = of_call(Some(&store), &consent, &wanted.masking).await?;
    let kept = if let Some(vault) = &wanted.vault {
        Some(VaultFile::open(store, here.home.data(), vault).await?)
    } else {
        store.close().await;
        None
    };
    let vault = kept.as_ref().map_or_else(|| Ok(Vault::new()), VaultFile::read_or_new)?;
    let original = Original::Kept(file, wanted.password.map(Zeroizing::new));
    let export = Export { original, from: Some(wanted.file), target: wanted.to, replace: wanted.replace, form };
    let masked = way.mask(&case, None, vault, &policy).await?;
    if let Some(kept) = kept {
        kept.write(&masked.vault)?;
    }
    let exported = way.export(&case, export, masked, &policy, &here.cancel, &|_| ()).await?;
    if wanted.json {
        return output::json(&Shown::of(&exported));
    }
    for unshown in &exported.unshown {
        output::note(&format!("warning[{}]: {unshown}", unshown.why.as_str()));
    }
    Ok(())
}

/// What the name of the new file asks for, with what was typed.
fn form(wanted: &arguments::Export) -> Result<ExportForm, Failure> {
    let usage = |code, message: &str| Failure::Usage { code, message: message.to_owned() };
    let form = ExportForm::of(&wanted.to);
    let form = form.ok_or_else(|| usage("bad_form", "the name after --to must end in .txt, .md, .docx or .pdf"))?;
    match form {
        ExportForm::Pdf { .. } => {
            Ok(ExportForm::Pdf { searchable: !wanted.no_letters, keep_drawings: wanted.keep_drawings })
        }
        _ if wanted.keep_drawings || wanted.no_letters => {
            Err(usage("pdf_only", "--keep-drawings and --no-letters are for a copy that ends in .pdf"))
        }
        form => Ok(form),
    }
}

#[derive(Serialize)]
struct Shown {
    bytes: u64,
    unshown: Vec<ShownPage>,
}

#[derive(Serialize)]
struct ShownPage {
    page: u32,
    code: &'static str,
    message: String,
}

impl Shown {
    fn of(exported: &Exported) -> Self {
        let unshown = exported.unshown.iter().map(|unshown| ShownPage {
            page: unshown.page,
            code: unshown.why.as_str(),
            message: unshown.to_string(),
        });
        Self { bytes: exported.bytes, unshown: unshown.collect() }
    }
}
