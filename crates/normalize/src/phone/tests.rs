//! Numbers that are phone numbers and numbers that are not, each verdict in a line.

use super::*;

fn found(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    numbers(&letters, Boundary::NonDigit)
        .into_iter()
        .map(|range| letters[range].iter().collect())
        .collect()
}

#[test]
fn numbers_are_found_however_they_are_spaced() {
    for number in [
        "03 83 91 83 91",
        "0383918391",
        "03.83.91.83.91",
        "03-83-91-83-91",
        "03/83/91/83/91",
        "03,83,91,83,91",
        "0383 918 391",
        "0 800 123 456",
        "03 83 - 91 83 91",
        "+33 3 83 91 83 91",
        "+33 (0)3 83 91 83 91",
        "+33383918391",
        "0033 3 83 91 83 91",
        "0033383918391",
        "00 33 (0)3 83 91 83 91",
        "+ 33 3 83 91 83 91",
        "+352 621 123 456",
        "00352 621 123 456",
        "06 12 20 12 34",
        "07\n12 34\n56 78",
    ] {
        assert_eq!(found(number), [number]);
        assert_eq!(found(&format!("tél.{number}.")), [number]);
        assert_eq!(found(&format!("(12 lots : {number})")), [number]);
    }
    assert_eq!(found("03 83 91 83 91 06 12 34 56 78").len(), 2);
}

