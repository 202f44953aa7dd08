//! [`MaskedJson`]: a request body that can only be built from fixed words, provider settings, numbers and masked text.

use crate::{MaskedText, Origin};

/// JSON that can only be built from fixed words, provider settings, numbers and masked text. Keys are fixed words.
///
/// ```compile_fail,E0308
/// let raw = confidant_text::RawText::new("Hannah");
/// let body = confidant_privacy::MaskedJson::text(&raw);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MaskedJson(Node);

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Text(MaskedText),
    Setting(String),
    Number(u64),
    Float(f64),
    Bool(bool),
    Array(Vec<MaskedJson>),
    Object(Vec<(&'static str, MaskedJson)>),
}

/// A piece of text in a body, with what is known about it.
#[derive(Clone, Copy)]
pub(crate) enum Leaf<'a> {
    /// Masked text and the program's own words.
    Text(&'a MaskedText),
    /// What the person typed into the settings of a provider.
    Setting(&'a str),
}

impl MaskedJson {
    /// Words of the program itself.
    pub fn fixed(words: &'static str) -> Self {
        Self(Node::Text(MaskedText::fixed(words)))
    }

    /// Masked text.
    pub fn text(text: &MaskedText) -> Self {
        Self(Node::Text(text.clone()))
    }

    /// A setting of the provider, such as the model's name. It is scanned like the text.
    pub fn setting(value: &str) -> Self {
        Self(Node::Setting(value.to_owned()))
    }

    /// A whole number.
    pub fn number(number: u64) -> Self {
        Self(Node::Number(number))
    }

    /// A number with a fraction; one that JSON cannot hold becomes `null`.
    pub fn float(number: f64) -> Self {
        Self(Node::Float(number))
    }

    /// True or false.
    pub fn bool(value: bool) -> Self {
        Self(Node::Bool(value))
    }

    /// A list.
    pub fn array(items: Vec<Self>) -> Self {
        Self(Node::Array(items))
    }

    /// An object; its keys are fixed words and keep their order.
    pub fn object(members: Vec<(&'static str, Self)>) -> Self {
        Self(Node::Object(members))
    }

    /// The bytes that would leave.
    pub(crate) fn to_body(&self) -> String {
        let mut body = String::new();
        self.write(&mut body);
        body
    }

    /// Every text in it, in the order of the bytes.
    pub(crate) fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        self.collect(&mut leaves);
        leaves
    }

    fn collect<'a>(&'a self, leaves: &mut Vec<Leaf<'a>>) {
        match &self.0 {
            Node::Text(text) => leaves.push(Leaf::Text(text)),
            Node::Setting(value) => leaves.push(Leaf::Setting(value)),
            Node::Number(_) | Node::Float(_) | Node::Bool(_) => {}
            Node::Array(items) => items.iter().for_each(|item| item.collect(leaves)),
            Node::Object(members) => members.iter().for_each(|(_, value)| value.collect(leaves)),
        }
    }

    fn write(&self, body: &mut String) {
        match &self.0 {
            Node::Text(text) => body.push_str(&quoted(text.as_str())),
            Node::Setting(value) => body.push_str(&quoted(value)),
            Node::Number(number) => body.push_str(&number.to_string()),
            Node::Float(number) => body.push_str(&serde_json::Value::from(*number).to_string()),
            Node::Bool(value) => body.push_str(if *value { "true" } else { "false" }),
            Node::Array(items) => {
                body.push('[');
                for (at, item) in items.iter().enumerate() {
                    body.push_str(if at > 0 { "," } else { "" });
                    item.write(body);
                }
                body.push(']');
            }
            Node::Object(members) => {
                body.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    body.push_str(if at > 0 { "," } else { "" });
                    body.push_str(&quoted(key));
                    body.push(':');
                    value.write(body);
                }
                body.push('}');
            }
        }
    }
}

impl Leaf<'_> {
    /// Its characters.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text.as_str(),
            Self::Setting(value) => value,
        }
    }

    /// What came from a person: a setting, or the words of a text without what stands for something else.
    pub(crate) fn persons_text(&self) -> String {
        match self {
            Self::Setting(value) => (*value).to_owned(),
            Self::Text(text) => {
                let words = text.pieces().map(|piece| if piece.what == Origin::Words { piece.text } else { " " });
                words.collect()
            }
        }
    }

    /// Whether `start..end` has characters that came from a person: from a text or a setting, not from the program.
    pub(crate) fn touches_persons_text(&self, start: usize, end: usize) -> bool {
        match self {
            Self::Setting(_) => true,
            Self::Text(text) => text.touches_words(start, end),
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::MaskedJson;

    #[test]
    fn the_body_is_the_json_that_was_built_in_its_order() {
        let body = MaskedJson::object(vec![
            ("model", MaskedJson::setting("m\"1")),
            ("stream", MaskedJson::bool(true)),
            ("n", MaskedJson::array(vec![MaskedJson::number(2), MaskedJson::float(0.5), MaskedJson::float(f64::NAN)])),
            ("text", MaskedJson::fixed("a\nb")),
        ]);
        assert_eq!(body.to_body(), r#"{"model":"m\"1","stream":true,"n":[2,0.5,null],"text":"a\nb"}"#);
    }
}
