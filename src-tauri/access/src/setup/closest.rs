/// The candidate that somebody probably meant, if one is near enough to be worth saying.
pub(super) fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    const LONGEST: usize = 64; // longer texts are not slips of one key
    if written.len() > LONGEST {
        return None;
    }
    let written: Vec<char> = written.to_lowercase().chars().collect();
    let allowed = (written.len() / 3).clamp(1, 2);
    candidates
        .into_iter()
        .map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            (distance(&written, &letters), candidate)
        })
        .filter(|(steps, candidate)| *steps <= allowed && *steps < candidate.len())
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// How many letters were added, left out, changed or swapped with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, opposite) in other.iter().enumerate() {
            let changed = last[j] + usize::from(letter != opposite);
            let mut steps = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i - 1] == *opposite && *letter == other[j - 1] {
                steps = steps.min(before_last[j - 1] + 1);
            }
            row.push(steps);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_finds_its_word_and_another_word_finds_none() {
        let keys = ["units", "until", "name", "time_zone", "k"];
        for (written, meant) in [
            ("unist", Some("units")),
            ("timezone", Some("time_zone")),
            ("Name", Some("name")),
            ("nmae", Some("name")),
            ("colour", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(closest(written, keys).as_deref(), meant, "{written}");
        }
    }
}
