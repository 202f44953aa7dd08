//! What a page prints: its operators, run for their text alone.
//!
//! Paths, colours, clips and pictures are passed over. Nothing in them is text, and they are what costs.
use std::collections::HashMap;

use hayro_font::kurbo::{Affine, Rect};
use hayro_syntax::{
    content::{
        TypedIter,
        ops::{BeginMarkedContentWithProperties, TypedInstruction},
    },
    object::{Array, Dict, Name, Object, ObjectIdentifier, Rect as PdfRect, Stream, dict_or_stream},
    page::{Page, Resources},
};

use super::{
    face::{FaceId, Faces},
    fields,
    glyphs::{Collector, TooMuch},
    hidden::items,
    layers::Layers,
    pen::Pen,
};

/// Forms in forms are followed this deep.
const DEPTH: u32 = 50;
/// More states than that are not saved.
const STATES: usize = 1 << 16;
/// The time is looked at after so many operators.
const BREATH: u32 = 256;

/// Runs operators and hands what they print to a collector.
pub(super) struct Printer<'a, 'p> {
    faces: &'p mut Faces<'a>,
    layers: &'p mut Layers,
    collector: &'p mut Collector,
    pen: Pen,
    saved: Vec<Pen>,
    /// Saves beyond the limit.
    unsaved: usize,
    depth: u32,
    operators: u32,
}

impl<'a, 'p> Printer<'a, 'p> {
    /// Prints with these fonts what these layers show.
    pub fn new(faces: &'p mut Faces<'a>, layers: &'p mut Layers, collector: &'p mut Collector) -> Self {
        let pen = Pen::new(Affine::IDENTITY);
        Self { faces, layers, collector, pen, saved: Vec::new(), unsaved: 0, depth: 0, operators: 0 }
    }

    /// A page, and then what its annotations look like.
    pub fn page(mut self, page: &Page<'a>, to_page: Affine) -> Result<(), TooMuch> {
        self.begin(to_page);
        self.run(page.typed_operations(), page.resources())?;
        let annotations = page.raw().get::<Array<'a>>("Annots");
        let annotations = annotations.iter().flat_map(|annotations| items(annotations, page.xref()));
        for annotation in annotations.filter_map(Object::into_dict) {
            if !fields::is_unseen(&annotation) {
                self.begin(to_page);
                self.annotation(&annotation, page.resources())?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, to_page: Affine) {
        self.pen = Pen::new(to_page);
        self.saved.clear();
        self.unsaved = 0;
        self.layers.reset();
    }

    /// Appearance streams (ISO 32000, 12.5.5): the box of the form, turned by its matrix, fills the annotation's rectangle.
    fn annotation(&mut self, annotation: &Dict<'a>, resources: &Resources<'a>) -> Result<(), TooMuch> {
        let Some(form) = appearance(annotation).and_then(Form::of) else { return Ok(()) };
        let Some(rect) = annotation.get::<PdfRect>("Rect") else { return Ok(()) };
        let turned = form.matrix.transform_rect_bbox(form.area);
        let (x, y) = ((rect.x1 - rect.x0) / turned.width(), (rect.y1 - rect.y0) / turned.height());
        self.save();
        self.pen.to_page *= Affine::new([x, 0.0, 0.0, y, rect.x0 - x * turned.x0, rect.y0 - y * turned.y0]);
        self.form(&form, resources)?;
        self.restore();
        Ok(())
    }

    fn form(&mut self, form: &Form<'a>, resources: &Resources<'a>) -> Result<(), TooMuch> {
        if self.depth >= DEPTH || !self.layers.is_seen() {
            return Ok(());
        }
        let layer = form.dict.get::<Dict<'_>>("OC");
        if let Some(layer) = &layer {
            self.layers.begin(Some((layer, form.dict.get_ref("OC").map(ObjectIdentifier::from))));
        }
        if self.layers.is_seen()
            && let Ok(content) = form.stream.decoded_data()
        {
            self.depth += 1;
            self.save();
            self.pen.to_page *= form.matrix;
            let own = form.dict.get::<Dict<'a>>("Resources").map(Resources::new);
            self.run(TypedIter::new(&content), own.as_ref().unwrap_or(resources))?;
            self.restore();
            self.depth -= 1;
        }
        if layer.is_some() {
            self.layers.end();
        }
        Ok(())
    }

    fn save(&mut self) {
        if self.saved.len() < STATES {
            self.saved.push(self.pen);
        } else {
            self.unsaved += 1;
        }
    }

    fn restore(&mut self) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if let Some(pen) = self.saved.pop() {
            self.pen = pen;
        }
    }

    fn run(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>) -> Result<(), TooMuch> {
        self.collector.check()?;
        let mut scope = Scope { resources, fonts: HashMap::new() };
        let states = self.saved.len() + self.unsaved;
        self.save();
        while let Some(operator) = operators.next() {
            self.operators += 1;
            if self.operators.is_multiple_of(BREATH) {
                self.collector.check()?;
            }
            self.step(operator, &mut scope)?;
        }
        while self.saved.len() + self.unsaved > states {
            self.restore();
        }
        Ok(())
    }

    fn step(&mut self, operator: TypedInstruction<'_, '_>, scope: &mut Scope<'a, '_>) -> Result<(), TooMuch> {
        let resources = scope.resources;
        match operator {
            TypedInstruction::SaveState(_) => self.save(),
            TypedInstruction::RestoreState(_) => self.restore(),
            TypedInstruction::Transform(m) => {
                let matrix = [m.0, m.1, m.2, m.3, m.4, m.5].map(|number| number.as_f64());
                self.pen.to_page *= Affine::new(matrix);
            }
            TypedInstruction::SetGraphicsState(state) => self.font_of_state(resources.get_ext_g_state(state.0)),
            TypedInstruction::BeginMarkedContentWithProperties(content) => self.begin_marked(&content, resources),
            TypedInstruction::BeginMarkedContent(_) => {
                self.layers.begin(None);
                self.collector.begin_marked(None);
            }
            TypedInstruction::EndMarkedContent(_) => {
                self.layers.end();
                self.collector.end_marked();
            }
            TypedInstruction::XObject(name) => {
                let form = resources.get_x_object(name.0).filter(is_form).and_then(Form::of);
                if let Some(form) = form {
                    return self.form(&form, resources);
                }
            }
            TypedInstruction::TextFont(font) => {
                self.pen.size = font.1.as_f32();
                self.pen.font = if let Some(known) = scope.fonts.get(&**font.0) {
                    *known
                } else {
                    let found = self.font(resources.get_font(font.0).as_ref());
                    scope.fonts.insert(font.0.to_vec(), found);
                    found
                };
            }
            TypedInstruction::ShowText(text) => self.show(text.0),
            TypedInstruction::NextLineAndShowText(text) => {
                self.pen.next_line();
                self.show(text.0);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                self.pen.word_space = text.0.as_f32();
                self.pen.letter_space = text.1.as_f32();
                self.pen.next_line();
                self.show(text.2);
            }
            TypedInstruction::ShowTexts(texts) => {
                self.need_font();
                for object in texts.0.iter::<Object<'_>>() {
                    match object {
                        Object::Number(number) => self.pen.step_back(number.as_f32(), self.faces),
                        Object::String(text) => self.show(&text),
                        _ => {}
                    }
                }
            }
            operator => self.pen.set(&operator),
        }
        Ok(())
    }

