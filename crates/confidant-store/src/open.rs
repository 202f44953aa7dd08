//! [`Store`]: the opened database. Here is how it is made, unlocked, brought up to date and closed.

use std::{fs::File, path::Path, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions, Connection as _, Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous},
};
use zeroize::Zeroizing;

use crate::{
    StoreError, StoreState,
    error::on_first_read,
    home::{Home, Method, Note},
    key::{RandomKey, passphrase_pragma},
    keyring,
};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How the store is opened.
pub enum Unlock {
    /// By a random key that the keyring of the operating system keeps.
    Keyring,
    /// By what a person remembers.
    Passphrase(Zeroizing<String>),
}

/// The opened store. Clones share one connection.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: SqlitePool,
    pub(crate) note: Arc<Note>,
    /// Says to other processes that the layout must not be changed now.
    _in_use: Arc<File>,
}

impl Store {
    /// What opens the store of this data folder, without opening it.
    pub fn state(home: &Path) -> Result<StoreState, StoreError> {
        Home::of(home).state()
    }

    /// Opens the store of this data folder, or makes it, and brings its layout up to date (after a backup).
    pub async fn open(home: &Path, unlock: Unlock) -> Result<Self, StoreError> {
        Self::open_at(home, unlock, &MIGRATIONS).await
    }

    async fn open_at(home: &Path, unlock: Unlock, migrations: &Migrator) -> Result<Self, StoreError> {
        let home = Home::create(home)?;
        let _one_at_a_time = home.opening().await?;
        let (note, key) = match home.state()? {
            StoreState::NotCreated => begin(&home, &unlock).await?,
            _ => resume(&home, &unlock).await?,
        };
        let pool = connect(&home, &key).await?;
        let pool = migrate(&home, &key, pool, migrations).await?;
        Ok(Self { pool, note: Arc::new(note), _in_use: Arc::new(home.in_use()?) })
    }

    /// Whether the key lies in the keyring; otherwise a passphrase opens the store.
    pub fn by_keyring(&self) -> bool {
        self.note.opened_by == Method::Keyring
    }

    /// Ends it cleanly: what is in the write-ahead log goes into the database. Nothing is lost without.
    pub async fn close(self) {
        self.pool.close().await;
    }

    /// A transaction that holds the write lock from its start, so that what it reads stays true until it commits.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }
}

/// A new store: first the note and the key are safe on disk and in the keyring, then the database may begin. If this is
/// interrupted anywhere, there is still no database, and it starts again.
async fn begin(home: &Home, unlock: &Unlock) -> Result<(Note, Zeroizing<String>), StoreError> {
    let (note, key) = match unlock {
        Unlock::Keyring => {
            let note = Note::new(Method::Keyring);
            let key = RandomKey::new()?;
            keyring::set(key_name(&note), Zeroizing::new(key.bytes().to_vec())).await?;
            (note, key.pragma())
        }
        Unlock::Passphrase(passphrase) => (Note::new(Method::Passphrase), passphrase_pragma(passphrase)?),
    };
    home.save_note(&note)?;
    home.touch_database()?;
    Ok((note, key))
}

async fn resume(home: &Home, unlock: &Unlock) -> Result<(Note, Zeroizing<String>), StoreError> {
    if home.starts_in_the_clear()? {
        return Err(StoreError::NotEncrypted);
    }
    let note = home.note()?.ok_or(StoreError::NoteDamaged)?;
    let key = match (note.opened_by, unlock) {
        (Method::Keyring, Unlock::Keyring) => {
            let secret = keyring::get(key_name(&note)).await?.ok_or(StoreError::KeyMissing)?;
            RandomKey::from_bytes(&secret)?.pragma()
        }
        (Method::Passphrase, Unlock::Passphrase(passphrase)) => passphrase_pragma(passphrase)?,
        (Method::Keyring, Unlock::Passphrase(_)) => return Err(StoreError::KeyringNeeded),
        (Method::Passphrase, Unlock::Keyring) => return Err(StoreError::PassphraseNeeded),
    };
    Ok((note, key))
}

fn key_name(note: &Note) -> String {
    format!("store:{}", note.id)
}

/// One connection: a passphrase is stretched once, and writes cannot wait for each other in a circle.
async fn connect(home: &Home, key: &str) -> Result<SqlitePool, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(home.database())
        .create_if_missing(false)
        // sqlx would log every statement, and the first one holds the key.
        .disable_statement_logging()
        .pragma("key", key.to_owned())
        .pragma("temp_store", "MEMORY")
        .pragma("secure_delete", "ON")
        .pragma("fullfsync", "ON")
        .pragma("checkpoint_fullfsync", "ON")
        .pragma("trusted_schema", "OFF")
        // A wrong key is our error to tell, not SQLCipher's to print.
        .pragma("cipher_log_level", "NONE")
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(20));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_mins(1))
        // The first read of the file, so it comes after the pragmas above.
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::query("PRAGMA journal_mode = WAL").execute(connection).await.map(drop) })
        })
        // On a full disk SQLite rolls back by itself, and sqlx's count of open transactions stays wrong: a new connection.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await
        .map_err(on_first_read)?;
    sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&pool).await.map_err(on_first_read)?;
    is_encrypted(&pool).await?;
    Ok(pool)
}

/// Another `SQLite` could have been linked in place of `SQLCipher`, and would write in the clear.
async fn is_encrypted(pool: &SqlitePool) -> Result<(), StoreError> {
    let engine: Option<String> = sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(pool).await?;
    if engine.is_none_or(|version| version.is_empty()) { Err(StoreError::NotEncrypted) } else { Ok(()) }
}

