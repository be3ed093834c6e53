//! Files that went wrong at random.

use proptest::prelude::*;

use super::*;

#[derive(Clone, Debug)]
enum Mutation {
    Replace(Value),
    Remove,
    Rename(String),
    Repeat,
    CopyOf(prop::sample::Index),
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(json!(4.5)),
        ".{0,20}".prop_map(Value::from),
        "[a-z0-9-]{1,8}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!("2020-01-01T00:00:00Z")),
        prop::collection::vec("[A-Z/-]{0,9}".prop_map(Value::from), 0..3).prop_map(Value::from),
    ]
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        any_value().prop_map(Mutation::Replace),
        Just(Mutation::Remove),
        prop_oneof!["[a-z_]{0,8}", ".{0,6}"].prop_map(Mutation::Rename),
        Just(Mutation::Repeat),
        any::<prop::sample::Index>().prop_map(Mutation::CopyOf),
    ]
}

fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{at}/{key}"), all);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), all);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn mutate(file: &mut Value, place: prop::sample::Index, mutation: Mutation) {
    let mut all = Vec::new();
    pointers(file, "", &mut all);
    let pointer = place.get(&all).clone();
    let here = file.pointer(&pointer).unwrap().clone();
    let value = match mutation {
        Mutation::Replace(value) => value,
        Mutation::CopyOf(other) => file.pointer(other.get(&all).as_str()).unwrap().clone(),
        Mutation::Remove | Mutation::Rename(_) | Mutation::Repeat => {
            let Some((parent, key)) = pointer.rsplit_once('/') else {
                return;
            };
            match (file.pointer_mut(parent).unwrap(), mutation) {
                (Value::Object(object), mutation) => {
                    let key = key.replace("~1", "/").replace("~0", "~");
                    object.remove(&key);
                    if let Mutation::Rename(name) = mutation {
                        object.insert(name, here);
                    }
                }
                (Value::Array(list), Mutation::Repeat) => list.push(here),
                (Value::Array(list), _) => drop(list.remove(key.parse().unwrap())),
                (other, _) => panic!("{other} has no children"),
            }
            return;
        }
    };
    *file.pointer_mut(&pointer).unwrap() = value;
}

enum Step {
    Key(String),
    Index(usize),
}

/// Takes a JSON path apart.
fn steps(path: &str) -> Vec<Step> {
    let mut rest = path.strip_prefix('$').expect("a path starts at the root");
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = if let Some(key) = rest.strip_prefix('.') {
            let end = key.find(['.', '[']).unwrap_or(key.len());
            (Step::Key(key[..end].to_owned()), &key[end..])
        } else if rest.starts_with("[\"") {
            let mut keys = serde_json::Deserializer::from_str(&rest[1..]).into_iter::<String>();
            let key = keys.next().unwrap().unwrap();
            let end = 1 + keys.byte_offset();
            (Step::Key(key), rest[end..].strip_prefix(']').unwrap())
        } else {
            let (index, after) = rest[1..].split_once(']').unwrap();
            (Step::Index(index.parse().unwrap()), after)
        };
        steps.push(step);
        rest = after;
    }
    steps
}

/// Whether a path leads to a value, or to a key that an object there lacks.
fn leads_somewhere(file: &Value, path: &str) -> bool {
    let mut here = file;
    let steps = steps(path);
    for (count, step) in steps.iter().enumerate() {
        let next = match step {
            Step::Key(key) => here.get(key),
            Step::Index(index) => here.get(index),
        };
        match next {
            Some(next) => here = next,
            None => {
                let is_last = count + 1 == steps.len();
                return is_last && matches!(step, Step::Key(_)) && here.is_object();
            }
        }
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_mistake_of_a_file_that_went_wrong_stands_where_its_path_leads(
        mutations in prop::collection::vec((any::<prop::sample::Index>(), any_mutation()), 1..6),
    ) {
        let mut file = right();
        for (place, mutation) in mutations {
            mutate(&mut file, place, mutation);
        }
        let text = file.to_string();
        for answer in [read(&text), read_onto(&text, &Held::default())] {
            let Err(mistakes) = answer else { continue };
            prop_assert!(mistakes.iter().count() > 0);
            for mistake in &mistakes {
                prop_assert!(leads_somewhere(&file, &mistake.path), "{}", mistake.path);
                let english = mistake.sentence(Lang::En);
                prop_assert!(english.ends_with(['.', '?']) && !english.contains('\n'), "{}", english);
                prop_assert_ne!(english, mistake.sentence(Lang::De));
            }
        }
    }

    #[test]
    fn no_text_without_an_object_in_it_is_a_setup(text in ".{0,200}") {
        let may_be_an_object = text.contains('{');
        prop_assert!(read(&text).is_err() || may_be_an_object);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_one_mistake(cut in any::<prop::sample::Index>()) {
        let text = right().to_string();
        let cut = cut.index(text.len());
        prop_assume!(text.is_char_boundary(cut));
        prop_assert_eq!(read(&text[..cut]).unwrap_err().iter().count(), 1);
    }
}
