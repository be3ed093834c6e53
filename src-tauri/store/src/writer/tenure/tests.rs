//! What is kept goes with the day, with the places and with who holds them, while one Writer stays open.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use model::{Arrival, Arrivals, CiString, Evse, EvseStatus, Location, Party, RecordId};
use serde_json::{Value, json};

use crate::{
    Connection, Cursor, OpenError, Page, Passphrase, Profile, WhenBusy, WriteError, Writer,
};

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn setup(assignments: Value) -> access::setup::Setup {
    let setup = json!({
        "connections": [{ "id": "main", "kind": "ocpi", "url": "https://cpms.example/ocpi/versions" }],
        "tenants": [{
            "id": "haus", "name": "Haus", "time_zone": "Europe/Berlin",
            "units": [{ "id": "a", "kind": "property", "name": "A", "units": [] },
                      { "id": "b", "kind": "property", "name": "B", "units": [] }],
            "assignments": assignments,
            "groups": [], "drivers": [], "vehicles": [], "roles": [], "people": [],
        }],
    });
    access::setup::read(&setup.to_string()).unwrap()
}

fn locations(id: &str, zone: Tz, updated: &str) -> Page {
    let updated = at(updated);
    let location = Location {
        id: RecordId {
            party: Party {
                country_code: "DE".into(),
                party_id: "HVB".into(),
            },
            id: id.into(),
        },
        name: None,
        address: "Ahornweg 7".to_owned(),
        city: "Berlin".to_owned(),
        postal_code: None,
        country: "DEU".to_owned(),
        time_zone: zone,
        evses: vec![Evse {
            uid: CiString::from(format!("E-{id}").as_str()),
            evse_id: None,
            label: None,
            status: EvseStatus::Available,
            connectors: Vec::new(),
            last_updated: updated,
        }],
        last_updated: updated,
    };
    Page {
        arrivals: Arrivals::Locations(vec![Arrival {
            bytes: format!("{id} {updated}").into_bytes().into_boxed_slice(),
            record: location,
            rounded: false,
            fields: Vec::new(),
        }]),
        rejects: Vec::new(),
        cursor: Cursor::default(),
    }
}

/// Each unit with the days that it held anything, and the day that runs there.
async fn kept(writer: &mut Writer, now: DateTime<Utc>) -> Vec<String> {
    writer.settle(now).await.unwrap();
    sqlx::query_scalar(
        "SELECT concat(u.id, ' ', date(t.first_day * 86400, 'unixepoch'), '..',
                date(t.last_day * 86400, 'unixepoch'), ', today ', date(d.day * 86400, 'unixepoch'))
         FROM tenure t JOIN unit u ON u.unit = t.node JOIN today d ON d.unit = u.unit ORDER BY 1",
    )
    .fetch_all(&mut writer.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn it_is_worked_out_again_when_it_holds_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Passphrase::new("a passphrase for tests".to_owned());
    let profile =
        Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref()).unwrap();
    let now = at("2026-06-17T08:00:00Z");
    let from = "2026-05-31T22:00:00Z";
    let work = async |writer: &mut Writer| -> Result<(), Failed> {
        let both = json!([{ "unit": "a", "location": "LOC-A", "from": from },
                          { "unit": "b", "location": "LOC-B", "from": "2026-06-18T12:00:00Z" }]);
        writer.apply(&setup(both), false, now).await?;
        let connection: Connection = writer.connect("main", None, None).await?;
        let berlin = Tz::Europe__Berlin;
        writer
            .land(&connection, &locations("LOC-A", berlin, from), now)
            .await?;
        assert_eq!(
            kept(writer, now).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        // a place of which nobody knew
        writer
            .land(&connection, &locations("LOC-B", berlin, from), now)
            .await?;
        assert_eq!(
            kept(writer, at("2026-06-17T21:59:59Z")).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        // a day on, one is held on it
        assert_eq!(
            kept(writer, at("2026-06-17T22:00:00Z")).await,
            [
                "a 2026-06-01..2026-06-18, today 2026-06-18",
                "b 2026-06-18..2026-06-18, today 2026-06-18"
            ]
        );
        // a place turns out to lie elsewhere, where it is another day
        let forenoon = at("2026-06-18T10:30:00Z");
        let kiritimati = locations("LOC-A", Tz::Pacific__Kiritimati, "2026-06-18T08:00:00Z");
        writer.land(&connection, &kiritimati, forenoon).await?;
        assert_eq!(
            kept(writer, forenoon).await,
            [
                "a 2026-06-01..2026-06-19, today 2026-06-19",
                "b 2026-06-18..2026-06-18, today 2026-06-18"
            ]
        );
        // it changes hands
        let one = json!([{ "unit": "a", "location": "LOC-B", "from": from }]);
        writer.apply(&setup(one), false, forenoon).await?;
        assert_eq!(
            kept(writer, forenoon).await,
            ["a 2026-06-01..2026-06-18, today 2026-06-18"]
        );
        // and the clock is set back
        assert_eq!(
            kept(writer, now).await,
            ["a 2026-06-01..2026-06-17, today 2026-06-17"]
        );
        Ok(())
    };
    profile.write(WhenBusy::Refuse, now, work).await.unwrap();
}
