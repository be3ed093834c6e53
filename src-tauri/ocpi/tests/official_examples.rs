//! Every JSON example of the OCPI 2.2.1 documents is read as what it is, and written back equal in meaning.

mod testkit;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ocpi::v2_2_1::{
    Cdr, Connector, Credentials, DisplayText, EnergyMix, Evse, Hours, Location, Session, Tariff,
    Token, Version, VersionDetails,
};
use ocpi::{Envelope, Patch, Patchable, Reason, record};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use testkit::{assert_round_trip, assert_same_meaning};

/// What an example is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Whole,
    PatchBody,
    Fragment,
}
use Kind::{Fragment, PatchBody, Whole};

/// A Location with nothing but its energy mix.
#[derive(Serialize, Deserialize)]
struct EnergyMixAlone {
    energy_mix: EnergyMix,
}

/// A Location with nothing but its opening hours.
#[derive(Serialize, Deserialize)]
struct HoursAlone {
    opening_times: Hours,
}

type Check = fn(&str, &str);

const EXAMPLES: [(&str, Kind, Check); 59] = [
    ("cdr/cdr_example.json", Whole, assert_round_trip::<Cdr>),
    (
        "credentials/credentials_example.json",
        Whole,
        assert_round_trip::<Credentials>,
    ),
    (
        "credentials/credentials_example2.json",
        Whole,
        assert_round_trip::<Credentials>,
    ),
    (
        "credentials/credentials_example3.json",
        Whole,
        assert_round_trip::<Credentials>,
    ),
    (
        "credentials/credentials_example4.json",
        Whole,
        assert_round_trip::<Credentials>,
    ),
    (
        "location/location_energymix_example_complete.json",
        Fragment,
        assert_round_trip::<EnergyMixAlone>,
    ),
    (
        "location/location_energymix_example_energy_provider.json",
        Fragment,
        assert_round_trip::<EnergyMixAlone>,
    ),
    (
        "location/location_energymix_example_simple.json",
        Fragment,
        assert_round_trip::<EnergyMixAlone>,
    ),
    (
        "location/location_example.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_example_parking_garage_opening_hours.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_example_uc2_destination_charger.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_example_uc3_destination_charger_not_published.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_example_uc4_limited_visibility.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_example_uc5_home_charge_point.json",
        Whole,
        assert_round_trip::<Location>,
    ),
    (
        "location/location_hours_247_open_exception_closing.json",
        Fragment,
        assert_round_trip::<Hours>,
    ),
    (
        "location/location_hours_opening_hours_with_exceptional_closing.json",
        Fragment,
        assert_round_trip::<Hours>,
    ),
    (
        "location/location_hours_opening_hours_with_exceptional_opening.json",
        Fragment,
        assert_round_trip::<Hours>,
    ),
    (
        "location/location_patch_example_location.json",
        PatchBody,
        assert_patch::<Location>,
    ),
    (
        "location/location_patch_example_remove_evse.json",
        PatchBody,
        assert_patch::<Evse>,
    ),
    (
        "location/location_patch_example_status.json",
        PatchBody,
        assert_patch::<Evse>,
    ),
    (
        "location/location_patch_example_tariff.json",
        PatchBody,
        assert_patch::<Connector>,
    ),
    // its connector has neither power_type nor voltage
    (
        "location/location_put_example_add_evse.json",
        Fragment,
        |text, name| {
            assert_lacks::<Evse>(text, name, "connectors[0]: missing field `power_type`");
        },
    ),
    (
        "location/location_regularhours_example.json",
        Fragment,
        assert_round_trip::<HoursAlone>,
    ),
    (
        "session/session_example_1_simple_start.json",
        Whole,
        assert_round_trip::<Session>,
    ),
    (
        "session/session_example_2_short_finished.json",
        Whole,
        assert_round_trip::<Session>,
    ),
    (
        "session/session_patch_example_charging_period.json",
        PatchBody,
        assert_patch::<Session>,
    ),
    (
        "session/session_patch_example_total_cost.json",
        PatchBody,
        assert_patch::<Session>,
    ),
    (
        "tariff/tariff_10_025kwh_parking_start.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_11_not_possible_alt_text.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_12_025kwh_min_price.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_13_simple_3hour_5parking.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_14_step_size.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_15_reservation_5_euro_per_hour.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_16_reservation_2_euro_fee_5_euro_per_hour.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_17_reservation_with_expire_fee.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_18_reservation_with_expire_time.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_1_simple_2hour.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_2_alt_text.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_3_alt_url.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_4_complex.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_5_free_of_charge.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_6_025kwh_start_max_price.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_8_simple_025kwh.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariff_9_025kwh_start.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    ("tariff/tariff_put_example.json", Fragment, |text, name| {
        assert_lacks::<Tariff>(text, name, "missing field `last_updated`");
    }),
    (
        "tariff/tariffrestriction_example_max_duration.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "tariff/tariffrestriction_example_max_power.json",
        Whole,
        assert_round_trip::<Tariff>,
    ),
    (
        "token/token_example_1_app_user.json",
        Whole,
        assert_round_trip::<Token>,
    ),
    (
        "token/token_example_2_full_rfid.json",
        Whole,
        assert_round_trip::<Token>,
    ),
    (
        "token/token_patch_example.json",
        PatchBody,
        assert_patch::<Token>,
    ),
    (
        "token/token_put_example.json",
        Whole,
        assert_round_trip::<Token>,
    ),
    (
        "transport/transport_and_format_get_token_example.json",
        Whole,
        assert_answer_with_one::<Token>,
    ),
    (
        "transport/transport_and_format_get_token_list_example.json",
        Whole,
        assert_answer_with_list::<Token>,
    ),
    (
        "transport/transport_and_format_version_details_example.json",
        Whole,
        assert_answer_with_one::<VersionDetails>,
    ),
    (
        "transport/transport_and_format_version_info_example.json",
        Whole,
        assert_answer_with_list::<Version>,
    ),
    (
        "type/type_displaytext_example.json",
        Fragment,
        assert_round_trip::<DisplayText>,
    ),
    (
        "version/version_details_example.json",
        Whole,
        assert_round_trip::<VersionDetails>,
    ),
    (
        "version/version_details_example2.json",
        Whole,
        assert_round_trip::<VersionDetails>,
    ),
    (
        "versions/versions_info_example.json",
        Whole,
        assert_round_trip::<Vec<Version>>,
    ),
];

