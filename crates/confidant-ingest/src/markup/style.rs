//! What an element's name and attributes say about how it is shown.

/// How an element parts the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    None,
    Line,
    Block,
}

/// How the element `name` parts the text.
pub(super) fn breaks(name: &str) -> Break {
    match name {
        "address" | "article" | "aside" | "blockquote" | "dl" | "fieldset" | "figure" | "footer" | "form" | "h1"
        | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hr" | "listing" | "main" | "menu" | "nav" | "ol" | "p"
        | "pre" | "section" | "table" | "ul" | "xmp" | "body" | "details" | "dialog" | "hgroup" | "caption"
        | "plaintext" => Break::Block,
        "center" | "dd" | "dir" | "div" | "dt" | "figcaption" | "legend" | "li" | "optgroup" | "option" | "summary"
        | "textarea" | "select" | "tr" | "thead" | "tbody" | "tfoot" | "frame" | "iframe" | "noframes" | "title"
        | "desc" => Break::Line,
        _ => Break::None,
    }
}

/// Elements that hold nothing and have no end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that the next one of their kind ends: hidden ones must not hide what follows.
pub(super) fn ends_itself(name: &str) -> bool {
    matches!(name, "p" | "li" | "td" | "th" | "tr" | "option" | "dt" | "dd")
}

/// Elements whose end is the end of such items too.
pub(super) fn holds_items(name: &str) -> bool {
    matches!(name, "ul" | "ol" | "dl" | "table" | "tbody" | "tr" | "select" | "div" | "body" | "html")
}

/// Whether a style of this kind makes an element invisible to a reader.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.split(';').any(|rule| {
        let rule = rule.trim_end_matches("!important");
        matches!(rule, "display:none" | "visibility:hidden" | "visibility:collapse" | "mso-hide:all" | "opacity:0")
            || rule.strip_prefix("font-size:").is_some_and(|size| {
                size.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').parse() == Ok(0.0_f32)
            })
    })
}

/// Whether the `name` of a meta element tells something about the document and not about how to show it.
pub(super) fn is_property(name: &str) -> bool {
    !matches!(
        name,
        "viewport"
            | "robots"
            | "googlebot"
            | "theme-color"
            | "format-detection"
            | "referrer"
            | "color-scheme"
            | "progid"
            | "x-apple-disable-message-reformatting"
    )
}

/// Whether a link's target is a place in the world and not in the page itself.
pub(super) fn is_target(link: &str) -> bool {
    let start: String = link.trim_start().chars().take(11).collect::<String>().to_ascii_lowercase();
    let is_own = ["#", "javascript:", "data:", "cid:", "about:", "blob:"].iter().any(|own| start.starts_with(own));
    !is_own && !start.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{hides, is_target};

    #[test]
    fn invisible_styles_are_known() {
        assert!(hides("color: red; Display : none !important"));
        assert!(hides("font-size:0px") && hides("mso-hide:all"));
        assert!(!hides("font-size:10px; display:block; opacity:0.5"));
    }

    #[test]
    fn targets_are_told_from_places_on_the_page() {
        assert!(is_target("mailto:a@example.com") && is_target("/people/hannah"));
        assert!(!is_target("#top") && !is_target("JavaScript:void(0)") && !is_target(" "));
    }
}
