//! The one place that calls Tesseract: its C interface (`capi.h`, unchanged since version 4), opened at run time.
#![allow(unsafe_code, reason = "a C library can be called in no other way; every call is in this file")]

use std::ffi::{CStr, CString, c_char, c_float, c_int, c_uchar, c_void};

use libloading::Library;

use crate::picture::Grey;

type Handle = *mut c_void;

/// `libtesseract`'s names, the system's own place first.
const NAMES: &[&str] = &[
    "libtesseract.so.5",
    "libtesseract.so.4",
    "libtesseract.so",
    "libtesseract.5.dylib",
    "/opt/homebrew/lib/libtesseract.5.dylib",
    "/usr/local/lib/libtesseract.5.dylib",
    "libtesseract-5.dll",
];

/// `OEM_LSTM_ONLY` and `OEM_DEFAULT`.
const NETWORK: c_int = 1;
const WHATEVER: c_int = 3;
/// `PSM_AUTO` and `PSM_SPARSE_TEXT`.
const AUTO: c_int = 3;
const SPARSE: c_int = 11;
/// `RIL_TEXTLINE`, `RIL_WORD`.
const LINE: c_int = 2;
const WORD: c_int = 3;

/// A word on the picture, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub text: String,
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
    /// From 0 to 100.
    pub confidence: f32,
    /// Two points of the baseline of its line.
    pub baseline: Option<[i32; 4]>,
    /// Whether it is the first of its line.
    pub starts_line: bool,
}

/// How a page lies and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lie {
    /// By how many quarters it has to be turned clockwise to stand upright.
    pub quarters: u8,
    /// How sure that is; what is below one is a guess.
    pub confidence: f32,
    /// Tesseract's name of the script.
    pub script: String,
    /// How sure that is.
    pub script_confidence: f32,
}

/// The opened library.
#[derive(Clone, Copy)]
pub(super) struct Tesseract {
    create: unsafe extern "C" fn() -> Handle,
    delete: unsafe extern "C" fn(Handle),
    init: unsafe extern "C" fn(Handle, *const c_char, *const c_char, c_int) -> c_int,
    set_mode: unsafe extern "C" fn(Handle, c_int),
    set_image: unsafe extern "C" fn(Handle, *const c_uchar, c_int, c_int, c_int, c_int),
    set_resolution: unsafe extern "C" fn(Handle, c_int),
    recognize: unsafe extern "C" fn(Handle, *mut c_void) -> c_int,
    clear: unsafe extern "C" fn(Handle),
    detect: unsafe extern "C" fn(Handle, *mut c_int, *mut c_float, *mut *const c_char, *mut c_float) -> c_int,
    iterator: unsafe extern "C" fn(Handle) -> Handle,
    iterator_delete: unsafe extern "C" fn(Handle),
    iterator_next: unsafe extern "C" fn(Handle, c_int) -> c_int,
    iterator_text: unsafe extern "C" fn(Handle, c_int) -> *mut c_char,
    iterator_confidence: unsafe extern "C" fn(Handle, c_int) -> c_float,
    iterator_page: unsafe extern "C" fn(Handle) -> Handle,
    page_starts: unsafe extern "C" fn(Handle, c_int) -> c_int,
    page_box: unsafe extern "C" fn(Handle, c_int, *mut c_int, *mut c_int, *mut c_int, *mut c_int) -> c_int,
    page_baseline: unsafe extern "C" fn(Handle, c_int, *mut c_int, *mut c_int, *mut c_int, *mut c_int) -> c_int,
    delete_text: unsafe extern "C" fn(*const c_char),
}

