//! [`Manifest`]: every model that may be run, pinned by digest.

use serde::{Deserialize, Serialize};

use crate::{ModelsError, Sha256Hex};

/// The list of models, as `models/manifest.toml` writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    #[serde(rename = "model")]
    models: Vec<ModelEntry>,
}

/// One model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    /// How settings and summaries name it. It never changes for a given file.
    pub id: String,
    /// How people are shown it.
    pub name: String,
    /// The name of its file in a model directory.
    pub file: String,
    /// Size of the file.
    pub bytes: u64,
    /// Digest of the file.
    pub sha256: Sha256Hex,
    /// SPDX identifier.
    pub licence: String,
    /// Where it came from.
    pub source: String,
    /// What it is for.
    pub role: Role,
    /// How many tokens it was trained to look at.
    pub context: u32,
    /// How a conversation is written for it, when its file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<Template>,
    /// Further files that it needs, in the same directory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

/// A file that a model needs beside its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// Its name in the directory of the model.
    pub file: String,
    /// Its size.
    pub bytes: u64,
    /// Its digest.
    pub sha256: Sha256Hex,
}

/// What a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It continues a conversation.
    Chat,
    /// It turns text into vectors.
    Embed,
    /// It says which words of a text are sensitive.
    Tagger,
}

/// How a conversation is written for a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// `<|im_start|>role … <|im_end|>`.
    Chatml,
}

impl Manifest {
    /// The list that was compiled in.
    pub fn builtin() -> Result<Self, ModelsError> {
        Self::parse(include_str!("../../../models/manifest.toml"))
    }

    /// Reads a list and refuses one that contradicts itself.
    pub fn parse(toml: &str) -> Result<Self, ModelsError> {
        let manifest: Self = toml::from_str(toml).map_err(ModelsError::Manifest)?;
        for (index, entry) in manifest.models.iter().enumerate() {
            let twice = manifest.models.iter().take(index).any(|earlier| earlier.id == entry.id);
            // A file name that is a path could reach out of the model directory.
            let path = |file: &str| file.is_empty() || file.starts_with('.') || file.contains(['/', '\\']);
            if twice || path(&entry.file) || entry.beside.iter().any(|beside| path(&beside.file)) {
                return Err(ModelsError::Contradiction { id: entry.id.clone() });
            }
        }
        Ok(manifest)
    }

    /// Every model, in the order of the file.
    pub fn models(&self) -> &[ModelEntry] {
        &self.models
    }

    /// The model with this id.
    pub fn model(&self, id: &str) -> Result<&ModelEntry, ModelsError> {
        self.models.iter().find(|entry| entry.id == id).ok_or_else(|| ModelsError::Unknown { id: id.to_owned() })
    }

    /// The model to use for a role until a person chooses another: the first of that role.
    pub fn default_for(&self, role: Role) -> Option<&ModelEntry> {
        self.models.iter().find(|entry| entry.role == role)
    }
}

#[cfg(test)]
mod tests {
    use super::{Manifest, ModelsError, Role};

    #[test]
    fn the_builtin_list_reads_and_has_a_model_to_chat_with() {
        let manifest = Manifest::builtin().unwrap();
        let chat = manifest.default_for(Role::Chat).expect("a first run needs a chat model");
        assert_eq!(manifest.model(&chat.id).unwrap(), chat);
        assert!(chat.bytes > 0 && chat.context >= 2048, "{} is pinned with its size and context", chat.id);
        assert!(matches!(manifest.model("gpt-nothing"), Err(ModelsError::Unknown { .. })));
    }

    fn entry(id: &str, file: &str) -> String {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"x\"\nfile = \"{file}\"\nbytes = 1\nsha256 = \"{}\"\nlicence = \"MIT\"\n\
             source = \"here\"\nrole = \"chat\"\ncontext = 2048\ntemplate = \"chatml\"\n",
            "ab".repeat(32)
        )
    }

    #[test]
    fn a_list_that_contradicts_itself_is_refused() {
        let fine = entry("a", "a.gguf");
        assert!(Manifest::parse(&fine).is_ok());
        for wrong in [fine.clone() + &fine, entry("a", "../a.gguf"), entry("a", ""), entry("a", "x/y.gguf")] {
            assert!(matches!(Manifest::parse(&wrong), Err(ModelsError::Contradiction { .. })));
        }
        assert!(matches!(Manifest::parse(&fine.replace("abab", "abxy")), Err(ModelsError::Manifest(_))), "no digest");
    }
}
