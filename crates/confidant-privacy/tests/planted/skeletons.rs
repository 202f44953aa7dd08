//! Letters, mails, chats, tables and forms into which values are planted.

use fastrand::Rng;

use crate::values::{self, Kind, Value};

/// Where a value stands is written `{kind}`; `{surname}`, `{given}` and `{caps}` mention the last person again, `{again}` the last
/// value of another kind in another way of writing.
const SKELETONS: [&str; 24] = [
    "Dear Dr {person},\n\nthank you for your call. Please pay to {iban} by Friday. {surname} knows why.\n\nYours\n",
    "From: Mrs {person} <{email}>\nTo: Mr {person} <{email}>\nSubject: lunch\n\nHi {given}, shall we? {caps}\n",
    "Sehr geehrte Frau {person},\n\nbitte überweisen Sie auf das Konto {iban}. Tel. {phone}. Herr {person} grüßt Frau {surname}.\n",
    "Madame {person},\n\nvotre carte {card} a été débitée. Écrivez à {email}. Monsieur {person} vous répondra.\n",
    "Estimado Sr. {person}:\n\nsu IBAN es {iban} y su teléfono {phone}. Atentamente, Sra. {person}\n",
    "[10:02] anna: did Mr {person} pay?\n[10:03] bob: yes, with {card}\n[10:04] anna: tell {surname} to write to {email}\n",
    "name;e-mail;IBAN\nMr {person};{email};{iban}\nMs {person};{email};{iban}\nDr {person};{email};{iban}\n",
    "| who | phone | card |\n| --- | --- | --- |\n| Mr {person} | {phone} | {card} |\n| Ms {person} | {phone} | {card} |\n",
    "Name: Ms {person}\nE-mail: {email}\nPhone: {phone}\nSSN: {ssn}\nCustomer number: {customer}\nPassport number: {passport}\n",
    "INVOICE\nCustomer number: {customer}\nTo: Mr {person}\nPay 120.00 to {iban}, quote customer number {again}.\n",
    "2024-03-01T10:00:00Z INFO login user={email} ip=203.0.113.7\n2024-03-01T10:00:09Z INFO mail to <{again}>\n",
    "Minutes. Present: Mr {person}, Ms {person}, Dr {person}. {surname} reported on {term}. It was agreed that {term} continues.\n",
    "Re: patient Mr {person}\n\nMr {surname} came with a cough. SSN: {ssn}. Call {phone} or write to {email}.\n",
    "CV\nMs {person}\n{email} | {phone}\n2019–2024 lead of {term}\n",
    "Ticket 7\nReporter: Mr {person} ({email})\nThe login fails. password: {secret}\nPlease call {phone}.\n",
    "{\"name\": \"Mr {person}\", \"email\": \"{email}\", \"iban\": \"{iban}\", \"note\": \"ask {surname}\"}",
    "owner: Ms {person}\nemail: {email}\ndb_password: {secret}\ncard: {card}\n",
    "<p>Dear Mr {person},</p><p>your card <b>{card}</b> expires. Write to <a href=\"mailto:{email}\">us</a>, Mr {surname}.</p>",
    "THIS AGREEMENT is made between Mr {person} and Ms {person}. {surname}'s account is {iban}. {caps} SIGNED IT.\n",
    "To whom it may concern: Mrs {person} (passport number {passport}) works on {term}. Her {term} badge is blue.\n",
    "Hi, it's about {term}: Mr {person} says {email} bounced, use {email}. – {given}\n",
    "Order by phone ({phone}): paid with {card}, card {again} was declined once. Customer: Mr {person}, customer number {customer}\n",
    "Gentile Signor {person}, il Suo IBAN {iban} è stato registrato. Telefono {phone}. Cordiali saluti, Signora {person}\n",
    "Prof. {person} and Prof. {person} wrote the report on {term}; contact {email}, {phone}. ({surname} 2024)\n",
];

/// Sentences in which nothing is sensitive.
const FILLERS: [&str; 10] = [
    "The meeting went well.",
    "Nothing else was said about the budget.",
    "All figures are in the annex, see page 4.",
    "It rained; the roof held.",
    "Please find the report attached.",
    "Das Wetter war gut.",
    "• first point • second point",
    "(see below)",
    "Young people like the new park.",
    "The rest is as agreed in May.",
];

/// A random document and what was planted in it.
pub fn document(random: &mut Rng) -> (String, Vec<Value>) {
    let (mut text, mut planted) = (String::new(), Vec::new());
    for _ in 0..random.usize(1..4) {
        let filler = FILLERS[random.usize(..FILLERS.len())];
        let skeleton = SKELETONS[random.usize(..SKELETONS.len())];
        text.push_str(filler);
        text.push_str("\n\n");
        fill(skeleton, random, &mut text, &mut planted);
        text.push('\n');
    }
    (text, planted)
}

fn fill(skeleton: &str, random: &mut Rng, text: &mut String, planted: &mut Vec<Value>) {
    let mut rest = skeleton;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let slot = after.split_once('}').filter(|(slot, _)| slot.chars().all(|c| c.is_ascii_lowercase()));
        let Some((slot, after)) = slot else {
            text.push('{');
            rest = after;
            continue;
        };
        text.push_str(&value(slot, random, planted));
        rest = after;
    }
    text.push_str(rest);
}

fn value(slot: &str, random: &mut Rng, planted: &mut Vec<Value>) -> String {
    let last = |person: bool| {
        let value = planted.iter().rev().find(|value| (value.kind == Kind::Person) == person);
        value.expect("a skeleton plants before it mentions again").text.clone()
    };
    let kind = match slot {
        "surname" => return last(true).split_once(' ').unwrap().1.to_owned(),
        "given" => return last(true).split_once(' ').unwrap().0.to_owned(),
        "caps" => return last(true).to_uppercase(),
        "again" => return last(false).replace([' ', '\u{a0}'], "").to_uppercase(),
        "person" => Kind::Person,
        "email" => Kind::Email,
        "iban" => Kind::Iban,
        "card" => Kind::Card,
        "phone" => Kind::Phone,
        "ssn" => Kind::Ssn,
        "customer" => Kind::Customer,
        "passport" => Kind::Passport,
        "secret" => Kind::Secret,
        "term" => Kind::Term,
        other => panic!("no kind is called {other}"),
    };
    let text = values::of(kind, random);
    planted.push(Value { kind, text: text.clone() });
    text
}
