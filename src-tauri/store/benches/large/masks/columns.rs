//! The columns that are summed up, of the view and of the table.

/// Which columns.
#[derive(Clone, Copy)]
pub enum Columns {
    /// What figures are made of.
    Figures,
    /// All that stand in the fact itself.
    OfFact,
    /// All there are, with what is looked up of whoever charged.
    All,
}

const NUMBERS: [&str; 16] = [
    "cdr",
    "connection",
    "started_at",
    "ended_at",
    "day",
    "tenant",
    "unit",
    "location",
    "evse",
    "user_group",
    "is_credit",
    "last_updated_at",
    "driver",
    "vehicle",
    "net",
    "gross",
];
const TEXTS: [&str; 6] = [
    "country",
    "party",
    "id",
    "session_id",
    "credit_reference_id",
    "currency",
];
/// With what it is by hand, over joins.
const LOOKED_UP: [(&str, &str); 8] = [
    ("cost_centre", "coalesce(d.cost_centre, v.cost_centre)"),
    ("pseudonym", "coalesce(d.pseudonym, v.pseudonym)"),
    ("driver_id", "d.id"),
    ("driver_name", "d.name"),
    ("vehicle_id", "v.id"),
    ("plate", "v.plate"),
    ("token_uid", "k.uid"),
    ("contract_id", "k.contract_id"),
];

impl Columns {
    pub const ALL: [Self; 3] = [Self::Figures, Self::OfFact, Self::All];

    pub fn name(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::OfFact => "its own columns",
            Self::All => "all columns",
        }
    }

    pub fn of_view(self) -> String {
        let looked_up = LOOKED_UP.map(|(name, _)| format!("c.{name}"));
        let view = match self {
            Self::Figures | Self::OfFact => "v_cdr",
            Self::All => "v_cdr_named",
        };
        format!("SELECT {} FROM {view} c", self.sums(&looked_up))
    }

    pub fn of_table(self, by_hand: &str) -> String {
        let looked_up = LOOKED_UP.map(|(_, joined)| joined.to_owned());
        let joins = match self {
            Self::Figures | Self::OfFact => "",
            Self::All => {
                " LEFT JOIN main.driver d ON d.driver = c.driver
                LEFT JOIN main.vehicle v ON v.vehicle = c.vehicle
                LEFT JOIN main.token k ON k.token = c.token"
            }
        };
        let sums = self.sums(&looked_up);
        format!("SELECT {sums} FROM main.cdr c{joins} WHERE {by_hand}")
    }

    fn sums(self, looked_up: &[String]) -> String {
        let figures = ["count(*)", "sum(c.energy_wh)"].map(str::to_owned);
        let number = |name: &&str| format!("sum(c.{name})");
        let text = |name: &str| format!("sum(length({name}))");
        let own = TEXTS.iter().map(|name| text(&format!("c.{name}")));
        let sums: Vec<String> = match self {
            Self::Figures => {
                let money = ["net", "gross"];
                figures
                    .into_iter()
                    .chain(money.iter().map(number))
                    .collect()
            }
            Self::OfFact => figures
                .into_iter()
                .chain(NUMBERS.iter().map(number))
                .chain(own)
                .collect(),
            Self::All => figures
                .into_iter()
                .chain(NUMBERS.iter().map(number))
                .chain(own)
                .chain(looked_up.iter().map(|name| text(name)))
                .collect(),
        };
        sums.join(", ")
    }
}
