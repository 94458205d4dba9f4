//! `nearsite registrations doctor` over several sites: what they share and should not.

use crate::registry::{Registry, npi};
use serde_json::{Value, json};

#[test]
fn an_address_of_many_unrelated_organizations_is_found() {
    let mut registry = Registry::default();
    let kind = "mailing_address_shared";
    let at = |spellings: &'static [&'static str]| {
        move |number: u64, site: &mut Value| {
            let line = spellings[number as usize % spellings.len()];
            site["address"]["line1"] = json!(line);
            site["address"]["line2"] = Value::Null;
        }
    };
    registry.finds_among(kind, 5, at(&["8100 North Lamar Street, Suite 5"]));
    registry.finds_among(
        kind,
        7,
        at(&[
            "8200 E. Oak Ave # 9",
            "8200 East Oak Avenue Ste 9",
            "8200 E OAK AVE., UNIT 9",
        ]),
    );
    registry.passes_among(4, at(&["8300 Lamar St Suite 5"]));
    registry.passes_among(6, |number, site| {
        at(&["8400 Lamar St"])(number, site);
        site["address"]["line2"] = json!(format!("Suite {number}"));
    });
    // Six numbers of one organization, and sites whose organizations are not known.
    registry.passes_among(6, |number, site| {
        at(&["8500 Lamar St"])(number, site);
        site["organization"]["name"] = json!("Cedar Health, Inc.");
    });
    registry.passes_among(6, |number, site| {
        at(&["8600 Lamar St"])(number, site);
        site["organization"]["tin"] = Value::Null;
    });
    registry.check(&[]);
}

#[test]
fn a_phone_of_many_unrelated_organizations_is_found() {
    let mut registry = Registry::default();
    let kind = "duplicate_phone_across_organizations";
    registry.finds_among(kind, 5, |_, site| site["phone"] = json!("512-700-0001"));
    registry.finds_among(kind, 6, |number, site| {
        let spellings = ["(512) 700.0002", "+1 512 700 0002", "512-700-0002 x12"];
        site["phone"] = json!(spellings[number as usize % 3]);
    });
    registry.passes_among(4, |_, site| site["phone"] = json!("512-700-0003"));
    registry.passes_among(6, |_, site| {
        site["phone"] = json!("512-700-0004");
        site["organization"]["tin"] = json!("712345678");
    });
    // Numbers kept free for fiction, and no number at all.
    registry.passes_among(6, |_, site| site["phone"] = json!("512-555-0123"));
    registry.passes_among(6, |_, site| site["phone"] = json!("call us"));
    registry.check(&[]);
}

#[test]
fn a_site_registered_twice_is_found() {
    let mut registry = Registry::default();
    let kind = "registered_twice";
    let at = |line1: &str| {
        let line1 = json!(line1);
        move |site: &mut Value| site["address"]["line1"] = line1.clone()
    };
    registry.finds_among(kind, 2, |number, site| {
        at(["7100 Oak Street", "7100 OAK ST."][number as usize])(site);
        site["name"] = json!(["Cedar Imaging, Ltd.", "cedar imaging ltd"][number as usize]);
    });
    registry.finds_among(kind, 2, |_, site| {
        at("7200 Oak St")(site);
        site["organization"]["tin"] = json!("713000001");
    });
    registry.finds_among(kind, 2, |number, site| {
        at("7300 Oak St")(site);
        site["npi"] = json!([npi(9000 + number), npi(9100)]);
    });
    // The first and the second share a TIN, the second and the third an NPI.
    registry.finds_among(kind, 3, |number, site| {
        at("7400 Oak St")(site);
        match number {
            0 => site["organization"]["tin"] = json!("713000002"),
            1 => {
                site["organization"]["tin"] = json!("713000002");
                site["npi"] = json!([npi(9200)]);
            }
            _ => site["npi"] = json!([npi(9200)]),
        }
    });
    // One building is not one site: other services, another suite, nothing in common.
    registry.passes_among(2, |number, site| {
        at("7500 Oak St")(site);
        site["name"] = json!("Cedar Imaging");
        site["services"] = json!([{"modality": (["ct", "mri"][number as usize])}]);
    });
    registry.passes_among(2, |number, site| {
        at("7600 Oak St")(site);
        site["name"] = json!("Oak Imaging");
        site["address"]["line2"] = json!(format!("Suite {number}"));
    });
    registry.passes_among(2, |_, site| at("7700 Oak St")(site));
    registry.passes_among(2, |_, site| site["name"] = json!("Elm Imaging"));
    registry.passes_among(2, |_, site| {
        site["address"]["line1"] = Value::Null;
        site["address"]["line2"] = Value::Null;
        site["name"] = json!("Ash Imaging");
    });
    registry.check(&[]);
}

#[test]
fn an_npi_at_many_addresses_of_several_organizations_is_found() {
    let share = |number: u64| move |_: u64, site: &mut Value| site["npi"] = json!([npi(number)]);
    let kind = "npi_on_many_sites";
    let mut registry = Registry::default();
    registry.finds_among(kind, 11, share(8000));
    registry.finds_among(kind, 13, |number, site| {
        site["npi"] = json!([npi(8100 + number), npi(8001)]);
        // Two owners. One of them has twelve of the sites.
        if number > 0 {
            site["organization"]["tin"] = json!("714000001");
        }
    });
    registry.passes_among(10, share(8002));
    // Twelve sites at ten addresses.
    registry.passes_among(12, |number, site| {
        share(8003)(number, site);
        site["services"] = json!([{"modality": (["ct", "pet", "mri"][number as usize % 3])}]);
        if number < 3 {
            site["address"]["line1"] = json!("6000 Oak St");
        }
    });
    // One organization bills under one number at all of its addresses.
    registry.passes_among(14, |number, site| {
        share(8004)(number, site);
        site["organization"]["tin"] = json!("714000002");
    });
    registry.check(&[]);

    let mut registry = Registry::default();
    registry.finds_among(kind, 4, share(8000));
    registry.passes_among(3, share(8001));
    registry.check(&["--max-npi-addresses", "3"]);
}
