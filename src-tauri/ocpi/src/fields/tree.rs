//! `fields.toml` as a tree of steps.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Class, Module};

/// One step of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Key(&'a str),
    /// Any element of a list.
    Item,
}

pub(super) fn steps(path: &str) -> impl Iterator<Item = Step<'_>> {
    path.split('.').flat_map(|part| {
        let key = part.trim_end_matches("[]");
        let items = (part.len() - key.len()) / "[]".len();
        std::iter::once(Step::Key(key)).chain(std::iter::repeat_n(Step::Item, items))
    })
}

pub(super) const ROOT: usize = 0;

/// The listed paths of a module as a tree, so that each key of a record is looked up once.
#[derive(Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

#[derive(Default)]
pub(super) struct Node {
    /// Sorted by key.
    keys: Vec<(String, usize)>,
    item: Option<usize>,
    /// Set where a listed path ends.
    pub class: Option<Class>,
}

impl Tree {
    pub fn child(&self, node: usize, step: Step<'_>) -> Option<usize> {
        let node = &self.nodes[node];
        match step {
            Step::Item => node.item,
            Step::Key(key) => node
                .keys
                .binary_search_by(|(known, _)| known.as_str().cmp(key))
                .ok()
                .map(|at| node.keys[at].1),
        }
    }

    fn insert(&mut self, path: &str, class: Class) {
        let mut node = ROOT;
        for step in steps(path) {
            node = match self.child(node, step) {
                Some(child) => child,
                None => self.grow(node, step),
            };
        }
        self.nodes[node].class = Some(class);
    }

    fn grow(&mut self, node: usize, step: Step<'_>) -> usize {
        let child = self.nodes.len();
        self.nodes.push(Node::default());
        let node = &mut self.nodes[node];
        match step {
            Step::Item => node.item = Some(child),
            Step::Key(key) => {
                let at = node.keys.partition_point(|(known, _)| known.as_str() < key);
                node.keys.insert(at, (key.to_owned(), child));
            }
        }
        child
    }
}

/// Module name → class letter → paths.
pub(super) type List = BTreeMap<String, BTreeMap<String, Vec<String>>>;

pub(super) fn read_list() -> Result<List, toml::de::Error> {
    toml::from_str(include_str!("../../fields.toml"))
}

pub(super) fn tree(module: Module) -> &'static Tree {
    /// In the order of [`Module`]. A list that can't be read is an empty one, so that everything is D; a test
    /// reads it.
    static TREES: LazyLock<[Tree; 4]> = LazyLock::new(|| {
        let list = read_list().unwrap_or_default();
        ["location", "tariff", "session", "cdr"].map(|module| {
            let mut tree = Tree {
                nodes: vec![Node::default()],
            };
            for class in Class::ALL {
                let paths = list
                    .get(module)
                    .and_then(|classes| classes.get(class.letter()));
                paths
                    .into_iter()
                    .flatten()
                    .for_each(|path| tree.insert(path, class));
            }
            tree
        })
    });
    &TREES[module as usize]
}
