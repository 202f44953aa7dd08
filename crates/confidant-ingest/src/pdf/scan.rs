//! Pages that are pictures with a few letters of real text on them: a number that a court stamped on a scan, a line of a fax.

use hayro_syntax::{
    content::{TypedIter, ops::TypedInstruction},
    object::{Dict, Name, Stream},
    page::{Page, Resources},
};

/// A page with so many letters of its own is a page of text, whatever lies under it.
const LETTERS: usize = 200;
/// A scan is drawn by few operators.
const OPERATORS: usize = 100_000;
/// Forms in forms are followed this deep.
const DEPTH: u32 = 4;

/// Whether pictures cover more than half of the page, and its own `text` is short.
pub(super) fn is_stamped(page: &Page<'_>, text: &str) -> bool {
    if !is_short(text) {
        return false;
    }
    let (width, height) = page.base_dimensions();
    let mut pictures = Pictures { area: 0.0, operators: OPERATORS };
    pictures.look(page.typed_operations(), page.resources(), 1.0, DEPTH);
    // Scanners cut a page into strips, so it is all of them together.
    pictures.area > 0.5 * f64::from(width) * f64::from(height)
}

/// Whether a page with this text has little text of its own.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() < LETTERS
}

struct Pictures {
    area: f64,
    operators: usize,
}

impl Pictures {
    /// `scale` is how much larger an area is drawn than it is given. Where it is drawn makes no difference.
    fn look(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'_>, scale: f64, depth: u32) {
        let (mut scale, mut saved) = (scale, Vec::new());
        while let Some(operator) = operators.next() {
            let Some(left) = self.operators.checked_sub(1) else { return };
            self.operators = left;
            match operator {
                TypedInstruction::SaveState(_) => saved.push(scale),
                TypedInstruction::RestoreState(_) => scale = saved.pop().unwrap_or(scale),
                TypedInstruction::Transform(m) => {
                    scale *= m.0.as_f64() * m.3.as_f64() - m.1.as_f64() * m.2.as_f64();
                }
                // A picture is a square of one by one.
                TypedInstruction::InlineImage(_) => self.area += scale.abs(),
                TypedInstruction::XObject(name) => {
                    if let Some(object) = resources.get_x_object(name.0) {
                        self.object(&object, resources, scale, depth);
                    }
                }
                _ => {}
            }
        }
    }

    fn object(&mut self, object: &Stream<'_>, resources: &Resources<'_>, scale: f64, depth: u32) {
        let dict = object.dict();
        match dict.get::<Name<'_>>("Subtype").as_deref() {
            Some(b"Image") => self.area += scale.abs(),
            Some(b"Form") if depth > 0 => {
                let Ok(content) = object.decoded_data() else { return };
                let [a, b, c, d, ..] = dict.get::<[f64; 6]>("Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
                let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
                let scale = scale * (a * d - b * c);
                self.look(TypedIter::new(&content), own.as_ref().unwrap_or(resources), scale, depth - 1);
            }
            _ => {}
        }
    }
}
