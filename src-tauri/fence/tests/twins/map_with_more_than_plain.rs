//! A shape takes plain things in, such as the language, and nothing that could be of charging.

use access::Lang;
use store::Visible;

pub fn said(found: Visible<i64>, lang: Lang) -> Visible<String> {
    found.map_with(lang, |sessions, lang| match lang {
        Lang::De => format!("{sessions} Vorgänge"),
        Lang::En => format!("{sessions} sessions"),
    })
}