impl Tesseract {
    /// Opens the library, if this machine has it.
    pub fn open() -> Option<Self> {
        // SAFETY: the library is the system's own, named by us; what its initialisers do is what they do in every program
        // that links it.
        let library = NAMES.iter().find_map(|name| unsafe { Library::new(name) }.ok())?;
        // It stays open until the process ends: the functions below point into it.
        let library: &'static Library = Box::leak(Box::new(library));
        one_thread(library);
        macro_rules! function {
            ($name:literal) => {
                // SAFETY: the types of the fields are those of `capi.h`, which has kept them since version 4.0.
                *unsafe { library.get(concat!($name, "\0").as_bytes()) }.ok()?
            };
        }
        Some(Self {
            create: function!("TessBaseAPICreate"),
            delete: function!("TessBaseAPIDelete"),
            init: function!("TessBaseAPIInit2"),
            set_mode: function!("TessBaseAPISetPageSegMode"),
            set_image: function!("TessBaseAPISetImage"),
            set_resolution: function!("TessBaseAPISetSourceResolution"),
            recognize: function!("TessBaseAPIRecognize"),
            clear: function!("TessBaseAPIClear"),
            detect: function!("TessBaseAPIDetectOrientationScript"),
            iterator: function!("TessBaseAPIGetIterator"),
            iterator_delete: function!("TessResultIteratorDelete"),
            iterator_next: function!("TessResultIteratorNext"),
            iterator_text: function!("TessResultIteratorGetUTF8Text"),
            iterator_confidence: function!("TessResultIteratorConfidence"),
            iterator_page: function!("TessResultIteratorGetPageIterator"),
            page_starts: function!("TessPageIteratorIsAtBeginningOf"),
            page_box: function!("TessPageIteratorBoundingBox"),
            page_baseline: function!("TessPageIteratorBaseline"),
            delete_text: function!("TessDeleteText"),
        })
    }

    /// An engine for `languages` ("eng+deu") from the folder of trained data. It opens files: call it before locking down.
    pub fn engine(self, folder: &str, languages: &str) -> Option<Engine> {
        let (folder, names) = (CString::new(folder).ok()?, CString::new(languages).ok()?);
        // SAFETY: no arguments; null is looked for.
        let handle = unsafe { (self.create)() };
        if handle.is_null() {
            return None;
        }
        let engine = Engine { calls: self, handle };
        let mode = if languages == "osd" { WHATEVER } else { NETWORK };
        // SAFETY: the handle is alive, both strings end with NUL and outlive the call.
        let status = unsafe { (self.init)(handle, folder.as_ptr(), names.as_ptr(), mode) };
        (status == 0).then_some(engine)
    }
}

/// A locked worker starts no threads, and one thread per page spends the least processor time.
///
/// Tesseract asks OpenMP for four threads in so many words, so a number of threads would not be heard. No level of its work
/// may be shared out then. (The environment variable that limits threads is read when OpenMP is loaded, and that may have
/// been when our own binary was.)
fn one_thread(library: &Library) {
    type SetLevels = unsafe extern "C" fn(c_int);
    // SAFETY: OpenMP's own function, found through the library that was linked with it; this is its type.
    if let Ok(set_levels) = unsafe { library.get::<SetLevels>(b"omp_set_max_active_levels\0") } {
        // SAFETY: zero is allowed; it holds for this thread, which is the only one.
        unsafe { set_levels(0) };
    }
}

/// One instance of Tesseract with its languages loaded.
pub(super) struct Engine {
    calls: Tesseract,
    handle: Handle,
}

impl Drop for Engine {
    fn drop(&mut self) {
        // SAFETY: the handle came from `create` and is deleted once.
        unsafe { (self.calls.delete)(self.handle) };
    }
}

impl Engine {
    /// The words of the picture in Tesseract's reading order; nothing where it fails. `is_sparse` looks for words anywhere,
    /// and not for a page.
    pub fn words(&mut self, picture: &Grey, dots_per_inch: i32, is_sparse: bool) -> Option<Vec<Seen>> {
        if !self.take(picture, Some(dots_per_inch), if is_sparse { SPARSE } else { AUTO }) {
            return None;
        }
        // SAFETY: the handle is alive and has a picture; without a monitor the second argument is null.
        let recognized = unsafe { (self.calls.recognize)(self.handle, std::ptr::null_mut()) } == 0;
        let words = recognized.then(|| self.collect());
        self.clear();
        words
    }

