//! [`Drawing`]: a file that is drawn page by page, by one worker as long as that lives.

use std::path::Path;

use confidant_worker::WorkerExe;
use tokio_util::sync::CancellationToken;

use crate::{Ingest, IngestError, Picture, format::sniff, picture::Studio, wire::Format};

/// A file whose pages are drawn one after the other.
pub struct Drawing {
    exe: WorkerExe,
    format: Format,
    password: Option<String>,
    file: Vec<u8>,
    studio: Option<Studio>,
}

impl Ingest {
    /// The pages of a file that was read before. Its content alone says of what kind it is.
    pub fn drawing(&self, file: Vec<u8>, password: Option<&str>) -> Drawing {
        // It was read as something with pages; without any sign of its kind it was a PDF that lost its header.
        let format = sniff(&file, Path::new("")).ok().filter(|format| *format != Format::Plain).unwrap_or(Format::Pdf);
        Drawing { exe: self.exe().clone(), format, password: password.map(ToOwned::to_owned), file, studio: None }
    }
}

impl Drawing {
    /// The page `page`, counted from 1, as a picture of `scale` pixels per point, or of fewer where the page is very large.
    ///
    /// Only pages with a size can be drawn: those of PDFs and images, and of such in other files. Others are
    /// [`IngestError::Damaged`], as are pages that the file does not have. After an error the next page gets a fresh worker.
    pub async fn page(&mut self, page: u32, scale: f32, cancel: &CancellationToken) -> Result<Picture, IngestError> {
        let Self { exe, format, password, file, studio } = self;
        let drawing = async {
            let mut open = match studio.take() {
                Some(open) => open,
                None => Studio::open(exe, *format, password.as_deref(), file.clone()).await?,
            };
            let picture = open.coloured(page.saturating_sub(1), scale).await?;
            *studio = Some(open);
            Ok(picture)
        };
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(IngestError::Cancelled),
            // Dropping what was under way kills its worker.
            outcome = drawing => outcome,
        }
    }
}
