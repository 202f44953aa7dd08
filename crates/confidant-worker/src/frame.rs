//! Frames on a pipe: four bytes of length, little endian, then a postcard body. The child's side is blocking.

use std::io::{self, Read, Write};

use serde::{Serialize, de::DeserializeOwned};

/// The longest body that either side accepts: a 512 MiB file and what surrounds it.
pub(crate) const MAX_BODY: usize = 520 << 20;

/// Why a frame could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    /// The pipe broke.
    #[error("the pipe between the program and its worker broke")]
    Pipe(#[from] io::Error),
    /// The body is not what this side expects.
    #[error("the program and its worker do not understand each other")]
    Body(#[from] postcard::Error),
    /// The body is longer than either side accepts.
    #[error("a message between the program and its worker is too long")]
    TooLong,
}

/// The worker's two ends: requests come in on standard input, answers go out on standard output.
pub fn channel() -> (Reader<io::Stdin>, Writer<io::Stdout>) {
    (Reader(io::stdin()), Writer(io::stdout()))
}

/// Reads frames.
#[derive(Debug)]
pub struct Reader<R>(pub R);

impl<R: Read> Reader<R> {
    /// The next frame; `None` when the other side closed the pipe between two frames.
    #[allow(clippy::should_implement_trait, reason = "an iterator could not choose the type of each message")]
    pub fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, FrameError> {
        let mut header = [0; 4];
        if let Err(error) = self.0.read_exact(&mut header) {
            return if error.kind() == io::ErrorKind::UnexpectedEof { Ok(None) } else { Err(error.into()) };
        }
        let mut body = vec![0; body_length(header)?];
        self.0.read_exact(&mut body)?;
        Ok(Some(postcard::from_bytes(&body)?))
    }
}

/// Writes frames.
#[derive(Debug)]
pub struct Writer<W>(pub W);

impl<W: Write> Writer<W> {
    /// Writes one frame and flushes it.
    pub fn send<T: Serialize>(&mut self, message: &T) -> Result<(), FrameError> {
        self.put(message)?;
        Ok(self.0.flush()?)
    }

    /// Writes one frame, which may wait in `W` for those that follow.
    pub fn put<T: Serialize>(&mut self, message: &T) -> Result<(), FrameError> {
        Ok(self.0.write_all(&encode(message)?)?)
    }
}

pub(crate) fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, FrameError> {
    let mut frame = postcard::to_extend(message, vec![0; 4])?;
    let length = frame.len() - 4;
    if length > MAX_BODY {
        return Err(FrameError::TooLong);
    }
    let header = u32::try_from(length).map_err(|_| FrameError::TooLong)?.to_le_bytes();
    frame.splice(..4, header);
    Ok(frame)
}

pub(crate) fn body_length(header: [u8; 4]) -> Result<usize, FrameError> {
    let length = usize::try_from(u32::from_le_bytes(header)).map_err(|_| FrameError::TooLong)?;
    if length > MAX_BODY { Err(FrameError::TooLong) } else { Ok(length) }
}

#[cfg(test)]
mod tests {
    use super::{FrameError, Reader, encode};

    #[test]
    fn what_is_written_is_read_and_the_end_is_told() {
        let mut bytes = encode(&(7_u32, "seven")).unwrap();
        bytes.extend(encode(&(8_u32, "eight")).unwrap());
        let mut reader = Reader(bytes.as_slice());
        assert_eq!(reader.next::<(u32, String)>().unwrap(), Some((7, "seven".into())));
        assert_eq!(reader.next::<(u32, String)>().unwrap(), Some((8, "eight".into())));
        assert_eq!(reader.next::<(u32, String)>().unwrap(), None);
    }

    #[test]
    fn a_length_that_nobody_would_send_is_refused_before_memory_is_taken() {
        assert!(matches!(Reader([0xff; 8].as_slice()).next::<u8>(), Err(FrameError::TooLong)));
    }
}
