//! The names people use for a modality, which match every site that offers it.

use nearsite_domain::Modality;

/// Words for a modality, folded.
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
