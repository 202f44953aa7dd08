"""Times Presidio's pattern recognisers on texts, for `cargo xtask eval rules --peer`.

All of them, of every country, as the rules of Confidant are of every country; and apart from that the English ones that Presidio
loads by default. They are called one after another on each text. No tokens, no context words, no merging: what an analyzer
would do besides is left out, in the peer's favour. Says {"name"} first, then for every line of standard input the seconds of
processor time for all texts: {"all", "english"}.
"""

import importlib.metadata
import inspect
import json
import sys
import time

from presidio_analyzer import PatternRecognizer, RecognizerRegistry, predefined_recognizers
from presidio_analyzer.nlp_engine import NlpArtifacts
from presidio_analyzer.predefined_recognizers import PhoneRecognizer

NO_ARTIFACTS = NlpArtifacts(entities=[], tokens=[], tokens_indices=[], lemmas=[], nlp_engine=None, language="en")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = [json.loads(line) for line in file]
    every = [recogniser() for _, recogniser in inspect.getmembers(predefined_recognizers, by_pattern)]
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.load_predefined_recognizers(languages=["en"])
    english = [recogniser for recogniser in registry.recognizers if by_pattern(type(recogniser))]
    version = importlib.metadata.version("presidio_analyzer")
    say({"name": f"presidio-analyzer {version}: {len(every)} recognisers, {len(english)} of them English and on by default"})
    for _ in sys.stdin:
        say({"all": seconds(every, texts), "english": seconds(english, texts)})


def by_pattern(thing):
    return inspect.isclass(thing) and issubclass(thing, (PatternRecognizer, PhoneRecognizer))


def seconds(recognisers, texts):
    start = time.process_time()
    for text in texts:
        for recogniser in recognisers:
            recogniser.analyze(text, recogniser.supported_entities, NO_ARTIFACTS)
    return time.process_time() - start


def say(answer):
    print(json.dumps(answer), flush=True)


main()
