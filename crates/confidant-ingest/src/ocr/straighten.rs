//! A page that was laid askew on the glass is turned straight, and what was found on it is turned back.
//!
//! The angle is the one under which the feet of the letters fall into the fewest rows (Postl, 1986; Bloomberg, 1995).
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sides of pictures are bounded and far from the limits of a float"
)]

use crate::picture::Grey;

/// The longer side of the picture that the angle is measured on: about 100 dots per inch.
const COARSE: u32 = 1200;
/// Further askew than this nobody lays a page.
const MOST: f32 = 12.0;
/// Tesseract follows lines that are this little askew, in degrees.
const LEAST: f32 = 0.25;
/// Feet of letters that are looked at.
const FEET: usize = 60_000;
/// Taller ink than this, in coarse pixels, is a border or a picture and no letter.
const TALLEST: u32 = 24;
/// A straight page must be this much clearer than the page as it lies, or it is left alone.
const CLEARER: f64 = 1.04;

/// How a straightened picture lies on the one that it was made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    /// By how many quarters it was turned clockwise.
    pub quarters: u8,
    /// The slope that its lines had after that, in radians; downwards to the right is positive.
    angle: f32,
    /// Sides of the first picture, of the one after the quarters, and of the last.
    before: (f32, f32),
    between: (f32, f32),
    after: (f32, f32),
}

impl Turn {
    /// Where a place of the straight picture was before.
    pub fn back(&self, x: f32, y: f32) -> (f32, f32) {
        let (sin, cos) = self.angle.sin_cos();
        let (u, v) = (x - self.after.0 / 2.0, y - self.after.1 / 2.0);
        let (x, y) = (u * cos - v * sin + self.between.0 / 2.0, u * sin + v * cos + self.between.1 / 2.0);
        match self.quarters {
            1 => (y, self.before.1 - x),
            2 => (self.before.0 - x, self.before.1 - y),
            3 => (self.before.0 - y, x),
            _ => (x, y),
        }
    }
}

/// The picture turned by quarters and then straight.
pub(super) fn straight(picture: &Grey, quarters: u8) -> Option<(Grey, Turn)> {
    let before = (picture.width() as f32, picture.height() as f32);
    let upright = quartered(picture, quarters)?;
    let between = (upright.width() as f32, upright.height() as f32);
    let angle = slope(&upright);
    let last = if angle == 0.0 { upright } else { rotated(&upright, angle)? };
    let after = (last.width() as f32, last.height() as f32);
    Some((last, Turn { quarters, angle, before, between, after }))
}

/// The picture turned clockwise.
fn quartered(picture: &Grey, quarters: u8) -> Option<Grey> {
    let (width, height) = (picture.width(), picture.height());
    let pixels = picture.pixels();
    let columns = |from_below: bool| {
        (0..width as usize).flat_map(move |column| {
            let rows = 0..height as usize;
            rows.map(move |row| if from_below { height as usize - 1 - row } else { row })
                .map(move |row| pixels.get(row * width as usize + column).copied().unwrap_or(255))
        })
    };
    match quarters {
        1 => Grey::new(height, width, columns(true).collect()),
        2 => Grey::new(width, height, pixels.iter().rev().copied().collect()),
        3 => {
            let mut all: Vec<u8> = columns(true).collect();
            all.reverse();
            Grey::new(height, width, all)
        }
        _ => Grey::new(width, height, pixels.to_vec()),
    }
}

/// The slope of the lines in radians; zero where it is too small to matter or not clear.
fn slope(picture: &Grey) -> f32 {
    let feet = feet(picture);
    if feet.len() < 200 {
        return 0.0;
    }
    let height = feet.iter().map(|(_, y)| *y).max().unwrap_or(0) as usize;
    let mut rows = vec![0_u32; height + 2 * COARSE as usize];
    let mut clearness = |degrees: f32| {
        rows.fill(0);
        let slope = degrees.to_radians().tan();
        for (x, y) in &feet {
            let row = *y as f32 - *x as f32 * slope + COARSE as f32;
            if let Some(count) = rows.get_mut(row.max(0.0) as usize) {
                *count += 1;
            }
        }
        rows.iter().map(|count| f64::from(*count).powi(2)).sum::<f64>()
    };
    let lying = clearness(0.0);
    let mut best = (0.0, lying);
    for (reach, step) in [(MOST, 0.5), (0.5, 0.1), (0.1, 0.03)] {
        let centre = best.0;
        let steps = (reach / step).round() as i32;
        for place in -steps..=steps {
            let degrees = centre + place as f32 * step;
            let clear = clearness(degrees);
            if clear > best.1 {
                best = (degrees, clear);
            }
        }
    }
    let (degrees, clear) = best;
    if degrees.abs() < LEAST || clear < CLEARER * lying { 0.0 } else { degrees.to_radians() }
}

/// Where ink of the height of letters ends downwards, on a coarser picture.
fn feet(picture: &Grey) -> Vec<(u32, u32)> {
    let step = picture.width().max(picture.height()).div_ceil(COARSE).max(1);
    let threshold = threshold(picture);
    let (width, height) = (picture.width() / step, picture.height() / step);
    let mut feet = Vec::new();
    let mut above = vec![0_u32; width as usize];
    let rows: Vec<&[u8]> = picture.rows().collect();
    for y in 0..height {
        let band = rows.get((y * step) as usize..((y + 1) * step) as usize).unwrap_or_default();
        for x in 0..width {
            let cell = (x * step) as usize..((x + 1) * step) as usize;
            let dark = band.iter().filter_map(|row| row.get(cell.clone())).flatten().any(|shade| *shade < threshold);
            let Some(run) = above.get_mut(x as usize) else { continue };
            if dark {
                *run += 1;
            } else {
                if (1..=TALLEST).contains(run) {
                    feet.push((x, y));
                }
                *run = 0;
            }
        }
    }
    let every = feet.len().div_ceil(FEET).max(1);
    feet.into_iter().step_by(every).collect()
}