    fn need_font(&mut self) {
        if self.pen.font.is_none() {
            self.pen.font = self.font(None);
        }
    }

    fn show(&mut self, text: &[u8]) {
        self.need_font();
        self.pen.show(text, self.layers.is_seen(), self.faces, self.collector);
    }

    /// A font that is not there, or that cannot be read, is replaced by a standard one.
    fn font(&mut self, dict: Option<&Dict<'a>>) -> Option<(FaceId, bool)> {
        let face = dict.and_then(|dict| self.faces.of(dict)).map(|face| (face, false));
        face.or_else(|| Some((self.faces.standard()?, true)))
    }

    fn font_of_state(&mut self, state: Option<Dict<'a>>) {
        let Some(font) = state.and_then(|state| state.get::<Array<'a>>("Font")) else { return };
        let mut parts = font.iter::<Object<'a>>();
        if let (Some(Object::Dict(dict)), Some(Object::Number(size))) = (parts.next(), parts.next()) {
            self.pen.size = size.as_f32();
            self.pen.font = self.font(Some(&dict));
        }
    }

    /// Properties are written out, or they are named in the resources. A layer is always another object.
    fn begin_marked(&mut self, content: &BeginMarkedContentWithProperties<'_, '_>, resources: &Resources<'a>) {
        if let Object::Name(name) = content.1 {
            let named = resources.properties.get::<Dict<'_>>(name);
            let nothing = Dict::empty();
            let layer = resources.properties.get_ref(name).map(ObjectIdentifier::from);
            self.layers.begin(layer.map(|id| (named.as_ref().unwrap_or(&nothing), Some(id))));
            self.collector.begin_marked(named.as_ref());
        } else {
            let inline = dict_or_stream(content.1).map(|(dict, _)| dict);
            let layer =
                inline.and_then(|dict| Some((dict.get::<Dict<'_>>("OC").unwrap_or_default(), dict.get_ref("OC")?)));
            self.layers.begin(layer.as_ref().map(|(dict, id)| (dict, Some(ObjectIdentifier::from(*id)))));
            self.collector.begin_marked(inline);
        }
    }
}

/// Where names mean something: a page, or a form.
struct Scope<'a, 'r> {
    resources: &'r Resources<'a>,
    /// Fonts by name, as far as they were used.
    fonts: HashMap<Vec<u8>, Option<(FaceId, bool)>>,
}

/// A drawing that a page or an annotation calls.
struct Form<'a> {
    stream: Stream<'a>,
    dict: Dict<'a>,
    matrix: Affine,
    area: Rect,
}

impl<'a> Form<'a> {
    fn of(stream: Stream<'a>) -> Option<Self> {
        let dict = stream.dict().clone();
        let matrix = dict.get::<[f64; 6]>("Matrix").map_or(Affine::IDENTITY, Affine::new);
        let [x0, y0, x1, y1] = dict.get::<[f32; 4]>("BBox")?.map(f64::from);
        Some(Self { stream, dict, matrix, area: Rect::new(x0, y0, x1, y1) })
    }
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Form")
}

/// How an annotation looks now.
fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>("AP")?.get::<Object<'a>>("N")? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => annotation
            .get::<Name<'_>>("AS")
            .and_then(|state| states.get::<Stream<'a>>(state))
            .or_else(|| states.get::<Stream<'a>>("Off")),
        _ => None,
    }
}
