//! The program is killed, as by a power cut or an impatient person, wherever it is: nothing is lost, nothing counts double.

use std::{
    io::Write,
    net::TcpStream,
    ops::Range,
    process::Stdio,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use fastrand::Rng;

use crate::{
    program::{Demo, Desk, a_property_for_each_location, run, seed},
    proxy, shared,
};

const KILLS: usize = 50;
const MOST_KILLS: usize = 2 * KILLS;
/// So many of them between the first commit of a session and the last commit of all.
const WITHIN_THE_RECORDS: usize = 40;
/// The versions, their details, the trial of the token, Locations, tariffs and the first page of sessions.
const BEFORE_THE_SECOND_PAGE_OF_SESSIONS: usize = 8;

/// Where a sync is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// The n-th question is not answered.
    Unanswered { question: usize },
    /// So many thousandths of the answer to the n-th question have gone out.
    Answering { question: usize, share: usize },
    /// The n-th question is answered, and the program does with it what it can do in this time.
    Working { question: usize, time: Duration },
}

impl Moment {
    fn any(random: &mut Rng, questions: Range<usize>, page: Duration) -> Self {
        let question = random.usize(questions);
        match random.u8(0..5) {
            0 => Self::Unanswered { question },
            1 => Self::Answering {
                question,
                share: random.usize(0..1_000),
            },
            // most: here are the transactions
            _ => Self::Working {
                question,
                time: page * random.u32(0..150) / 100,
            },
        }
    }

    fn question(self) -> usize {
        match self {
            Self::Unanswered { question }
            | Self::Answering { question, .. }
            | Self::Working { question, .. } => question,
        }
    }
}

/// A way to the CPMS that says when the moment has come, once, and hands over the open line. Later it just goes through.
fn saying_when(moment: Moment, cpms: &Demo) -> (String, mpsc::Receiver<TcpStream>) {
    let (say, said) = mpsc::channel();
    let mut asked = 0;
    let url = proxy::between(cpms, move |mut call| {
        let is_the_moment = asked == moment.question();
        asked += 1;
        let answer = match moment {
            Moment::Unanswered { .. } if is_the_moment => Vec::new(),
            _ => call.answer(),
        };
        let sent = match moment {
            Moment::Answering { share, .. } if is_the_moment => answer.len() * share / 1_000,
            _ => answer.len(),
        };
        // who asked may have been killed meanwhile
        let _ = call.socket.write_all(&answer[..sent]);
        if is_the_moment {
            say.send(call.socket).expect("the test waits for it");
        }
    });
    (url, said)
}

/// Kills a sync at a moment and looks at what it left, then finishes it; whether it had begun and not ended.
fn killed_and_finished(moment: Moment, new: &Desk, cpms: &Demo, undisturbed: &str) -> bool {
    let desk = new.copy();
    let (url, the_moment) = saying_when(moment, cpms);
    let mut sync = desk
        .sync_command_from(&url, "demo")
        .stdout(Stdio::null())
        .spawn()
        .expect("the sync starts");
    let line = the_moment
        .recv_timeout(Duration::from_secs(60))
        .unwrap_or_else(|_| panic!("never asked so often: {moment:?}"));
    if let Moment::Working { time, .. } = moment {
        thread::sleep(time);
    }
    sync.kill().expect("the sync can be killed");
    sync.wait().expect("and is gone");
    drop(line);

    let left = desk.figures("total");
    let count = |name: &str| left["total"][name].as_i64().expect("a count");
    let landed = count("sessions") + count("cdrs") + count("credits");
    let finished = run(&mut desk.sync_command_from(&url, "demo")).json();
    assert_eq!(finished["complete"], true, "{moment:?}: {finished}");
    let verified = desk.run("verify --digest").json();
    assert_eq!(verified["ok"], true, "{moment:?}: {verified}");
    assert_eq!(verified["digest"], undisturbed, "{moment:?}");
    landed > 0 && left["incomplete"] == true
}

#[test]
fn no_lost_no_double_where_a_sync_is_killed_anywhere_and_finished() {
    let Some(folder) = shared::folder("data/dev-small") else {
        return;
    };
    let seed = seed();
    let cpms = Demo::serve(&folder, "--limit 20 --now 2026-11-23T09:14:00Z");
    let new = Desk::new();
    new.setup(&a_property_for_each_location(&folder)).json();
    let undisturbed = new.copy();
    let synced = undisturbed.sync(&cpms).json();
    let questions = synced["requests"].as_u64().expect("a count") as usize;
    let seconds = synced["seconds"].as_f64().expect("a time");
    let page = Duration::from_secs_f64(seconds) / questions as u32;
    let undisturbed = undisturbed.digest();

    let (next, within) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let rounds = || {
        loop {
            let round = next.fetch_add(1, Ordering::Relaxed);
            // how quick a machine is says how many of them are within: more are made until they are enough
            let are_enough = within.load(Ordering::Relaxed) >= WITHIN_THE_RECORDS;
            if round >= MOST_KILLS || (round >= KILLS && are_enough) {
                return;
            }
            let mut random = Rng::with_seed(seed.wrapping_add(round as u64));
            // every eighth before there is anything, or when all is done, or anywhere between
            let among = if round % 8 == 0 {
                0..questions
            } else {
                BEFORE_THE_SECOND_PAGE_OF_SESSIONS + 1..questions - 1
            };
            let moment = Moment::any(&mut random, among, page);
            if killed_and_finished(moment, &new, &cpms, &undisturbed) {
                within.fetch_add(1, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(rounds);
        scope.spawn(rounds);
    });
    let within = within.into_inner();
    eprintln!("{within} kills were between the first commit and the last");
    assert!(within >= WITHIN_THE_RECORDS, "{within}");
}
