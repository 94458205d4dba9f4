//! Everyday names of modalities. They match every site that offers the modality.

use nearsite_domain::Modality;

/// Returns the folded words for a modality.
pub(crate) const fn modality_words(modality: Modality) -> &'static [&'static str] {
    match modality {
        Modality::Ct => &["ct", "cat", "cta", "computed", "tomography"],
        Modality::Mri => &["mri", "mr", "mra", "magnetic", "resonance"],
        Modality::Pet => &["pet", "positron", "emission", "tomography"],
        Modality::NuclearCardiology => &["nuclear", "cardiology", "spect"],
        Modality::Xray => &["xray", "x", "ray", "radiography", "radiograph"],
        Modality::Ultrasound => &["ultrasound", "sonography", "sonogram"],
        Modality::Echo => &["echo", "echocardiogram", "echocardiography"],
        Modality::Mammography => &["mammography", "mammogram", "mammo"],
    }
}
