//! The same story in Spanish.

use super::Door;

#[tokio::test]
async fn a_page_speaks_the_language_asked_for_and_keeps_to_it() {
    let door = Door::open().await;
    let named = door.get("/find?lang=es").await;
    assert_eq!(named.header("content-language"), "es");
    let html = named.text();
    assert!(html.contains("<html lang=\"es\">") && html.contains("Encuentre un lugar"));
    assert!(
        html.contains("action=\"/find?lang=es\"")
            && html.contains("href=\"/find?lang=en\" lang=\"en\" hreflang=\"en\">English")
    );
    let preferred = door
        .send(
            "GET /find",
            &[("Accept-Language", "es-MX,es;q=0.9,en;q=0.4")],
            "",
        )
        .await;
    assert!(
        preferred.text().contains("<html lang=\"es\">")
            && preferred.text().contains("action=\"/find\"")
    );
    assert!(preferred.header("vary").contains("accept-language"));
    let over = door
        .send("GET /find?lang=en", &[("Accept-Language", "es")], "")
        .await;
    assert!(over.text().contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn an_exam_typed_in_spanish_is_found() {
    let door = Door::open().await;
    let fields = [
        ("typed", "resonancia de rodilla, 78701"),
        ("network", "ppo"),
    ];
    let question = door.post_to("/find?lang=es", &fields).await;
    assert_eq!(question.status, 200, "{}", question.text());
    assert!(
        question.text().contains("Nada se elige por usted"),
        "{}",
        question.text()
    );
    let fields = [("typed", "73721, 78701"), ("network", "ppo")];
    let list = door.post_to("/find?lang=es", &fields).await.text();
    for words in [
        "2 lugares a menos de 25 millas",
        "Resonancia magnética (MRI), sin contraste",
        "lang=\"en\">(MRI of a leg joint, without contrast)",
        "Facturado aquí",
        "Datos: paid claims, 1 ene 2026",
        "Idiomas: inglés y español",
        "href=\"/find/sites/S-1?lang=es\"",
    ] {
        assert!(list.contains(words), "{words} in {list}");
    }
    let site = door.get("/find/sites/S-1?lang=es").await.text();
    assert!(
        site.contains("7:00\u{a0}a.m.")
            && site.contains("Lunes")
            && site.contains("href=\"/find?lang=es\""),
        "{site}"
    );
    let wrong = door
        .post_to(
            "/find?lang=es",
            &[("typed", "73721, 78701"), ("network", "nope")],
        )
        .await;
    assert!(
        wrong
            .text()
            .contains("El servicio no aceptó esta solicitud. <span lang=\"en\">")
    );
}
