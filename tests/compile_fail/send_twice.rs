//! One approval, one request.

use confidant_cloud::{Door, Key, Ledger};
use confidant_privacy::{Approved, Draft, Preview};
use confidant_text::RawText;
use tokio_util::sync::CancellationToken;

async fn send(door: &Door, key: &Key, ledger: &dyn Ledger, request: Approved) {
    let cancel = CancellationToken::new();
    let _ = door.send(request, key, ledger, &cancel, &mut |_| ()).await;
    let _ = door.send(request, key, ledger, &cancel, &mut |_| ()).await;
}

fn main() {
    let _ = (send, std::any::type_name::<(Approved, Draft, Preview, RawText)>());
}
