//! From the address of its versions to a CPMS's modules.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use model::Module;
use ocpi::{
    Envelope, EnvelopeError,
    envelope::MOST_RECORDS,
    v2_2_1::{InterfaceRole, ModuleId, Version, VersionDetails},
};
use reqwest::Url;
use serde::de::DeserializeOwned;

use crate::{
    error::CpmsError,
    http::{Answer, Http, TokenEncoding},
};

/// The one version spoken so far.
pub(crate) const VERSION: &str = "2.2.1";

/// The modules with their addresses, and what the CPMS's clock says.
type Found = (BTreeMap<Module, Url>, Option<DateTime<Utc>>);

/// Finds the modules, trying the token in both encodings; the one that works stays.
pub(crate) async fn modules(http: &mut Http) -> Result<Found, CpmsError> {
    let mut refused = None;
    for encoding in [TokenEncoding::Base64, TokenEncoding::Raw] {
        http.write_token_as(encoding);
        match modules_as_written(http).await {
            Err(error) if error.may_be_the_credential() => refused = refused.or(Some(error)),
            settled => return settled,
        }
    }
    Err(refused.unwrap_or(CpmsError::NotOcpi {
        origin: http.origin(),
    }))
}

async fn modules_as_written(http: &Http) -> Result<Found, CpmsError> {
    let address = http.address().clone();
    let (versions, clock): (Vec<Version>, _) = get(http, &address, |envelope| {
        let versions = envelope
            .list()?
            .into_iter()
            .map(parsed)
            .collect::<Result<_, _>>()?;
        Ok((
            versions,
            envelope.timestamp.map(|timestamp| timestamp.utc()),
        ))
    })
    .await?;
    let Some(version) = versions
        .iter()
        .find(|version| version.version.as_str() == VERSION)
    else {
        let spoken: Vec<&str> = versions
            .iter()
            .map(|version| version.version.as_str())
            .collect();
        return Err(CpmsError::NoCommonVersion {
            origin: http.origin(),
            spoken: spoken.join(", "),
        });
    };
    let address = http.at_home(&version.url)?;
    let details: VersionDetails = get(http, &address, |envelope| parsed(envelope.one()?)).await?;
    let mut modules = BTreeMap::new();
    for endpoint in details.endpoints {
        let module = match endpoint.identifier {
            ModuleId::Locations => Module::Locations,
            ModuleId::Tariffs => Module::Tariffs,
            ModuleId::Sessions => Module::Sessions,
            ModuleId::Cdrs => Module::Cdrs,
            _ => continue,
        };
        if endpoint.role == InterfaceRole::Sender {
            modules.insert(module, http.at_home(&endpoint.url)?);
        }
    }
    // all that follows rests on it: asked here, where another encoding can still be tried
    if let Some(locations) = modules.get(&Module::Locations) {
        let mut probe = locations.clone();
        probe
            .query_pairs_mut()
            .append_pair("offset", "0")
            .append_pair("limit", "1");
        get(http, &probe, |envelope| envelope.list().map(drop)).await?;
    }
    Ok((modules, clock))
}

async fn get<T>(
    http: &Http,
    url: &Url,
    read: impl Fn(&Envelope<'_>) -> Result<T, EnvelopeError>,
) -> Result<T, CpmsError> {
    let origin = http.origin();
    let read = |answer: Answer| {
        envelope(&origin, &answer.body)
            .and_then(|envelope| read(&envelope).map_err(|error| refused(&origin, error)))
    };
    // asked once: whether the token is written as this CPMS wants it is what is being found out
    match http.once(url).await {
        Ok(answer) => read(answer),
        Err(error) => {
            http.wait_after(1, error).await?;
            http.get(url, async |answer| read(answer)).await
        }
    }
}

fn parsed<T: DeserializeOwned>(raw: &serde_json::value::RawValue) -> Result<T, EnvelopeError> {
    serde_json::from_str(raw.get()).map_err(EnvelopeError::NotAnEnvelope)
}

/// Reads an answer's envelope; an OCPI error in a well-looking answer is an error.
pub(crate) fn envelope<'a>(origin: &str, body: &'a str) -> Result<Envelope<'a>, CpmsError> {
    let envelope = Envelope::read(body).map_err(|error| refused(origin, error))?;
    if envelope.is_success() {
        return Ok(envelope);
    }
    Err(CpmsError::Refused {
        origin: origin.to_owned(),
        status: envelope.status_code,
    })
}

pub(crate) fn refused(origin: &str, error: EnvelopeError) -> CpmsError {
    let origin = origin.to_owned();
    match error {
        EnvelopeError::Refused { status_code, .. } => CpmsError::Refused {
            origin,
            status: status_code,
        },
        EnvelopeError::TooMany => CpmsError::TooMany {
            origin,
            most: MOST_RECORDS,
        },
        EnvelopeError::NotAnEnvelope(_) | EnvelopeError::NoData { .. } => {
            CpmsError::NotOcpi { origin }
        }
    }
}
