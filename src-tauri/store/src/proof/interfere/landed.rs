//! How the worlds of a pair get into profiles: from nothing, or what has changed on top of what the other has.
//!
//! Tenants get keys that come from their ids, so that the pseudonyms of a pair are alike whoever came first.

use std::{fs, path::Path};

use access::setup;
use chrono::TimeDelta;
use model::{Arrivals, BEGINNING, Module};

use super::twin::{How, Junk, Twin};
use crate::{
    Cursor, Page, Passphrase, Profile, WhenBusy, Writer, connect,
    proof::{
        World,
        dice::Dice,
        priced,
        stored::{Failed, Stored, block_on},
        world::Cpms,
    },
    verify::digest,
};

/// The same profile with its files copied into another folder, which is made.
fn copy(from: &Profile, folder: &Path) -> Profile {
    fs::create_dir(folder).expect("a folder for a profile");
    for file in fs::read_dir(from.folder()).expect("a folder with files") {
        let file = file.expect("a file");
        fs::copy(file.path(), folder.join(file.file_name())).expect("a file that can be copied");
    }
    from.with_files_in(folder)
        .expect("the key that opened the profile")
}

/// An empty profile to begin with: its key is derived once.
pub struct Blank {
    _folder: tempfile::TempDir,
    profile: Profile,
}

impl Blank {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a profile");
        let passphrase = Passphrase::new("a passphrase for tests".to_owned());
        let profile = Profile::open_or_make(&folder.path().join("profile"), passphrase.as_ref());
        let profile = profile.expect("a profile");
        block_on(async {
            let db = connect::for_writing(&profile).await.expect("a database");
            connect::close(db).await;
        });
        Self {
            _folder: folder,
            profile,
        }
    }

    /// A world in its plain order.
    pub fn landed(&self, world: &World, junk: &[Junk]) -> Stored {
        let pages = pages(world, junk);
        self.filled(&self.profile, world, &pages, true)
    }

    /// A twin, next to the world that it is one of.
    pub fn landed_twin(&self, base: &Stored, world: &World, twin: &Twin) -> Stored {
        match twin.how {
            How::OnTop => {
                let mut news = twin.world.clone();
                for (cpms, before) in news.cpms.iter_mut().zip(&world.cpms) {
                    cpms.locations.retain(|new| !before.locations.contains(new));
                    cpms.sessions.retain(|new| !before.sessions.contains(new));
                    cpms.cdrs.retain(|new| !before.cdrs.contains(new));
                }
                let mut pages = pages(&news, &twin.junk);
                // a CPMS that has nothing of the tenant is behind
                let others = pages.iter_mut().filter(|(name, _)| name == "other");
                others.for_each(|(_, page)| {
                    page.cursor.complete_until = Some(world.now - TimeDelta::hours(5));
                });
                self.filled(&base.profile, &twin.world, &pages, false)
            }
            How::FromNothing { seed } => {
                let mut dice = Dice::of(seed);
                let pages = shuffled(&mut dice, &twin.world, &twin.junk);
                self.filled(&self.profile, &twin.world, &pages, true)
            }
        }
    }

    fn filled(
        &self,
        from: &Profile,
        world: &World,
        pages: &[(String, Page)],
        is_new: bool,
    ) -> Stored {
        let filled = async {
            let folder = tempfile::tempdir().expect("a folder for a profile");
            let profile = copy(from, &folder.path().join("profile"));
            if is_new {
                give_keys(&profile, world).await;
            }
            let said = setup::read(&world.setup.to_string());
            let said = said.unwrap_or_else(|mistakes| panic!("{}: {mistakes:?}", world.seed));
            let land = async |writer: &mut Writer| -> Result<(), Failed> {
                let first = world.seed.is_multiple_of(2);
                if first {
                    writer.apply(&said, false, world.now).await?;
                }
                for (connection, page) in pages {
                    let connection = writer
                        .connect(connection, Some("http://localhost"), None)
                        .await?;
                    writer.land(&connection, page, world.now).await?;
                }
                if !first {
                    writer.apply(&said, false, world.now).await?;
                }
                priced::price(writer).await?;
                writer.settle(world.now).await?;
                Ok(())
            };
            profile.write(WhenBusy::Refuse, world.now, land).await?;
            Stored::over(folder, profile, world.now).await
        };
        block_on(filled).unwrap_or_else(|error| {
            panic!("VOLTFOLIO_SEED={} can't be landed: {error}", world.seed)
        })
    }
}

