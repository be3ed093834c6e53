//! What peers send against the letter of OCPI, and what becomes of it.

mod testkit;

use ocpi::v2_2_1::{Cdr, CdrDimensionType, ConnectorType, Evse, Session, Status};
use ocpi::{Reason, record};

/// A CDR as one server writes it: everything optional is there, as `null` or `[]`.
const CDR: &str = r#"{
    "country_code": "de", "party_id": "swk", "id": "c-1", "session_id": null,
    "start_date_time": "2026-01-01T10:00:00", "end_date_time": "2026-01-01T11:00:00.000",
    "cdr_token": {"country_code": "DE", "party_id": "HVB", "uid": "04A2", "type": "EMAID", "contract_id": "C", "note": 1},
    "auth_method": "WHITELIST", "authorization_reference": null,
    "cdr_location": {"id": "LOC-1", "name": null, "address": "Ahornweg 1", "city": "Hamburg", "postal_code": null,
        "state": null, "country": "DEU", "coordinates": {"latitude": "53.5", "longitude": "10.0"},
        "evse_id": "DE*SWK*E1", "connector_id": "1", "connector_standard": "MCS", "connector_format": "CABLE",
        "connector_power_type": "DC"},
    "meter_id": null, "currency": "EUR", "tariffs": [],
    "charging_periods": [{"start_date_time": "2026-01-01T10:00:00Z", "tariff_id": null,
        "dimensions": [{"type": "HEAT", "volume": 1E-1}]}],
    "signed_data": null, "total_cost": {"excl_vat": 0, "incl_vat": null}, "total_fixed_cost": null,
    "total_energy": 1.0, "total_energy_cost": null, "total_time": 1, "total_parking_time": null, "remark": null,
    "credit": null, "credit_reference_id": null, "last_updated": "2026-01-01T12:00:00+01:00", "added_in_2_4": {"x": [1]}
}"#;

#[test]
fn null_is_absent_and_what_is_unknown_costs_no_record() {
    let cdr: Cdr = record::parse(CDR).unwrap();
    assert_eq!(cdr.party_id, "SWK");
    assert_eq!(
        (cdr.cdr_location.evse_uid, cdr.credit, cdr.tariffs.len()),
        (None, None, 0)
    );
    assert_eq!(
        cdr.cdr_location.connector_standard,
        ConnectorType::Unlisted("MCS".to_owned())
    );
    let dimension = &cdr.charging_periods[0].dimensions[0];
    assert_eq!(
        dimension.kind,
        CdrDimensionType::Unlisted("HEAT".to_owned())
    );
    assert_eq!(dimension.volume.to_string(), "0.1");
    assert_eq!(cdr.last_updated.to_string(), "2026-01-01T11:00:00Z");
}

#[test]
fn what_is_absent_is_not_written() {
    let cdr: Cdr = record::parse(CDR).unwrap();
    let written = serde_json::to_string(&cdr).unwrap();
    for absent in ["null", "credit", "evse_uid", "tariffs", "added_in_2_4"] {
        assert!(!written.contains(absent), "{absent}: {written}");
    }
    assert_eq!(record::parse::<Cdr>(&written).unwrap(), cdr);
}

#[test]
fn lists_may_be_null_or_absent() {
    for list in [
        "",
        r#""connectors": null, "capabilities": null,"#,
        r#""connectors": [], "images": [],"#,
    ] {
        let evse = format!(
            r#"{{"uid": "1", {list} "status": "STANDBY", "last_updated": "2026-01-01T00:00:00Z"}}"#
        );
        let evse: Evse = record::parse(&evse).unwrap();
        assert_eq!(
            (evse.connectors.len(), evse.status),
            (0, Status::Unlisted("STANDBY".to_owned()))
        );
    }
}

#[test]
fn what_cannot_be_understood_is_refused_with_its_reason() {
    let cases = [
        (r#""2026-01-01T11:00:00.000""#, "null", Reason::NullField),
        ("11:00:00.000", "11:17:66", Reason::InvalidTimestamp),
        (
            r#""total_energy": 1.0"#,
            r#""total_usage": "4,00""#,
            Reason::MissingField,
        ),
        (
            r#""total_energy": 1.0"#,
            r#""total_energy": "4,00""#,
            Reason::InvalidNumber,
        ),
        (
            r#""total_cost": {"excl_vat": 0, "incl_vat": null}"#,
            r#""total_cost": 0"#,
            Reason::WrongType,
        ),
        (r#""uid": "04A2""#, r#""uid": 42"#, Reason::WrongType),
    ];
    for (from, to, reason) in cases {
        assert!(CDR.contains(from), "{from}");
        assert_eq!(
            record::parse::<Cdr>(&CDR.replace(from, to))
                .unwrap_err()
                .reason,
            reason,
            "{to}"
        );
    }
    let cut_off = &CDR[..CDR.len() / 2];
    assert_eq!(
        record::parse::<Cdr>(cut_off).unwrap_err().reason,
        Reason::NotJson
    );
}

#[test]
fn a_session_needs_no_evse() {
    let session = r#"{"country_code": "DE", "party_id": "SWK", "id": "1", "start_date_time": "2026-01-01T00:00:00Z", "kwh": 0,
        "cdr_token": {"country_code": "DE", "party_id": "HVB", "uid": "1", "type": "RFID", "contract_id": "C"},
        "auth_method": "COMMAND", "location_id": "L", "currency": "EUR", "status": "RESERVATION", "last_updated": "2026-01-01T00:00:00Z"}"#;
    testkit::assert_round_trip::<Session>(session, "session without EVSE");
}
