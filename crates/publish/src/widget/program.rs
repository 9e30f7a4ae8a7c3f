//! A script as it is served: without comments, indentation, and the spaces and ends of lines that only its readers need. Functions and classes keep lines of their own,
//! so that an error still names a place.
//!
//! It reads no JavaScript but what `widget.js` is written in: comments have lines of their own, and no template stands inside a template.

/// Signs beside which a space says nothing.
const TIGHT: &str = "{}()[],;:=?<>&|+-*!%";

/// Signs after which no statement can end, and signs before which nothing but a statement can: a line need not end there.
const GOES_ON: &str = "{([,;:?=&|+";
const CAME_ON: &str = "})].,:?&|";

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
        let within =
            |signs: &str, letter: Option<&char>| letter.is_some_and(|it| signs.contains(*it));
        let last = dense.chars().next_back();
        if letter == '\n' && (within(GOES_ON, last.as_ref()) || within(CAME_ON, letters.peek())) {
            continue;
        }
        // The last comma of a list and the last semicolon of a block say nothing.
        let is_idle = match last {
            Some(',') => matches!(letter, ')' | ']' | '}'),
            Some(';') => letter == '}',
            _ => false,
        };
        if is_idle {
            dense.pop();
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
            "const said=\"a, \\\" (b)\"+` ${x + 1} ; `;if(said)return typeof said;"
        );
    }

    #[test]
    fn lines_end_where_a_statement_could() {
        let script = "function a() {\n  b(\n    1,\n  );\n}\nclass C {\n  #d\n  e() {}\n}\n";
        assert_eq!(dense(script), "function a(){b(1)}\nclass C{#d\ne(){}}");
    }
}
