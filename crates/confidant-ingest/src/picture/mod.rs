//! Pages as pictures: of a PDF by hayro's renderer, of an image file by its decoder. For text recognition and for the window.
//!
//! The worker of the role [`PICTURE_ROLE`](crate::PICTURE_ROLE) is locked down like the one that reads text. It opens the
//! file once and draws one page after the other, each as it is asked for. What it draws is bounded: a page that claims to be
//! a square kilometre is drawn smaller.

mod client;
mod gallery;
mod grey;
mod pdf;
mod raster;
mod said;
mod serve;
mod tiff;
mod wire;

pub(crate) use client::Studio;
pub(crate) use gallery::{collects, keep};
pub(crate) use grey::Grey;
pub(crate) use raster::read;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use serve::draw_unguarded;
pub(crate) use serve::serve;
pub(crate) use wire::{Drawn, MAX_SIDE};

/// A page as a picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// The picture as a PNG file.
    pub png: Vec<u8>,
}
