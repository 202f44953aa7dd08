//! What goes in comes out, also after a restart.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{document, open, try_open};
use confidant_privacy::{Placeholder, Vault, VaultEntry};
use confidant_store::{
    CitationRecord, CoverageRecord, DocumentId, EngineRecord, MessageMeta, MessageState, NewDocument, NewTerm,
    ProviderRecord, Role, SentenceRecord, Store, StoreError, StoreState, SummaryRecord, TermList, TermRecord,
    TermScope, Unlock, VaultScope, setting,
};
use confidant_text::{EntityKind, Family, RawText};
use zeroize::Zeroizing;

async fn add(store: &Store, digest: u8, text: &str) -> DocumentId {
    let document = document(text);
    let name = RawText::new("lease.pdf");
    store.add_document(NewDocument { digest: [digest; 32], name, bytes: 4711, document: &document }).await.unwrap()
}

#[tokio::test]
async fn a_document_comes_back_exactly() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1, "Dear Ms Weiss").await;
    store.close().await;

    let store = open(home.path()).await;
    assert_eq!(store.document(id).await.unwrap(), document("Dear Ms Weiss"));
    let card = store.document_card(id).await.unwrap();
    assert_eq!((card.name, card.bytes, card.pages, card.summarised), (RawText::new("lease.pdf"), 4711, 3, false));
    assert_eq!(store.find_document([1; 32]).await.unwrap(), Some(id));
    assert_eq!(store.find_document([2; 32]).await.unwrap(), None);
}

#[tokio::test]
async fn the_same_file_is_kept_once_and_a_number_is_never_used_again() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let one = add(&store, 1, "first").await;
    assert_eq!(add(&store, 1, "read otherwise").await, one);
    assert_eq!(store.document(one).await.unwrap(), document("first"), "what is kept is not replaced");
    store.rename_document(one, &RawText::new("Lease of the flat")).await.unwrap();
    assert_eq!(store.documents().await.unwrap()[0].name, RawText::new("Lease of the flat"));
    store.remove_document(one).await.unwrap();
    let two = add(&store, 1, "again").await;
    assert_ne!(one, two);
    assert_eq!(store.document(one).await.err(), Some(StoreError::NotFound));
    assert_eq!(store.remove_document(one).await.err(), Some(StoreError::NotFound));
    assert_eq!(store.rename_document(one, &RawText::new("x")).await.err(), Some(StoreError::NotFound));
}

fn summary(text: &str) -> SummaryRecord {
    let sentence = |text: &str, supported| SentenceRecord {
        text: RawText::new(text),
        pages: vec![1, 3],
        quote: RawText::new("the source"),
        supported,
    };
    SummaryRecord {
        sentences: vec![sentence(text, true), sentence("A second one.", false)],
        coverage: CoverageRecord { pages: 3, read: 2, ocr: 1, unreadable: 1 },
        model: Some("starter".to_owned()),
        engine: EngineRecord::Llm,
    }
}

#[tokio::test]
async fn the_last_summary_is_kept_with_its_pages() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1, "text").await;
    assert_eq!(store.summary(id).await.unwrap(), None);
    store.save_summary(id, &summary("The first.")).await.unwrap();
    store.save_summary(id, &summary("The better one.")).await.unwrap();
    assert_eq!(store.summary(id).await.unwrap().unwrap().summary, summary("The better one."));
    assert!(store.document_card(id).await.unwrap().summarised);
    assert_eq!(store.save_summary(DocumentId(99), &summary("x")).await.err(), Some(StoreError::NotFound));
}

#[tokio::test]
async fn a_chat_keeps_its_messages_in_order_and_goes_with_its_document() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1, "text").await;
    let about = store.create_chat(Some(id), &RawText::new("About the rent")).await.unwrap();
    let free = store.create_chat(None, &RawText::new("Without a document")).await.unwrap();

    let question = RawText::new("How much is the rent?");
    let asked = MessageMeta::default();
    store.add_message(about, Role::User, &question, &[], &asked).await.unwrap();
    let pending = MessageMeta { state: MessageState::Pending, ..MessageMeta::default() };
    let answer = store.add_message(about, Role::Assistant, &RawText::new(""), &[], &pending).await.unwrap();
    let citations = [CitationRecord { page: 2, quote: RawText::new("950 EUR") }];
    let done = MessageMeta {
        state: MessageState::Finished,
        model: Some("starter".to_owned()),
        engine: Some(EngineRecord::Cloud),
        confidence: Some(0.7),
        found: Some(true),
        ledger_entry: Some(3),
        extra: Some(RawText::new("{\"sent\":2}")),
    };
    store.update_message(answer, &RawText::new("950 EUR."), &citations, &done).await.unwrap();

    let messages = store.messages(about).await.unwrap();
    assert_eq!(messages.iter().map(|m| m.role).collect::<Vec<_>>(), [Role::User, Role::Assistant]);
    assert_eq!((&messages[0].text, &messages[0].meta), (&question, &asked));
    assert_eq!((&messages[1].text, &messages[1].meta), (&RawText::new("950 EUR."), &done));
    assert_eq!(messages[1].citations, citations);
    let chats = store.chats().await.unwrap();
    assert_eq!((chats[0].id, chats[0].document, chats[0].messages), (about, Some(id), 2));
    store.rename_chat(free, &RawText::new("Other")).await.unwrap();

    store.remove_document(id).await.unwrap();
    assert_eq!(store.chats().await.unwrap().iter().map(|chat| chat.id).collect::<Vec<_>>(), [free]);
    assert_eq!(store.messages(about).await.err(), Some(StoreError::NotFound));
    let late = store.update_message(answer, &question, &[], &asked).await;
    assert_eq!(late.err(), Some(StoreError::NotFound), "a stream that ends after its chat was removed is told so");
    assert_eq!(store.add_message(about, Role::User, &question, &[], &asked).await.err(), Some(StoreError::NotFound));
    assert_eq!(store.create_chat(Some(id), &question).await.err(), Some(StoreError::NotFound));
    store.remove_chat(free).await.unwrap();
    assert!(store.chats().await.unwrap().is_empty());
}

