//! The list of what was charged has the rows that the rules give: each once, with the values that its person may see,
//! in the order asked for; and a row in full is the row of the list.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use model::Amount;

use super::{
    Answer, Kind, Naive, Seen, World, seeds,
    setup::Unit,
    stored::{Stored, block_on},
};
use crate::{
    Cell, Cut, Key, PriceCheck, Question, Reader, SessionFilter, SessionList, SessionOrder,
    SessionPage, SessionRow, SessionState, audit::Audit, wire::Minor4,
};

const WORLDS: u64 = 12;

/// A row, as both sides can say it: state, start, energy, net, price.
type Told = (String, DateTime<Utc>, i64, String, String);

fn filter(property: Option<&str>) -> SessionFilter {
    SessionFilter {
        from: NaiveDate::from_ymd_opt(2009, 12, 30).expect("a day"),
        to: NaiveDate::from_ymd_opt(2040, 1, 2).expect("a day"),
        property: property.map(str::to_owned),
        evse: None,
        state: None,
        price: None,
        text: String::new(),
        order: SessionOrder::Started,
        is_ascending: false,
    }
}

async fn list(reader: &mut Reader, filter: &SessionFilter, now: DateTime<Utc>) -> SessionList {
    let page = |skip, afresh| SessionPage {
        skip,
        take: 40,
        afresh,
        with_people: true,
    };
    let first = reader.sessions(filter, page(0, true), now).await;
    let mut all = first.expect("a list").into_inner();
    while i64::try_from(all.page.len()).expect("few rows") < all.rows.get() {
        let skip = u32::try_from(all.page.len()).expect("few rows");
        let more = reader.sessions(filter, page(skip, false), now).await;
        let more = more.expect("a page").into_inner();
        assert!(
            !more.page.is_empty(),
            "a list of {} ends early",
            all.rows.get()
        );
        all.page.extend(more.page);
    }
    all
}

fn told(row: &SessionRow) -> Told {
    let state = match row.state {
        SessionState::Running | SessionState::Stalled => "ACTIVE",
        SessionState::Unbilled => "COMPLETED",
        SessionState::Pending => "PENDING",
        SessionState::Reserved => "RESERVATION",
        SessionState::Billed => "billed",
        SessionState::Credit => "credit",
    };
    let price = match row.price {
        Cell::Shown(PriceCheck::Unpriced) => "unpriced".to_owned(),
        Cell::Shown(PriceCheck::Same) => "same".to_owned(),
        Cell::Shown(PriceCheck::Rounding) => "rounding".to_owned(),
        Cell::Shown(PriceCheck::Different) => "different".to_owned(),
        Cell::Shown(PriceCheck::Impossible) => "impossible".to_owned(),
        other => format!("{:?}", other.map(|_| ())),
    };
    let started = DateTime::parse_from_rfc3339(&row.started_at).expect("an instant");
    (
        state.to_owned(),
        started.to_utc(),
        row.energy.get(),
        money(row.net),
        price,
    )
}

fn money(cell: Cell<Minor4>) -> String {
    match cell {
        Cell::Shown(amount) => Amount::from_minor4(amount.get()).to_string(),
        other => format!("{:?}", other.map(|_| ())),
    }
}

/// By the rules: every CDR, and every Session that is not INVALID and that no CDR seen by this person names.
fn expected(seen: &Answer) -> Vec<Told> {
    let text = |fields: &BTreeMap<&str, Seen>, name: &str| match &fields[name] {
        Seen::Shown(text) => text.clone(),
        Seen::Empty => "Empty".to_owned(),
        Seen::Hidden => "Hidden".to_owned(),
    };
    // CONNECTION:COUNTRY-PARTY/ID
    let party = |key: &str| key.split_once('/').expect("a key").0.to_lowercase();
    let id = |key: &str| key.split_once('/').expect("a key").1.to_lowercase();
    let billed: Vec<(String, String)> = seen
        .iter()
        .filter(|((kind, _), _)| *kind == Kind::Cdr)
        .map(|((_, key), fields)| (party(key), text(fields, "session_id").to_lowercase()))
        .collect();
    let mut rows = Vec::new();
    for ((kind, key), fields) in seen {
        let (state, price) = match kind {
            Kind::Evse => continue,
            Kind::Session => {
                let status = text(fields, "status");
                if status == "INVALID" || billed.contains(&(party(key), id(key))) {
                    continue;
                }
                let price = match fields["net"] {
                    Seen::Hidden => "Hidden",
                    Seen::Shown(_) | Seen::Empty => "Empty",
                };
                (status, price.to_owned())
            }
            Kind::Cdr => {
                let is_credit = text(fields, "is_credit") == "true";
                let state = if is_credit { "credit" } else { "billed" };
                (state.to_owned(), text(fields, "price_state"))
            }
        };
        let started = text(fields, "started_at");
        rows.push((
            state,
            started.parse().expect("an instant"),
            text(fields, "energy_wh").parse().expect("Wh"),
            text(fields, "net"),
            price,
        ));
    }
    rows.sort();
    rows
}

