//! XML of no known kind: it is read as it is written, but references to characters are spelt out, since a name that is
//! written in numbers is neither found nor masked. Nothing is expanded, so there is no bomb.

use quick_xml::escape::resolve_predefined_entity;

/// The longest reference to a character, without its marks.
const LONGEST: usize = 10;

/// The text with its references spelt out, if it is XML.
pub(crate) fn spell_out(text: &str) -> Option<String> {
    if !text.trim_start().starts_with("<?xml") {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let end = after.char_indices().take(LONGEST).find(|(_, c)| *c == ';');
        let name = end.and_then(|(end, _)| after.get(..end));
        if let Some((name, meaning)) = name.and_then(|name| Some((name, meaning(name)?))) {
            out.push_str(&meaning);
            rest = after.get(name.len() + 1..).unwrap_or_default();
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}

/// What a reference means, without its marks.
pub(crate) fn meaning(name: &str) -> Option<String> {
    let number = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16).ok(),
            None => number.parse().ok(),
        },
        None => return resolve_predefined_entity(name).map(str::to_owned),
    };
    number.and_then(char::from_u32).filter(|c| !c.is_control() || c.is_whitespace()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::spell_out;

    #[test]
    fn references_are_spelt_out_and_nothing_is_expanded() {
        let text = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a b='M&#252;ller &amp; S&#xF6;hne'>&x; & &toolongtobe;</a>";
        assert_eq!(
            spell_out(text).unwrap(),
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a b='Müller & Söhne'>&x; & &toolongtobe;</a>"
        );
        assert_eq!(spell_out("M&#252;ller"), None);
    }
}