fn vault(entries: &[(Family, u32, &str)]) -> Vault {
    let entry = |(family, number, value): &(Family, u32, &str)| {
        VaultEntry::new(Placeholder { family: *family, number: *number }, RawText::new(*value))
    };
    Vault::from_entries(entries.iter().map(entry).collect()).unwrap()
}

fn entries(vault: &Vault) -> Vec<VaultEntry> {
    vault.entries().cloned().collect()
}

#[tokio::test]
async fn a_vault_comes_back_in_order_only_grows_and_is_of_one_scope() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1, "text").await;
    let chat = store.create_chat(None, &RawText::new("free")).await.unwrap();
    let (document, chat_scope) = (VaultScope::Document(id), VaultScope::Chat(chat));
    let (person, iban) = (Family::Person, Family::Account);
    assert!(store.vault(document).await.unwrap().is_empty());

    let small = vault(&[(person, 1, "Hannah"), (iban, 2, "DE02")]);
    let grown = vault(&[(person, 1, "Hannah"), (iban, 2, "DE02"), (person, 10, "Otto"), (person, 11, "otto")]);
    store.save_vault(document, &small).await.unwrap();
    store.save_vault(document, &grown).await.unwrap();
    store.save_vault(document, &grown).await.unwrap();
    assert_eq!(entries(&store.vault(document).await.unwrap()), entries(&grown));
    assert!(store.vault(chat_scope).await.unwrap().is_empty());
    store.save_vault(chat_scope, &vault(&[(person, 1, "Somebody else")])).await.unwrap();

    for stale in [
        small,
        vault(&[(person, 1, "Another"), (iban, 2, "DE02"), (person, 10, "Otto"), (person, 11, "otto")]),
        vault(&[(iban, 1, "Hannah"), (iban, 2, "DE02"), (person, 10, "Otto"), (person, 11, "otto")]),
    ] {
        assert_eq!(store.save_vault(document, &stale).await.err(), Some(StoreError::VaultChanged));
    }
    assert_eq!(entries(&store.vault(document).await.unwrap()), entries(&grown), "nothing of a stale vault is kept");

    store.remove_document(id).await.unwrap();
    assert!(store.vault(document).await.unwrap().is_empty());
    assert_eq!(store.save_vault(document, &grown).await.err(), Some(StoreError::NotFound));
    assert_eq!(entries(&store.vault(chat_scope).await.unwrap()).len(), 1);

    store.save_vault(VaultScope::Clipboard, &vault(&[(person, 1, "Copied")])).await.unwrap();
    assert_eq!(entries(&store.vault(VaultScope::Clipboard).await.unwrap()).len(), 1);
    store.forget_vault(VaultScope::Clipboard).await.unwrap();
    assert!(store.vault(VaultScope::Clipboard).await.unwrap().is_empty());
    assert_eq!(entries(&store.vault(chat_scope).await.unwrap()).len(), 1, "another vault is left alone");
}

