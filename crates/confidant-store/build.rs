//! Builds again when a migration changes: they are compiled in.

fn main() {
    let mut out = std::io::stdout();
    let _ = std::io::Write::write_all(&mut out, b"cargo:rerun-if-changed=migrations\n");
}
