//! Numbers as they cross to the page: JSON integers that JavaScript keeps exactly, each with its unit in its type.
//!
//! The page only writes them: it adds nothing up and rounds nothing but what it shows.

use serde::Serialize;
use specta::{
    Type, Types,
    datatype::{DataType, Reference},
};
use specta_typescript::{Branded, define};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
            pub struct $name(i64);

            impl $name {
                /// The number. One that JavaScript would not keep becomes the largest that it does: 2⁵³ − 1 of any of
                /// these units is more than there is, so it can only come of a CPMS's mistake.
                pub fn new(value: i64) -> Self {
                    Self(value.clamp(-LARGEST_EXACT, LARGEST_EXACT))
                }

                /// The number.
                pub const fn get(self) -> i64 {
                    self.0
                }
            }

            impl Type for $name {
                fn definition(_: &mut Types) -> DataType {
                    let number = DataType::Reference(define("number"));
                    DataType::Reference(Reference::opaque(Branded::new(stringify!($name), number)))
                }
            }
        )+
    };
}

const LARGEST_EXACT: i64 = (1 << 53) - 1;

numbers! {
    /// So many things.
    Count,
    /// Watt-hours.
    Wh,
    /// Ten-thousandths of a currency's unit.
    Minor4,
    /// Thousandths of a whole.
    PerMille,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_crosses_as_a_json_integer_that_javascript_keeps() {
        for (value, crossed) in [
            (0, "0"),
            (-41_249, "-41249"),
            (LARGEST_EXACT, "9007199254740991"),
            (i64::MAX, "9007199254740991"),
            (i64::MIN, "-9007199254740991"),
        ] {
            assert_eq!(serde_json::to_string(&Wh::new(value)).unwrap(), crossed);
        }
    }
}
