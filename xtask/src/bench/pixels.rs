//! Whether anything is drawn: the colours in the middle of the screen, read from `xwd`'s picture of it.

use std::{collections::HashSet, path::Path};

use anyhow::{Context, ensure};

use crate::run;

/// More colours than this in the middle of the screen are words and not a plain background.
const PLAIN: usize = 8;

/// Whether the middle of the screen shows more than a background.
pub fn are_drawn(display_picture: &[u8]) -> anyhow::Result<bool> {
    Ok(colours(display_picture)? > PLAIN)
}

/// A picture of the screen, as `xwd` writes it.
pub fn of_screen() -> anyhow::Result<Vec<u8>> {
    let output =
        std::process::Command::new("xwd").args(["-root", "-silent"]).output().context("xwd could not be started")?;
    ensure!(output.status.success(), "xwd failed");
    Ok(output.stdout)
}

/// Different pixels in the middle quarter. The header is big-endian words: see XWDFile.h.
fn colours(picture: &[u8]) -> anyhow::Result<usize> {
    let word = |at: usize| -> anyhow::Result<usize> {
        let bytes = picture.get(4 * at..4 * at + 4).context("the picture has no header")?;
        Ok(u32::from_be_bytes(bytes.try_into()?) as usize)
    };
    let (header, width, height, bits, line, colours) = (word(0)?, word(4)?, word(5)?, word(11)?, word(12)?, word(19)?);
    ensure!(bits == 24 || bits == 32, "the screen has {bits} bits per pixel, neither 24 nor 32");
    let bytes = bits / 8;
    let pixels = picture.get(header + 12 * colours..).context("the picture has no pixels")?;
    let mut seen = HashSet::new();
    for y in height / 4..height * 3 / 4 {
        let row = pixels
            .get(y * line + width / 4 * bytes..y * line + width * 3 / 4 * bytes)
            .context("the picture is cut off")?;
        seen.extend(row.chunks_exact(bytes).map(|pixel| pixel.first_chunk::<3>().copied()));
    }
    Ok(seen.len())
}

/// The tool that takes the picture, with its version.
pub fn tool() -> String {
    if Path::new("/usr/bin/xwd").exists() { run::first_line("xwd", &["-version"]) } else { "xwd".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::are_drawn;

    fn picture(colour_of: impl Fn(u32) -> u32) -> Vec<u8> {
        let (width, height) = (64_u32, 32_u32);
        let mut header = [0_u32; 25];
        (header[0], header[4], header[5], header[11], header[12]) = (100, width, height, 32, width * 4);
        let pixels = (0..width * height).map(colour_of);
        header.iter().copied().chain(pixels).flat_map(u32::to_be_bytes).collect()
    }

    #[test]
    fn a_plain_screen_is_not_drawn_and_words_are() {
        assert!(!are_drawn(&picture(|_| 0xff_ff_ff_00)).unwrap());
        assert!(!are_drawn(&picture(|at| (at % 4) << 8)).unwrap(), "a few colours are a background");
        assert!(are_drawn(&picture(|at| (at % 64) << 8)).unwrap());
    }
}
