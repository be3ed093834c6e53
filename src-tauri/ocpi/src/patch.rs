//! PATCH bodies: some members of an object, checked as the object's fields and merged into it.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use thiserror::Error;

use crate::record::{self, RecordError};

/// An object that CPOs send changes of.
pub trait Patchable: Serialize + DeserializeOwned {
    /// A valid object with the required fields alone, against which a patch is checked.
    const SMALLEST: &str;
}

/// A change of a `T`: the members that were given, as they were written.
///
/// Members replace, `null` removes, an object inside is merged likewise, a list is replaced as a whole (RFC 7396).
/// Members that a `T` does not have are ignored.
///
/// ```
/// use ocpi::{Patch, v2_2_1::Token};
/// assert!(Patch::<Token>::parse(r#"{"valid": false}"#).is_ok());
/// assert!(Patch::<Token>::parse(r#"{"valid": "no"}"#).is_err());
/// assert!(Patch::<Token>::parse(r#"{"valid": null}"#).is_err());
/// ```
///
/// Source: OCPI 2.2.1, Transport and format, PATCH.
#[derive(Clone, Debug)]
pub struct Patch<T> {
    members: Box<RawValue>,
    of: PhantomData<fn() -> T>,
}

/// Why a patch can't be read or applied.
#[derive(Debug, Error)]
pub enum PatchError {
    /// The patch is not a JSON object.
    #[error("the patch is not a JSON object")]
    NotAnObject,
    /// A member is not what the object's field is, or removes one that is required.
    #[error("the patch does not fit the object: {0}")]
    Member(#[source] RecordError),
}

impl<T: Patchable> Patch<T> {
    /// Reads the body of a PATCH.
    ///
    /// # Errors
    /// [`PatchError::Member`] for the first member that does not fit.
    pub fn parse(text: &str) -> Result<Self, PatchError> {
        let members =
            serde_json::from_str::<Box<RawValue>>(text).map_err(|_| PatchError::NotAnObject)?;
        let patch = Self {
            members,
            of: PhantomData,
        };
        patch.merged_into(T::SMALLEST)?;
        Ok(patch)
    }

    /// The object as it is after the patch.
    ///
    /// # Errors
    /// [`PatchError::Member`] when the result is not a valid object, which a patch that was read can't bring about.
    pub fn apply(&self, object: &T) -> Result<T, PatchError> {
        let text = serde_json::to_string(object).map_err(|_| PatchError::NotAnObject)?;
        self.merged_into(&text)
    }

    /// The members as they were written.
    pub fn as_json(&self) -> &str {
        self.members.get()
    }

    fn merged_into(&self, object: &str) -> Result<T, PatchError> {
        if !self.as_json().starts_with('{') {
            return Err(PatchError::NotAnObject);
        }
        let merged = merge(Some(object), self.as_json()).map_err(|_| PatchError::NotAnObject)?;
        record::parse(&merged).map_err(PatchError::Member)
    }
}

impl<T> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members.serialize(serializer)
    }
}

/// Merges a patch into the text of a value (RFC 7396, 2). Recursion ends with the patch's own nesting, which
/// `serde_json` limits.
fn merge(target: Option<&str>, patch: &str) -> Result<String, serde_json::Error> {
    if !patch.starts_with('{') {
        return Ok(patch.to_owned());
    }
    let mut members: BTreeMap<String, String> = BTreeMap::new();
    if let Some(target) = target.filter(|target| target.starts_with('{')) {
        members.extend(
            serde_json::from_str::<BTreeMap<String, &RawValue>>(target)?
                .into_iter()
                .map(|(name, raw)| (name, raw.get().to_owned())),
        );
    }
    for (name, raw) in serde_json::from_str::<BTreeMap<String, &RawValue>>(patch)? {
        if raw.get() == "null" {
            members.remove(&name);
        } else {
            let merged = merge(members.get(&name).map(String::as_str), raw.get())?;
            members.insert(name, merged);
        }
    }
    let members = members
        .into_iter()
        .map(|(name, text)| Ok((name, RawValue::from_string(text)?)));
    serde_json::to_string(&members.collect::<Result<BTreeMap<_, _>, serde_json::Error>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::v2_2_1::{Connector, Evse, Location, Session, Token};

    fn smallest<T: Patchable>() -> T {
        record::parse(T::SMALLEST).unwrap()
    }

    #[test]
    fn every_smallest_object_is_valid() {
        smallest::<Location>();
        smallest::<Evse>();
        smallest::<Connector>();
        smallest::<Session>();
        smallest::<Token>();
    }

    #[test]
    fn only_the_members_given_change() {
        let before: Session = smallest();
        let patch = Patch::parse(
            r#"{ "kwh": 1.50, "total_cost": {"excl_vat": 2, "incl_vat": 2.38}, "new_in_2_4": {} }"#,
        )
        .unwrap();
        let after: Session = patch.apply(&before).unwrap();
        assert_eq!(after.kwh.to_string(), "1.50");
        assert_eq!(after.total_cost.unwrap().excl_vat.to_string(), "2");
        assert_eq!(
            Session {
                kwh: before.kwh,
                total_cost: None,
                ..after.clone()
            },
            before
        );

        let again = Patch::<Session>::parse(r#"{"total_cost": {"excl_vat": 3}}"#)
            .unwrap()
            .apply(&after)
            .unwrap();
        assert_eq!(again.total_cost.unwrap().excl_vat.to_string(), "3");
        assert_eq!(
            again.total_cost.unwrap().incl_vat,
            after.total_cost.unwrap().incl_vat
        );
        let gone = Patch::<Session>::parse(r#"{"total_cost": null}"#)
            .unwrap()
            .apply(&again)
            .unwrap();
        assert_eq!(gone.total_cost, None);
    }

    #[test]
    fn what_is_no_change_of_the_object_is_refused() {
        for text in ["", "[]", "null", "{", r#""x""#] {
            assert!(
                matches!(Patch::<Token>::parse(text), Err(PatchError::NotAnObject)),
                "{text}"
            );
        }
        let error = Patch::<Connector>::parse(r#"{"max_voltage": "230"}"#).unwrap_err();
        assert!(matches!(error, PatchError::Member(_)), "{error}");
        let error = Patch::<Session>::parse(r#"{"status": null}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the patch does not fit the object: missing field `status`"
        );
    }
}
