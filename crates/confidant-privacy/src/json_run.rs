//! [`JsonRun`]: whether a position lies inside a string of JSON, so that a value put there is escaped.

/// Follows a reply character by character. It is JSON when it begins like an object or a list of strings, lists or objects, and
/// so is a block whose fence says `json`.
#[derive(Clone, Debug)]
pub(crate) struct JsonRun {
    state: State,
    /// How the current line begins.
    line: String,
    depth: usize,
    in_string: bool,
    escaped: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Nothing but white space so far.
    Start,
    /// One opening bracket so far.
    Opened(char),
    Prose,
    /// JSON up to its last closing bracket.
    Whole,
    /// JSON up to the next fence.
    Fenced,
    /// JSON whatever comes.
    All,
}

const FENCE: &str = "```";

impl JsonRun {
    pub(crate) fn new(all: bool) -> Self {
        let state = if all { State::All } else { State::Start };
        Self { state, line: String::new(), depth: 0, in_string: false, escaped: false }
    }

    /// Whether the next character would be part of a string.
    pub(crate) fn in_string(&self) -> bool {
        self.in_string
    }

    /// Takes the next character.
    pub(crate) fn feed(&mut self, c: char) {
        self.state = match self.state {
            State::Start if matches!(c, '{' | '[') => State::Opened(c),
            State::Opened('{') if matches!(c, '"' | '}') => self.begin(),
            State::Opened('[') if matches!(c, '"' | '{') => self.begin(),
            State::Start | State::Opened(_) if c.is_whitespace() => self.state,
            State::Start | State::Opened(_) => State::Prose,
            other => other,
        };
        match self.state {
            State::Whole | State::Fenced | State::All => self.json(c),
            State::Start | State::Opened(_) | State::Prose => {}
        }
        if c == '\n' {
            let opens = self.line.trim().to_ascii_lowercase().starts_with("```json");
            self.state = if self.state == State::Prose && opens { State::Fenced } else { self.state };
            self.line.clear();
        } else if self.line.len() < 16 {
            self.line.push(c);
        }
        if self.state == State::Fenced && self.line.trim() == FENCE {
            self.state = State::Prose;
            self.in_string = false;
        }
    }

    fn begin(&mut self) -> State {
        self.depth = 1;
        State::Whole
    }

    fn json(&mut self, c: char) {
        match c {
            _ if self.escaped => self.escaped = false,
            '\\' if self.in_string => self.escaped = true,
            // A string does not go over a line; whoever writes one that does writes no JSON.
            '"' | '\n' => self.in_string = c == '"' && !self.in_string,
            '{' | '[' if !self.in_string => self.depth += 1,
            '}' | ']' if !self.in_string => {
                self.depth = self.depth.saturating_sub(1);
                self.state = if self.depth == 0 && self.state == State::Whole { State::Prose } else { self.state };
            }
            _ => {}
        }
    }
}

/// A value as it stands inside a string of JSON.
pub(crate) fn escaped(value: &str) -> String {
    let quoted = serde_json::Value::from(value).to_string();
    quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{JsonRun, escaped};

    /// What of this text lies inside strings of JSON.
    fn strings(text: &str) -> String {
        let mut run = JsonRun::new(false);
        let inside = text.chars().filter(|c| {
            let inside = run.in_string();
            run.feed(*c);
            inside && run.in_string()
        });
        inside.collect()
    }

    #[test]
    fn strings_of_json_are_told_from_prose() {
        assert_eq!(strings(r#"{"a": "b\"c"} "prose""#), r#"ab\"c"#);
        assert_eq!(strings("\n [ {\"k\": []} ] \"x\""), "k");
        assert_eq!(strings(r#"[PERSON_1] said "yes""#), "");
        assert_eq!(strings("He said \"yes\":\n```json\n[\"a\"]\n```\n\"no\""), "a");
        assert_eq!(strings("```rust\n\"a\"\n```"), "");
    }

    #[test]
    fn a_value_is_escaped_as_json_wants_it() {
        assert_eq!(escaped("Otto \"O\"\nKern\\"), r#"Otto \"O\"\nKern\\"#);
    }
}
