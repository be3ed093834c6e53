//! Names that only the holder of a key can make: for what must be told apart by whoever may not know what it is.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// RFC 4648, section 6, in lower case: none of its characters is taken for another.
const BASE_32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// An HMAC-SHA256 that has been given nothing yet but its key, of 32 bytes.
pub(crate) fn with(key: &[u8]) -> Hmac<Sha256> {
    // as long as a block of SHA-256: HMAC fills up shorter keys with zeros itself
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    <Hmac<Sha256> as Mac>::new((&*block).into())
}

/// The first bits of a digest in base 32: so many characters, of five bits each.
pub(crate) fn text(digest: &[u8], characters: usize) -> String {
    let mut text = String::with_capacity(characters);
    let (mut bits, mut waiting) = (0_u32, 0);
    for byte in digest {
        bits = (bits << 8 | u32::from(*byte)) & 0xFFFF;
        waiting += 8;
        while waiting >= 5 && text.len() < characters {
            waiting -= 5;
            text.push(char::from(
                BASE_32[(bits >> waiting) as usize % BASE_32.len()],
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_written_as_base_32_writes_it() {
        // RFC 4648, section 10
        assert_eq!(text(b"foobar", 9), "mzxw6ytbo");
        assert_eq!(text(b"foobar", 4), "mzxw");
    }
}