#[test]
fn other_numbers_are_left_alone() {
    for other in [
        "SIREN 245 400 676",
        "SIRET 245 400 676 00012",
        "SIRET 24540067600012",
        "54000 Nancy",
        "01000 02000",
        "12 000 000 €",
        "+12 000 000 000 €",
        "05/06/2026 18:30",
        "05/06/2026 18h",
        "05.06.2026 20 h",
        "05-06-2026-18",
        "2026-03-31 08:09",
        "du 01/02/2026 au 03/04/2026",
        "lots 01, 02, 03, 04, 05",
        "0.123456789",
        "6,1834567",
        "2024-2030",
        "3949",
        "116 117",
        "10 000 000 000",
        "de 2020 à 2026",
        "100 200 300 400",
    ] {
        assert_eq!(found(other), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn keys_in_addresses_are_no_numbers() {
    let letters: Vec<char> = "x/eyJf0612345678a/y?tel=0612345678&z".chars().collect();
    assert_eq!(numbers(&letters, Boundary::NonAlphanumeric).len(), 1);
}

/// Lines in which phone numbers stand between angle brackets; a line without any has none.
const LABELLED: &[&str] = &[
    // Spellings of France.
    "Tél. <03 83 91 83 91>",
    "Tél : <03.83.91.83.91>",
    "Téléphone=<0383918391>",
    "Fax <03-83-91-83-91>",
    "Portable : <06 12 34 56 78>, merci",
    "<0612 345 678>",
    "<06 123 456 78>",
    "<06-12-34-56-78>/<07-98-76-54-32>",
    "<03.83.91.83.91> ou <06.12.34.56.78>",
    "<03 83 91 83 91> – <03 83 91 83 92>",
    "N° vert <0 800 123 456>",
    "<0800 123 456> (appel gratuit)",
    "<0892 70 12 39> (0,35 €/min)",
    "au n° <03 83 91 83 91>",
    "au numéro <0383918391>",
    "appelez le <01 02 03 04 05>",
    "<+33 3 83 91 83 91>",
    "<+33383918391>",
    "<+33 (0)3 83 91 83 91>",
    "<+33(0)383918391>",
    "<+33.3.83.91.83.91>",
    "<+33-3-83-91-83-91>",
    "<+330383918391>",
    "<0033 3 83 91 83 91>",
    "<0033383918391>",
    "<00 33 3 83 91 83 91>",
    "<00 33 (0) 383 91 83 91>",
    "(<+33) 3 83 91 83 91>",
    "mairie<0383918391>accueil",
    "(<03 83 91 83 91>)",
    "Réunion le 05/06/2026, renseignements <06 12 34 56 78>",
    "Le 05/06/2026 <06 12 34 56 78>",
    "À 18 h 30 : <03 83 91 83 91>",
    "Retrait du dossier : <03 83 91 83 91>",
    "Bureau : <0383918391>",
    "54000 Nancy, <03 83 91 83 91>",
    "54000 Nancy - <03 83 91 83 91>",
    // Overseas and abroad.
    "<0262 12 34 56>",
    "<0692 12 34 56>",
    "<0590 41 23 45>",
    "<0696-12-34-56>",
    "<+262 262 12 34 56>",
    "<+596 596 12 34 56>",
    "<+594 694 12 34 56>",
    "<+689 40 12 34 56>",
    "<+687 24 12 34 56>",
    "<+352 621 123 456>",
    "<+32 2 123 45 67>",
    "<+49 681 123456>",
    "<0049 681 123456>",
    // Dates and hours.
    "Le 05/06/2026",
    "du 05-06-2026 au 07-08-2026",
    "05.06.2026-07.08.2026",
    "05/06/2026-07/08/2026",
    "05/06/26 07/08/26",
    "les 05/06 - 12/06 - 19/06",
    "05 06 2026 18",
    "2026-06-05 08 30",
    "2026/01/05/06-02-2026",
    "2026/02/03/04-05-06-07 juin",
    "2026-02-01_03-04-05",
    "compte-rendu 02-01-2026-03-04-2026",
    "05062026 18h30",
    "20260605-0830",
    "06/2026-09/2026",
    "de 06/2026 01 02 03",
    "08-12 / 14-18 / 20 h",
    "01/01/2026 02/02/2026 03/03/2026",
    "04.05.2026 06.07.2026",
    // Addresses of pages.
    "https://ville.fr/2026/01/05/06-02-2026-conseil/",
    "https://ville.fr/2026/02/03/04-05-06-07-juin-fete/",
    "https://ville.fr/article-01-02-03-04-05",
    "https://ville.fr/0612345678.pdf",
    "www.ville.fr/2026/01/05/0607-fete",
    "/2026/01/05/06-02-2026-conseil-municipal/",
    "/article-01-02-03-04-05",
    "/tel/<06-12-34-56-78>",
    "/Accueil <06 12 34 56 78>",
    "/Accueil<0612345678>",
    "https://ville.fr/?t=<0612345678>",
    "https://ville.fr/sms/<+33612345678>",
    // Numbers of files, companies, parcels and places.
    "Dossier n° 0612345678",
    "dossier 0612345678",
    "Réf. 0612345678",
    "Référence : 06-12-34-56-78",
    "réf : 2026-0612345678",
    "arrêté 2026-0612345678",
    "Enquête publique n° 0123456789",
    "DP 054 395 2600",
    "DP <0033 1 20 20 20 20>",
    "Permis PC 0543952600",
    "parcelles 01 02 03 04 05",
    "lots 01 02 03 04 05",
    "départements 01 02 03 04 05",
    "SIREN 054 400 676",
    "SIRET 05440067600012",
    "SIRET : 054 400 676 00012",
    "ISBN 0123456789",
    "facture 0123456789",
    "INSEE 01004 01033 01034",
    "01000 02000",
    // Amounts and other numbers.
    "0 123 456 789 €",
    "<0 800 123 456>",
    "12 000 000 €",
    "0,123456789",
    "48.6921 06.1834",
    "2024-2030",
    "0102",
    "0001",
];

#[test]
fn every_line_of_the_table_has_the_verdict_that_a_reader_would_give() {
    use crate::privacy::masked;
    use passerelle_model::Language;

    assert!(LABELLED.len() >= 80);
    let mut wrong = Vec::new();
    for line in LABELLED {
        let mut expected = String::new();
        for (nth, part) in line.split(['<', '>']).enumerate() {
            expected.push_str(if nth % 2 == 1 {
                "[numéro masqué]"
            } else {
                part
            });
        }
        let written = line.replace(['<', '>'], "");
        let read = masked(&written, &Language::french());
        if read != expected {
            wrong.push(format!("{line} → {read}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
