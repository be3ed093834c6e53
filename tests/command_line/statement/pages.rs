//! Each page is read by a program that nobody here wrote.

use std::{collections::BTreeMap, path::Path};

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use serde_json::json;

use super::{House, tool};

/// As paper has it: `03.04.2026 18:12`.
pub fn local(start: &str) -> String {
    let start: DateTime<Utc> = start.parse().expect("an instant");
    start
        .with_timezone(&Berlin)
        .format("%d.%m.%Y %H:%M")
        .to_string()
}

/// As figures have it: `2026-04-03`.
pub fn local_day(start: &str) -> String {
    let start: DateTime<Utc> = start.parse().expect("an instant");
    start.with_timezone(&Berlin).date_naive().to_string()
}

pub fn read(file: &Path) -> Vec<String> {
    let text = tool("pdftotext", &["-layout"], file, &["-"]);
    let pages = text.split('\u{c}').map(str::to_owned);
    pages.filter(|page| !page.trim().is_empty()).collect()
}

/// kWh, net, VAT, gross, each with all its places.
type Sums = [i64; 4];

fn number(text: &str) -> Option<i64> {
    let plain = text.replace(['.', ','], "").replace('−', "-");
    text.contains(',').then(|| plain.parse().ok()).flatten()
}

/// The last words of a line that are numbers.
fn sums(line: &str) -> Option<Sums> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [.., net, vat, gross] = *words.as_slice() else {
        return None;
    };
    let rest = words.get(..words.len() - 3)?;
    let energy = rest.iter().rev().find_map(|word| number(word))?;
    Some([energy, number(net)?, number(vat)?, number(gross)?])
}

#[derive(Default)]
struct Read {
    /// Where and when, and how often.
    items: BTreeMap<String, usize>,
    sums: Sums,
}

/// Reads a statement page by page, and holds what each carries over against the lines before it.
fn follow(pages: &[String]) -> Read {
    let mut read = Read::default();
    let mut last_number = 0;
    for (at, page) in pages.iter().enumerate() {
        let number_of_page = format!("Seite {} von {}", at + 1, pages.len());
        assert!(page.contains(&number_of_page), "{page}");
        assert!(
            page.contains("Aufstellung der Ladevorgänge, April 2026"),
            "{page}"
        );
        if page.contains("Übertrag") || at > 0 {
            assert!(
                page.contains("Ladepunkt") && page.contains("Netto EUR"),
                "{page}"
            );
        }
        let (mut is_first, mut carried) = (true, 0);
        for line in page.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let [number, date, times, rest @ ..] = words.as_slice()
                && number.parse() == Ok(last_number + 1)
                && date.len() == 10
            {
                last_number += 1;
                is_first = false;
                let evse = rest.iter().find(|word| word.starts_with("DE*"));
                let evse = evse.unwrap_or_else(|| panic!("{line}"));
                let start = times.split('–').next().expect("a time");
                *read
                    .items
                    .entry(format!("{date} {start} {evse}"))
                    .or_default() += 1;
                let own = sums(line).unwrap_or_else(|| panic!("{line}"));
                for (sum, own) in read.sums.iter_mut().zip(own) {
                    *sum += own;
                }
            } else if line.trim_start().starts_with("Übertrag") {
                carried += 1;
                assert_eq!(sums(line), Some(read.sums), "page {}: {line}", at + 1);
                assert_eq!(is_first, at > 0 && carried == 1, "{page}");
                is_first = false;
            }
        }
        let expected = usize::from(at > 0) + usize::from(at + 1 < pages.len());
        // the first page may be too full for a line
        if at > 0 || carried > 0 {
            assert!(carried >= expected.min(1), "{page}");
        }
    }
    let last = pages.last().expect("a page");
    let total = last
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summe"));
    assert_eq!(sums(total.expect("a sum")), Some(read.sums));
    read
}

