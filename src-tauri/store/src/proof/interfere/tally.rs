//! How many pairs were compared, for whom, by which changes, and how much was shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use access::Template;

use super::{
    foreign::Eyes,
    questions::{Answered, Asked},
    twin::{Change, Twin},
};

#[derive(Default)]
struct Role {
    pairs: usize,
    answers: usize,
    /// Answers to questions that can show something, and those that did.
    open: usize,
    shown: usize,
    changes: BTreeMap<Change, usize>,
    cuts: BTreeSet<&'static str>,
}

#[derive(Default)]
pub struct Tally(BTreeMap<String, Role>);

impl Tally {
    pub fn count(&mut self, eyes: &Eyes, twin: &Twin, questions: &[Asked], answers: &[Answered]) {
        let roles: BTreeSet<&str> = eyes
            .person
            .grants
            .iter()
            .map(|grant| grant.role.as_str())
            .collect();
        let name = match roles.first() {
            Some(role) if roles.len() == 1 => (*role).to_owned(),
            Some(_) | None => "several".to_owned(),
        };
        let role = self.0.entry(name).or_default();
        role.pairs += 1;
        role.answers += answers.len();
        for change in &twin.changes {
            *role.changes.entry(*change).or_default() += 1;
        }
        for (asked, answered) in questions.iter().zip(answers) {
            let bytes = &answered.bytes;
            assert!(!answered.is_refused, "{}, {asked:?}: {bytes}", eyes.name);
            if asked.can_show {
                role.open += 1;
                role.shown += usize::from(answered.shows);
            }
            if answered.shows {
                role.cuts.insert(asked.by.name());
            }
        }
    }

    pub fn pairs(&self) -> usize {
        self.0.values().map(|role| role.pairs).sum()
    }

    /// Each role was asked and told, and every change occurred.
    pub fn assert_enough(&self, pairs: usize) {
        assert!(self.pairs() >= pairs, "{} pairs", self.pairs());
        for template in Template::ALL {
            let role = self.0.get(template.id());
            let role = role.unwrap_or_else(|| panic!("no {template} was asked"));
            assert!(
                role.shown * 10 >= role.open * 9,
                "{template}: {} of {}",
                role.shown,
                role.open
            );
            for change in [
                Change::Insert,
                Change::Delete,
                Change::Edit,
                Change::Order,
                Change::Count,
                Change::Rename,
                Change::Grant,
                Change::Junk,
                Change::Limit,
            ] {
                assert!(
                    role.changes.contains_key(&change),
                    "{template}: no {change:?}"
                );
            }
            for cut in ["total", "tenant", "unit", "day", "month"] {
                assert!(
                    role.cuts.contains(cut),
                    "{template}: nothing was shown by {cut}"
                );
            }
        }
        let sum = |of: fn(&Role) -> usize| -> usize { self.0.values().map(of).sum() };
        let (open, shown) = (sum(|role| role.open), sum(|role| role.shown));
        assert!(shown * 10 >= open * 9, "{shown} of {open}");
        for change in Change::ALL {
            let mut roles = self.0.values();
            assert!(
                roles.any(|role| role.changes.contains_key(&change)),
                "no {change:?}"
            );
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} pairs", self.pairs())?;
        for (name, role) in &self.0 {
            let Role {
                pairs,
                answers,
                open,
                shown,
                ..
            } = role;
            writeln!(
                f,
                "{name:20} {pairs:>4} pairs {answers:>6} answers, {shown} of {open} show something, by {:?}",
                role.cuts
            )?;
            writeln!(f, "{:20} {:?}", "", role.changes)?;
        }
        Ok(())
    }
}
