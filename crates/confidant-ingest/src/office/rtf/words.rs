//! What the words of RTF mean that name a place for text or are text themselves.

use super::sink::Kind;

/// Groups whose text does not belong to the body.
pub(super) fn destination(name: &str) -> Option<Kind> {
    Some(match name {
        "fonttbl" => Kind::Fonts,
        "header" | "headerl" | "headerr" | "headerf" => Kind::Hidden("Header"),
        "footer" | "footerl" | "footerr" | "footerf" => Kind::Hidden("Footer"),
        "footnote" => Kind::Hidden("Footnote"),
        "annotation" => Kind::Comment,
        "atnauthor" => Kind::CommentAuthor,
        "fldinst" => Kind::FieldCode,
        "shptxt" | "dptxbxtext" => Kind::Hidden("Text box"),
        "sn" => Kind::ShapeName,
        "sv" => Kind::ShapeValue,
        "ffdeftext" | "ffl" | "ffhelptext" | "ffstattext" => Kind::Hidden("Field"),
        "xe" | "tc" => Kind::Hidden("Index"),
        "title" => Kind::Property("title"),
        "author" => Kind::Property("author"),
        "operator" => Kind::Property("last modified by"),
        "subject" => Kind::Property("subject"),
        "keywords" => Kind::Property("keywords"),
        "doccomm" | "comment" => Kind::Property("comments"),
        "company" => Kind::Property("company"),
        "manager" => Kind::Property("manager"),
        "category" => Kind::Property("category"),
        "hlinkbase" => Kind::Property("hyperlink base"),
        "template" => Kind::Property("template"),
        "propname" => Kind::PropertyName,
        "staticval" => Kind::PropertyValue,
        "revtbl" => Kind::Reviewers,
        "objdata" => Kind::Object,
        "colortbl" | "stylesheet" | "pict" | "nonshppict" | "shprslt" | "listtable" | "listoverridetable"
        | "objclass" | "objname" | "filetbl" | "rsidtbl" | "themedata" | "colorschememapping" | "latentstyles"
        | "datastore" | "xmlnstbl" | "generator" | "atnid" | "bkmkstart" | "bkmkend" | "atrfstart" | "atrfend"
        | "atndate" | "atnparent" | "atnref" | "creatim" | "revtim" | "printim" | "buptim" | "ftnsep" | "ftnsepc"
        | "aftnsep" | "aftnsepc" | "ftncn" | "aftncn" | "ffname" | "mmathPr" | "htmltag" | "pnseclvl" | "datafield"
        | "fldtype" | "background" | "passwordhash" | "wgrffmtfilter" => Kind::Nothing,
        _ => return None,
    })
}

/// Characters that have words of their own.
pub(super) fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        "zwnj" => "\u{200c}",
        "zwj" => "\u{200d}",
        _ => return None,
    })
}
