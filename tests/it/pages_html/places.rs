//! Places in the one box, and lists that say how many places there are.

use super::{Door, between, fields};

/// Sends a form and reads the page, which must be of this status.
async fn send(door: &Door, fields: &[(&str, &str)], status: u16) -> String {
    let page = door.post(fields).await;
    assert_eq!(page.status, status, "{fields:?}: {}", page.text());
    page.text()
}

/// Sends the form of a page with one more answer.
async fn answer(door: &Door, html: &str, mark: &str, chosen: (&str, &str)) -> String {
    let fields = fields(html, mark, chosen);
    let pairs: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    send(door, &pairs, 200).await
}

#[tokio::test]
async fn a_place_is_read_first_or_last() {
    let door = Door::open().await;
    for (typed, heading, boxed) in [
        ("73721 78701", "of the center of 78701", "73721, 78701"),
        ("78701 73721", "of the center of 78701", "73721, 78701"),
        ("78701, CPT 73721", "of the center of 78701", "73721, 78701"),
        ("73721 Austin, TX", "near Austin, TX", "73721, Austin, TX"),
        ("austin texas 73721", "near Austin, TX", "73721, Austin, TX"),
        ("73721 in Austin", "near Austin, TX", "73721, Austin, TX"),
        (
            "73721, Austin 78701",
            "of the center of 78701",
            "73721, 78701",
        ),
    ] {
        let html = send(&door, &[("typed", typed), ("network", "ppo")], 200).await;
        assert!(
            html.contains(heading) && html.contains("Imaging S-1"),
            "{typed}: {html}"
        );
        assert!(html.contains(&format!("value=\"{boxed}\"")), "{typed}");
    }
    let html = send(&door, &[("typed", "73721 Austin, TX")], 200).await;
    assert!(html.contains("in a straight line from the center of Austin, TX"));
    // The place stays when the list is asked for otherwise.
    let again = answer(&door, &html, "id=\"radius\"", ("radius", "50")).await;
    assert!(
        again.contains("near Austin, TX, within 50 miles"),
        "{again}"
    );
}

#[tokio::test]
async fn of_several_towns_the_member_chooses_one() {
    let door = Door::open().await;
    let html = send(
        &door,
        &[("typed", "knee mri Portland"), ("network", "ppo")],
        200,
    )
    .await;
    assert!(html.contains("Which Portland do you mean?"), "{html}");
    assert_eq!(
        between(&html, "name=\"town\" value=\"", "\""),
        ["Portland, ME", "Portland, OR"]
    );
    let html = answer(&door, &html, "name=\"town\"", ("town", "Portland, OR")).await;
    assert!(html.contains("With or without contrast?"), "{html}");
    let html = answer(&door, &html, "type=\"radio\"", ("codes", "73721")).await;
    assert!(
        html.contains("0 places near Portland, OR, within 25 miles"),
        "{html}"
    );
    assert!(html.contains("We know no places in Portland, OR."));
    assert!(html.contains("value=\"knee mri, Portland, OR\""));
}

#[tokio::test]
async fn the_question_about_the_place_takes_a_town() {
    let door = Door::open().await;
    let html = send(&door, &[("typed", "73721"), ("network", "ppo")], 200).await;
    let list = answer(&door, &html, "id=\"zip\"", ("zip", "austin")).await;
    assert!(list.contains("near Austin, TX"), "{list}");
    for (zip, said) in [
        ("Nowhere", "No town of this name"),
        ("99999", "This ZIP code is not known here"),
    ] {
        let form = fields(&html, "id=\"zip\"", ("zip", zip));
        let pairs: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let wrong = send(&door, &pairs, 422).await;
        assert!(
            wrong.contains(&format!("id=\"zip-wrong\">{said}")),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn a_wrong_zip_is_said_before_a_question_about_the_exam() {
    let door = Door::open().await;
    for typed in [
        "knee mri, 99999",
        "99999 knee mri",
        "knee mri Austin, TX 99999",
    ] {
        let html = send(&door, &[("typed", typed)], 422).await;
        assert!(
            html.contains("id=\"typed-wrong\">This ZIP code is not known here"),
            "{typed}"
        );
        assert!(!html.contains("class=\"question\""));
    }
    let html = send(&door, &[("typed", "Austin, TX")], 422).await;
    assert!(html.contains("id=\"typed-wrong\">Type the exam"), "{html}");
}

#[tokio::test]
async fn a_member_who_does_not_know_about_contrast_sees_both_prices() {
    let door = Door::open().await;
    let html = send(
        &door,
        &[("typed", "knee mri, 78701"), ("network", "ppo")],
        200,
    )
    .await;
    let html = answer(&door, &html, "type=\"radio\"", ("codes", "73721 73722")).await;
    assert!(
        html.contains("With or without contrast?") && html.contains("I’m not sure"),
        "{html}"
    );
    let html = answer(&door, &html, "type=\"radio\"", ("codes", "?73721")).await;
    let first = html.split("<li class=\"result\">").nth(1).unwrap();
    for words in [
        "Plan’s price, without contrast",
        "$412",
        "Plan’s price, with contrast",
    ] {
        assert!(first.contains(words), "{words} in {first}");
    }
    assert!(html.contains("contrast not sure, so both prices are shown"));
    assert!(html.contains("2 places within 25 miles"));
    // The answer goes along.
    let again = answer(&door, &html, "id=\"radius\"", ("radius", "50")).await;
    assert!(again.contains("Plan’s price, with contrast"), "{again}");
}

#[tokio::test]
async fn an_empty_list_counts_the_places_by_reason_and_names_the_nearest() {
    let door = Door::open().await;
    let asked = [
        ("typed", "77067, 78701"),
        ("network", "hmo"),
        ("radius", "5"),
    ];
    let html = send(&door, &asked, 200).await;
    assert!(
        html.contains(
            "We know 6 places within 5 miles of the center of 78701. None of them fits: "
        ),
        "{html}"
    );
    assert!(html.contains("do not do this kind of scan"), "{html}");
    assert!(
        html.contains("What may stand in the way, and what you can do:")
            && html.contains("No place that fits is within 250 miles.")
    );
    let spanish = door.post_to("/find?lang=es", &asked).await.text();
    assert!(
        spanish.contains("Conocemos 6 lugares a menos de 5 millas del centro de 78701."),
        "{spanish}"
    );
    // The only site with ultrasound is 2.8 miles away.
    let asked = [
        ("typed", "76700, 78701"),
        ("network", "ppo"),
        ("radius", "1"),
    ];
    let html = send(&door, &asked, 200).await;
    assert!(
        html.contains("The nearest place that fits is Imaging S-5 in Austin, TX, 2.8 miles away."),
        "{html}"
    );
    let farther = answer(&door, &html, "Look up to 3 miles away", ("asked", "")).await;
    assert!(
        farther.contains("1 place within 3 miles") && farther.contains("Imaging S-5"),
        "{farther}"
    );
    assert!(
        farther.contains("<option value=\"3\" selected>within 3 miles"),
        "{farther}"
    );
}
