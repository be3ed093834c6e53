//! [`PROPERTIES`]: the places of a town, and who holds them.

use chrono_tz::{Europe, Tz};

/// A place with an address: one Location, one unit of a tenant.
#[derive(Debug)]
pub(crate) struct Property {
    /// The beginning of its ids.
    pub slug: &'static str,
    pub name: &'static str,
    pub address: &'static str,
    pub city: &'static str,
    pub postal_code: &'static str,
    /// ISO 3166-1, three letters and two.
    pub country: (&'static str, &'static str),
    /// Degrees north and east.
    pub coordinates: (&'static str, &'static str),
    pub zone: Tz,
    pub parking: &'static str,
    /// How many drivers are enrolled there, and how many vehicles after them.
    pub drivers: u32,
    pub vehicles: u32,
}

/// The position of each in [`PROPERTIES`].
impl Property {
    pub const GARAGE: usize = 0;
    pub const CANAL: usize = 1;
    pub const PRACTICE: usize = 2;
    pub const OFFICE: usize = 3;
    pub const HOTEL: usize = 4;
    pub const CAR_PARK: usize = 5;
}

/// Apartment garages, one of which changed hands; a surgery so small that its months have 4, 5 and 6 people; an
/// office with pool cars; a hotel in another time zone; a public car park with fast charging.
pub(crate) static PROPERTIES: [Property; 6] = [
    Property {
        slug: "lindenhof",
        name: "Wohnanlage Lindenhof",
        address: "Lindenhofstraße 7–11",
        city: "Musterstadt",
        postal_code: "00101",
        country: ("DEU", "DE"),
        coordinates: ("51.000100", "10.000100"),
        zone: Europe::Berlin,
        parking: "UNDERGROUND_GARAGE",
        drivers: 16,
        vehicles: 0,
    },
    Property {
        slug: "kanal",
        name: "Wohnen am Prüfkanal",
        address: "Am Prüfkanal 12",
        city: "Musterstadt",
        postal_code: "00102",
        country: ("DEU", "DE"),
        coordinates: ("51.001200", "10.002300"),
        zone: Europe::Berlin,
        parking: "UNDERGROUND_GARAGE",
        drivers: 11,
        vehicles: 0,
    },
    Property {
        slug: "praxis",
        name: "Ärztehaus Übungsplatz",
        address: "Übungsplatz 3",
        city: "Musterstadt",
        postal_code: "00101",
        country: ("DEU", "DE"),
        coordinates: ("51.002400", "10.001100"),
        zone: Europe::Berlin,
        parking: "PARKING_LOT",
        drivers: 6,
        vehicles: 0,
    },
    Property {
        slug: "kontor",
        name: "Kontorhaus Probierstraße",
        address: "Probierstraße 24",
        city: "Musterstadt",
        postal_code: "00103",
        country: ("DEU", "DE"),
        coordinates: ("51.003100", "10.003900"),
        zone: Europe::Berlin,
        parking: "PARKING_GARAGE",
        drivers: 12,
        vehicles: 3,
    },
    Property {
        slug: "hotel",
        name: "Hotel Exemplo do Mar",
        address: "Rua do Exemplo 5",
        city: "Cidade Modelo",
        postal_code: "0000-101",
        country: ("PRT", "PT"),
        coordinates: ("38.700100", "-9.200100"),
        zone: Europe::Lisbon,
        parking: "PARKING_GARAGE",
        drivers: 10,
        vehicles: 2,
    },
    Property {
        slug: "parkplatz",
        name: "Parkplatz Größenberg an der Überlandstraße, Einfahrt Gewerbegebiet Süd-Ost",
        address: "Überlandstraße 100",
        city: "Größenberg",
        postal_code: "00200",
        country: ("DEU", "DE"),
        coordinates: ("51.020000", "10.050000"),
        zone: Europe::Berlin,
        parking: "PARKING_LOT",
        drivers: 6,
        vehicles: 0,
    },
];
