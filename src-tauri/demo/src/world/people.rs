//! Who charges: names that are plainly made up, tokens, and which of them are whose and when.

use super::chance::Chance;
use super::{
    Milestones,
    town::{PROPERTIES, Property},
};

/// Whoever holds a token at a charge point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A driver or vehicle of a property, with the first or the second of its cards.
    Ours {
        property: usize,
        number: u32,
        card: u32,
    },
    /// A customer of another provider.
    Roaming(u32),
    /// Somebody who pays once and is never seen again.
    Once(u64),
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TokenText {
    pub country: &'static str,
    pub party: &'static str,
    pub uid: String,
    pub contract: String,
    pub kind: &'static str,
}

/// The operator of all this.
pub(super) const COUNTRY: &str = "DE";
pub(super) const PARTY: &str = "VFX";

/// A token that belongs to somebody for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub card: u32,
    pub from: Option<i64>,
    pub until: Option<i64>,
}

/// The resident of a garage who moved out, and the one who moved in.
pub(super) const MOVED_OUT: u32 = 7;
pub(super) const MOVED_IN: u32 = 12;

/// Of so many drivers of a property one lost a card, and has a second one since.
const EVERY_NTH_HAS_A_SECOND_CARD: u32 = 5;

/// The card with which somebody charges at an instant.
pub(super) fn card(milestones: &Milestones, property: usize, number: u32, at: i64) -> u32 {
    let held = held(milestones, property, number);
    held.iter()
        .find(|held| held.until.is_none_or(|until| at < until))
        .map_or(0, |held| held.card)
}

/// The cards of a driver or vehicle, in the order of time.
pub(super) fn held(milestones: &Milestones, property: usize, number: u32) -> Vec<Held> {
    let always = Held {
        card: 0,
        from: None,
        until: None,
    };
    if property == Property::GARAGE && number == MOVED_OUT {
        return vec![Held {
            until: Some(milestones.cards_changed),
            ..always
        }];
    }
    if property == Property::GARAGE && number == MOVED_IN {
        return vec![Held {
            from: Some(milestones.cards_changed),
            ..always
        }];
    }
    let drivers = PROPERTIES
        .get(property)
        .map_or(0, |property| property.drivers);
    if number < drivers && number % EVERY_NTH_HAS_A_SECOND_CARD == 3 {
        return vec![
            Held {
                until: Some(milestones.cards_changed),
                ..always
            },
            Held {
                card: 1,
                from: Some(milestones.cards_changed),
                until: None,
            },
        ];
    }
    vec![always]
}

/// The token of somebody, as a reader sees it.
pub(super) fn token(seed: u64, town: u32, who: Who) -> TokenText {
    match who {
        Who::Ours {
            property,
            number,
            card,
        } => {
            let key = [
                TOKENS,
                u64::from(town),
                property as u64,
                u64::from(number),
                u64::from(card),
            ];
            let drawn = Chance::of(seed, &key).next();
            TokenText {
                country: COUNTRY,
                party: PARTY,
                uid: format!("04{:012X}", drawn >> 16),
                // a new card, the same contract
                contract: format!("DE-VFX-C{:05}{property}{number:02}", town + 1),
                kind: "RFID",
            }
        }
        Who::Roaming(number) => {
            let (country, party) = match number % 4 {
                0 | 1 => ("DE", "EMX"),
                2 => ("NL", "LPX"),
                _ => ("AT", "STX"),
            };
            let drawn =
                Chance::of(seed, &[TOKENS, u64::from(town), ROAMING, u64::from(number)]).next();
            TokenText {
                country,
                party,
                uid: format!("{:014X}", drawn >> 8),
                contract: format!("{country}-{party}-C{:05}{number:03}", town + 1),
                kind: if number.is_multiple_of(3) {
                    "APP_USER"
                } else {
                    "RFID"
                },
            }
        }
        Who::Once(mark) => TokenText {
            country: COUNTRY,
            party: PARTY,
            uid: format!("ADHOC-{mark:016X}"),
            contract: format!("DE-VFX-A{mark:016X}"),
            kind: "AD_HOC_USER",
        },
    }
}

const TOKENS: u64 = 0x70;
const ROAMING: u64 = 99;

/// A name that nobody has.
pub(super) fn name(town: u32, property: usize, number: u32) -> String {
    let nth = number as usize + property * 17 + town as usize * 53;
    let first = FIRST_NAMES[nth % FIRST_NAMES.len()];
    let last = LAST_NAMES[(nth + nth / FIRST_NAMES.len() * 7) % LAST_NAMES.len()];
    format!("{first} {last}")
}

const FIRST_NAMES: [&str; 21] = [
    "Ada",
    "Björn",
    "Käthe",
    "Özlem",
    "Günther",
    "Änne",
    "Sören",
    "Bärbel",
    "Emil",
    "Zoë",
    "Ümit",
    "Lotte",
    "Konrad",
    "Friederike",
    "Jürgen",
    "Renée",
    "Hjördis",
    "Matthäus",
    "Anneliese",
    "Levent",
    "Mia-Sophie",
];

const LAST_NAMES: [&str; 23] = [
    "Ampère-Beispiel",
    "Voltmann",
    "Musterfrau-Größe",
    "Ohmstädt",
    "Wattenberg",
    "Kabelöhr",
    "Stöpsel",
    "Ladegärtner",
    "Steckmann",
    "Stromhöfer",
    "Beispielsen",
    "Platzhalter",
    "Düsentriebel",
    "Faradayski",
    "Säulenfels",
    "Buchsbaumer",
    "Akkuräth",
    "Wechselström",
    "Phasenthal",
    "von und zu Überlandleitung-Hochspannungsfels",
    "Nennström",
    "Funkenschlag",
    "Probezeit",
];