/// Every unit of a tenant, and none: of those that are no property nothing is listed.
fn properties(units: &[Unit]) -> Vec<String> {
    let mut ids = vec!["-".to_owned()];
    for unit in units {
        ids.push(unit.id.clone());
        ids.extend(properties(&unit.units));
    }
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn every_list_has_the_rows_that_the_rules_give() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for world in seeds(WORLDS).into_iter().map(World::of) {
        let naive = Naive::of(&world);
        let stored = Stored::of(&world);
        let mut foreign: Option<String> = None;
        for person in &world.people {
            let own = person.split_once('/').map(|(tenant, _)| tenant);
            let work = async {
                let reader = stored.reader(person).await.expect("a profile that opens");
                let mut reader = reader.expect("somebody");
                let whole = list(&mut reader, &filter(None), world.now).await;
                let mut rows: Vec<SessionRow> = Vec::new();
                if whole.wants_property {
                    for tenant in naive.setup.tenants.iter() {
                        for id in properties(&tenant.units) {
                            let key = format!("{}/{id}", tenant.id);
                            // of no property there is one list alone, whatever tenant is said
                            if id == "-" && own != Some(tenant.id.as_str()) {
                                continue;
                            }
                            let part = list(&mut reader, &filter(Some(&key)), world.now).await;
                            rows.extend(part.page.into_iter().flatten());
                        }
                    }
                } else {
                    rows.extend(whole.page.into_iter().flatten());
                }
                if !whole.wants_property {
                    let cdrs = |row: &&SessionRow| {
                        matches!(row.state, SessionState::Billed | SessionState::Credit)
                    };
                    let all = rows.iter().filter(cdrs).count();
                    let shown = rows.iter().filter(cdrs);
                    let shown = shown.filter(|row| !row.net.is_hidden()).count();
                    let of = (0 < shown && shown < all).then_some((shown as i64, all as i64));
                    let told = whole.net_of.map(|of| (of.shown.get(), of.all.get()));
                    assert_eq!(told, of, "VOLTFOLIO_SEED={}, {person}", world.seed);
                    *seen.entry("sums of a part").or_default() += usize::from(of.is_some());
                    if rows.iter().any(|row| !row.driver.is_hidden()) {
                        assert!(whole.has_people, "VOLTFOLIO_SEED={}, {person}", world.seed);
                    }
                }
                let mut found: Vec<Told> = rows.iter().map(told).collect();
                found.sort();
                assert_eq!(
                    found,
                    expected(&naive.seen_by(person)),
                    "VOLTFOLIO_SEED={}, {person}",
                    world.seed
                );
                let started = rows.iter().map(|row| row.started_at.as_str());
                *seen.entry("rows").or_default() += started.count();
                for row in rows.iter().take(5) {
                    let full = reader.session(&row.id, world.now).await.expect("an answer");
                    let full = full.into_inner().expect("a row of the list");
                    assert_eq!(full.row, *row, "VOLTFOLIO_SEED={}", world.seed);
                    *seen.entry("in full").or_default() += 1;
                }
                // who was told who somebody is, is told nothing new by the same list read anew
                let audit = Audit::of(&stored.profile);
                let entries = audit.entries().await.expect("a whole log");
                list(&mut reader, &filter(None), world.now).await;
                let again = audit.entries().await.expect("a whole log");
                if !whole.wants_property {
                    assert_eq!(again, entries, "VOLTFOLIO_SEED={}", world.seed);
                    *seen.entry("entries").or_default() += usize::try_from(entries).unwrap_or(0);
                }
                // an id that somebody else was given says nothing here
                if let (Some(own), Some(id)) = (own, &foreign) {
                    let (tenant, id) = id.split_once(' ').expect("two words");
                    if tenant != own {
                        let told = reader.session(id, world.now).await.expect("an answer");
                        assert!(told.into_inner().is_none(), "VOLTFOLIO_SEED={}", world.seed);
                        *seen.entry("foreign ids").or_default() += 1;
                    }
                }
                if let (Some(own), Some(row)) = (own, rows.first()) {
                    foreign = Some(format!("{own} {}", row.id));
                }
                reader.close().await;
            };
            block_on(work);
        }
    }
    println!("{seen:#?}");
    if seeds(WORLDS).len() > 1 {
        for what in ["rows", "in full", "foreign ids", "entries"] {
            assert!(
                seen.get(what).is_some_and(|count| *count > 20),
                "{what}: {seen:?}"
            );
        }
    }
}

