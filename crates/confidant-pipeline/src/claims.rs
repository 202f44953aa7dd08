//! [`Claims`]: of files with the same content, one is read; the others wait for what becomes of it.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

type Digest = [u8; 32];

/// The contents that are being read now.
#[derive(Clone, Default)]
pub(crate) struct Claims {
    held: Arc<Mutex<HashSet<Digest>>>,
    freed: Arc<Notify>,
}

/// The right to read a content. Dropping it lets the next one have it.
pub(crate) struct Claim {
    claims: Claims,
    digest: Digest,
}

impl Claims {
    /// Waits until nobody else reads this content; none when the work is not wanted any more.
    pub async fn claim(&self, digest: Digest, cancel: &CancellationToken) -> Option<Claim> {
        cancel.run_until_cancelled(self.wait(digest)).await
    }

    async fn wait(&self, digest: Digest) -> Claim {
        loop {
            let freed = self.freed.notified();
            tokio::pin!(freed);
            // Listens before it looks, so that nothing happens in between unheard.
            freed.as_mut().enable();
            if self.lock().insert(digest) {
                return Claim { claims: self.clone(), digest };
            }
            freed.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<Digest>> {
        // Whole after every statement that changes it.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.claims.lock().remove(&self.digest);
        self.claims.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::Claims;

    #[tokio::test]
    async fn a_content_is_read_by_one_at_a_time() {
        let (claims, never) = (Claims::default(), CancellationToken::new());
        let first = claims.claim([1; 32], &never).await;
        assert!(claims.claim([2; 32], &never).await.is_some(), "another content is nobody's business");
        let waiting = tokio::spawn({
            let (claims, never) = (claims.clone(), never.clone());
            async move { claims.claim([1; 32], &never).await.is_some() }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        drop(first);
        assert!(waiting.await.unwrap());
    }

    #[tokio::test]
    async fn who_is_not_wanted_any_more_waits_no_longer() {
        let (claims, cancel) = (Claims::default(), CancellationToken::new());
        let _held = claims.claim([1; 32], &cancel).await;
        cancel.cancel();
        assert!(claims.claim([1; 32], &cancel).await.is_none());
    }
}
