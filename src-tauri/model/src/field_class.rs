/// How much a field of a record gives away, and so who may read it.
///
/// A field that nobody has classed is [`FieldClass::Identity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldClass {
    /// O: status, fault, connector.
    Operational,
    /// S: when, where and how much was charged.
    Session,
    /// C: cost, tariff, invoice.
    Commercial,
    /// P: a pseudonym of whoever charged.
    Pseudonym,
    /// D: name, token uid, contract, plate, signed meter data.
    Identity,
}

impl FieldClass {
    /// Its bit in a Scope's rights.
    pub const fn bit(self) -> u8 {
        match self {
            Self::Operational => 1,
            Self::Session => 16,
            Self::Commercial => 32,
            Self::Pseudonym => 64,
            Self::Identity => 128,
        }
    }
}
