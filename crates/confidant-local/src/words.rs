//! [`Lexicon`]: a text as the words that carry its meaning, in the language that it seems to be in.
//!
//! Stems by the Snowball algorithms (Porter 2001, <https://snowballstem.org>). Scripts without spaces are read as pairs of
//! characters, the usual choice for retrieval without a dictionary.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

/// The commonest function words of each language that has a stemmer: they tell the language and carry no meaning.
const FUNCTION_WORDS: &[(Algorithm, &str)] = &[
    (
        Algorithm::English,
        "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which \
         you were her she there been their has will would can if who what when where how why did do does its than then so \
         into such these those we our your my me us him them also any all no nor only may shall should could about between \
         through during before after above under again further once here both each more most other some own same too very \
         just being am i'm it's much many tell please explain describe",
    ),
    (
        Algorithm::German,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat daß \
         dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr \
         durch man sein wurde wer was wann wo warum welche welcher welches diese dieser dieses ihr ihre ich wir kann",
    ),
    (
        Algorithm::French,
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont ou avec son aux d' \
         l' cette ces ses leur leurs elle nous vous ils été être ont sa mais comme où quand quel quelle quels quelles dont \
         si c'est n'est qu'il",
    ),
    (
        Algorithm::Spanish,
        "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha este si porque \
         esta entre cuando muy sin sobre también hasta hay donde quien desde todo nos durante qué cuál cuándo dónde quién \
         cómo fue son era",
    ),
    (
        Algorithm::Italian,
        "di e il la che in un a per del è una le i non con si da sono dei nel alla come al più della ha lo gli su anche \
         delle dal dalla o ma se suo sua cui questo questa chi cosa quando dove quale quali era",
    ),
    (
        Algorithm::Portuguese,
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou \
         ser quando muito há nos já está eu também só pelo pela até isso ela entre quem qual onde",
    ),
    (
        Algorithm::Dutch,
        "de het een en van in is dat op te zijn met voor niet aan er die door om hij ook als was maar uit bij nog naar dan \
         of werd wordt worden heeft zij deze dit wat wie waar wanneer welke hoe",
    ),
    (
        Algorithm::Swedish,
        "och i att det som en på är av för med den till inte har de ett om han var jag från men vi så kan när hon eller \
         under också efter vid vad vem vilken",
    ),
    (
        Algorithm::Danish,
        "og i at det er en til på som af for med de den der ikke har et om han var fra men vi så kan når hun eller under \
         også efter ved hvad hvem hvilken blev",
    ),
    (
        Algorithm::Norwegian,
        "og i å det er en til på som av for med de den der ikke har et om han var fra men vi så kan når hun eller under \
         også etter ved hva hvem hvilken ble",
    ),
    (
        Algorithm::Finnish,
        "ja on ei se että oli hän joka mutta tai kun niin myös ovat ole sen kuin jos vain mikä mitä kuka missä milloin",
    ),
    (
        Algorithm::Romanian,
        "de și în a la cu pe că din un o este pentru nu care au mai fost ca sau sunt prin lui se al ale unei unui era ce \
         cine când unde cât",
    ),
    (Algorithm::Hungarian, "a az és hogy nem egy is ez volt de csak mint meg már el vagy ki mi mikor hol melyik"),
    (
        Algorithm::Turkish,
        "ve bir bu da de için ile olarak çok daha gibi en olan ne kim nerede zaman hangi var değil sonra kadar ya",
    ),
    (
        Algorithm::Russian,
        "и в не на что с он как это по но из у за от то о для был была были или к же бы его ее её их так а когда где кто \
         какой какая какие чем при также",
    ),
    (
        Algorithm::Greek,
        "και το να του της η ο οι τα των στο στη για με που από είναι δεν σε ότι την τον μια ένα ήταν ως τι ποιος πότε πού",
    ),
    (Algorithm::Arabic, "في من على إلى أن التي الذي هذا هذه مع عن كان كانت لا ما هو هي أو ثم قد بين متى أين كيف كم"),
];

/// How the words of one document are read.
pub(crate) struct Lexicon {
    language: Option<Algorithm>,
    stemmer: Option<Stemmer>,
    function_words: HashSet<&'static str>,
}

impl Lexicon {
    /// Guesses the language from the function words of the texts.
    pub(crate) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut total = 0_usize;
        // A few thousand words tell the language as surely as a million.
        for word in texts.into_iter().flat_map(UnicodeSegmentation::unicode_words).take(5_000) {
            *seen.entry(word.to_lowercase()).or_default() += 1;
            total += 1;
        }
        let hits = |words: &str| words.split_whitespace().filter_map(|word| seen.get(word)).sum::<usize>();
        let best =
            FUNCTION_WORDS.iter().max_by_key(|(_, words)| hits(words)).filter(|(_, words)| hits(words) * 12 > total);
        let language = best.map(|(language, _)| *language);
        Self {
            language,
            stemmer: language.map(Stemmer::create),
            function_words: best.map(|(_, words)| words.split_whitespace().collect()).unwrap_or_default(),
        }
    }

    /// Whether the checks that know English words apply.
    pub(crate) fn is_english(&self) -> bool {
        self.language == Some(Algorithm::English)
    }

    /// Whether a word (any case) carries no meaning of its own.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word.to_lowercase().as_str())
    }

    /// The stems of the words that carry meaning, in order.
    pub(crate) fn terms(&self, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        let mut last_glyph: Option<&str> = None;
        for word in text.unicode_words() {
            if word.chars().next().is_some_and(is_unspaced) {
                if let Some(before) = last_glyph {
                    terms.push(format!("{before}{word}"));
                }
                last_glyph = Some(word);
                continue;
            }
            last_glyph = None;
            let word = bare(word).to_lowercase();
            if !self.function_words.contains(word.as_str()) {
                terms.push(self.stem(&word));
            }
        }
        terms
    }

    /// The stem of a lower-case word.
    pub(crate) fn stem(&self, word: &str) -> String {
        self.stemmer.as_ref().map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(word).into_owned())
    }
}

/// A word without a possessive ending.
pub(crate) fn bare(word: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Whether the character belongs to a script that writes no spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn the_language_is_told_by_its_function_words() {
        let english = Lexicon::of(["The tenant pays the rent on the first day of each month."]);
        assert!(english.is_english());
        assert_eq!(english.terms("The tenants were paying rents"), ["tenant", "pay", "rent"]);
        let german = Lexicon::of(["Der Mieter zahlt die Miete am ersten Tag des Monats und in bar."]);
        assert!(!german.is_english());
        assert_eq!(german.terms("die Mieten der Mieter"), ["miet", "miet"]);
    }

    #[test]
    fn an_unknown_language_is_read_without_stems() {
        assert_eq!(Lexicon::of(["lorem ipsum dolor sit amet"]).terms("Lorem Ipsum"), ["lorem", "ipsum"]);
    }

    #[test]
    fn scripts_without_spaces_become_pairs() {
        assert_eq!(Lexicon::of(["合同"]).terms("租赁合同"), ["租赁", "赁合", "合同"]);
    }

    #[test]
    fn a_placeholder_is_one_word() {
        assert_eq!(Lexicon::of([""]).terms("[PERSON_1] met [ORG_2]"), ["person_1", "met", "org_2"]);
    }
}
