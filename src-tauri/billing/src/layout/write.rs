//! Numbers and dates as people of a language write them.

use access::Lang;
use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;
use model::{Amount, Energy, Month};
use rust_decimal::{Decimal, RoundingStrategy};

/// Money with all its four places: so the lines add up to the sum.
pub(super) fn money(amount: Amount, lang: Lang) -> String {
    scaled(amount.minor4(), 4, lang)
}

/// Money to hundredths, half to even: for a figure that nothing is added to.
pub(super) fn rounded(amount: Amount, lang: Lang) -> String {
    let exact = Decimal::new(amount.minor4(), 4);
    decimal_to(
        exact.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven),
        2,
        lang,
    )
}

/// In kWh, to the watt-hour.
pub(super) fn energy(energy: Energy, lang: Lang) -> String {
    scaled(energy.wh(), 3, lang)
}

/// How many.
pub(super) fn count(count: i64, lang: Lang) -> String {
    scaled(count, 0, lang)
}

/// A number with so many places at least, and none that says nothing.
pub(super) fn decimal(value: Decimal, places: u32, lang: Lang) -> String {
    let value = value.normalize();
    decimal_to(value, value.scale().max(places), lang)
}

/// Such as `19 %` and `19%`.
pub(super) fn percent(rate: Decimal, lang: Lang) -> String {
    let rate = decimal(rate, 0, lang);
    match lang {
        Lang::De => format!("{rate} %"),
        Lang::En => format!("{rate}%"),
    }
}

/// How much more than before, such as `+6,1 %`; nothing where there was nothing before.
pub(super) fn change(now: i64, before: i64, lang: Lang) -> Option<String> {
    if before <= 0 {
        return None;
    }
    let change = Decimal::from(now - before) / Decimal::from(before) * Decimal::ONE_HUNDRED;
    let change = change.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    let sign = if change.is_sign_positive() && !change.is_zero() {
        "+"
    } else {
        ""
    };
    let said = decimal_to(change, 1, lang);
    Some(match lang {
        Lang::De => format!("{sign}{said} %"),
        Lang::En => format!("{sign}{said}%"),
    })
}

/// Such as `03.10.2026` and `3 Oct 2026`.
pub(super) fn day(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::De => day.format("%d.%m.%Y").to_string(),
        Lang::En => {
            let month = month_name(day.month0(), lang);
            let short: String = month.chars().take(3).collect();
            format!("{} {short} {}", day.day(), day.year())
        }
    }
}

/// Such as `18:12–21:17`, with how many midnights are in between.
pub(super) fn times(from: DateTime<Tz>, to: DateTime<Tz>) -> String {
    let days = (to.date_naive() - from.date_naive()).num_days();
    let more = if days > 0 {
        format!(" +{days}")
    } else {
        String::new()
    };
    format!("{}–{}{more}", from.format("%H:%M"), to.format("%H:%M"))
}

/// Such as `Oktober 2026`.
pub(super) fn month(month: Month, lang: Lang) -> String {
    format!("{} {}", month_alone(month, lang), month.first().year())
}

/// Such as `Oktober`.
pub(super) fn month_alone(month: Month, lang: Lang) -> String {
    month_name(month.first().month0(), lang).to_owned()
}

fn month_name(month0: u32, lang: Lang) -> &'static str {
    const DE: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match lang {
        Lang::De => DE,
        Lang::En => EN,
    };
    let at = usize::try_from(month0).unwrap_or_default();
    names.get(at).copied().unwrap_or_default()
}

fn decimal_to(value: Decimal, places: u32, lang: Lang) -> String {
    let mut value = value;
    value.rescale(places);
    let mantissa = i64::try_from(value.mantissa()).unwrap_or(i64::MAX);
    scaled(mantissa, places, lang)
}

/// A whole number of parts, with a sign between thousands.
fn scaled(value: i64, places: u32, lang: Lang) -> String {
    let (point, thousands) = match lang {
        Lang::De => (',', '.'),
        Lang::En => ('.', ','),
    };
    let scale = 10_u64.pow(places);
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let digits = whole.to_string();
    let mut said = String::from(if value < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(thousands);
        }
        said.push(digit);
    }
    if places > 0 {
        let width = usize::try_from(places).unwrap_or_default();
        said += &format!("{point}{rest:0width$}");
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_of_the_language_do() {
        let amount = Amount::from_minor4(-12_345_678);
        assert_eq!(money(amount, Lang::De), "−1.234,5678");
        assert_eq!(money(amount, Lang::En), "−1,234.5678");
        assert_eq!(rounded(Amount::from_minor4(1_250), Lang::De), "0,12");
        assert_eq!(rounded(Amount::from_minor4(1_350), Lang::De), "0,14");
        assert_eq!(energy(Energy::from_wh(1_890_250), Lang::En), "1,890.250");
        assert_eq!(count(999, Lang::De), "999");
        assert_eq!(decimal("0.2941".parse().unwrap(), 2, Lang::De), "0,2941");
        assert_eq!(decimal("0.350000".parse().unwrap(), 4, Lang::De), "0,3500");
        assert_eq!(percent("19.0".parse().unwrap(), Lang::De), "19 %");
        assert_eq!(percent("5.5".parse().unwrap(), Lang::En), "5.5%");
    }

    #[test]
    fn a_change_is_of_what_there_was() {
        assert_eq!(change(1_061, 1_000, Lang::De).as_deref(), Some("+6,1 %"));
        assert_eq!(change(500, 1_000, Lang::En).as_deref(), Some("−50.0%"));
        assert_eq!(change(1_000, 1_000, Lang::En).as_deref(), Some("0.0%"));
        assert_eq!(change(1_000, 0, Lang::En), None);
    }

    #[test]
    fn a_night_says_that_it_ends_on_the_next_day() {
        let at = |text: &str| {
            let at: DateTime<chrono::Utc> = text.parse().unwrap();
            at.with_timezone(&Tz::Europe__Berlin)
        };
        let times = times(at("2026-10-24T20:44:49Z"), at("2026-10-25T05:31:23Z"));
        assert_eq!(times, "22:44–06:31 +1");
    }
}
