use super::mistake::UrlFault;

/// Looks whether a CPMS can be at this address: `http` or `https`, a host, no credentials.
///
/// A narrow reading on purpose: what parsers of URLs disagree about (backslashes, white space) is refused.
pub(super) fn look(url: &str) -> Result<(), UrlFault> {
    if url
        .chars()
        .any(|letter| letter.is_control() || letter.is_whitespace() || letter == '\\')
    {
        return Err(UrlFault::Character);
    }
    let (scheme, rest) = url.split_once("://").ok_or(UrlFault::Scheme)?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Err(UrlFault::Scheme);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(UrlFault::Credentials);
    }
    let port = match authority.strip_prefix('[') {
        Some(inside) => {
            let (address, after) = inside.split_once(']').ok_or(UrlFault::Host)?;
            address
                .parse::<std::net::Ipv6Addr>()
                .map_err(|_| UrlFault::Host)?;
            if after.is_empty() {
                None
            } else {
                Some(after.strip_prefix(':').ok_or(UrlFault::Host)?)
            }
        }
        None => {
            let (host, port) = authority
                .split_once(':')
                .map_or((authority, None), |(host, port)| (host, Some(port)));
            if !is_host(host) {
                return Err(UrlFault::Host);
            }
            port
        }
    };
    match port {
        Some(port) if !is_port(port) => Err(UrlFault::Port),
        Some(_) | None => Ok(()),
    }
}

fn is_host(host: &str) -> bool {
    host.chars().any(char::is_alphanumeric)
        && host
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_'))
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_web_scheme_and_a_host_and_no_credentials() {
        for (url, answer) in [
            ("https://cpms.example/ocpi/versions", Ok(())),
            ("HTTP://127.0.0.1:8765/ocpi/versions", Ok(())),
            ("http://[::1]:8080", Ok(())),
            ("https://[::1]", Ok(())),
            ("https://ladesäule.example?x=a@b", Ok(())),
            ("cpms.example/ocpi", Err(UrlFault::Scheme)),
            ("ftp://cpms.example", Err(UrlFault::Scheme)),
            ("javascript:alert(1)", Err(UrlFault::Scheme)),
            ("https:///ocpi", Err(UrlFault::Host)),
            ("https://-", Err(UrlFault::Host)),
            ("https://[::1", Err(UrlFault::Host)),
            ("https://[nowhere]", Err(UrlFault::Host)),
            ("https://[::1]8080", Err(UrlFault::Host)),
            ("https://cpms.example:99999", Err(UrlFault::Port)),
            ("https://cpms.example:", Err(UrlFault::Port)),
            ("https://cpms.example:+80", Err(UrlFault::Port)),
            ("https://user:pass@cpms.example", Err(UrlFault::Credentials)),
            (
                "https://cpms.example@elsewhere.example/",
                Err(UrlFault::Credentials),
            ),
            (
                "https://cpms.example\\@elsewhere.example/",
                Err(UrlFault::Character),
            ),
            (" https://cpms.example", Err(UrlFault::Character)),
            ("", Err(UrlFault::Scheme)),
        ] {
            assert_eq!(look(url), answer, "{url}");
        }
    }
}