#[test]
fn a_state_lists_the_rows_that_say_it_and_who_is_not_named_is_not_put_down() {
    let (mut seen, mut named) = (BTreeMap::<String, usize>::new(), 0);
    for world in seeds(4).into_iter().map(World::of) {
        let stored = Stored::of(&world);
        let work = async {
            let reader = stored
                .reader(World::OPERATOR)
                .await
                .expect("a profile that opens");
            let mut reader = reader.expect("the operator");
            // nobody is put down who is not named
            let audit = Audit::of(&stored.profile);
            let entries = audit.entries().await.expect("a whole log");
            let page = SessionPage {
                skip: 0,
                take: 200,
                afresh: true,
                with_people: false,
            };
            let nameless = reader.sessions(&filter(None), page, world.now).await;
            let nameless = nameless.expect("a list").into_inner();
            let mut rows = nameless.page.iter().flatten();
            assert!(rows.all(|row| row.driver.is_hidden()));
            assert_eq!(audit.entries().await.expect("a whole log"), entries);

            let whole = list(&mut reader, &filter(None), world.now).await;
            named += usize::from(audit.entries().await.expect("a whole log") > entries);
            for state in [
                SessionState::Running,
                SessionState::Stalled,
                SessionState::Unbilled,
                SessionState::Pending,
                SessionState::Reserved,
                SessionState::Billed,
                SessionState::Credit,
            ] {
                let wanted = SessionFilter {
                    state: Some(state),
                    ..filter(None)
                };
                let some = list(&mut reader, &wanted, world.now).await;
                let of_it: Vec<_> = whole.page.iter().flatten().collect();
                let of_it = of_it.into_iter().filter(|row| row.state == state);
                assert!(
                    some.page.iter().flatten().eq(of_it),
                    "VOLTFOLIO_SEED={}, {state:?}",
                    world.seed
                );
                *seen.entry(format!("{state:?}")).or_default() += some.page.len();
            }
            reader.close().await;
        };
        block_on(work);
    }
    println!("{seen:#?}");
    assert!(named > 0, "nobody is named in any world");
    for state in ["Running", "Stalled", "Unbilled", "Billed", "Credit"] {
        assert!(seen[state] > 0, "no {state}: {seen:?}");
    }
}

#[test]
fn whoever_a_record_says_it_is_of_is_put_down_also_of_a_session_that_began_with_another_card() {
    let mut said_by_the_session_alone = 0;
    // somebody who is told the names of guests alone
    let is_hotel = |person: &&String| person.ends_with("/giver");
    let worlds = seeds(12).into_iter().map(World::busy);
    let worlds = worlds.filter(|world| world.people.iter().any(|person| is_hotel(&person)));
    for world in worlds.take(3) {
        let stored = Stored::of(&world);
        let audit = Audit::of(&stored.profile);
        for person in world.people.iter().filter(is_hotel) {
            let work = async {
                let open = async || {
                    let reader = stored.reader(person).await.expect("a profile that opens");
                    reader.expect("somebody")
                };
                let mut reader = open().await;
                let tenant = person.split('/').next().unwrap_or_default();
                let property = filter(Some(&format!("{tenant}/p1")));
                let whole = list(&mut reader, &property, world.now).await;
                let mut odd = Vec::new();
                for row in whole.page.iter().flatten() {
                    let full = reader.session(&row.id, world.now).await.expect("an answer");
                    let full = full.into_inner().expect("a row of the list");
                    if full.cdr.is_empty()
                        && !full.session.is_empty()
                        && row.state == SessionState::Billed
                    {
                        odd.push(row.id.clone());
                    }
                }
                reader.close().await;
                for id in odd {
                    // to whom nothing has been told yet
                    let mut reader = open().await;
                    let entries = audit.entries().await.expect("a whole log");
                    reader.session(&id, world.now).await.expect("an answer");
                    assert!(
                        audit.entries().await.expect("a whole log") > entries,
                        "VOLTFOLIO_SEED={}, {person}, {id}",
                        world.seed
                    );
                    reader.close().await;
                    said_by_the_session_alone += 1;
                }
            };
            block_on(work);
        }
    }
    println!("{said_by_the_session_alone}");
    if seeds(2).len() > 1 {
        assert!(said_by_the_session_alone > 0, "it never occurs");
    }
}

