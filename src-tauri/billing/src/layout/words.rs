//! What stands on paper, in both languages.

use access::Lang;

use crate::statement::Component;

/// One language.
pub(super) struct Words {
    /// As in BCP 47.
    pub language: &'static str,
    pub title: &'static str,
    pub no_invoice: &'static str,
    pub period: &'static str,
    pub unit: &'static str,
    pub as_of: &'static str,
    pub net: &'static str,
    pub vat: &'static str,
    pub gross: &'static str,
    pub net_of: &'static str,
    pub gross_of: &'static str,
    pub rate: &'static str,
    pub by_day: &'static str,
    pub by_component: &'static str,
    pub of_that: &'static str,
    pub sum: &'static str,
    pub carried_over: &'static str,
    pub number: &'static str,
    pub date: &'static str,
    pub time: &'static str,
    pub charge_point: &'static str,
    pub minutes: &'static str,
    pub none: &'static str,
    pub several_prices: &'static str,
    /// The number of what it takes back.
    pub credit: fn(Option<usize>) -> String,
    pub none_different: &'static str,
    pub incomplete: &'static str,
    pub not_compared: &'static str,
    /// The page, of all pages.
    pub page: fn(usize, usize) -> String,
    /// CDRs, credits.
    pub cdrs: fn(i64, i64) -> String,
    /// A change, a month.
    pub against: fn(&str, &str) -> String,
    /// A month.
    pub none_before: fn(&str) -> String,
    /// An amount.
    pub most: fn(&str) -> String,
    pub component: fn(Component) -> &'static str,
    /// How much of it; nothing for what has no unit.
    pub quantity: fn(Component, &str) -> Option<String>,
    /// A day.
    pub came_on: fn(&str) -> String,
    /// By the tariff, why.
    pub differs: fn(Option<&str>, Option<&str>) -> String,
    /// Why.
    pub not_checkable: fn(Option<&str>) -> String,
    /// Of a word of `cdr.price_reason`.
    pub reason: fn(&str) -> Option<&'static str>,
    pub different: fn(usize) -> String,
    pub impossible: fn(usize) -> String,
    pub unpriced: fn(usize) -> String,
    pub credits: fn(usize) -> String,
    pub late: fn(usize) -> String,
    pub without_gross: fn(usize) -> String,
    pub without_money: fn(usize) -> String,
    /// Sessions, energy.
    pub unbilled: fn(i64, &str) -> String,
    /// A month.
    pub nothing: fn(&str) -> String,
}

impl Words {
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::De => &DE,
            Lang::En => &EN,
        }
    }
}

