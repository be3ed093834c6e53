//! The overview as tables for a terminal: what the window shows of it, without the window.

use std::fmt::{self, Write as _};

use access::Lang;
use store::{
    Cell,
    wire::{Count, PerMille},
};

use crate::{
    overview::{Overview, Part, Period, Step},
    sums::{Money, Sums},
    text::{self, columns, kwh, percent},
};

/// Text for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverviewTable(String);

impl fmt::Display for OverviewTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Words {
    charging_now: &'static str,
    stalled: &'static str,
    sessions: &'static str,
    energy: &'static str,
    net: &'static str,
    compared: &'static str,
    by_time: &'static str,
    by_property: &'static str,
    by_group: &'static str,
    by_cost_centre: &'static str,
    no_cost_centre: &'static str,
    share: &'static str,
    per_kwh: &'static str,
    checked: &'static str,
    differing: &'static str,
    no_property: &'static str,
    no_group: &'static str,
    as_of: &'static str,
    never: &'static str,
    incomplete: &'static str,
    nothing: &'static str,
}

const ENGLISH: Words = Words {
    charging_now: "charging now",
    stalled: "stalled",
    sessions: "sessions",
    energy: "energy, kWh",
    net: "cost, net",
    compared: "vs",
    by_time: "energy over time",
    by_property: "by property",
    by_group: "by user group",
    by_cost_centre: "by cost centre",
    no_cost_centre: "none",
    share: "share",
    per_kwh: "per kWh",
    checked: "prices checked",
    differing: "differing",
    no_property: "no property",
    no_group: "unknown",
    as_of: "as of",
    never: "never synced",
    incomplete: "incomplete: not everything of this period is here yet",
    nothing: "no grant is valid at present: whoever runs this profile can give one",
};

const GERMAN: Words = Words {
    charging_now: "laden gerade",
    stalled: "hängen",
    sessions: "Vorgänge",
    energy: "Energie, kWh",
    net: "Kosten, netto",
    compared: "gegenüber",
    by_time: "Energie im Verlauf",
    by_property: "nach Liegenschaft",
    by_group: "nach Nutzergruppe",
    by_cost_centre: "nach Kostenstelle",
    no_cost_centre: "keine",
    share: "Anteil",
    per_kwh: "je kWh",
    checked: "Preise geprüft",
    differing: "abweichend",
    no_property: "keine Liegenschaft",
    no_group: "unbekannt",
    as_of: "Stand",
    never: "noch nie abgeglichen",
    incomplete: "unvollständig: noch nicht alles aus diesem Zeitraum ist hier",
    nothing: "zurzeit gilt keine Berechtigung: wer dieses Profil betreibt, kann eine erteilen",
};

/// The longest bar, in signs.
const BAR: usize = 40;

impl OverviewTable {
    /// In this language.
    pub fn of(overview: Overview, lang: Lang) -> Self {
        let words = match lang {
            Lang::De => &GERMAN,
            Lang::En => &ENGLISH,
        };
        let mut tables = vec![tiles(&overview, words, lang)];
        if overview.period.total.is_some() {
            tables.extend([
                bars(words.by_time, &overview.period.steps, lang),
                parts(
                    words.by_property,
                    words.no_property,
                    &overview.properties,
                    words,
                    lang,
                ),
                parts(
                    words.by_group,
                    words.no_group,
                    &overview.groups,
                    words,
                    lang,
                ),
            ]);
        }
        if !overview.cost_centres.is_empty() {
            tables.push(parts(
                words.by_cost_centre,
                words.no_cost_centre,
                &overview.cost_centres,
                words,
                lang,
            ));
        }
        let as_of = overview.as_of.as_deref().unwrap_or(words.never);
        let mut foot = format!("{} {as_of}", words.as_of);
        if overview.period.total.is_none() {
            foot = format!("{}\n{foot}", words.nothing);
        }
        if overview.period.is_incomplete {
            foot = format!("{foot}\n{}", words.incomplete);
        }
        tables.push(foot);
        Self(tables.join("\n"))
    }
}

fn days(period: &Period) -> String {
    format!("{} – {}", period.from, period.to)
}

