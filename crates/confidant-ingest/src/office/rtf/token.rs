//! The tokens of RTF (specification 1.9.1): groups, control words, bytes of text.

/// A piece of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    /// `\name` with its number.
    Word(&'a str, Option<i32>),
    /// `\c` for a character that is no letter.
    Symbol(u8),
    /// `\'xx`.
    Hex(u8),
    Byte(u8),
}

/// The tokens of a file.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn while_(&mut self, wanted: impl Fn(&u8) -> bool, at_most: usize) -> &'a [u8] {
        let count = self.rest.iter().take(at_most).take_while(|byte| wanted(byte)).count();
        self.take(count)
    }

    fn control(&mut self) -> Option<Token<'a>> {
        // No control word has more letters, so a long run of them is not looked through again and again.
        let name = self.while_(u8::is_ascii_alphabetic, 64);
        if name.is_empty() {
            return self.symbol();
        }
        let negative = self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit);
        if negative {
            self.take(1);
        }
        let digits = self.while_(u8::is_ascii_digit, 12);
        let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<i64>().ok());
        let number = number.map(|n| if negative { -n } else { n }).and_then(|n| i32::try_from(n).ok());
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        let name = std::str::from_utf8(name).ok()?;
        if name == "bin" {
            self.take(number.and_then(|count| usize::try_from(count).ok()).unwrap_or(0));
        }
        Some(Token::Word(name, number))
    }

    fn symbol(&mut self) -> Option<Token<'a>> {
        let symbol = *self.take(1).first()?;
        if symbol != b'\'' {
            return Some(Token::Symbol(symbol));
        }
        let digits = self.while_(u8::is_ascii_hexdigit, 2);
        let byte = std::str::from_utf8(digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok());
        Some(byte.map_or(Token::Symbol(b'\''), Token::Hex))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.take(1).first()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.control(),
                // Line ends are the file's and not the text's.
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(*byte)),
            };
        }
    }
}