/// The shade that parts ink from paper best (Otsu, 1979).
fn threshold(picture: &Grey) -> u8 {
    let shades = picture.shades();
    let total = shades.iter().sum::<usize>() as f64;
    let all: f64 = (0..=u8::MAX).zip(&shades).map(|(shade, count)| f64::from(shade) * *count as f64).sum();
    let (mut count, mut sum, mut best) = (0.0, 0.0, (128, -1.0));
    for (shade, here) in (0..=u8::MAX).zip(&shades) {
        count += *here as f64;
        sum += f64::from(shade) * *here as f64;
        if count < 0.5 || total - count < 0.5 {
            continue;
        }
        let apart = sum / count - (all - sum) / (total - count);
        let between = count * (total - count) * apart * apart;
        if between > best.1 {
            best = (shade.saturating_add(1), between);
        }
    }
    best.0
}

/// The picture turned so that lines of this slope lie level, with paper in the corners.
fn rotated(picture: &Grey, angle: f32) -> Option<Grey> {
    const ONE: i64 = 1 << 16;
    let (sin, cos) = angle.sin_cos();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let to = |a: f32, b: f32| (a * cos.abs() + b * sin.abs()).round().max(1.0) as u32;
    let (new_width, new_height) = (to(width, height), to(height, width));
    let fixed = |value: f32| (f64::from(value) * ONE as f64) as i64;
    let pixels = picture.pixels();
    let (columns, rows) = (i64::from(picture.width()), i64::from(picture.height()));
    let shade = |x: i64, y: i64| -> i64 {
        if !(0..columns).contains(&x) || !(0..rows).contains(&y) {
            return 255;
        }
        usize::try_from(y * columns + x).ok().and_then(|at| pixels.get(at)).map_or(255, |shade| i64::from(*shade))
    };
    let mut turned = Vec::with_capacity(new_width as usize * new_height as usize);
    for row in 0..new_height {
        // The middle of the first pixel of the row, on the old picture.
        let (u, v) = (0.5 - new_width as f32 / 2.0, row as f32 + 0.5 - new_height as f32 / 2.0);
        let mut x = fixed(u * cos - v * sin + width / 2.0 - 0.5);
        let mut y = fixed(u * sin + v * cos + height / 2.0 - 0.5);
        let (along, down) = (fixed(cos), fixed(sin));
        for _ in 0..new_width {
            let (left, top) = (x >> 16, y >> 16);
            let (part_x, part_y) = (x & (ONE - 1), y & (ONE - 1));
            let above = shade(left, top) * (ONE - part_x) + shade(left + 1, top) * part_x;
            let below = shade(left, top + 1) * (ONE - part_x) + shade(left + 1, top + 1) * part_x;
            let mixed = (above >> 8) * (ONE - part_y) + (below >> 8) * part_y;
            turned.push(u8::try_from(mixed >> 24).unwrap_or(255));
            x += along;
            y += down;
        }
    }
    Grey::new(new_width, new_height, turned)
}

#[cfg(test)]
mod tests {
    use super::{quartered, rotated, slope, straight};
    use crate::picture::Grey;

    /// A page of words: dark bars in rows.
    fn page() -> Grey {
        let (width, height) = (600_u32, 800_u32);
        let is_ink = |x: u32, y: u32| (60..540).contains(&x) && (80..720).contains(&y) && y % 20 < 9 && x % 45 < 36;
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| if is_ink(x, y) { 20 } else { 250 }));
        Grey::new(width, height, pixels.collect()).unwrap()
    }

    #[test]
    fn a_straight_page_is_left_alone() {
        assert!(slope(&page()).abs() < f32::EPSILON);
    }

    #[test]
    fn a_slope_is_found_and_taken_out() {
        for degrees in [-7.3_f32, -1.0, 0.8, 4.0] {
            let askew = rotated(&page(), -degrees.to_radians()).unwrap();
            let found = slope(&askew).to_degrees();
            assert!((found - degrees).abs() < 0.15, "{degrees} was taken for {found}");
            let (level, _) = straight(&askew, 0).unwrap();
            assert!(slope(&level).abs() < 0.3_f32.to_radians());
        }
    }

    #[test]
    fn places_are_turned_back() {
        // One dark pixel: where it went, and where it came from.
        let mut pixels = vec![255; 30 * 20];
        pixels[7 * 30 + 4] = 0;
        let picture = Grey::new(30, 20, pixels).unwrap();
        for quarters in 0..4 {
            let (turned, turn) = straight(&picture, quarters).unwrap();
            let at = turned.pixels().iter().position(|shade| *shade == 0).unwrap();
            let (x, y) = (at % turned.width() as usize, at / turned.width() as usize);
            let (x, y) = turn.back(x as f32 + 0.5, y as f32 + 0.5);
            assert!((x - 4.5).abs() < 0.01 && (y - 7.5).abs() < 0.01, "{quarters}: {x}, {y}");
        }
    }

    #[test]
    fn four_quarters_are_none() {
        let page = page();
        let once = |picture: &Grey| quartered(picture, 1).unwrap();
        let around = once(&once(&once(&once(&page))));
        assert!(around.pixels() == page.pixels());
        assert!(quartered(&page, 3).unwrap().pixels() == once(&once(&once(&page))).pixels());
    }
}
