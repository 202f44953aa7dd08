//! Pages as printed, as the page reads them.

use base64::{Engine, prelude::BASE64_STANDARD};
use confidant_pipeline::{Picture, Pictures, PlacedWord};
use confidant_text::PageSize;

use crate::wire::{PageSizeDto, PicturesDto, PlacedWordDto};

/// A picture as an address that an image can have without asking anybody for it.
pub fn address(picture: &Picture) -> String {
    let mut address = String::from("data:image/png;base64,");
    BASE64_STANDARD.encode_string(&picture.png, &mut address);
    address
}

impl From<Pictures> for PicturesDto {
    fn from(pictures: Pictures) -> Self {
        match pictures {
            Pictures::Kept => Self::Kept,
            Pictures::TooLarge => Self::TooLarge,
            Pictures::NotKept => Self::NotKept,
            Pictures::None => Self::None,
        }
    }
}

impl From<PageSize> for PageSizeDto {
    fn from(PageSize { width, height }: PageSize) -> Self {
        Self { width: hundredths(width), height: hundredths(height) }
    }
}

impl From<PlacedWord> for PlacedWordDto {
    fn from(PlacedWord { start, end, rect }: PlacedWord) -> Self {
        let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(hundredths);
        Self { start, end, x, y, width, height }
    }
}

fn hundredths(points: f32) -> i32 {
    #[allow(clippy::cast_possible_truncation, reason = "no page is that large, and what is larger stays at the end")]
    let whole = (points * 100.0).round() as i32;
    whole
}

#[cfg(test)]
mod tests {
    use confidant_pipeline::{Picture, PlacedWord};
    use confidant_text::Rect;

    use crate::wire::PlacedWordDto;

    #[test]
    fn a_word_stands_where_it_stood() {
        let rect = Rect { x: -0.004, y: 72.125, width: 1e30, height: 12.0 };
        let PlacedWordDto { start, end, x, y, width, height } = PlacedWord { start: 3, end: 7, rect }.into();
        assert_eq!((start, end, x, y, width, height), (3, 7, 0, 7213, i32::MAX, 1200));
    }

    #[test]
    fn a_picture_is_an_address_of_its_own() {
        let picture = Picture { width: 1, height: 1, png: b"\x89PNG".to_vec() };
        assert_eq!(super::address(&picture), "data:image/png;base64,iVBORw==");
    }
}
