//! JSON text into a value, with the keys that stand twice: a plain value would silently keep the last one.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};

use super::mistake::{Mistake, MistakeKind};

/// How serde_json hands over a number where it keeps the digits as they were written. It does so as soon as any crate of
/// a program asks for that (`ocpi-tariffs` does), for all of them.
const DIGITS: &str = "$serde_json::private::Number";

/// The value of a text, and a mistake for each repeated key.
///
/// # Errors
/// The one mistake that makes it no JSON.
pub(super) fn parse(text: &str) -> Result<(Value, Vec<Mistake>), Mistake> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut repeated = Vec::new();
    let mut path = "$".to_owned();
    let mut input = serde_json::Deserializer::from_str(text);
    Node {
        path: &mut path,
        repeated: &mut repeated,
    }
    .deserialize(&mut input)
    .and_then(|value| input.end().map(|()| value))
    .map(|value| (value, repeated))
    .map_err(|error| Mistake {
        path: "$".to_owned(),
        what: match error.classify() {
            Category::Eof => MistakeKind::EndsEarly { line: error.line() },
            Category::Syntax | Category::Data | Category::Io => MistakeKind::Syntax {
                line: error.line(),
                column: error.column(),
            },
        },
    })
}

/// `.key`, or `["key"]` where the key is not a plain word.
pub(super) fn key_step(key: &str) -> String {
    let plain = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && key
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if plain {
        format!(".{key}")
    } else {
        format!("[{}]", Value::from(key))
    }
}

struct Node<'a> {
    path: &'a mut String,
    repeated: &'a mut Vec<Mistake>,
}

impl Node<'_> {
    fn child(&mut self) -> Node<'_> {
        Node {
            path: self.path,
            repeated: self.repeated,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let here = self.path.len();
        loop {
            self.path.push_str(&format!("[{}]", list.len()));
            let item = items.next_element_seed(self.child())?;
            self.path.truncate(here);
            match item {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        let here = self.path.len();
        while let Some(key) = entries.next_key::<String>()? {
            self.path.push_str(&key_step(&key));
            let value = entries.next_value_seed(self.child())?;
            if key == DIGITS
                && let Value::String(digits) = &value
            {
                let number = number(digits).ok_or_else(|| A::Error::custom("not a number"));
                self.path.truncate(here);
                return number.map(Value::Number);
            }
            if object.insert(key, value).is_some() {
                self.repeated.push(Mistake {
                    path: self.path.clone(),
                    what: MistakeKind::RepeatedKey,
                });
            }
            self.path.truncate(here);
        }
        Ok(Value::Object(object))
    }
}

/// As it would be read if its digits were not kept: whole, or as near as a double comes.
fn number(digits: &str) -> Option<Number> {
    let negative = digits.parse::<i64>().map(Number::from);
    let whole = negative.or_else(|_| digits.parse::<u64>().map(Number::from));
    whole
        .ok()
        .or_else(|| digits.parse().ok().and_then(Number::from_f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_number_whether_its_digits_are_kept_or_not() {
        for text in [
            r#"[5, -5, 4.5]"#,
            r#"[{"$serde_json::private::Number": "5"}, -5, 4.5]"#,
        ] {
            let (value, _) = parse(text).unwrap();
            let list = value.as_array().unwrap();
            assert_eq!(list[0].as_u64(), Some(5), "{text}");
            assert_eq!(list[1].as_i64(), Some(-5), "{text}");
            assert!(list[2].is_number() && list[2].as_u64().is_none(), "{text}");
        }
        assert!(parse("1e999").is_err());
    }
}