/// `492.5719` as ten-thousandths.
fn minor4(of: &serde_json::Value) -> i64 {
    let text = of.as_str().expect("a decimal");
    text.replace('.', "").parse().expect("a number")
}

#[test]
fn every_cdr_stands_on_paper_once_and_the_sums_are_the_figures() {
    let Some(house) = House::new(|_| {}) else {
        return;
    };
    let answer = house
        .print("paula", "loc-001", "2026-04", "de", "a.pdf")
        .json();
    let figures = house.figures("paula", "loc-001", "2026-04");
    for figure in ["cdrs", "credits", "energy_wh", "net", "gross"] {
        assert_eq!(answer[figure], figures[figure], "{figure}");
    }
    let pages = read(&house.file("a.pdf"));
    assert_eq!(answer["pages"], pages.len());
    let read = follow(&pages);
    assert_eq!(read.items, house.served("LOC-001", "2026-04"));
    let [energy, net, _, gross] = read.sums;
    assert_eq!(json!(energy), figures["energy_wh"]);
    assert_eq!(net, minor4(&figures["net"]["EUR"]));
    assert_eq!(gross, minor4(&figures["gross"]["EUR"]));
}

#[test]
fn four_hundred_lines_carry_over_from_page_to_page() {
    let Some(house) = House::new(|cdrs| {
        let of_april = |cdr: &&serde_json::Value| {
            cdr["cdr_location"]["id"] == "LOC-001"
                && local_day(cdr["start_date_time"].as_str().unwrap_or_default())
                    .starts_with("2026-04")
        };
        let copies: Vec<_> = cdrs.iter().filter(of_april).cloned().collect();
        for copy in 0..3 {
            for cdr in copies.iter().take(95) {
                let mut cdr = cdr.clone();
                cdr["id"] = json!(format!(
                    "COPY-{copy}-{}",
                    cdr["id"].as_str().expect("an id")
                ));
                cdr.as_object_mut().expect("a CDR").remove("session_id");
                cdrs.push(cdr);
            }
        }
    }) else {
        return;
    };
    let answer = house
        .print("paula", "loc-001", "2026-04", "de", "a.pdf")
        .json();
    assert!(answer["cdrs"].as_i64() >= Some(400), "{answer}");
    let pages = read(&house.file("a.pdf"));
    assert!(pages.len() > 12, "{}", pages.len());
    assert_eq!(follow(&pages).items, house.served("LOC-001", "2026-04"));
}

#[test]
fn faces_are_embedded_and_cut_and_the_same_statement_is_the_same_file() {
    let Some(house) = House::new(|_| {}) else {
        return;
    };
    for (lang, name) in [("de", "a.pdf"), ("de", "b.pdf"), ("en", "c.pdf")] {
        house
            .print("paula", "loc-001", "2026-04", lang, name)
            .json();
    }
    let bytes = |name| std::fs::read(house.file(name)).expect("it was written");
    assert!(bytes("a.pdf") == bytes("b.pdf"));
    assert!(bytes("a.pdf") != bytes("c.pdf"));
    let fonts = tool("pdffonts", &[], &house.file("a.pdf"), &[]);
    let lines: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(lines.len(), 2, "{fonts}");
    for line in lines {
        assert!(line.contains("+Inter-"), "{fonts}");
        assert!(
            line.contains("yes yes yes"),
            "embedded, cut, and readable: {fonts}"
        );
    }
    let english = read(&house.file("c.pdf"));
    assert!(english[0].contains("Charging statement, April 2026"));
    assert!(english[1].contains(&format!("Page 2 of {}", english.len())));
    assert!(english[1].contains("Carried over"));
    let apart = |line: &str| line.contains(" Apr 2026 ") || !line.contains(" Apr 2026");
    assert!(english[1].lines().all(apart), "{}", english[1]);
    let info = tool("pdfinfo", &[], &house.file("a.pdf"), &[]);
    assert!(
        info.contains("Aufstellung der Ladevorgänge, April 2026: LOC-001"),
        "{info}"
    );
}
