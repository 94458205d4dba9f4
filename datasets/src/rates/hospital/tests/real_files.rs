//! The public files kept beside the project, where they are present: official examples, the validator's fixtures, hospitals.
//!
//! The figures were counted once by an independent program; `NEARSITE_SHARED_DATA` names another folder.
