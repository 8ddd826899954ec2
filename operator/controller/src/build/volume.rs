//! Volumes of Secrets and `ConfigMaps`, and where they are mounted.

use k8s_openapi::api::core::v1::{
    EmptyDirVolumeSource, KeyToPath, ProjectedVolumeSource, SecretProjection, SecretVolumeSource,
    Volume, VolumeMount, VolumeProjection,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

/// Readable by the pod's user through its group, by nobody else.
const SECRET_MODE: i32 = 0o440;

/// A volume that shows all keys of a Secret.
pub fn secret(name: &str, secret: String) -> Volume {
    secret_items(name, secret, None)
}

/// A volume that shows some keys of a Secret, each as a file of another name.
pub fn secret_files(name: &str, secret: String, files: &[(&str, &str)]) -> Volume {
    let item = |&(key, path): &(&str, &str)| KeyToPath {
        key: key.to_owned(),
        path: path.to_owned(),
        mode: None,
    };
    secret_items(name, secret, Some(files.iter().map(item).collect()))
}

/// The same for a Secret that may be missing.
pub fn optional_secret_files(name: &str, secret: String, files: &[(&str, &str)]) -> Volume {
    let mut volume = secret_files(name, secret, files);
    if let Some(source) = &mut volume.secret {
        source.optional = Some(true);
    }
    volume
}

/// Files of several Secrets, each given as Secret, key and file; what is missing is left out.
pub fn optional_files_of_secrets(
    name: &str,
    files: impl Iterator<Item = (String, String, String)>,
) -> Volume {
    let source = |(secret, key, path)| VolumeProjection {
        secret: Some(SecretProjection {
            name: secret,
            optional: Some(true),
            items: Some(vec![KeyToPath {
                key,
                path,
                mode: None,
            }]),
        }),
        ..VolumeProjection::default()
    };
    Volume {
        name: name.to_owned(),
        projected: Some(ProjectedVolumeSource {
            default_mode: Some(SECRET_MODE),
            sources: Some(files.map(source).collect()),
        }),
        ..Volume::default()
    }
}

fn secret_items(name: &str, secret: String, items: Option<Vec<KeyToPath>>) -> Volume {
    Volume {
        name: name.to_owned(),
        secret: Some(SecretVolumeSource {
            secret_name: Some(secret),
            default_mode: Some(SECRET_MODE),
            items,
            ..SecretVolumeSource::default()
        }),
        ..Volume::default()
    }
}

/// An empty directory that goes with the pod.
pub fn empty(name: &str, size_limit: &str) -> Volume {
    Volume {
        name: name.to_owned(),
        empty_dir: Some(EmptyDirVolumeSource {
            size_limit: Some(Quantity(size_limit.to_owned())),
            ..EmptyDirVolumeSource::default()
        }),
        ..Volume::default()
    }
}

/// Mounts a volume to be read.
pub fn read_only(name: &str, path: &str) -> VolumeMount {
    VolumeMount {
        read_only: Some(true),
        ..writable(name, path)
    }
}

/// Mounts a volume to be written.
pub fn writable(name: &str, path: &str) -> VolumeMount {
    VolumeMount {
        name: name.to_owned(),
        mount_path: path.to_owned(),
        ..VolumeMount::default()
    }
}
