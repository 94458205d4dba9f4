//! Domain types: identifiers, modalities, money, geography, scores, answers, dates, procedures,
//! prices and sites.
//!
//! A value is checked once, when text becomes a type. After that, the type guarantees it. Nothing
//! here reads files or knows about snapshots or HTTP.

mod assessment;
mod audience;
mod county;
mod date;
mod geography;
mod ids;
mod modality;
mod money;
mod price;
mod procedure;
mod profile;
mod rate;
mod region;
mod score;
mod site;
mod vocabulary;
mod zip_centroid;

pub use assessment::{Answer, AnswerNumber, Assessment, InvalidNumber};
pub use audience::{Audience, Visible};
pub use county::CountyType;
pub use date::{Day, InvalidDay, Window};
pub use ids::{
    AnswerWord, InvalidId, MeasureId, NetworkId, NetworkNo, Npi, PlanId, PlanNo, ProcedureCode,
    ProcedureNo, RegistrationId, SiteNo, Tin, ZipCode,
};

pub use geography::{
    EARTH_RADIUS_METERS, InvalidCoordinates, LonLat, Meters, MilesHundredths, PreparedPoint,
};
pub use modality::{Modality, ModalitySet, PlaceOfService, Setting, SettingSet};
pub use money::{Cents, InvalidAmount, Ppm, quotient};
pub use price::{Component, ComponentStatus, Evidence, PriceComponent, PriceStatus};
pub use procedure::{Catalog, Contrast, DuplicateProcedure, Laterality, Procedure};
pub use profile::{RankingProfile, Weight, Weights};
pub use rate::Verdict;
pub use region::{BodyRegion, RegionSet};
pub use score::{Grade, InvalidScore, ScoreTenths, ScoreThousandths};
pub use site::{
    Accreditation, AccreditationBody, Address, Attestation, Bore, Capabilities, DayOfWeek, DaySet,
    Equipment, Hours, Location, Network, Organization, OwnerType, Participation, Precision,
    Sedation, Service, ServiceScore, Site, Status,
};
pub use vocabulary::UnknownWord;
pub use zip_centroid::ZipCentroid;
