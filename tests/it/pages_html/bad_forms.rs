//! Bad forms, and the message at the field that is wrong.

use super::Door;

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let door = Door::open().await;
    let good = [("typed", "73721, 78701"), ("network", "ppo")];
    let with = |name: &'static str, value: &'static str| {
        let mut fields = good.to_vec();
        fields.retain(|(known, _)| *known != name);
        fields.push((name, value));
        fields
    };
    for (fields, said) in [
        (vec![], "id=\"typed-wrong\">Type the exam"),
        (with("typed", " ,; "), "id=\"typed-wrong\">Type the exam"),
        (
            with("typed", "??, 78701"),
            "id=\"typed-wrong\">Type the exam in words",
        ),
        (
            with("typed", "knee mri, 7870"),
            "id=\"typed-wrong\">A ZIP code has five digits",
        ),
        (
            with("typed", "73721, 99999"),
            "id=\"typed-wrong\">This ZIP code is not known here",
        ),
        (with("network", "nope"), "id=\"network-wrong\">"),
        (with("radius", "abc"), "<p class=\"wrong\">How far: "),
        (with("radius", "99999"), "<p class=\"wrong\">How far: "),
        (with("radius", ""), "<p class=\"wrong\">How far: "),
        (with("sort", "cheapest"), "<p class=\"wrong\">Order by: "),
        (
            vec![("typed", "knee mri, 78701"), ("asked", "exam")],
            "id=\"question-wrong\">Choose one answer",
        ),
    ] {
        let page = door.post(&fields).await;
        assert_eq!(page.status, 422, "{fields:?}");
        assert!(
            page.text().contains(said),
            "{said} for {fields:?} in {}",
            page.text()
        );
    }
    let wrong = door.post(&with("typed", "knee mri, 7870")).await.text();
    assert!(wrong.contains("aria-invalid=\"true\" aria-describedby=\"typed-wrong typed-hint\""));
    assert!(
        wrong.contains("autofocus"),
        "the field that is wrong has the focus"
    );
    assert!(
        wrong.contains("value=\"knee mri, 7870\""),
        "nothing typed is lost"
    );
}

#[tokio::test]
async fn fields_that_cannot_apply_still_give_a_list() {
    let door = Door::open().await;
    // Sorting by cost without a plan, or by a grade that is not shown, gives the best order.
    // Invalid codes are skipped.
    for fields in [
        vec![("typed", "73721, 78701"), ("sort", "cost")],
        vec![("typed", "76700, 78701"), ("sort", "score")],
        vec![
            ("typed", "73721, 78701"),
            ("codes", "<b> 1 2 3 '--"),
            ("codes_for", "73721"),
        ],
    ] {
        let page = door.post(&fields).await;
        assert_eq!(page.status, 200, "{fields:?}");
        assert!(page.text().contains("Best first") || page.text().contains("class=\"question\""));
    }
}

#[tokio::test]
async fn hostile_text_stays_text() {
    let door = Door::open().await;
    let hostile = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&, 78701";
    for name in [
        "typed",
        "zip",
        "more",
        "network",
        "radius",
        "sort",
        "codes",
        "codes_for",
        "asked",
    ] {
        let mut fields = vec![("typed", "73721, 78701"), ("network", "ppo")];
        fields.retain(|(known, _)| *known != name);
        fields.push((name, hostile));
        let page = door.post(&fields).await;
        let html = page.text();
        assert!(
            matches!(page.status.as_u16(), 200 | 422),
            "{name}: {}",
            page.status
        );
        for bad in ["<script>", "<img", "'&,"] {
            assert!(!html.contains(bad), "{bad} of {name} in {html}");
        }
    }
    let lang = door.get("/find?lang=%22%3E%3Cscript%3E").await;
    assert_eq!(lang.status, 200);
    assert!(!lang.text().contains("<script>") && lang.text().contains("<html lang=\"en\">"));
    let site = door.get("/find/sites/%22%3E%3Cscript%3E").await;
    assert_eq!(site.status, 404);
    assert!(!site.text().contains("<script>"));
}

#[tokio::test]
async fn bodies_that_are_no_form_get_a_page() {
    let door = Door::open().await;
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let json = [("Content-Type", "application/json")];
    assert_eq!(door.send("POST /find", &json, "{}").await.status, 415);
    assert_eq!(door.send("POST /find", &[], "typed=knee").await.status, 415);
    let encoded = [form, ("Content-Encoding", "gzip")];
    assert_eq!(
        door.send("POST /find", &encoded, "typed=knee").await.status,
        415
    );
    let large = format!("typed={}", "a".repeat(70_000));
    let answer = door.send("POST /find", &[form], &large).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("connection")),
        (413, "close")
    );
    assert!(answer.text().contains("did not arrive as it was sent"));
    for body in ["%", "&&&===", "typed", "typed=%ff%00%zz", "\u{0}"] {
        let page = door.send("POST /find", &[form], body).await;
        assert!(matches!(page.status.as_u16(), 200 | 422), "{body:?}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    }
    assert_eq!(
        door.send("PUT /find", &[], "").await.problem(),
        (405, "method-not-allowed".into())
    );
}
