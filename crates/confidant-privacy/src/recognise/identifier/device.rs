//! Telephones, SIM cards, network cards and other devices.

use confidant_text::EntityKind::{DeviceId, Imei, Mac};

use super::{
    scheme::{Scheme, any},
    sum::{integer, luhn, luhn_in, part, varied},
};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::sum(
        "imei",
        Imei,
        "9{14,16}|!99-9{6}-9{6}-9",
        |number| number.len() != 15 || luhn(number),
        "imei|imeisv|imei number|handset",
    ),
    Scheme::form(
        "imsi",
        Imei,
        "9{14,15}",
        |number| matches!(integer(part(number, ..3)), 200..=799 | 901),
        "imsi|subscriber identity",
    ),
    Scheme::sum(
        "iccid",
        Imei,
        "!89{18,19}",
        |number| number.starts_with("89") && luhn(number),
        "iccid|sim card|sim|sim number|sim-karte",
    ),
    Scheme::sum("meid", Imei, "h{14,15}|9{18,19}|99-9{6}-9{6}", meid, "meid|esn|mobile equipment identifier"),
    Scheme::form(
        "mac",
        Mac,
        "!hh:hh:hh:hh:hh:hh|!hh-hh-hh-hh-hh-hh|!hhhh.hhhh.hhhh|h{12}",
        any,
        "mac address|mac|mac-adresse|hardware address|physical address|ethernet|bssid|wlan",
    ),
    Scheme::form(
        "uuid",
        DeviceId,
        "h{8}-h{4}-h{4}-h{4}-h{12}|h{32}",
        varied,
        "device id|uuid|udid|guid|idfa|advertising id|device identifier|gaid|installation id|vendor id|idfv|device",
    ),
    Scheme::form(
        "udid",
        DeviceId,
        "h{40}|h{8}-h{16}|h{16}",
        any,
        "udid|android id|android_id|device id|device identifier|device token",
    ),
];

/// MEID (3GPP2 S.R0048): hexadecimal with Luhn in 16, or decimal with Luhn; the check digit may be missing.
fn meid(number: &str) -> bool {
    let decimal = number.bytes().all(|byte| byte.is_ascii_digit());
    match number.len() {
        14 => true,
        15 if decimal => luhn(number),
        15 => luhn_in(number, 16),
        19 if !luhn(number) => false,
        _ => integer(part(number, ..10)) <= 0xffff_ffff && integer(part(number, 10..18)) <= 0x00ff_ffff,
    }
}
