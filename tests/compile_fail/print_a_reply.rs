//! What a cloud wrote is restored before it is shown.

use confidant_privacy::Reply;

fn main() {
    let reply = Reply::new("text".to_owned());
    println!("{reply}");
    let _ = serde_json::to_string(&reply);
}
