//! Sentences about each fact: the claim, for evidence, and the question that asks for it.

use crate::site_of_care::facts::Fact;

impl Fact {
    /// Returns the statement that is true if the fact is.
    pub(crate) const fn claim(self) -> &'static str {
        match self {
            Self::SedationNeed => {
                "the patient needs moderate or deeper sedation, or general anaesthesia"
            }
            Self::ContrastPlanned => "the exam is planned with a contrast agent",
            Self::ContrastAllergy => {
                "the patient is known to be allergic to the contrast agent or its class"
            }
            Self::ObstetricObservation => "obstetric observation is needed",
            Self::Perinatology => "perinatology services are needed",
            Self::PriorStudies => "earlier studies of this condition are at a site",
            Self::Preoperative => "the imaging comes before surgery at a site",
            Self::Postoperative => "the imaging comes after surgery at a site",
            Self::Transplant => "transplant services at an approved facility are needed",
            Self::Claustrophobia => "a closed magnet would set off claustrophobia",
            Self::ClosedBoreUnsafe => "a closed magnet is unsafe, not tolerated or not practical",
            Self::BodySize => "equipment for a very small or very large body is needed",
            Self::ChronicDisease => "a chronic disease or cancer is followed",
            Self::ComparisonNeeded => {
                "comparison with earlier studies, subspecialty reading or coordinated care is needed"
            }
            Self::DelayHarmful => "a delay, or another place, would harm the patient",
            Self::HospitalOnlyService => "the service itself is offered in hospitals alone",
            Self::ActiveCovid => "the patient has an active infection with the virus of COVID-19",
        }
    }

    /// Returns the question for the fact.
    pub const fn question(self) -> &'static str {
        match self {
            Self::SedationNeed => {
                "Does the patient need moderate or deeper sedation, or general anaesthesia, and which?"
            }
            Self::ContrastPlanned => "Is the exam planned with a contrast agent?",
            Self::ContrastAllergy => {
                "Is the patient known to be allergic to the contrast agent or its class?"
            }
            Self::ObstetricObservation => "Is obstetric observation needed?",
            Self::Perinatology => "Are perinatology services needed?",
            Self::PriorStudies => {
                "Are earlier studies of this condition at a site, and at which one?"
            }
            Self::Preoperative => {
                "Does the imaging come before surgery, and at which site is the surgery?"
            }
            Self::Postoperative => {
                "Does the imaging come after surgery, and at which site was the surgery?"
            }
            Self::Transplant => "Are transplant services at an approved facility needed?",
            Self::Claustrophobia => "Would a closed magnet set off claustrophobia?",
            Self::ClosedBoreUnsafe => {
                "Is a closed magnet unsafe, not tolerated or not practical, for any reason?"
            }
            Self::BodySize => {
                "Is equipment for a very small or very large body needed, and how much does the patient weigh?"
            }
            Self::ChronicDisease => "Is a chronic disease or cancer followed?",
            Self::ComparisonNeeded => {
                "Is comparison with earlier studies, subspecialty reading or coordinated care needed?"
            }
            Self::DelayHarmful => "Would a delay, or another place, harm the patient?",
            Self::HospitalOnlyService => "Is the service itself offered in hospitals alone?",
            Self::ActiveCovid => {
                "Does the patient have an active infection with the virus of COVID-19?"
            }
        }
    }
}
