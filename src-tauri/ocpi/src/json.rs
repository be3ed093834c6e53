//! A scanner over the text of JSON that keeps each scalar as it is written.
//!
//! `serde_json` answers what a text means as a type; this answers where in the text something stands, and with
//! which digits.

/// Deeper nesting than this is refused, as `serde_json` does.
pub(crate) const MAX_DEPTH: usize = 128;

/// The text is not JSON at this byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub usize);

/// What begins at the scanner's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    Object,
    Array,
    String,
    /// A number, `true`, `false` or `null`.
    Bare,
}

pub(crate) struct Scanner<'a> {
    text: &'a str,
    pub at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The first byte after white space, not consumed.
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while matches!(bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    pub fn begin(&mut self) -> Result<Begin, Malformed> {
        match self.peek() {
            Some(b'{') => Ok(Begin::Object),
            Some(b'[') => Ok(Begin::Array),
            Some(b'"') => Ok(Begin::String),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => Ok(Begin::Bare),
            _ => Err(Malformed(self.at)),
        }
    }

    /// Consumes `byte` if it comes next.
    pub fn take(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    pub fn expect(&mut self, byte: u8) -> Result<(), Malformed> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(Malformed(self.at))
        }
    }

    /// The next element of an object or array: `true` if there is one, `false` after its `close`.
    pub fn next(&mut self, is_first: bool, close: u8) -> Result<bool, Malformed> {
        if self.take(close) {
            return Ok(false);
        }
        if !is_first {
            self.expect(b',')?;
        }
        Ok(true)
    }

    /// A string with its quotes, escapes untouched.
    pub fn string(&mut self) -> Result<&'a str, Malformed> {
        if self.peek() != Some(b'"') {
            return Err(Malformed(self.at));
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                // whatever is escaped is part of the string, a quote included
                Some(b'\\') => at += 2,
                Some(_) => at += 1,
                None => return Err(Malformed(bytes.len())),
            }
        }
        self.at = at + 1;
        self.text.get(start..self.at).ok_or(Malformed(start))
    }

    /// A number, `true`, `false` or `null`, as written.
    pub fn bare(&mut self) -> Result<&'a str, Malformed> {
        self.peek();
        let start = self.at;
        let rest = self.text.get(start..).ok_or(Malformed(start))?;
        let length = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.'))
            .count();
        let word = &rest[..length];
        let is_number = word.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        if !is_number && !matches!(word, "true" | "false" | "null") {
            return Err(Malformed(start));
        }
        self.at += length;
        Ok(word)
    }
}

/// What a string with its quotes says.
pub(crate) fn unquoted(quoted: &str) -> Option<std::borrow::Cow<'_, str>> {
    let inside = quoted.get(1..quoted.len().checked_sub(1)?)?;
    if inside.contains('\\') {
        serde_json::from_str::<String>(quoted).ok().map(Into::into)
    } else {
        Some(inside.into())
    }
}
