//! Lets Tauri read its configuration at build time, and keeps the symbols of `SQLCipher` to ourselves.

fn main() {
    // WebKit brings its own SQLite: it must not pick up the encrypted one's symbols from our binary.
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    tauri_build::build();
}