/// What a profile says, as one number.
pub fn digest_of(stored: &Stored) -> String {
    block_on(async {
        let mut db = connect::for_reading(&stored.profile)
            .await
            .expect("it opens");
        let digest = digest::of(&mut db).await.expect("it can be read");
        connect::close(db).await;
        digest
    })
}

/// Tenants in the order in which the setup has them.
async fn give_keys(profile: &Profile, world: &World) {
    let mut db = connect::for_writing(profile).await.expect("a database");
    for tenant in world.setup["tenants"].as_array().expect("tenants") {
        let id = tenant["id"].as_str().expect("an id");
        let key: Vec<u8> = id.bytes().cycle().take(32).collect();
        sqlx::query("INSERT INTO tenant (id, name, time_zone, k, key) VALUES (?, '', 'UTC', 5, ?)")
            .bind(id)
            .bind(key)
            .execute(&mut db)
            .await
            .expect("a tenant");
    }
    connect::close(db).await;
}

type Pages = Vec<(String, Page)>;

/// Each with its connection; all of it complete.
fn pages(world: &World, junk: &[Junk]) -> Pages {
    let mut pages = Pages::new();
    for (place, cpms) in world.cpms.iter().enumerate() {
        pages.extend(of(cpms));
        pages.push((cpms.connection.clone(), rejects(place, junk)));
    }
    complete(&mut pages, world);
    pages
}

/// Pages of other sizes, in an order of chance.
fn shuffled(dice: &mut Dice, world: &World, junk: &[Junk]) -> Pages {
    let mut pages = Pages::new();
    for (place, cpms) in world.cpms.iter().enumerate() {
        let none = || Cpms {
            connection: cpms.connection.clone(),
            locations: Vec::new(),
            sessions: Vec::new(),
            cdrs: Vec::new(),
        };
        let size = dice.count(150, 500);
        let mut parts = Vec::new();
        parts.extend(cpms.locations.chunks(size).map(|some| Cpms {
            locations: some.to_vec(),
            ..none()
        }));
        parts.extend(cpms.sessions.chunks(size).map(|some| Cpms {
            sessions: some.to_vec(),
            ..none()
        }));
        parts.extend(cpms.cdrs.chunks(size).map(|some| Cpms {
            cdrs: some.to_vec(),
            ..none()
        }));
        pages.extend(parts.iter().flat_map(of));
        pages.push((cpms.connection.clone(), rejects(place, junk)));
    }
    pages.retain(|(_, page)| !(is_empty(&page.arrivals) && page.rejects.is_empty()));
    complete(&mut pages, world);
    dice.shuffle(&mut pages);
    pages
}

fn of(cpms: &Cpms) -> Pages {
    let pages = cpms.pages().into_iter();
    pages.map(|page| (cpms.connection.clone(), page)).collect()
}

fn rejects(place: usize, junk: &[Junk]) -> Page {
    let junk = junk.iter().filter(|junk| junk.cpms == place);
    Page {
        arrivals: Arrivals::none_of(Module::Sessions),
        rejects: junk.map(Junk::reject).collect(),
        cursor: Cursor::default(),
    }
}

fn is_empty(arrivals: &Arrivals) -> bool {
    match arrivals {
        Arrivals::Locations(all) => all.is_empty(),
        Arrivals::Tariffs(all) => all.is_empty(),
        Arrivals::Sessions(all) => all.is_empty(),
        Arrivals::Cdrs(all) => all.is_empty(),
    }
}

fn complete(pages: &mut Pages, world: &World) {
    for (_, page) in pages {
        page.cursor = Cursor {
            complete_from: Some(BEGINNING),
            complete_until: Some(world.now),
            ..Cursor::default()
        };
    }
}
