//! Prints a statement of so many lines, or writes its lines down for other engines to print: run by
//! `cargo xtask bench paper`.
//!
//! `paper LINES FILE.pdf` prints, `paper LINES FILE.tsv` writes down.

use std::{env, fs, process::ExitCode};

use access::Lang;
use billing::Statement;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{Europe::Berlin, Tz};
use model::{Amount, Energy, Month};
use store::{
    Cell, LineMoney, PriceCheck, RecordField, SessionPart, StatementLine, StatementRecords,
    Unbilled, wire::Minor4,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let [lines, file] = arguments.as_slice() else {
        // `cargo test --benches` starts it without anything to do
        return ExitCode::SUCCESS;
    };
    let lines: u32 = lines.parse().expect("a number of lines");
    let records = records(lines);
    let content = if file.ends_with(".tsv") {
        written_down(&records).into_bytes()
    } else {
        let document = Statement::of(records).document(Lang::De);
        document.expect("it can be printed").pdf
    };
    fs::write(file, &content).expect("the file can be written");
    println!("{{\"bytes\":{}}}", content.len());
    ExitCode::SUCCESS
}

fn records(lines: u32) -> StatementRecords {
    let month: Month = "2026-10".parse().expect("a month");
    StatementRecords {
        name: "Wohnanlage Lindenhof".to_owned(),
        tenant: "Hausverwaltung Muster GmbH".to_owned(),
        letterhead: [
            "Hausverwaltung Muster GmbH",
            "Beispielweg 1",
            "00100 Musterstadt",
        ]
        .map(str::to_owned)
        .into(),
        recipient: vec!["Eigentümergemeinschaft Lindenhof".to_owned()],
        month,
        lines: (0..lines).map(|at| line(at, lines)).collect(),
        before: Vec::new(),
        unbilled: Unbilled {
            sessions: 0,
            energy_wh: Energy::default(),
        },
        is_complete: true,
    }
}

fn line(at: u32, all: u32) -> StatementLine {
    const MONTH_SECONDS: i64 = 31 * 86_400;
    let first: DateTime<Tz> = Berlin
        .with_ymd_and_hms(2026, 10, 1, 0, 0, 0)
        .single()
        .expect("a midnight");
    let started_at = first + TimeDelta::seconds(MONTH_SECONDS * i64::from(at) / i64::from(all));
    let ended_at = started_at + TimeDelta::minutes(i64::from(17 + at * 37 % 900));
    let wh = i64::from(1_000 + at * 7_919 % 60_000);
    // 0.35 a kWh, and 19 % of VAT
    let net = wh * 35 / 10;
    let gross = net + (net * 19 + 50) / 100;
    let field = |path: &str, text: String| RecordField {
        path: path.to_owned(),
        text,
    };
    let decimal = |minor4: i64| Amount::from_minor4(minor4).to_string();
    let component = "tariffs[0].elements[0].price_components[0]";
    StatementLine {
        started_at,
        ended_at,
        written_at: (ended_at.with_timezone(&Utc) + TimeDelta::minutes(5)).with_timezone(&Berlin),
        location: Some("Lindenhof".to_owned()),
        evse: Some(format!("DE*MUS*E{:04}*1", at * 31 % 97)),
        energy: Energy::from_wh(wh),
        is_credit: false,
        takes_back: None,
        money: Cell::Shown(LineMoney {
            currency: "EUR".to_owned(),
            net: Amount::from_minor4(net),
            gross: Some(Amount::from_minor4(gross)),
            check: PriceCheck::Same,
            reason: None,
            our_net: Some(Amount::from_minor4(net)),
            our_gross: Some(Amount::from_minor4(gross)),
            our_parts: vec![SessionPart {
                component: "energy".to_owned(),
                quantity: format!("{}.{:03}", wh / 1_000, wh % 1_000),
                price: Some("0.35".to_owned()),
                net: Minor4::new(net),
                gross: Some(Minor4::new(gross)),
            }],
            fields: vec![
                field("total_energy_cost.excl_vat", decimal(net)),
                field("total_energy_cost.incl_vat", decimal(gross)),
                field(&format!("{component}.type"), "ENERGY".to_owned()),
                field(&format!("{component}.vat"), "19".to_owned()),
            ],
        }),
    }
}

/// The cells of each line, as they stand on paper.
fn written_down(records: &StatementRecords) -> String {
    let german = |text: String| text.replace('.', ",");
    let mut table = String::new();
    for (at, line) in records.lines.iter().enumerate() {
        let Cell::Shown(money) = &line.money else {
            continue;
        };
        let (wh, gross) = (line.energy.wh(), money.gross.unwrap_or_default());
        let energy = german(format!("{}.{:03}", wh / 1_000, wh % 1_000));
        let net = german(money.net.to_string());
        let cells = [
            (at + 1).to_string(),
            line.started_at.format("%d.%m.%Y").to_string(),
            format!(
                "{}–{}",
                line.started_at.format("%H:%M"),
                line.ended_at.format("%H:%M")
            ),
            line.evse.clone().unwrap_or_default(),
            energy.clone(),
            (line.ended_at - line.started_at).num_minutes().to_string(),
            net.clone(),
            german((gross - money.net).to_string()),
            german(gross.to_string()),
            format!("Energie {energy} kWh × 0,3500 = {net} (USt. 19 %)"),
        ];
        table += &cells.join("\t");
        table.push('\n');
    }
    table
}
