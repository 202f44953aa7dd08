//! Word, Excel and `PowerPoint` files behind a password: a compound file that holds the real one encrypted (MS-OFFCRYPTO).

use office_crypto::DecryptError;

use crate::{
    content::Content,
    dispatch::dispatch,
    format::sniff_named,
    wire::{Failure, Format},
};

/// Opens the file with the password and reads what is in it.
pub(crate) fn read(bytes: Vec<u8>, password: Option<&str>, depth: u32) -> Result<Content, Failure> {
    let password = password.ok_or(Failure::Encrypted)?;
    let opened = office_crypto::decrypt_from_bytes(bytes, password).map_err(|error| match error {
        DecryptError::Unimplemented(_) => Failure::Unsupported,
        DecryptError::IoError(_) | DecryptError::InvalidHeader => Failure::Damaged,
        // The library has no word of its own for a wrong password.
        _ => Failure::WrongPassword,
    })?;
    match sniff_named(&opened, None) {
        Ok(format @ (Format::Docx | Format::Xlsx | Format::Pptx)) => dispatch(format, opened, None, depth),
        // What a wrong key makes of the file is noise.
        _ => Err(Failure::WrongPassword),
    }
}
