use model::{Amount, PricePart as Part, PriceReason as Reason, PriceState as State};

/// What came of pricing one CDR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// How it compares.
    pub state: State,
    /// Why it is different or impossible; `None` for the others.
    pub reason: Option<Reason>,
    /// By our own calculation, without VAT; `None` if it is impossible.
    pub net: Option<Amount>,
    /// With VAT, where the tariff says it.
    pub gross: Option<Amount>,
    /// What the net is made of, before a least or a highest price of the tariff.
    pub parts: Vec<Part>,
    /// The id of the kept tariff that it was priced by or that is missing, if it carries none itself.
    pub by_kept: Option<String>,
}

impl Priced {
    pub(crate) fn impossible(reason: Reason) -> Self {
        Self {
            state: State::Impossible,
            reason: Some(reason),
            net: None,
            gross: None,
            parts: Vec::new(),
            by_kept: None,
        }
    }
}
