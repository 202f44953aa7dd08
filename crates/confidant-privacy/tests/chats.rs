//! Many chats at once: what one of them masks is in no other.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::thread;

use confidant_privacy::{Placeholder, Policy, Recognisers, Reply, Vault, mask, restore};
use confidant_text::RawText;

const INTERLEAVINGS: u64 = 1_000;
const CHATS: usize = 4;
const NAMES: [&str; CHATS] = ["Zornquel", "Vexberto", "Quillnar", "Brystov"];

#[test]
fn failure_29_a_thousand_interleaved_chats_do_not_cross() {
    let recognisers = &Recognisers::builtin().unwrap();
    for seed in 0..INTERLEAVINGS {
        let vaults: Vec<Vault> = thread::scope(|scope| {
            let chats = (0..CHATS).map(|chat| scope.spawn(move || chat_of(chat, seed, recognisers)));
            let chats: Vec<_> = chats.collect();
            chats.into_iter().map(|chat| chat.join().unwrap()).collect()
        });
        for (chat, vault) in vaults.iter().enumerate() {
            let values: Vec<_> = vault.entries().map(|entry| entry.value.expose("test")).collect();
            let strange = values.iter().find(|value| {
                NAMES
                    .iter()
                    .enumerate()
                    .any(|(other, name)| other != chat && value.to_lowercase().contains(&name.to_lowercase()))
            });
            assert_eq!(strange, None, "chat {chat} of interleaving {seed}");
        }
    }
}

/// Three turns of one chat, each masked, answered and restored, giving way to the others at random.
fn chat_of(chat: usize, seed: u64, recognisers: &Recognisers) -> Vault {
    let mut random = fastrand::Rng::with_seed(seed * 31 + chat as u64);
    let mut vault = Vault::new();
    let name = NAMES[chat];
    for (turn, masked_as) in [
        (format!("Mr {name} wrote from {name}@example.org."), "[PERSON_1] wrote from [EMAIL_2]."),
        (format!("Then {name} called +49 30 90182{chat}."), "Then [PERSON_1] called [PHONE_3]."),
        (format!("Mr {name} left."), "[PERSON_1] left."),
    ] {
        (0..random.usize(..4)).for_each(|_| thread::yield_now());
        let text = RawText::new(turn.clone());
        let findings = recognisers.scan(&[&text], &Policy::default()).unwrap();
        (0..random.usize(..4)).for_each(|_| thread::yield_now());
        let masked = mask(&text, &findings[0], &mut vault, &Policy::default()).unwrap();
        assert_eq!(masked.as_str(), masked_as, "chat {chat} of interleaving {seed}");
        let sent: Vec<Placeholder> = masked.placeholders().collect();
        let (answer, report) = restore(&Reply::new(masked.to_string()), &vault, &sent);
        assert_eq!(answer.expose("test"), turn);
        assert_eq!(report.sent, report.returned);
    }
    vault
}
