//! A script as it is served: without comments, indentation and the spaces that only its readers need. The script keeps its lines, so that an error still names one.
//!
//! It reads no JavaScript but what `widget.js` is written in: comments have lines of their own, and no template stands inside a template.

/// Signs beside which a space says nothing.
const TIGHT: &str = "{}()[],;:=?<>&|+*!";

/// `script` without what only its readers need.
pub(super) fn dense(script: &str) -> String {
    let lines = script.lines().map(str::trim_start);
    let lines: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect();
    squeezed(&lines.join("\n"))
}

fn squeezed(code: &str) -> String {
    let mut dense = String::with_capacity(code.len());
    let mut quote = None;
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        if quote.is_some() {
            dense.push(letter);
            if letter == '\\' {
                dense.extend(letters.next());
            } else if quote == Some(letter) {
                quote = None;
            }
            continue;
        }
        let tight = |letter: Option<&char>| letter.is_some_and(|it| TIGHT.contains(*it));
        if letter == ' ' && (tight(dense.chars().last().as_ref()) || tight(letters.peek())) {
            continue;
        }
        if matches!(letter, '"' | '\'' | '`') {
            quote = Some(letter);
        }
        dense.push(letter);
    }
    dense
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_spaces_and_words_stay_apart() {
        let script = r#"
            // What is said.
            const said = "a, \" (b)" + ` ${x + 1} ; `;

            if (said) return typeof said;
        "#;
        assert_eq!(
            dense(script),
            "const said=\"a, \\\" (b)\"+` ${x + 1} ; `;\nif(said)return typeof said;"
        );
    }
}
