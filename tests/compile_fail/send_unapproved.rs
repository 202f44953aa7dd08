//! A preview that nobody approved is not sent.

use confidant_cloud::{Door, Key, Ledger};
use confidant_privacy::{Approved, Draft, Preview};
use confidant_text::RawText;
use tokio_util::sync::CancellationToken;

async fn send(door: &Door, key: &Key, ledger: &dyn Ledger, request: Preview) {
    let cancel = CancellationToken::new();
    let _ = door.send(request, key, ledger, &cancel, &mut |_| ()).await;
}

fn main() {
    let _ = (send, std::any::type_name::<(Approved, Draft, Preview, RawText)>());
}
