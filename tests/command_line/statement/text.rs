//! What is not as usual is said: differences, credits, late records, nothing at all, and names that are no letters.

use serde_json::{Value, json};

use super::{House, pages};

const NASTY: &str = "<img src=x onerror=alert(1)> שלום 🚗 \u{202e}=1+1 Ungewöhnlich langer Name einer Liegenschaft, der nicht aufhört";

/// Two CDRs that cost something.
fn two_of(cdrs: &[Value], location: &str) -> [usize; 2] {
    let is_own = |cdr: &Value| {
        let start = cdr["start_date_time"].as_str().unwrap_or_default();
        cdr["cdr_location"]["id"] == location
            && pages::local_day(start).starts_with("2026-04")
            && cdr["total_cost"]["excl_vat"].as_f64() > Some(1.0)
    };
    let mut own = (0..cdrs.len()).filter(|at| is_own(&cdrs[*at]));
    [(); 2].map(|()| own.next().expect("there are two"))
}

#[test]
fn a_difference_a_credit_and_a_late_record_are_marked_and_counted() {
    let Some(house) = House::new(|cdrs| {
        let [dear, taken_back] = two_of(cdrs, "LOC-000");
        cdrs[dear]["tariffs"][0]["elements"][0]["price_components"][0]["price"] = json!(0.9);
        let mut credit = cdrs[taken_back].clone();
        credit["credit_reference_id"] = credit["id"].clone();
        credit["id"] = json!("CREDIT-1");
        credit["credit"] = json!(true);
        credit["last_updated"] = json!("2026-09-01T00:00:00Z");
        cdrs.push(credit);
    }) else {
        return;
    };
    let answer = house
        .print("paula", "loc-000", "2026-04", "de", "a.pdf")
        .json();
    assert_eq!(answer["differences"], 1, "{answer}");
    assert_eq!(answer["credits"], 1, "{answer}");
    let figures = house.figures("paula", "loc-000", "2026-04");
    for figure in ["cdrs", "credits", "energy_wh", "net", "gross"] {
        assert_eq!(answer[figure], figures[figure], "{figure}");
    }
    let text = pages::read(&house.file("a.pdf")).concat();
    let count = |what: &str| text.matches(what).count();
    assert_eq!(count("Weicht vom Tarif ab: nach Tarif"), 1, "{text}");
    assert_eq!(count("Der Energiepreis weicht ab."), 1);
    assert_eq!(count("1 Abrechnung weicht von ihrem Tarif ab;"), 1);
    assert_eq!(count("Nachgereicht am 01.09.2026"), 1);
    assert!(text.contains("1 Gutschrift ist in allen Summen abgezogen."));
    let credits: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Gutschrift zu Nr. "))
        .collect();
    let [number] = credits.as_slice() else {
        panic!("{text}");
    };
    // what stands under that number began when the credit did, and cost as much
    let line = |number: i64| {
        let number = number.to_string();
        let mut lines = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>());
        let found = lines.find(|words| words.first() == Some(&number.as_str()) && words.len() > 6);
        found.unwrap_or_else(|| panic!("{number}: {text}"))
    };
    let number: i64 = number.parse().expect("a number");
    let original = line(number);
    let credit = [number - 1, number + 1]
        .map(line)
        .into_iter()
        .find(|words| words.iter().any(|word| word.starts_with('−')))
        .expect("the credit is beside it");
    assert_eq!(original[1..4], credit[1..4]);
    let (cost, taken_off) = (original.last().copied(), credit.last().copied());
    assert_eq!(cost, taken_off.and_then(|amount| amount.strip_prefix('−')));
    assert!(
        text.lines().any(|line| line.matches('−').count() >= 4),
        "{text}"
    );
}

#[test]
fn a_month_without_anything_is_one_page_that_says_so() {
    let Some(house) = House::new(|_| {}) else {
        return;
    };
    let answer = house
        .print("paula", "loc-000", "2025-01", "de", "a.pdf")
        .json();
    assert_eq!((&answer["cdrs"], &answer["pages"]), (&json!(0), &json!(1)));
    assert_eq!(answer["net"], json!({}));
    let pages = pages::read(&house.file("a.pdf"));
    assert!(
        pages[0].contains("Im Januar 2025 wurde nichts abgerechnet."),
        "{}",
        pages[0]
    );
    assert!(pages[0].contains("Seite 1 von 1"));
}

#[test]
fn whatever_a_name_has_in_it_stands_on_paper_as_text() {
    let Some(house) = House::set_up(
        |_| {},
        |setup, _| {
            let tenant = &mut setup["tenants"][0];
            tenant["name"] = json!(NASTY);
            tenant["letterhead"] = json!([
                "Haus & Grund <Beispiel>",
                "Äußere Straße 7",
                "97070 Würzburg"
            ]);
            for unit in tenant["units"].as_array_mut().expect("units") {
                unit["name"] = json!(NASTY);
                unit["recipient"] = json!(["Jörgine Müßig", "Łódzka 3", "🏠 ".repeat(40)]);
            }
        },
    ) else {
        return;
    };
    for lang in ["de", "en"] {
        house
            .print("paula", "loc-001", "2026-04", lang, "a.pdf")
            .json();
        let text = pages::read(&house.file("a.pdf")).concat();
        for part in [
            "<img src=x onerror",
            "Haus & Grund <Beispiel>",
            "Jörgine Müßig",
            "Łódzka 3",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.contains("[U+1F3E0]"), "{text}");
        let info = super::tool("pdfinfo", &["-meta"], &house.file("a.pdf"), &[]);
        assert!(info.contains("&lt;img src=x"), "{info}");
    }
}
