//! Addresses of cryptocurrency wallets.

use confidant_text::EntityKind::CryptoWallet;
use sha3::{Digest, Keccak256};

use super::scheme::Scheme;

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme::exact(
        "bitcoin",
        CryptoWallet,
        "!n{14,90}",
        bitcoin,
        "bitcoin|btc|wallet address|wallet|bitcoin address|crypto",
    ),
    Scheme::exact("ethereum", CryptoWallet, "!0Xh{40}", ethereum, "ethereum|eth|wallet address|wallet|erc20|ether"),
    Scheme::exact(
        "base58check",
        CryptoWallet,
        "!n{25,36}",
        base58check,
        "litecoin|dogecoin|dash|tron|ripple|xrp|zcash|wallet",
    ),
    Scheme::exact("solana", CryptoWallet, "n{43,44}", |_| false, "solana|sol address|solana address"),
    Scheme::exact("monero", CryptoWallet, "n{95}|n{106}", |_| false, "monero|xmr|monero address"),
];

/// Bitcoin: base58check with the versions of addresses (Bitcoin wiki), or bech32 and bech32m (BIP 173 and 350).
fn bitcoin(address: &str) -> bool {
    let payload = || bs58::decode(address).with_check(None).into_vec().ok();
    let known = |payload: &Vec<u8>| payload.len() == 21 && matches!(payload.first(), Some(0 | 5 | 0x6f | 0xc4));
    address.len() < 36 && payload().as_ref().is_some_and(known) || segwit(address)
}

fn segwit(address: &str) -> bool {
    let human = ["bc1", "tb1", "ltc1", "bcrt1"];
    let starts =
        human.iter().any(|human| address.get(..human.len()).is_some_and(|start| start.eq_ignore_ascii_case(human)));
    starts && bech32::decode(address).is_ok()
}

/// Base58check of other chains, whatever their versions; Ripple has an alphabet of its own.
fn base58check(address: &str) -> bool {
    let holds = |alphabet| {
        let payload = bs58::decode(address).with_alphabet(alphabet).with_check(None).into_vec();
        payload.is_ok_and(|payload| matches!(payload.len(), 21 | 22))
    };
    holds(bs58::Alphabet::BITCOIN) || address.starts_with('r') && holds(bs58::Alphabet::RIPPLE)
}

/// Ethereum (ERC-55): capitals by the Keccak hash of the address; one without capitals, or of capitals only, has no checksum.
fn ethereum(address: &str) -> bool {
    let Some(hex) = address.get(2..) else { return false };
    let lower = hex.to_ascii_lowercase();
    if hex == lower || hex == hex.to_ascii_uppercase() {
        return true;
    }
    let hash = Keccak256::digest(lower.as_bytes());
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    hex.chars().zip(nibbles).all(|(c, nibble)| !c.is_ascii_alphabetic() || c.is_ascii_uppercase() == (nibble >= 8))
}
