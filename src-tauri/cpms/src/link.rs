//! Where the next page is: by the CPMS's `Link` if that can be trusted, else by counting.
//!
//! Source: OCPI 2.2.1, transport and format, Paginated Response.

use reqwest::Url;

/// The target of the link with `rel="next"`, as it was written.
///
/// Source: RFC 8288, 3 (link serialisation).
pub(crate) fn next(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        let open = rest.find('<')?;
        let close = open + rest.get(open..)?.find('>')?;
        let target = rest.get(open + 1..close)?;
        let after = rest.get(close + 1..)?;
        let end = after
            .find(",<")
            .or_else(|| after.find(", <"))
            .unwrap_or(after.len());
        let is_next = after.get(..end)?.split(';').any(|parameter| {
            let mut parts = parameter.splitn(2, '=').map(str::trim);
            let (name, value) = (parts.next(), parts.next());
            let relation = value.unwrap_or_default().trim_matches('"');
            name.is_some_and(|name| name.eq_ignore_ascii_case("rel"))
                && relation
                    .split_ascii_whitespace()
                    .any(|one| one.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target.trim());
        }
        rest = after.get(end..)?;
    }
}

/// The address that a `Link` header leads to from this page, if it may be followed: on the same origin, and not
/// this page again.
pub(crate) fn followed(header: Option<&str>, page: &Url) -> Option<Url> {
    let target = next(header?)?;
    let url = page.join(target).ok()?;
    (url.origin() == page.origin() && url != *page).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_page(header: &str) -> Option<String> {
        let page = Url::parse("http://127.0.0.1:9/ocpi/2.2.1/cdrs?offset=0&limit=20").unwrap();
        followed(Some(header), &page).map(|url| url.to_string())
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        assert_eq!(
            from_page(
                "<http://127.0.0.1:9/a>; rel=\"prev\", </b?offset=20,40>; title=\"a;b\"; rel=\"last NEXT\""
            ),
            Some("http://127.0.0.1:9/b?offset=20,40".into())
        );
        assert_eq!(
            from_page("<http://127.0.0.1:9/c>;rel=next"),
            Some("http://127.0.0.1:9/c".into())
        );
    }

    #[test]
    fn a_link_elsewhere_to_itself_or_unreadable_is_not_followed() {
        for header in [
            "<https://127.0.0.1:9/ocpi/2.2.1/cdrs?offset=20>; rel=\"next\"",
            "<http://127.0.0.1:10/cdrs?offset=20>; rel=\"next\"",
            "<http://127.0.0.2:9/cdrs?offset=20>; rel=\"next\"",
            "<http://127.0.0.1:9/ocpi/2.2.1/cdrs?offset=0&limit=20>; rel=\"next\"",
            "<http://127.0.0.1:9/x>; rel=\"prev\"",
            "<http://127.0.0.1:9/x",
            "http://127.0.0.1:9/x; rel=next",
            "<http://[::1>; rel=next",
            "",
        ] {
            assert_eq!(from_page(header), None, "{header}");
        }
    }
}