fn tiles(overview: &Overview, words: &Words, lang: Lang) -> String {
    let count = |cell: &Cell<Count>| text::cell(cell, lang, |count| count.get().to_string());
    let change = |cell: Option<&Cell<PerMille>>| {
        let change = |more: &PerMille| percent(more.get(), lang, true);
        cell.map(|cell| text::cell(cell, lang, change))
            .unwrap_or_default()
    };
    let compared = overview.compared.as_ref();
    let head = compared.map(|compared| format!("{} {}", words.compared, days(&compared.period)));
    let mut lines = vec![[
        days(&overview.period),
        String::new(),
        head.unwrap_or_default(),
    ]];
    let mut line = |name: &str, figure: String, more: String| {
        lines.push([name.to_owned(), figure, more]);
    };
    line(
        words.charging_now,
        count(&overview.charging_now),
        String::new(),
    );
    if overview
        .stalled
        .shown()
        .is_some_and(|stalled| stalled.get() > 0)
    {
        line(words.stalled, count(&overview.stalled), String::new());
    }
    if let Some(total) = &overview.period.total {
        line(
            words.sessions,
            count(&total.sessions),
            change(compared.map(|compared| &compared.sessions)),
        );
        line(
            words.energy,
            energy(total, lang),
            change(compared.map(|compared| &compared.energy)),
        );
        line(
            words.net,
            net(total, lang),
            change(compared.map(|compared| &compared.net)),
        );
        if !total.checked.is_hidden() {
            let share = |share: &PerMille| percent(share.get(), lang, false);
            line(
                words.checked,
                text::cell(&total.checked_share, lang, share),
                format!("{} {}", count(&total.differing), words.differing),
            );
        }
    }
    columns(lines)
}

fn energy(sums: &Sums, lang: Lang) -> String {
    text::cell(&sums.energy, lang, |wh| kwh(wh.get(), lang))
}

fn net(sums: &Sums, lang: Lang) -> String {
    let net = text::cell(&sums.net, lang, |net| money(net, lang));
    match &sums.money_of {
        Some(of) => text::part(&net, (of.shown.get(), of.all.get()), lang),
        None => net,
    }
}

fn money(sums: &[Money], lang: Lang) -> String {
    let sums = sums.iter().map(|Money { currency, amount }| {
        let amount = model::Amount::from_minor4(amount.get()).to_string();
        format!("{} {currency}", text::decimal(&amount, lang))
    });
    let text = sums.collect::<Vec<_>>().join(" + ");
    if text.is_empty() {
        "–".to_owned()
    } else {
        text
    }
}

fn bars(title: &str, steps: &[Step], lang: Lang) -> String {
    let shown = |step: &Step| step.energy.shown().map_or(0, |wh| wh.get().max(0));
    let most = steps.iter().map(shown).max().unwrap_or(0).max(1);
    let mut lines = vec![[title.to_owned(), "kWh".to_owned()]];
    lines.extend(steps.iter().map(|step| {
        let energy = text::cell(&step.energy, lang, |wh| kwh(wh.get(), lang));
        [step.name.clone(), energy]
    }));
    let text = columns(lines);
    let mut with_bars = String::new();
    for (at, line) in text.lines().enumerate() {
        let energy = at
            .checked_sub(1)
            .and_then(|at| steps.get(at))
            .map_or(0, shown);
        // at most as many signs as the longest bar has
        let signs = usize::try_from(energy / (most / BAR as i64 + 1)).unwrap_or(0);
        // writing to a String can't fail
        let _ = writeln!(
            with_bars,
            "{}",
            format!("{line}  {}", "▇".repeat(signs)).trim_end()
        );
    }
    with_bars
}

fn parts(title: &str, none: &str, parts: &[Part], words: &Words, lang: Lang) -> String {
    let mut lines = vec![[
        title.to_owned(),
        words.share.to_owned(),
        words.sessions.to_owned(),
        "kWh".to_owned(),
        words.per_kwh.to_owned(),
    ]];
    lines.extend(parts.iter().map(|part| {
        let share = |share: &PerMille| percent(share.get(), lang, false);
        [
            part.label.clone().unwrap_or_else(|| none.to_owned()),
            text::cell(&part.share, lang, share),
            text::cell(&part.sums.sessions, lang, |count| count.get().to_string()),
            energy(&part.sums, lang),
            text::cell(&part.sums.net_per_kwh, lang, |rates| money(rates, lang)),
        ]
    }));
    columns(lines)
}
