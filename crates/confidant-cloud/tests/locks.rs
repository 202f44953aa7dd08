//! The locks that the compiler holds: what must not be written does not compile. That the one right way does compile is shown
//! by every other test of the door.
//!
//! After a change of a compiler's words, `TRYBUILD=overwrite cargo test -p confidant-cloud --test locks` writes the snapshots
//! again; read them before they are committed, each must fail for its own reason.

#[test]
fn what_must_not_be_written_does_not_compile() {
    trybuild::TestCases::new().compile_fail("../../tests/compile_fail/*.rs");
}