#[test]
fn each_charge_point_has_the_rows_of_what_was_charged_there_and_no_others() {
    let (mut listed, mut apart, mut foreign) = (0, 0, 0);
    for world in seeds(4).into_iter().map(World::of) {
        let stored = Stored::of(&world);
        let mut every_key = BTreeSet::new();
        for person in std::iter::once(World::OPERATOR)
            .chain(world.people.iter().map(String::as_str))
            .collect::<BTreeSet<_>>()
        {
            let work = async {
                let reader = stored.reader(person).await.expect("a profile that opens");
                let mut reader = reader.expect("somebody");
                let whole = list(&mut reader, &filter(None), world.now).await;
                if whole.wants_property {
                    return;
                }
                let mut left: BTreeMap<&str, &SessionRow> = whole
                    .page
                    .iter()
                    .flatten()
                    .filter(|row| row.evse.is_some())
                    .map(|row| (row.id.as_str(), row))
                    .collect();
                let question = Question {
                    from: filter(None).from,
                    to: filter(None).to,
                    by: Cut::Evse,
                    now: world.now,
                };
                let figures = reader.figures(question).await.expect("figures");
                let own: BTreeSet<String> = figures
                    .into_inner()
                    .rows
                    .keys()
                    .map(Key::to_string)
                    .collect();
                for key in &own {
                    let of_it = SessionFilter {
                        evse: Some(key.clone()),
                        ..filter(None)
                    };
                    let part = list(&mut reader, &of_it, world.now).await;
                    for row in part.page.iter().flatten() {
                        assert_eq!(
                            left.remove(row.id.as_str()),
                            Some(row),
                            "VOLTFOLIO_SEED={}, {person}, {key}",
                            world.seed
                        );
                        listed += 1;
                    }
                    apart += usize::from(part.page.len() < whole.page.len());
                }
                assert!(
                    left.is_empty(),
                    "VOLTFOLIO_SEED={}, {person}: {left:?}",
                    world.seed
                );
                // who asks for one of somebody else is told what they would be if it were not there; with the connection
                // before it or not, it may be one of their own
                let is_own = |key: &&String| {
                    let mut own = own.iter();
                    own.any(|own| own.ends_with(key.as_str()) || key.ends_with(own.as_str()))
                };
                for key in every_key.iter().filter(|key| !is_own(key)) {
                    let of_it = SessionFilter {
                        evse: Some(key.clone()),
                        ..filter(None)
                    };
                    let part = list(&mut reader, &of_it, world.now).await;
                    assert_eq!(part.rows.get(), 0, "{person}, {key}");
                    foreign += 1;
                }
                every_key.extend(own);
                reader.close().await;
            };
            block_on(work);
        }
    }
    println!("{listed} rows, {apart} lists of a part, {foreign} of others");
    if seeds(4).len() > 1 {
        assert!(listed > 100 && apart > 20 && foreign > 0);
    }
}

#[test]
fn rows_stand_in_the_order_that_is_asked_for() {
    let mut compared = 0;
    for world in seeds(4).into_iter().map(World::of) {
        let stored = Stored::of(&world);
        let work = async {
            let reader = stored
                .reader(World::OPERATOR)
                .await
                .expect("a profile that opens");
            let mut reader = reader.expect("the operator");
            for (order, value) in [
                (
                    SessionOrder::Energy,
                    (|row| Some(row.energy.get())) as fn(&SessionRow) -> _,
                ),
                (SessionOrder::Net, |row| {
                    row.net.shown().map(|net| net.get())
                }),
                (SessionOrder::Started, |row| {
                    let started = DateTime::parse_from_rfc3339(&row.started_at);
                    started.ok().map(|at| at.timestamp())
                }),
            ] {
                for is_ascending in [false, true] {
                    let filter = SessionFilter {
                        order,
                        is_ascending,
                        ..filter(None)
                    };
                    let list = list(&mut reader, &filter, world.now).await;
                    let values: Vec<i64> = list.page.iter().flatten().filter_map(value).collect();
                    let in_order = |pair: &[i64]| {
                        if is_ascending {
                            pair[0] <= pair[1]
                        } else {
                            pair[0] >= pair[1]
                        }
                    };
                    assert!(values.windows(2).all(in_order), "{order:?}: {values:?}");
                    compared += values.len();
                }
            }
            reader.close().await;
        };
        block_on(work);
    }
    assert!(compared > 100, "{compared}");
}
