//! Who may ask: whoever knows the token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 with or without the padding that some leave out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The request carries the token, raw (OCPI 2.1.1 and older) or in base64 (2.2 and newer).
///
/// Source: OCPI 2.2.1, Transport and format, Authorization header.
pub(crate) fn knows_token(headers: &HeaderMap, token: &str) -> bool {
    let Some(given) = headers
        .get(AUTHORIZATION)
        .and_then(|value| credentials(value.as_bytes()))
    else {
        return false;
    };
    let decoded = BASE64.decode(given).unwrap_or_default();
    // both are compared, whatever the first says
    is_same(given, token.as_bytes()) | is_same(&decoded, token.as_bytes())
}

/// What comes after `Token `, whose case does not matter.
fn credentials(header: &[u8]) -> Option<&[u8]> {
    let (scheme, rest) = header.split_at_checked(6)?;
    scheme
        .eq_ignore_ascii_case(b"token ")
        .then(|| rest.trim_ascii())
}

/// Equality whose duration tells nothing but the length.
fn is_same(given: &[u8], secret: &[u8]) -> bool {
    let differing = given
        .iter()
        .zip(secret)
        .fold(0, |differing, (a, b)| differing | (a ^ b));
    given.len() == secret.len() && std::hint::black_box(differing) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_opens_in_either_encoding() {
        let opens = |header: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, header.parse().unwrap());
            knows_token(&headers, "demo1")
        };
        for header in [
            "Token demo1",
            "token demo1",
            "Token  demo1 ",
            "Token ZGVtbzE=",
            "Token ZGVtbzE",
        ] {
            assert!(opens(header), "{header}");
        }
        for header in [
            "Token",
            "Token ",
            "Token demo",
            "Token demo11",
            "Token DEMO1",
            "Bearer demo1",
            "demo1",
            "Token ZGVtbzI=",
        ] {
            assert!(!opens(header), "{header}");
        }
        assert!(!knows_token(&HeaderMap::new(), "demo1"));
    }
}