#[tokio::test]
async fn providers_their_keys_and_settings_are_kept() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let provider = |name: &str, model: &str| ProviderRecord {
        name: name.to_owned(),
        kind: "openai".to_owned(),
        base_url: "https://api.acme.test/v1".to_owned(),
        model: model.to_owned(),
    };
    let key = Zeroizing::new("sk-secret".to_owned());
    assert_eq!(store.set_provider_key("acme", &key).await.err(), Some(StoreError::NotFound));
    store.save_provider(&provider("acme", "m-1")).await.unwrap();
    store.save_provider(&provider("zeta", "z")).await.unwrap();
    assert_eq!(store.provider_key("acme").await.unwrap(), None);
    store.set_provider_key("acme", &key).await.unwrap();
    store.save_provider(&provider("acme", "m-2")).await.unwrap();
    assert_eq!(store.provider_key("acme").await.unwrap(), Some(key), "another model keeps the key");
    assert_eq!(store.providers().await.unwrap(), [provider("acme", "m-2"), provider("zeta", "z")]);
    store.remove_provider("acme").await.unwrap();
    assert_eq!((store.provider("acme").await.unwrap(), store.provider_key("acme").await.unwrap()), (None, None));
    assert_eq!(store.remove_provider("acme").await.err(), Some(StoreError::NotFound));

    assert_eq!(store.setting(&setting::OFFLINE).await.unwrap(), None);
    store.set(&setting::OFFLINE, &true).await.unwrap();
    store.set(&setting::SHORTCUT, &"Ctrl+Shift+Space".to_owned()).await.unwrap();
    store.close().await;
    let store = open(home.path()).await;
    assert_eq!(store.setting(&setting::OFFLINE).await.unwrap(), Some(true));
    assert_eq!(store.setting(&setting::SHORTCUT).await.unwrap().as_deref(), Some("Ctrl+Shift+Space"));
}

#[tokio::test]
async fn only_the_right_passphrase_opens_it() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(Store::state(home.path()), Ok(StoreState::NotCreated));
    let blank = Unlock::Passphrase(Zeroizing::new(" ".to_owned()));
    assert_eq!(Store::open(home.path(), blank).await.err(), Some(StoreError::UnusablePassphrase));
    assert_eq!(Store::state(home.path()), Ok(StoreState::NotCreated));
    add(&open(home.path()).await, 1, "text").await;
    assert_eq!(Store::state(home.path()), Ok(StoreState::ByPassphrase));
    for wrong in ["wrong", "correct horse; it's a batter", "correct horse; it''s a battery"] {
        let unlock = Unlock::Passphrase(Zeroizing::new(wrong.to_owned()));
        assert_eq!(Store::open(home.path(), unlock).await.err(), Some(StoreError::WrongKey), "{wrong}");
    }
    assert_eq!(Store::open(home.path(), Unlock::Keyring).await.err(), Some(StoreError::PassphraseNeeded));
    assert_eq!(open(home.path()).await.documents().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_damaged_file_is_an_error_and_stays_as_it_is() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let long = "A page with a good many words. ".repeat(20_000);
    let id = add(&store, 1, &long).await;
    store.close().await;
    let path = home.path().join("store/confidant.db");
    let good = std::fs::read(&path).unwrap();

    let mut middle = good.clone();
    for at in (good.len() / 4096 / 2 * 4096..).take(40_960) {
        middle[at] ^= 0x55;
    }
    std::fs::write(&path, &middle).unwrap();
    let store = open(home.path()).await;
    assert_eq!(store.document(id).await.err(), Some(StoreError::Damaged));
    store.close().await;

    for bad in [b"not a database at all".repeat(500), good[..100].to_vec()] {
        std::fs::write(&path, &bad).unwrap();
        assert_eq!(try_open(home.path()).await.err(), Some(StoreError::WrongKey));
        assert_eq!(std::fs::read(&path).unwrap(), bad);
    }
    std::fs::write(&path, &good).unwrap();
    std::fs::write(home.path().join("store/opened-by.json"), "{").unwrap();
    assert_eq!(try_open(home.path()).await.err(), Some(StoreError::NoteDamaged));
}

#[tokio::test]
async fn words_on_a_list_come_back_in_their_scope_and_go_with_it() {
    let home = tempfile::tempdir().unwrap();
    let store = open(home.path()).await;
    let id = add(&store, 1, "Dear Ms Weiss").await;
    let term = |text: &str, list, scope| NewTerm { text: RawText::new(text), kind: EntityKind::Custom, list, scope };
    let (here, everywhere) = (TermScope::Document(id), TermScope::Everywhere);
    store.add_term(&term("White Whale", TermList::Always, here)).await.unwrap();
    let moved = store.add_term(&term("White Whale", TermList::Never, here)).await.unwrap();
    let many = [term("White Whale", TermList::Always, here), term("Red Fox", TermList::Always, everywhere)];
    assert_eq!(store.add_terms(&many).await.unwrap(), 1, "one was on a list of this scope already, and stays as it is");
    store.close().await;

    let store = open(home.path()).await;
    let kept = store.terms(here).await.unwrap();
    assert_eq!(kept, [TermRecord { id: moved, term: term("White Whale", TermList::Never, here) }]);
    assert_eq!(store.terms(everywhere).await.unwrap().len(), 1);
    store.remove_document(id).await.unwrap();
    assert!(store.terms(here).await.unwrap().is_empty());
    assert_eq!(store.remove_term(moved).await.err(), Some(StoreError::NotFound));
    assert!(store.add_term(&term("x y", TermList::Always, here)).await.is_err(), "there is no such document any more");
}
