//! Optional content: layers that the file switches off are not seen, and their text is not read.

use std::collections::HashSet;

use hayro_syntax::{
    object::{Array, Dict, Name, ObjectIdentifier},
    xref::XRef,
};

/// Which layers are off, and whether what is drawn now is seen.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
    /// Per open marked content: whether it and all around it is seen.
    open: Vec<bool>,
}

impl Layers {
    /// As the file's default configuration sets them.
    pub fn of(xref: &XRef) -> Self {
        let mut layers = Self::default();
        let root = xref.get::<Dict<'_>>(xref.root_id());
        let Some(properties) = root.and_then(|root| root.get::<Dict<'_>>("OCProperties")) else { return layers };
        let Some(config) = properties.get::<Dict<'_>>("D") else { return layers };
        if config.get::<Name<'_>>("BaseState").is_some_and(|state| &*state == b"OFF") {
            layers.off.extend(groups(&properties, "OCGs"));
        }
        for on in groups(&config, "ON") {
            layers.off.remove(&on);
        }
        layers.off.extend(groups(&config, "OFF"));
        layers
    }

    /// Whether what is drawn now is seen.
    pub fn is_seen(&self) -> bool {
        self.open.last().copied().unwrap_or(true)
    }

    /// Forgets what is open.
    pub fn reset(&mut self) {
        self.open.clear();
    }

    /// Marked content that belongs to a layer, or to none.
    pub fn begin(&mut self, layer: Option<(&Dict<'_>, Option<ObjectIdentifier>)>) {
        let is_on = layer.is_none_or(|(properties, id)| {
            let is_membership = properties.get::<Name<'_>>("Type").is_some_and(|kind| &*kind == b"OCMD");
            match id {
                Some(id) if !is_membership => !self.off.contains(&id),
                _ => self.is_member_of_seen(properties),
            }
        });
        self.open.push(self.is_seen() && is_on);
    }

    /// The end of what began last.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// What belongs to several layers says which of them must be on.
    fn is_member_of_seen(&self, membership: &Dict<'_>) -> bool {
        let mut of = groups(membership, "OCGs");
        if membership.get::<Array<'_>>("OCGs").is_none() {
            of.extend(membership.get_ref("OCGs").map(ObjectIdentifier::from));
        }
        let off = of.iter().filter(|id| self.off.contains(id)).count();
        match membership.get::<Name<'_>>("P").as_deref() {
            _ if of.is_empty() => true,
            Some(b"AllOn") => off == 0,
            Some(b"AnyOff") => off > 0,
            Some(b"AllOff") => off == of.len(),
            _ => off < of.len(),
        }
    }
}

fn groups(dict: &Dict<'_>, key: &str) -> Vec<ObjectIdentifier> {
    let array = dict.get::<Array<'_>>(key);
    let items = array.iter().flat_map(Array::raw_iter);
    items.filter_map(|item| item.as_obj_ref().map(ObjectIdentifier::from)).collect()
}
