//! The keyring of the operating system: where keys are kept. It may be absent, locked, or wait for a person for ever.

use std::{thread, time::Duration};

use keyring::v1::{Entry, Error};
use tokio::{sync::oneshot, time::timeout};
use zeroize::Zeroizing;

use crate::StoreError;

const SERVICE: &str = "Confidant";

/// How long a keyring may ask a person to unlock it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whether this computer has a keyring that can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringState {
    /// It keeps what it is given and gives it back.
    Available,
    /// There is none, or it is locked and did not unlock.
    Absent,
}

/// Looks whether the keyring answers. It may show its own window to be unlocked; after ten seconds it counts as absent.
///
/// Reading proves too little: a service without any collection answers "no such entry". So a probe is written and removed.
pub async fn keyring_state() -> KeyringState {
    let probe = || {
        let entry = Entry::new(SERVICE, "probe")?;
        entry.set_secret(b"probe")?;
        let read = entry.get_secret();
        entry.delete_credential()?;
        read.map(|secret| secret == b"probe")
    };
    match run(PATIENCE, probe).await {
        Ok(true) => KeyringState::Available,
        _ => KeyringState::Absent,
    }
}

/// What the keyring keeps under this name, if anything.
pub(crate) async fn get(name: String) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
    run(PATIENCE, move || match Entry::new(SERVICE, &name)?.get_secret() {
        Ok(secret) => Ok(Some(Zeroizing::new(secret))),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    })
    .await
}

/// Keeps it under this name, in place of what was there.
pub(crate) async fn set(name: String, secret: Zeroizing<Vec<u8>>) -> Result<(), StoreError> {
    run(PATIENCE, move || Entry::new(SERVICE, &name)?.set_secret(&secret)).await
}

/// The same with little patience, for what is good to have but must not hold anybody up.
pub(crate) async fn set_soon(name: String, secret: Zeroizing<Vec<u8>>) -> Result<(), StoreError> {
    run(Duration::from_secs(2), move || Entry::new(SERVICE, &name)?.set_secret(&secret)).await
}

/// Forgets it.
pub(crate) async fn remove(name: String) -> Result<(), StoreError> {
    run(PATIENCE, move || match Entry::new(SERVICE, &name)?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(error),
    })
    .await
}

/// On a thread of its own, not of the runtime: a keyring that asks for ever must not keep the program from ending.
async fn run<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, StoreError> {
    let (answer, answered) = oneshot::channel();
    thread::Builder::new().name("keyring".to_owned()).spawn(move || answer.send(work()).is_ok())?;
    match timeout(patience, answered).await {
        Err(_) => Err(StoreError::KeyringTimedOut),
        Ok(Ok(Ok(value))) => Ok(value),
        // What the keyring says may name an account: its kind is enough.
        Ok(Ok(Err(_)) | Err(_)) => Err(StoreError::KeyringAbsent),
    }
}
