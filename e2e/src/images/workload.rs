//! Images of Domicile's own programs: one static binary on an empty base.
