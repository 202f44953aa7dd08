//! What a mark in the text stands for, in a stream of its own: pictures with what people wrote about them, and fields of forms
//! ([MS-DOC], `PICF`, `FFData`).

use super::fib::{counted, strings};
use crate::{
    office::{
        art::{hide_below, records},
        flow::Flow,
        ole::{long, short},
    },
    wire::Failure,
};

/// Bytes before the picture or the field.
const HEAD: u16 = 0x44;
/// A picture that lies in another file, whose name is told.
const LINKED: u16 = 0x66;

/// Hides the texts of the picture at `place`.
pub(super) fn picture(data: &[u8], place: usize, flow: &mut Flow) -> Result<(), Failure> {
    let Some((head, mut rest)) = split(data, place) else { return Ok(()) };
    if short(head, 6) == Some(LINKED)
        && let Some((length, name)) = rest.split_first()
        && let Some((name, drawing)) = name.split_at_checked(usize::from(*length))
    {
        flow.hide("Link", &encoding_rs::WINDOWS_1252.decode_without_bom_handling(name).0)?;
        rest = drawing;
    }
    // A shape, and behind it its pictures, which are nothing to look into.
    records(rest).take(1).try_for_each(|shape| hide_below(shape, flow))
}

/// Hides what the field of a form at `place` offers or tells, and gives back the choice that is shown.
pub(super) fn form_field(data: &[u8], place: usize, flow: &mut Flow) -> Result<Option<String>, Failure> {
    const TEXT: u16 = 0;
    const LIST: u16 = 2;
    /// No choice was made.
    const DEFAULT: u16 = 25;

    let Some((_, field)) = split(data, place) else { return Ok(None) };
    let Some(bits) = short(field, 4) else { return Ok(None) };
    let kind = bits & 3;
    let mut at = 10;
    let _bookmark = next(field, &mut at);
    let (mut texts, mut preset) = (Vec::new(), None);
    if kind == TEXT {
        texts.extend(next(field, &mut at));
    } else {
        preset = short(field, at);
        at += 2;
    }
    let _format = next(field, &mut at);
    // A help, and what the bar at the window's edge says.
    texts.extend(next(field, &mut at));
    texts.extend(next(field, &mut at));
    let _macros = (next(field, &mut at), next(field, &mut at));
    let mut shown = None;
    if kind == LIST {
        let choices = strings(field.get(at..).unwrap_or_default());
        let choice = Some(bits >> 2 & 0x1f).filter(|choice| *choice != DEFAULT).or(preset);
        shown = choice.and_then(|choice| choices.get(usize::from(choice)).cloned());
        texts.extend(choices);
    }
    texts.iter().try_for_each(|text| flow.hide("Field", text))?;
    Ok(shown)
}

/// The text at a place, which ends with a character that is not counted.
fn next(field: &[u8], at: &mut usize) -> Option<String> {
    let (text, size) = counted(field.get(*at..)?)?;
    *at += size + 2;
    Some(text)
}

/// The head of what lies at `place`, and the rest of it.
fn split(data: &[u8], place: usize) -> Option<(&[u8], &[u8])> {
    let all = data.get(place..place.checked_add(long(data, place)?)?)?;
    if short(all, 4) == Some(HEAD) { all.split_at_checked(usize::from(HEAD)) } else { None }
}
