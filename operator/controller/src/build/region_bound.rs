//! A value that was made for one region and fits nowhere else.

/// A value with the name of the region that it was made for.
///
/// The value comes out only for the region that it was bound to, so that the keys, the bundle or the nodes of
/// one region cannot end up in the pods of another by a slip in a loop.
///
/// ```
/// use domicile_operator::build::region_bound::RegionBound;
///
/// let keys = RegionBound::new("eu", "keys of eu");
/// assert_eq!(keys.clone().for_region("eu"), Ok("keys of eu"));
/// assert!(keys.for_region("us").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionBound<T> {
    region: String,
    value: T,
}

/// A value of one region was about to be used in another. This is a defect of the operator, never of its input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a value made for region {made_for} was about to be used in region {used_in}")]
pub struct WrongRegion {
    /// The region that the value belongs to.
    pub made_for: String,
    /// The region whose objects were being built.
    pub used_in: String,
}

impl<T> RegionBound<T> {
    /// Binds a value to a region.
    pub fn new(region: impl Into<String>, value: T) -> Self {
        Self {
            region: region.into(),
            value,
        }
    }

    /// Name of the region that the value belongs to.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// A look at the value, for the region that it belongs to.
    ///
    /// # Errors
    /// When `region` is another one.
    pub fn get(&self, region: &str) -> Result<&T, WrongRegion> {
        if self.region == region {
            Ok(&self.value)
        } else {
            Err(self.wrong(region))
        }
    }

    /// The value, for the region that it belongs to.
    ///
    /// # Errors
    /// When `region` is another one.
    pub fn for_region(self, region: &str) -> Result<T, WrongRegion> {
        if self.region == region {
            Ok(self.value)
        } else {
            Err(self.wrong(region))
        }
    }

    fn wrong(&self, region: &str) -> WrongRegion {
        WrongRegion {
            made_for: self.region.clone(),
            used_in: region.to_owned(),
        }
    }
}
