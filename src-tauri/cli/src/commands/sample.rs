//! The sample world on the terminal: made up, synced, looked at and gone.

use std::{num::NonZeroUsize, process::ExitCode};

use ::demo::{Clock, Options, Records, Troubles, World};
use access::{ConnectionId, setup};
use chrono::{Datelike, Days as Later, Local, Months, NaiveDate, Utc};
use store::{ConnectionToken, Throwaway, WhenBusy, Writer};
use sync::Patience;
use tokio::sync::oneshot;

use super::{block_on, look, overview, sync::Progress};
use crate::{
    arguments::{Common, Sample},
    failure::Failure,
    out,
};

/// What its CPMS asks for.
const TOKEN: &str = "demo";
/// How its setup names the CPMS.
const CONNECTION: &str = ConnectionId::USUAL;
/// Its largest page.
const PAGE: NonZeroUsize = NonZeroUsize::new(1_000).unwrap();

pub fn run(common: &Common, arguments: &Sample) -> Result<ExitCode, Failure> {
    let now = arguments.now;
    let clock = move || now.unwrap_or_else(Utc::now);
    let world = World::new(arguments.world, arguments.sessions, clock());
    let person = arguments.person.as_deref().unwrap_or(world.sign_in());
    let throwaway = Throwaway::new()?;
    let (days, compared) = this_month(clock().with_timezone(&Local).date_naive());
    let answer = block_on(async {
        let url = serve(arguments).await?;
        let token = ConnectionToken::new(TOKEN, &url)
            .ok_or_else(|| Failure::NoToken(CONNECTION.to_owned()))?;
        let work = async |writer: &mut Writer| -> Result<(), Failure> {
            let made = setup::read(&world.setup(Some(&url)));
            let setup = made.map_err(|mistakes| Failure::Setup("sample".into(), mistakes))?;
            writer.apply(&setup, false, clock()).await?;
            let connection = writer.connect(CONNECTION, Some(&url), Some(&token)).await?;
            let mut source = sync::connect(&token, Patience::default()).await?;
            let line = out::Progress::default();
            let progress = |event| line.say(&Progress(event));
            sync::run(writer, &connection, &mut source, clock, progress).await?;
            Ok(())
        };
        throwaway
            .profile()
            .write(WhenBusy::Refuse, clock(), work)
            .await?;
        look::ask(throwaway.profile(), person, clock, async |reader, now| {
            figures::overview(reader, days, Some(compared), now).await
        })
        .await
    })?;
    overview::tell(common, answer)?;
    Ok(ExitCode::SUCCESS)
}

/// Its CPMS, until the program ends; where it is.
async fn serve(arguments: &Sample) -> Result<String, Failure> {
    let (tell, told) = oneshot::channel();
    let options = Options {
        records: Records::World {
            seed: arguments.world,
            sessions: arguments.sessions,
        },
        port: 0,
        token: TOKEN.to_owned(),
        clock: arguments.now.map_or(Clock::OfThisMachine, Clock::FrozenAt),
        limit: PAGE,
        troubles: Troubles::default(),
    };
    let serving = tokio::spawn(async move {
        let ready = |url: &str| drop(tell.send(url.to_owned()));
        ::demo::run(options, ready, std::future::pending()).await
    });
    match told.await {
        Ok(url) => Ok(url),
        // it ended before it was there
        Err(_) => match serving.await {
            Ok(Err(error)) => Err(Failure::Demo(error)),
            Ok(Ok(())) | Err(_) => Err(Failure::Output),
        },
    }
}

/// The month that it is, and as much of the one before as it has come. The month is asked for whole: figures over
/// people are shown of whole months sooner than of days.
fn this_month(today: NaiveDate) -> (figures::Days, figures::Days) {
    let from = today.with_day(1).unwrap_or(today);
    let after = from.checked_add_months(Months::new(1)).unwrap_or(today);
    let before = from.checked_sub_months(Months::new(1)).unwrap_or(from);
    let last = from.pred_opt().unwrap_or(from);
    let so_far = Later::new(u64::from(today.day0()));
    let as_far = before.checked_add_days(so_far).unwrap_or(last);
    let days = figures::Days {
        from,
        to: after.pred_opt().unwrap_or(today),
    };
    let compared = figures::Days {
        from: before,
        to: as_far.min(last),
    };
    (days, compared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_compared_with_as_much_of_the_one_before_as_it_has_come() {
        for (today, from, to, vs_from, vs_to) in [
            (
                "2026-11-28",
                "2026-11-01",
                "2026-11-30",
                "2026-10-01",
                "2026-10-28",
            ),
            (
                "2026-03-31",
                "2026-03-01",
                "2026-03-31",
                "2026-02-01",
                "2026-02-28",
            ),
            (
                "2026-01-01",
                "2026-01-01",
                "2026-01-31",
                "2025-12-01",
                "2025-12-01",
            ),
        ] {
            let (days, compared) = this_month(today.parse().unwrap());
            assert_eq!(days.from.to_string(), from);
            assert_eq!(days.to.to_string(), to);
            assert_eq!(compared.from.to_string(), vs_from);
            assert_eq!(compared.to.to_string(), vs_to);
        }
    }
}