const DE: Words = Words {
    language: "de-DE",
    title: "Aufstellung der Ladevorgänge",
    no_invoice: "Diese Aufstellung ist keine Rechnung und trägt keine Nummer.",
    period: "Zeitraum",
    unit: "Objekt",
    as_of: "Letzter Beleg",
    net: "Netto",
    vat: "USt.",
    gross: "Brutto",
    net_of: "netto",
    gross_of: "brutto",
    rate: "USt.-Satz",
    by_day: "Energie je Tag",
    by_component: "Nach Preisbestandteil",
    of_that: "davon zum Satz",
    sum: "Summe",
    carried_over: "Übertrag",
    number: "Nr.",
    date: "Datum",
    time: "Zeit",
    charge_point: "Ladepunkt",
    minutes: "Min.",
    none: "–",
    several_prices: "zu mehreren Preisen",
    credit: |number| match number {
        Some(number) => format!("Gutschrift zu Nr. {number}"),
        None => "Gutschrift".to_owned(),
    },
    none_different: "Alle geprüften Preise stimmen mit ihrem Tarif überein.",
    not_compared: "noch unvollständig",
    incomplete: "Noch unvollständig: Für diesen Monat können weitere Ladevorgänge hinzukommen.",
    page: |page, all| format!("Seite {page} von {all}"),
    cdrs: |cdrs, credits| {
        let cdrs = if cdrs == 1 {
            "1 Abrechnung".to_owned()
        } else {
            format!("{cdrs} Abrechnungen")
        };
        match credits {
            0 => cdrs,
            1 => format!("{cdrs}, 1 Gutschrift"),
            credits => format!("{cdrs}, {credits} Gutschriften"),
        }
    },
    against: |change, month| format!("{change} gegenüber {month}"),
    none_before: |month| format!("keine im {month}"),
    most: |amount| format!("höchster Tag {amount}"),
    component: |component| match component {
        Component::Energy => "Energie",
        Component::Time => "Ladezeit",
        Component::Parking => "Standzeit",
        Component::Flat => "Je Vorgang",
        Component::Reservation => "Reservierung",
        Component::Other => "Nicht aufgeschlüsselt",
        Component::Limit => "Höchst- oder Mindestpreis",
        Component::Rounding => "Rundung",
    },
    quantity: |component, amount| match component {
        Component::Energy => Some(format!("{amount} kWh")),
        Component::Time | Component::Parking => Some(format!("{amount} h")),
        Component::Flat
        | Component::Reservation
        | Component::Other
        | Component::Limit
        | Component::Rounding => None,
    },
    came_on: |day| format!("Nachgereicht am {day}"),
    differs: |ours, reason| {
        let ours = ours
            .map(|ours| format!(": nach Tarif {ours}"))
            .unwrap_or_default();
        let reason = reason
            .map(|reason| format!(". {reason}"))
            .unwrap_or_default();
        format!("Weicht vom Tarif ab{ours}{reason}")
    },
    not_checkable: |reason| format!("Preis nicht prüfbar. {}", reason.unwrap_or_default()),
    reason: |reason| {
        Some(match reason {
            "energy" => "Der Energiepreis weicht ab.",
            "time" => "Der Zeitpreis weicht ab.",
            "parking" => "Der Preis der Standzeit weicht ab.",
            "flat" => "Der Preis je Vorgang weicht ab.",
            "vat" => "Netto stimmt; die Umsatzsteuer weicht ab.",
            "total" => "Die Summe weicht ab, ohne dass es ein einzelner Bestandteil tut.",
            "no-tariff" => "Der Tarif liegt nicht vor.",
            "no-periods" => "Wann was verbraucht wurde, steht nicht darin.",
            "other-currency" => "Berechnet ist er in einer anderen Währung als der des Tarifs.",
            "several-tariffs" => "Es galten mehrere Tarife nacheinander.",
            "reservation" => "Abgerechnet wird eine Reservierung.",
            "no-original" => "Der Ladevorgang, den sie zurücknimmt, liegt nicht vor.",
            "unreadable" => "Aus CDR oder Tarif lässt sich kein Preis nachrechnen.",
            _ => return None,
        })
    },
    different: |count| match count {
        1 => "1 Abrechnung weicht von ihrem Tarif ab; sie ist unten gekennzeichnet.".into(),
        count => format!(
            "{count} Abrechnungen weichen von ihrem Tarif ab; sie sind unten gekennzeichnet."
        ),
    },
    impossible: |count| match count {
        1 => "Bei 1 Abrechnung lässt sich der Preis nicht nachrechnen.".into(),
        count => format!("Bei {count} Abrechnungen lässt sich der Preis nicht nachrechnen."),
    },
    unpriced: |count| match count {
        1 => "Der Preis von 1 Abrechnung ist noch nicht geprüft.".into(),
        count => format!("Die Preise von {count} Abrechnungen sind noch nicht geprüft."),
    },
    credits: |count| match count {
        1 => "1 Gutschrift ist in allen Summen abgezogen.".into(),
        count => format!("{count} Gutschriften sind in allen Summen abgezogen."),
    },
    late: |count| {
        match count {
        1 => "1 Abrechnung kam später als zwei Tage nach dem Ladevorgang; sie ist als nachgereicht gekennzeichnet.".into(),
        count => format!("{count} Abrechnungen kamen später als zwei Tage nach dem Ladevorgang; sie sind als nachgereicht gekennzeichnet."),
    }
    },
    without_gross: |count| match count {
        1 => "1 Abrechnung nennt keinen Bruttobetrag; darum tun es auch die Summen nicht.".into(),
        count => format!(
            "{count} Abrechnungen nennen keinen Bruttobetrag; darum tun es auch die Summen nicht."
        ),
    },
    without_money: |count| match count {
        1 => "1 Ladevorgang fehlt hier, weil seine Kosten nicht für Sie freigegeben sind.".into(),
        count => format!(
            "{count} Ladevorgänge fehlen hier, weil ihre Kosten nicht für Sie freigegeben sind."
        ),
    },
    unbilled: |sessions, energy| match sessions {
        1 => format!(
            "1 beendeter Ladevorgang mit {energy} kWh ist noch nicht abgerechnet und fehlt hier."
        ),
        sessions => format!(
            "{sessions} beendete Ladevorgänge mit {energy} kWh sind noch nicht abgerechnet und fehlen hier."
        ),
    },
    nothing: |month| format!("Im {month} wurde nichts abgerechnet."),
};