    /// How the page lies; nothing where there are too few letters to tell. Only for the engine of `osd`.
    pub fn lie(&mut self, picture: &Grey) -> Option<Lie> {
        if !self.take(picture, None, 0) {
            return None;
        }
        let (mut degrees, mut confidence, mut script_confidence) = (0, 0.0, 0.0);
        let mut name: *const c_char = std::ptr::null();
        // SAFETY: the handle is alive and has a picture; the four places are ours and of the right types.
        let found = unsafe {
            (self.calls.detect)(
                self.handle,
                &raw mut degrees,
                &raw mut confidence,
                &raw mut name,
                &raw mut script_confidence,
            )
        };
        let script = if found == 0 || name.is_null() {
            None
        } else {
            // SAFETY: not null; it points to a string with a NUL that lives as long as the engine's data.
            Some(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned())
        };
        self.clear();
        // What Tesseract tells is the page's own turn, counter-clockwise.
        let quarters = u8::try_from(degrees.rem_euclid(360) / 90).ok()?;
        Some(Lie { quarters: (4 - quarters) % 4, confidence, script: script?, script_confidence })
    }

    fn take(&mut self, picture: &Grey, dots_per_inch: Option<i32>, mode: c_int) -> bool {
        let (Ok(width), Ok(height)) = (c_int::try_from(picture.width()), c_int::try_from(picture.height())) else {
            return false;
        };
        if width == 0 || height == 0 || !picture.holds() {
            return false;
        }
        // SAFETY: the handle is alive. There are `height` rows of `width` bytes, one per pixel (`holds`), and Tesseract
        // copies them before it returns.
        unsafe {
            (self.calls.set_mode)(self.handle, mode);
            (self.calls.set_image)(self.handle, picture.pixels().as_ptr(), width, height, 1, width);
            if let Some(dots_per_inch) = dots_per_inch {
                (self.calls.set_resolution)(self.handle, dots_per_inch);
            }
        }
        true
    }

    fn clear(&mut self) {
        // SAFETY: the handle is alive; it forgets the picture and keeps the languages.
        unsafe { (self.calls.clear)(self.handle) };
    }

    fn collect(&self) -> Vec<Seen> {
        let mut words = Vec::new();
        // SAFETY: the handle is alive and has recognised a picture; null means that there is nothing on it.
        let iterator = unsafe { (self.calls.iterator)(self.handle) };
        if iterator.is_null() {
            return words;
        }
        loop {
            words.extend(self.word(iterator));
            // SAFETY: the iterator is alive until it is deleted below.
            if unsafe { (self.calls.iterator_next)(iterator, WORD) } == 0 {
                break;
            }
        }
        // SAFETY: it came from `iterator` and is deleted once.
        unsafe { (self.calls.iterator_delete)(iterator) };
        words
    }

    fn word(&self, iterator: Handle) -> Option<Seen> {
        let (mut left, mut top, mut right, mut bottom) = (0, 0, 0, 0);
        let mut line = [0; 4];
        let [x1, y1, x2, y2] = &mut line;
        // SAFETY: the iterator is alive; the page iterator is the same object seen as its base class; all places are ours.
        let (has_box, has_line, starts_line) = unsafe {
            let page = (self.calls.iterator_page)(iterator);
            (
                (self.calls.page_box)(page, WORD, &raw mut left, &raw mut top, &raw mut right, &raw mut bottom) != 0,
                (self.calls.page_baseline)(page, LINE, x1, y1, x2, y2) != 0,
                (self.calls.page_starts)(page, LINE) != 0,
            )
        };
        // SAFETY: the iterator is alive; the text is ours and is given back right after it was copied.
        let text = unsafe {
            let raw = (self.calls.iterator_text)(iterator, WORD);
            if raw.is_null() {
                return None;
            }
            let text = CStr::from_ptr(raw).to_string_lossy().into_owned();
            (self.calls.delete_text)(raw);
            text
        };
        // SAFETY: the iterator is alive.
        let confidence = unsafe { (self.calls.iterator_confidence)(iterator, WORD) };
        let baseline = has_line.then_some(line);
        has_box.then_some(Seen { text, left, top, right, bottom, confidence, baseline, starts_line })
    }
}
