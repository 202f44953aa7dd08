//! Settings: a small table of names, each with the type of its value.

use std::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use crate::{Store, StoreError};

/// The name of a setting whose value is a `T`.
#[derive(Debug)]
pub struct Setting<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Setting<T> {
    /// A setting of this name. The ones that exist are in [`setting`].
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }
}

/// The settings that exist.
pub mod setting {
    use confidant_privacy::Policy;

    use super::Setting;

    /// Whether every connection is refused.
    pub const OFFLINE: Setting<bool> = Setting::new("offline");
    /// Whether the first run was gone through.
    pub const FIRST_RUN_DONE: Setting<bool> = Setting::new("first_run_done");
    /// The keys that open the quick prompt.
    pub const SHORTCUT: Setting<String> = Setting::new("shortcut");
    /// What is masked, and how.
    pub const POLICY: Setting<Policy> = Setting::new("policy");
    /// "light", "dark" or "system".
    pub const THEME: Setting<String> = Setting::new("theme");
    /// The provider that is offered first.
    pub const PROVIDER: Setting<String> = Setting::new("provider");
    /// The local model that is used, by its id in the manifest.
    pub const MODEL: Setting<String> = Setting::new("model");
    /// The proxy for the door out, as a URL.
    pub const PROXY: Setting<String> = Setting::new("proxy");
}

impl Store {
    /// The value of a setting, if it was ever set.
    pub async fn setting<T: DeserializeOwned>(&self, setting: &Setting<T>) -> Result<Option<T>, StoreError> {
        let kept = sqlx::query_scalar("SELECT value FROM settings WHERE name = ?").bind(setting.name);
        let kept: Option<String> = kept.fetch_optional(&self.pool).await?;
        kept.map(|value| serde_json::from_str(&value).map_err(|_| StoreError::Damaged)).transpose()
    }

    /// Sets it.
    pub async fn set<T: Serialize>(&self, setting: &Setting<T>, value: &T) -> Result<(), StoreError> {
        let value = serde_json::to_string(value).map_err(|_| StoreError::Damaged)?;
        let kept =
            sqlx::query("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        kept.bind(setting.name).bind(value).execute(&self.pool).await?;
        Ok(())
    }
}