async fn migrate(
    home: &Home,
    key: &str,
    mut pool: SqlitePool,
    migrations: &Migrator,
) -> Result<SqlitePool, StoreError> {
    let newest = migrations.iter().map(|migration| migration.version).max().unwrap_or(0);
    let present = layout(&pool).await?;
    if present > newest {
        return Err(StoreError::Newer);
    }
    if present == newest {
        // The update before this start went well: its backup would only keep what is removed from now on.
        home.drop_backup()?;
        return Ok(pool);
    }
    let _alone = home.alone()?;
    if present > 0 {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&pool).await?;
        // The copy must not be made beside an open connection: see `Home::starts_in_the_clear`.
        pool.close().await;
        home.back_up()?;
        pool = connect(home, key).await?;
    }
    migrations.run(&pool).await?;
    Ok(pool)
}

/// The number of the last migration that was applied.
async fn layout(pool: &SqlitePool) -> Result<i64, StoreError> {
    let begun: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        .fetch_one(pool)
        .await?;
    if begun == 0 {
        return Ok(0);
    }
    Ok(sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success")
        .fetch_one(pool)
        .await?)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use sqlx::{
        SqlSafeStr,
        migrate::{Migration, MigrationType, Migrator},
    };
    use zeroize::Zeroizing;

    use super::{MIGRATIONS, Store, Unlock};
    use crate::{StoreError, VaultScope};

    fn pass() -> Unlock {
        Unlock::Passphrase(Zeroizing::new("long enough".to_owned()))
    }

    fn next(sql: &'static str) -> Migrator {
        let mut all: Vec<Migration> = MIGRATIONS.iter().cloned().collect();
        all.push(Migration::new(9000, "next".into(), MigrationType::Simple, sql.into_sql_str(), false));
        Migrator::with_migrations(all)
    }

    fn backup(home: &Path) -> std::path::PathBuf {
        home.join("store/before-update.db")
    }

    #[tokio::test]
    async fn an_older_layout_is_backed_up_and_brought_up_to_date() {
        let home = tempfile::tempdir().unwrap();
        Store::open(home.path(), pass()).await.unwrap().close().await;
        let before = fs::read(home.path().join("store/confidant.db")).unwrap();

        let newer = next("CREATE TABLE extra (id INTEGER PRIMARY KEY)");
        Store::open_at(home.path(), pass(), &newer).await.unwrap().close().await;
        assert_eq!(fs::read(backup(home.path())).unwrap(), before, "the backup is the store as it was");

        assert_eq!(
            Store::open(home.path(), pass()).await.err(),
            Some(StoreError::Newer),
            "an older Confidant leaves it"
        );
        Store::open_at(home.path(), pass(), &newer).await.unwrap().close().await;
        assert!(!backup(home.path()).exists(), "after a good start the backup goes");
    }

    #[tokio::test]
    async fn what_the_first_layout_kept_is_still_restored() {
        let home = tempfile::tempdir().unwrap();
        let first = Migrator::with_migrations(MIGRATIONS.iter().take(1).cloned().collect());
        let old = Store::open_at(home.path(), pass(), &first).await.unwrap();
        for (placeholder, value) in [("[PERSON_1]", "Hannah Weiss"), ("[IBAN_2]", "DE02")] {
            sqlx::query("INSERT INTO vault_entries VALUES (NULL, NULL, ?, ?)")
                .bind(placeholder)
                .bind(value)
                .execute(&old.pool)
                .await
                .unwrap();
        }
        old.close().await;

        let store = Store::open(home.path(), pass()).await.unwrap();
        let vault = store.vault(VaultScope::Clipboard).await.unwrap();
        let kept: Vec<_> = vault.entries().map(|entry| (entry.placeholder.to_string(), entry.value.clone())).collect();
        assert_eq!(kept, [("[PERSON_1]".into(), "Hannah Weiss".into()), ("[ACCOUNT_2]".into(), "DE02".into())]);
        store.save_vault(VaultScope::Clipboard, &vault).await.unwrap();
        store.close().await;
    }

    #[tokio::test]
    async fn an_update_that_fails_leaves_the_store_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        Store::open(home.path(), pass()).await.unwrap().close().await;
        let broken = next("CREATE TABLE extra (id INTEGER); CREATE TABLE documents (id INTEGER)");
        assert!(Store::open_at(home.path(), pass(), &broken).await.is_err());
        let store = Store::open(home.path(), pass()).await.unwrap();
        let extra: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")
            .fetch_one(&store.pool)
            .await
            .unwrap();
        assert_eq!(extra, 0);
        store.close().await;
    }

    #[tokio::test]
    async fn the_layout_is_not_changed_under_another_process() {
        let home = tempfile::tempdir().unwrap();
        let other = Store::open(home.path(), pass()).await.unwrap();
        let newer = next("CREATE TABLE extra (id INTEGER PRIMARY KEY)");
        assert_eq!(Store::open_at(home.path(), pass(), &newer).await.err(), Some(StoreError::InUse));
        other.close().await;
        Store::open_at(home.path(), pass(), &newer).await.unwrap().close().await;
    }

    #[tokio::test]
    async fn the_engine_is_as_careful_as_it_is_meant_to_be() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), pass()).await.unwrap();
        for (pragma, value) in [("synchronous", 2), ("temp_store", 2), ("secure_delete", 1), ("foreign_keys", 1)] {
            let is: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("PRAGMA {pragma}")))
                .fetch_one(&store.pool)
                .await
                .unwrap();
            assert_eq!(is, value, "{pragma}");
        }
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&store.pool).await.unwrap();
        assert_eq!(mode, "wal");
        store.close().await;
    }
}
