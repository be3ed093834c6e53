//! A window of `last_updated`, and whether a CPMS kept to it.

use chrono::{DateTime, TimeDelta, Utc};
use model::{Arrival, Arrivals, Reject};

/// A window of `last_updated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first instant in it; `None` is the beginning of time.
    pub from: Option<DateTime<Utc>>,
    /// The first instant after it.
    pub until: DateTime<Utc>,
}

/// A record that lies outside by no more is no proof: CPMSs cut instants to the second, and many take `date_to`
/// as inclusive.
const BLUR: TimeDelta = TimeDelta::seconds(1);

impl Window {
    /// Whether any record lies outside, also of those that were not understood but for their `last_updated`.
    pub(crate) fn leaves_out_any(&self, arrivals: &Arrivals, rejects: &[Reject]) -> bool {
        let any_arrival = match arrivals {
            Arrivals::Locations(all) => self.any(all, |location| location.last_updated),
            Arrivals::Tariffs(all) => self.any(all, |tariff| tariff.last_updated),
            Arrivals::Sessions(all) => self.any(all, |session| session.last_updated),
            Arrivals::Cdrs(all) => self.any(all, |cdr| cdr.last_updated),
        };
        any_arrival
            || rejects
                .iter()
                .filter_map(|reject| std::str::from_utf8(&reject.bytes).ok())
                .filter_map(|text| ocpi::record::last_updated(text).ok())
                .any(|updated| self.leaves_out(updated.utc()))
    }

    fn any<T>(&self, all: &[Arrival<T>], updated: fn(&T) -> DateTime<Utc>) -> bool {
        all.iter()
            .any(|arrival| self.leaves_out(updated(&arrival.record)))
    }

    fn leaves_out(&self, updated: DateTime<Utc>) -> bool {
        self.from.is_some_and(|from| from - updated > BLUR) || updated - self.until > BLUR
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(instant: &str) -> DateTime<Utc> {
        instant.parse().unwrap()
    }

    fn rejected(last_updated: &str) -> Reject {
        Reject {
            version: None,
            reason: "null-field",
            detail: String::new(),
            bytes: format!(r#"{{"last_updated":{last_updated:?},"id":null}}"#)
                .into_bytes()
                .into(),
        }
    }

    #[test]
    fn a_record_is_outside_when_no_reading_of_the_window_would_hold_it() {
        let window = Window {
            from: Some(at("2026-01-01T00:00:00.900Z")),
            until: at("2026-02-01T00:00:00Z"),
        };
        let nothing = Arrivals::none_of(model::Module::Cdrs);
        for (last_updated, outside) in [
            ("2026-01-15T00:00:00Z", false),
            ("2026-01-01T00:00:00Z", false), // a second is all that this CPMS minds
            ("2025-12-31T23:59:59Z", true),
            ("2026-02-01T00:00:00Z", false), // date_to taken as inclusive
            ("2026-02-01T00:00:02Z", true),
            ("soon", false),
        ] {
            let rejects = [rejected("2026-01-15T00:00:00Z"), rejected(last_updated)];
            assert_eq!(
                window.leaves_out_any(&nothing, &rejects),
                outside,
                "{last_updated}"
            );
        }
        let open = Window {
            from: None,
            ..window
        };
        assert!(!open.leaves_out_any(&nothing, &[rejected("0014-01-01T00:00:00Z")]));
    }
}
