"""Reads a text with the tagger's weights in onnxruntime, beside which `examples/tagger_speed.rs` measures its own.

  onnx.py TOKENIZER FOLDER TEXT THREADS

FOLDER holds tagger-fp32.onnx and tagger-int8.onnx, as `python -m pipeline.speed` of models/tagger writes them. Says {"name"} first,
then for every line of standard input the seconds that one reading of the text takes, by the clock and of processor time:
{"fp32": [clock, processor], "int8": [clock, processor]}. Windows are of 256 pieces and one begins every 192, as the tagger's.
"""

import json
import sys
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

SIZE, STRIDE, SHAPES = 254, 192, 12
CLS, SEP = 101, 102


def main():
    tokenizer_path, folder, text_path, threads = sys.argv[1:]
    tokenizer = Tokenizer.from_file(tokenizer_path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    sessions = {
        name: onnxruntime.InferenceSession(f"{folder}/tagger-{name}.onnx", options, providers=["CPUExecutionProvider"])
        for name in ("fp32", "int8")
    }
    with open(text_path, encoding="utf-8") as file:
        text = file.read()
    say({"name": f"onnxruntime {onnxruntime.__version__}"})
    for _ in sys.stdin:
        say({name: seconds(session, tokenizer, text) for name, session in sessions.items()})


def seconds(session, tokenizer, text):
    clock, processor = time.perf_counter(), time.process_time()
    pieces = tokenizer.encode(text, add_special_tokens=False).ids
    for begin in range(0, max(1, len(pieces) - (SIZE - STRIDE)), STRIDE):
        ids = numpy.array([[CLS, *pieces[begin:begin + SIZE], SEP]], dtype=numpy.int64)
        shapes = numpy.zeros((1, ids.shape[1], SHAPES), dtype=numpy.float32)
        session.run(None, {"ids": ids, "mask": numpy.ones_like(ids), "shapes": shapes})
    return [time.perf_counter() - clock, time.process_time() - processor]


def say(answer):
    print(json.dumps(answer), flush=True)


main()