const EN: Words = Words {
    language: "en-GB",
    title: "Charging statement",
    no_invoice: "This statement is no invoice and has no number.",
    period: "Period",
    unit: "Unit",
    as_of: "Last record",
    net: "Net",
    vat: "VAT",
    gross: "Gross",
    net_of: "net",
    gross_of: "gross",
    rate: "VAT rate",
    by_day: "Energy by day",
    by_component: "By price component",
    of_that: "of that at the rate",
    sum: "Total",
    carried_over: "Carried over",
    number: "No.",
    date: "Date",
    time: "Time",
    charge_point: "Charge point",
    minutes: "Min",
    none: "–",
    several_prices: "at several prices",
    credit: |number| match number {
        Some(number) => format!("Credit for no. {number}"),
        None => "Credit".to_owned(),
    },
    none_different: "All prices that were checked agree with their tariff.",
    not_compared: "incomplete so far",
    incomplete: "Incomplete: more sessions may be added to this month.",
    page: |page, all| format!("Page {page} of {all}"),
    cdrs: |cdrs, credits| {
        let cdrs = if cdrs == 1 {
            "1 billing record".to_owned()
        } else {
            format!("{cdrs} billing records")
        };
        match credits {
            0 => cdrs,
            1 => format!("{cdrs}, 1 credit"),
            credits => format!("{cdrs}, {credits} credits"),
        }
    },
    against: |change, month| format!("{change} on {month}"),
    none_before: |month| format!("none in {month}"),
    most: |amount| format!("highest day {amount}"),
    component: |component| match component {
        Component::Energy => "Energy",
        Component::Time => "Charging time",
        Component::Parking => "Parking",
        Component::Flat => "Per session",
        Component::Reservation => "Reservation",
        Component::Other => "Not broken down",
        Component::Limit => "Maximum or minimum price",
        Component::Rounding => "Rounding",
    },
    quantity: |component, amount| match component {
        Component::Energy => Some(format!("{amount} kWh")),
        Component::Time | Component::Parking => Some(format!("{amount} h")),
        Component::Flat
        | Component::Reservation
        | Component::Other
        | Component::Limit
        | Component::Rounding => None,
    },
    came_on: |day| format!("Came late, on {day}"),
    differs: |ours, reason| {
        let ours = ours
            .map(|ours| format!(": by tariff {ours}"))
            .unwrap_or_default();
        let reason = reason
            .map(|reason| format!(". {reason}"))
            .unwrap_or_default();
        format!("Differs from its tariff{ours}{reason}")
    },
    not_checkable: |reason| format!("Price not checkable. {}", reason.unwrap_or_default()),
    reason: |reason| {
        Some(match reason {
            "energy" => "The price of energy differs.",
            "time" => "The price of time differs.",
            "parking" => "The price of parking differs.",
            "flat" => "The price per session differs.",
            "vat" => "The net agrees; the VAT differs.",
            "total" => "The total differs, and no single component does.",
            "no-tariff" => "Its tariff is not here.",
            "no-periods" => "It does not say what was used when.",
            "other-currency" => "It is charged in another currency than its tariff’s.",
            "several-tariffs" => "More than one tariff applied, one after the other.",
            "reservation" => "It bills a reservation.",
            "no-original" => "What it takes back is not here.",
            "unreadable" => {
                "The CDR or its tariff does not say what a price could be worked out from."
            }
            _ => return None,
        })
    },
    different: |count| match count {
        1 => "1 billing record differs from its tariff; it is marked below.".into(),
        count => {
            format!("{count} billing records differ from their tariffs; they are marked below.")
        }
    },
    impossible: |count| match count {
        1 => "The price of 1 billing record can’t be worked out again.".into(),
        count => format!("The prices of {count} billing records can’t be worked out again."),
    },
    unpriced: |count| match count {
        1 => "The price of 1 billing record has not been checked yet.".into(),
        count => format!("The prices of {count} billing records have not been checked yet."),
    },
    credits: |count| match count {
        1 => "1 credit is taken off in all sums.".into(),
        count => format!("{count} credits are taken off in all sums."),
    },
    late: |count| match count {
        1 => "1 billing record came more than two days after its session; it is marked as late."
            .into(),
        count => format!(
            "{count} billing records came more than two days after their sessions; they are marked as late."
        ),
    },
    without_gross: |count| match count {
        1 => "1 billing record does not say what it costs with VAT; so no total does.".into(),
        count => {
            format!("{count} billing records do not say what they cost with VAT; so no total does.")
        }
    },
    without_money: |count| match count {
        1 => "1 session is missing here, since its cost is not open to you.".into(),
        count => {
            format!("{count} sessions are missing here, since their costs are not open to you.")
        }
    },
    unbilled: |sessions, energy| match sessions {
        1 => format!(
            "1 session that has ended, with {energy} kWh, is not billed yet and is missing here."
        ),
        sessions => format!(
            "{sessions} sessions that have ended, with {energy} kWh, are not billed yet and are missing here."
        ),
    },
    nothing: |month| format!("Nothing was billed in {month}."),
};
