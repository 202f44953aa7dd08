//! [`Prefix`]: the name of a place in a masked text, by everything that stands before it.

/// Hashes a text as it grows: FNV-1a with 64 bits (draft-eastlake-fnv). It needs to be the same in every run of the program
/// and nothing more: a collision picks another way of writing the same value, never another value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix(u64);

impl Prefix {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn feed(&mut self, text: &str) {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// The name of the place that lies behind `text`, when that comes next.
    pub(crate) fn behind(mut self, text: &str) -> u64 {
        self.feed(text);
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Prefix;

    #[test]
    fn places_have_the_published_names_whatever_the_pieces() {
        assert_eq!(Prefix::new().behind("foobar"), 0x8594_4171_f739_67e8);
        let mut prefix = Prefix::new();
        prefix.feed("fo");
        prefix.feed("");
        assert_eq!(prefix.behind("obar"), 0x8594_4171_f739_67e8);
    }
}