/// The text is a PATCH body of a `T`, and each of its members is in the object afterwards.
fn assert_patch<T: Patchable>(text: &str, name: &str) {
    let patch = Patch::<T>::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same_meaning(&serde_json::to_string(&patch).unwrap(), text, name);

    let patched = patch.apply(&record::parse(T::SMALLEST).unwrap()).unwrap();
    let patched: serde_json::Value = serde_json::to_value(&patched).unwrap();
    let members: BTreeMap<String, serde_json::Value> = serde_json::from_str(text).unwrap();
    for (member, value) in members {
        assert_same_meaning(&patched[&member].to_string(), &value.to_string(), name);
    }
}

/// The text is no `T`, and the error says what is missing.
fn assert_lacks<T: DeserializeOwned + std::fmt::Debug>(text: &str, name: &str, message: &str) {
    let error = record::parse::<T>(text).expect_err(name);
    assert_eq!(
        (error.reason, error.to_string().as_str()),
        (Reason::MissingField, message),
        "{name}"
    );
}

fn assert_answer_with_one<T: Serialize + DeserializeOwned>(text: &str, name: &str) {
    let envelope = Envelope::read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_round_trip::<T>(envelope.one().unwrap().get(), name);
    assert_same_meaning(&serde_json::to_string(&envelope).unwrap(), text, name);
}

fn assert_answer_with_list<T: Serialize + DeserializeOwned>(text: &str, name: &str) {
    let envelope = Envelope::read(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    for record in envelope.list().unwrap() {
        assert_round_trip::<T>(record.get(), name);
    }
    assert_same_meaning(&serde_json::to_string(&envelope).unwrap(), text, name);
}

fn files_below(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files_below(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name);
        }
    }
}

#[test]
fn every_official_example_is_read_and_written_back_equal_in_meaning() {
    let Some(folder) = testkit::shared("data/ocpi/2.2.1") else {
        return;
    };
    for (name, _, check) in EXAMPLES {
        let text =
            fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        check(&text, name);
    }
}

#[test]
fn no_official_example_is_left_out() {
    let Some(folder) = testkit::shared("data/ocpi/2.2.1") else {
        return;
    };
    let mut found = BTreeSet::new();
    files_below(&folder, "", &mut found);
    let listed: BTreeSet<String> = EXAMPLES
        .iter()
        .map(|(name, ..)| (*name).to_owned())
        .collect();
    assert_eq!(found, listed);

    let count = |kind| EXAMPLES.iter().filter(|(_, of, _)| *of == kind).count();
    assert_eq!(
        (count(Whole), count(PatchBody), count(Fragment)),
        (42, 7, 10)
    );
}

#[test]
fn the_patch_bodies_are_those_that_the_index_calls_partial() {
    #[derive(Deserialize)]
    struct Entry {
        file: String,
        partial: bool,
    }
    let Some(folder) = testkit::shared("data/ocpi") else {
        return;
    };
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    let index: Vec<Entry> = serde_json::from_str(&index).unwrap();
    let partial = index.iter().filter(|entry| entry.partial);
    let partial: BTreeSet<&str> = partial
        .filter_map(|entry| entry.file.strip_prefix("2.2.1/"))
        .collect();
    let patches = EXAMPLES.iter().filter(|(_, kind, _)| *kind == PatchBody);
    assert_eq!(partial, patches.map(|(name, ..)| *name).collect());
}
