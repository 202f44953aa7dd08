//! A key does not print.

use confidant_cloud::Key;

fn show(key: &Key) {
    println!("{key:?} {key}");
    let _: Key = key.clone();
}

fn main() {}
