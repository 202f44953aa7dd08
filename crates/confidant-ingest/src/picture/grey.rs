//! A picture in shades of grey, one byte per pixel.

use serde::{Deserialize, Serialize};

use crate::wire::Bytes;

/// A grey picture, rows from top to bottom without gaps.
#[derive(Serialize, Deserialize)]
pub(crate) struct Grey {
    width: u32,
    height: u32,
    pixels: Bytes,
}

/// Shades that lie closer together than this are one: paper, or a uniform colour.
const CONTRAST: u8 = 24;
/// Fewer pixels than this that stand out are dust.
const INK: usize = 40;

impl Grey {
    /// A picture of these pixels, if they are as many as it needs.
    pub fn new(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        let grey = Self { width, height, pixels: Bytes(pixels) };
        grey.holds().then_some(grey)
    }

    /// The picture without a pixel.
    pub fn none() -> Self {
        Self { width: 0, height: 0, pixels: Bytes(Vec::new()) }
    }

    /// Whether there are as many pixels as width and height say. What comes from a worker is not believed.
    pub fn holds(&self) -> bool {
        u64::from(self.width) * u64::from(self.height) == self.pixels.0.len() as u64
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels.0
    }

    /// The rows from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.0.chunks_exact(self.width.max(1) as usize)
    }

    /// How many pixels there are of each shade.
    pub fn shades(&self) -> [usize; 256] {
        let mut shades = [0; 256];
        for pixel in self.pixels() {
            if let Some(count) = shades.get_mut(usize::from(*pixel)) {
                *count += 1;
            }
        }
        shades
    }

    /// Whether nothing stands out from the ground.
    pub fn is_blank(&self) -> bool {
        let shades = self.shades();
        let ground = (0_u8..=255).max_by_key(|shade| shades.get(usize::from(*shade)).copied()).unwrap_or(255);
        let stands_out = |shade: &u8| shade.abs_diff(ground) > CONTRAST;
        let ink: usize =
            (0_u8..=255).filter(stands_out).filter_map(|shade| shades.get(usize::from(shade)).copied()).sum();
        ink < INK
    }
}

#[cfg(test)]
mod tests {
    use super::Grey;

    #[test]
    fn a_picture_has_as_many_pixels_as_it_says() {
        assert!(Grey::new(3, 2, vec![0; 6]).is_some());
        assert!(Grey::new(3, 2, vec![0; 5]).is_none());
        assert!(Grey::new(u32::MAX, u32::MAX, Vec::new()).is_none());
        assert!(Grey::none().holds());
    }

    #[test]
    fn paper_and_dust_are_blank_and_words_are_not() {
        let paper: Vec<u8> = (0_u32..10_000).map(|at| 240 + u8::try_from(at % 7).unwrap()).collect();
        assert!(Grey::new(100, 100, paper.clone()).unwrap().is_blank());
        let with = |ink: usize| {
            let mut page = paper.clone();
            page[..ink].fill(30);
            Grey::new(100, 100, page).unwrap()
        };
        assert!(with(10).is_blank(), "dust");
        assert!(!with(200).is_blank());
        assert!(Grey::none().is_blank());
    }
}
