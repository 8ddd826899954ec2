//! Who this process is, from the pod's environment.

use std::{env, path::PathBuf};

use crate::ServiceError;

/// Who this process is and where its configuration is mounted.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Name of the `IdentityTenant`.
    pub tenant: String,
    /// Its namespace.
    pub namespace: String,
    /// Region that this process serves; a bundle of another region is refused.
    pub region: String,
    /// Pod name.
    pub pod: String,
    /// Node name.
    pub node: String,
    /// Where the operator mounts everything: `/etc/domicile`, or `DOMICILE_CONFIG_ROOT`.
    pub root: PathBuf,
    /// Address that listeners bind to.
    pub bind: std::net::IpAddr,
}

impl Settings {
    /// Reads the environment that the operator renders.
    pub fn from_environment() -> Result<Self, ServiceError> {
        let required =
            |name: &'static str| env::var(name).map_err(|_| ServiceError::Environment(name));
        Ok(Self {
            tenant: required("DOMICILE_TENANT")?,
            namespace: required("DOMICILE_NAMESPACE")?,
            region: required("DOMICILE_REGION")?,
            pod: required("POD_NAME")?,
            node: env::var("NODE_NAME").unwrap_or_default(),
            root: env::var_os("DOMICILE_CONFIG_ROOT")
                .map_or_else(|| "/etc/domicile".into(), PathBuf::from),
            bind: std::net::Ipv4Addr::UNSPECIFIED.into(),
        })
    }

    /// Text of a mounted file, by its path below the root, without white space around it.
    pub(crate) fn text(&self, file: &str) -> Result<String, ServiceError> {
        std::fs::read_to_string(self.root.join(file))
            .map(|text| text.trim().to_owned())
            .map_err(|source| ServiceError::File {
                file: file.to_owned(),
                source,
            })
    }
}
