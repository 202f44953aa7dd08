//! Tokens of Discord's bots: three parts between full stops, and nothing but their lengths to know them by.

use confidant_text::Span;

use crate::recognise::check;

/// The bot's number in base64, a time, and a signature (Discord, "API Reference, Authentication").
const PARTS: [std::ops::RangeInclusive<usize>; 3] = [24..=28, 6..=6, 27..=38];

/// Every such token of a text.
pub(super) fn tokens(text: &str) -> Vec<Span> {
    text.match_indices('.').filter_map(|(stop, _)| token(text, stop)).collect()
}

/// The token whose first full stop stands here.
fn token(text: &str, stop: usize) -> Option<Span> {
    let inside = |c: &u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
    let (before, after) = (text.as_bytes().get(..stop)?, text.as_bytes().get(stop + 1..)?);
    let (first, second) =
        (before.iter().rev().take_while(|c| inside(c)).count(), after.iter().take_while(|c| inside(c)).count());
    let last = after.get(second..)?.strip_prefix(b".")?.iter().take_while(|c| inside(c)).count();
    let fits = PARTS.iter().zip([first, second, last]).all(|(allowed, len)| allowed.contains(&len));
    let span = Span::new(stop - first, stop + 1 + second + 1 + last);
    let figures = span.of(text)?.bytes().filter(u8::is_ascii_digit).count();
    (fits && figures >= 3 && check::looks_random(span.of(text)?)).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn found(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|span| span.of(text).unwrap()).collect()
    }

    #[test]
    fn three_parts_of_the_right_lengths_are_a_token() {
        let bodies = [("q7Lm2Qx7ZtAb31yyZt4Bq9Lw", "x4Kd_2"), ("NzI7q4K29lI75h22JCsx48hkk1", "YjESug")];
        for (number, time) in bodies {
            for signature in ["k9Lm2Qx7ZtAb31yyZt4Bq9Lwk9L", "k9Lm2Qx7ZtAb31yyZt4Bq9Lwk9Lm2Qx7ZtAb-1"] {
                let token = format!("{number}.{time}.{signature}");
                for text in [token.clone(), format!("DISCORD={token};"), format!("Das Token ist „{token}“.")] {
                    assert_eq!(found(&text), [token.as_str()]);
                }
            }
        }
    }

    #[test]
    fn other_lengths_and_words_are_none() {
        for text in [
            "q7Lm2Qx7ZtAb31yyZt4Bq9L.x4Kd_2.k9Lm2Qx7ZtAb31yyZt4Bq9Lwk9L",
            "q7Lm2Qx7ZtAb31yyZt4Bq9Lw.x4Kd_.k9Lm2Qx7ZtAb31yyZt4Bq9Lwk9L",
            "q7Lm2Qx7ZtAb31yyZt4Bq9Lw.x4Kd_2.k9Lm2Qx7ZtAb31yyZt4Bq9Lw",
            "q7Lm2Qx7ZtAb31yyZt4Bq9Lw-x4Kd_2-k9Lm2Qx7ZtAb31yyZt4Bq9Lwk9L",
            "xxxxxxxxxxxxxxxxxxxxxxxx.xxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "InternationalisationsHelfer.module.EineKlasseMitLangemNamenDort",
            "A sentence ends. Another begins. And it ends",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
