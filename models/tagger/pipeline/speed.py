"""Times the same weights in PyTorch and onnxruntime (fp32 and int8): characters a second over windows of one text.

  python -m pipeline.speed --weights out/final.pt [--text FILE] [--threads 2] [--to out/onnx]

Writes tagger-fp32.onnx and tagger-int8.onnx, inputs ids, mask [windows, pieces] and shapes [windows, pieces, 12].
"""

import argparse
import json
import logging
import time
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from . import base
from .encode import encode, load_tokenizer, windows
from .evaluate import load_model
from .golden import LETTER, MORE
from .labels import SHAPES, STRIDE, WINDOW

CLS, SEP, PAD = 101, 102, 0
BATCH = 4
NAMES = ["ids", "mask", "shapes"]


def batches(tokenizer, text, stride):
    """The inputs of each batch of windows, as the app would send them."""
    encoded = encode(tokenizer, text)
    cut = windows(encoded, WINDOW, stride)
    for at in range(0, len(cut), BATCH):
        group = cut[at:at + BATCH]
        longest = max(b - a for a, b in group) + 2
        ids = np.full((len(group), longest), PAD, dtype=np.int64)
        mask = np.zeros_like(ids)
        shapes = np.zeros((len(group), longest, SHAPES), dtype=np.float32)
        for row, (a, b) in enumerate(group):
            ids[row, :b - a + 2] = [CLS, *encoded.ids[a:b], SEP]
            mask[row, :b - a + 2] = 1
            shapes[row, 1:b - a + 1] = encoded.shapes[a:b]
        yield ids, mask, shapes


def write_onnx(model, inputs, folder):
    folder.mkdir(parents=True, exist_ok=True)
    full, small = folder / "tagger-fp32.onnx", folder / "tagger-int8.onnx"
    axes = {0: "windows", 1: "pieces"}
    torch.onnx.export(model, tuple(map(torch.from_numpy, inputs)), str(full), input_names=NAMES, output_names=["logits"],
                      dynamic_axes=dict.fromkeys([*NAMES, "logits"], axes), opset_version=17, dynamo=False)
    quantize_dynamic(full, small, weight_type=QuantType.QInt8)
    return {"onnxruntime fp32": full, "onnxruntime int8": small}


def best(work, rounds=5):
    """The least time of some rounds: the others were disturbed."""
    work()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--weights", required=True)
    arguments.add_argument("--text", help="a file; without it about 1,000 words of our own")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--stride", type=int, default=STRIDE)
    arguments.add_argument("--to", default="out/onnx")
    given = arguments.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    torch.set_num_threads(given.threads)
    text = Path(given.text).read_text(encoding="utf-8") if given.text else (LETTER + "\n".join(MORE) + "\n\n") * 6
    model, tokenizer = load_model(given.weights), load_tokenizer(base.fetch() / "tokenizer.json")
    work = list(batches(tokenizer, text, given.stride))
    result = {"characters": len(text), "words": len(text.split()), "threads": given.threads}

    def torch_fp32():
        with torch.inference_mode():
            for inputs in work:
                model(*map(torch.from_numpy, inputs))

    seconds = {"encode": best(lambda: list(batches(tokenizer, text, given.stride))), "pytorch fp32": best(torch_fp32)}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = given.threads
    for name, path in write_onnx(model, work[0], Path(given.to)).items():
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        seconds[name] = best(lambda: [session.run(None, dict(zip(NAMES, inputs))) for inputs in work])
    for name, value in seconds.items():
        result[name] = {"ms": round(1000 * value, 1), "characters/s": round(len(text) / value)}
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
