//! What lies in a drawing: alternative texts, and diagrams and charts that are parts of their own.

use roxmltree::Node;

use super::{
    flow::Flow,
    opc::{Relation, drawn_text, part_of, parts_of},
    package::Package,
    xml::{attr, name, reference},
};
use crate::wire::Failure;

/// Hides what people wrote about the pictures and shapes below `node`.
pub(super) fn alternatives(flow: &mut Flow, node: Node<'_, '_>) -> Result<(), Failure> {
    for node in node.descendants() {
        match name(node) {
            "docPr" | "cNvPr" => {
                for attribute in ["title", "descr"] {
                    flow.hide("Alt text", attr(node, attribute).unwrap_or_default())?;
                }
            }
            "shape" | "rect" | "oval" | "roundrect" | "line" | "group" | "imagedata" => {
                for attribute in ["alt", "title"] {
                    flow.hide("Alt text", attr(node, attribute).unwrap_or_default())?;
                }
            }
            // Letters as a picture: a watermark.
            "textpath" => flow.hide("Text box", attr(node, "string").unwrap_or_default())?,
            "hlinkClick" | "hlinkHover" => flow.hide("Link", attr(node, "tooltip").unwrap_or_default())?,
            _ => {}
        }
    }
    Ok(())
}

/// The parts below `node` that hold text of their own.
pub(super) fn parts<'a>(node: Node<'_, '_>, relations: &'a [Relation]) -> Vec<(&'static str, &'a str)> {
    let mut parts = Vec::new();
    for node in node.descendants() {
        let (label, id) = match name(node) {
            "chart" => ("Chart", reference(node, "id")),
            "relIds" => ("Diagram", reference(node, "dm")),
            _ => continue,
        };
        parts.extend(part_of(relations, id).map(|part| (label, part)));
    }
    parts
}

/// Hides the text of these parts.
pub(super) fn hide_parts(
    flow: &mut Flow,
    package: &mut Package<'_>,
    parts: &[(&'static str, &str)],
) -> Result<(), Failure> {
    for (label, part) in parts {
        flow.hide(label, &drawn_text(package, part)?)?;
    }
    Ok(())
}

/// All charts and diagrams that `relations` name, for parts that show each of them.
pub(super) fn all_parts(relations: &[Relation]) -> Vec<(&'static str, &str)> {
    let charts = parts_of(relations, "chart").chain(parts_of(relations, "chartEx")).map(|part| ("Chart", part));
    charts.chain(parts_of(relations, "diagramData").map(|part| ("Diagram", part))).collect()
}
