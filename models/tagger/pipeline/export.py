"""Writes the weights the app loads: tagger-f16.gguf, head.safetensors, tokenizer.json and golden.json.

  python -m pipeline.export --weights out/final.pt --thresholds out/thresholds.json --to weights
"""

import argparse
import json
from pathlib import Path

import gguf
import numpy as np
import torch
from safetensors.torch import save_file

from . import base
from .encode import load_tokenizer
from .golden import TEXTS
from .infer import read
from .labels import LABELS, STRIDE, WINDOW
from .model import Tagger, load_weights

LIMIT = 48_000_000
NAME = "confidant-tagger"
PER_LAYER = {
    "attention.self.query": "attn_q",
    "attention.self.key": "attn_k",
    "attention.self.value": "attn_v",
    "attention.output.dense": "attn_output",
    "attention.output.LayerNorm": "attn_output_norm",
    "intermediate.dense": "ffn_up",
    "output.dense": "ffn_down",
    "output.LayerNorm": "layer_output_norm",
}
TOP = {
    "embeddings.word_embeddings": "token_embd",
    "embeddings.token_type_embeddings": "token_types",
    "embeddings.position_embeddings": "position_embd",
    "embeddings.LayerNorm": "token_embd_norm",
}
FULL_PRECISION = {"token_types", "position_embd"}  # as llama.cpp's converter does


def gguf_name(name):
    stem, kind = name.rsplit(".", 1)
    if stem in TOP:
        return TOP[stem], kind
    _, _, layer, part = stem.split(".", 3)
    return f"blk.{layer}.{PER_LAYER[part]}", kind


def piece_names(vocab):
    """WordPiece as llama.cpp stores it: words marked with U+2581, continuations bare."""
    for piece in vocab:
        if piece.startswith("[") and piece.endswith("]"):
            yield piece
        else:
            yield piece[2:] if piece.startswith("##") else "\u2581" + piece


def write_gguf(model, folder, version, path):
    config = model.bert.config
    vocab = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    special = {piece: vocab.index(piece) for piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")}
    out = gguf.GGUFWriter(path, "bert")
    out.add_name(NAME)
    out.add_version(version)
    out.add_license("apache-2.0")
    out.add_block_count(config.num_hidden_layers)
    out.add_context_length(config.max_position_embeddings)
    out.add_embedding_length(config.hidden_size)
    out.add_feed_forward_length(config.intermediate_size)
    out.add_head_count(config.num_attention_heads)
    out.add_layer_norm_eps(config.layer_norm_eps)
    out.add_causal_attention(False)
    out.add_pooling_type(gguf.PoolingType.NONE)
    out.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    out.add_quantization_version(gguf.GGML_QUANT_VERSION)
    out.add_token_type_count(config.type_vocab_size)
    out.add_tokenizer_model("bert")
    out.add_tokenizer_pre("default")
    out.add_token_list(list(piece_names(vocab)))
    controls = set(special.values())
    out.add_token_types([gguf.TokenType.CONTROL if i in controls else gguf.TokenType.NORMAL for i in range(len(vocab))])
    out.add_unk_token_id(special["[UNK]"])
    out.add_sep_token_id(special["[SEP]"])
    out.add_pad_token_id(special["[PAD]"])
    out.add_bos_token_id(special["[CLS]"])  # what llama.cpp calls [CLS]
    out.add_mask_token_id(special["[MASK]"])
    for name, value in model.bert.state_dict().items():
        if name.endswith(("position_ids", "token_type_ids")):
            continue
        target, kind = gguf_name(name)
        array = value.detach().float().cpu().numpy()
        half = array.ndim == 2 and target not in FULL_PRECISION
        out.add_tensor(f"{target}.{kind}", array.astype(np.float16 if half else np.float32))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def write_golden(model, tokenizer, version, path):
    cases = []
    for text in TEXTS:
        encoded, cut, logits, joined = read(model, tokenizer, text)
        cases.append({
            "text": text,
            "ids": encoded.ids,
            "offsets": [list(pair) for pair in encoded.offsets],
            "shapes": ["".join(map(str, row)) for row in encoded.shapes.tolist()],
            "windows": [
                {"begin": begin, "end": end, "logits": [[round(float(x), 5) for x in row] for row in rows]}
                for (begin, end), rows in zip(cut, logits)
            ],
            "labels": [LABELS[i] for i in joined.label.argmax(axis=1)],
            "sensitive": [round(float(p), 6) for p in joined.sensitive],
        })
    golden = {
        "version": version,
        "note": "f32 reference; offsets are code points; ids and windows are without [CLS] and [SEP]",
        "outputs": [*LABELS, "sensitive"],
        "window": WINDOW,
        "stride": STRIDE,
        "cases": cases,
    }
    path.write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", help="trained weights; without them the base and a random head, to try the format")
    arguments.add_argument("--thresholds", help="JSON written by pipeline.thresholds")
    arguments.add_argument("--version", default="0")
    arguments.add_argument("--to", default="weights")
    given = arguments.parse_args()

    folder, target = base.fetch(), Path(given.to)
    target.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(0)
    model = Tagger(folder).eval()
    if given.weights:
        load_weights(model, given.weights)
    tokenizer = load_tokenizer(folder / "tokenizer.json")

    thresholds = {"balanced": {"sensitive": 0.5}, "strict": {"sensitive": 0.1}, "possible": 0.05, "transition": 0.0}
    if given.thresholds:
        thresholds = json.loads(Path(given.thresholds).read_text(encoding="utf-8"))
    metadata = {
        "labels": ",".join(LABELS),
        "version": given.version,
        "shape_version": "1",
        "thresholds": json.dumps(thresholds),
        "windows": json.dumps({"size": WINDOW, "stride": STRIDE}),
    }
    write_gguf(model, folder, given.version, target / "tagger-f16.gguf")
    save_file({name: value.float().contiguous() for name, value in model.head.state_dict().items()},
              target / "head.safetensors", metadata)
    tokenizer.save(str(target / "tokenizer.json"), pretty=False)
    write_golden(model, tokenizer, given.version, target / "golden.json")

    total = 0
    for path in sorted(p for p in target.iterdir() if p.is_file()):
        if path.suffix in (".gguf", ".safetensors", ".json"):
            total += path.stat().st_size
            print(f'file = "{path.name}"\nbytes = {path.stat().st_size}\nsha256 = "{base.digest(path)}"\n')
    if total > LIMIT:
        raise SystemExit(f"{total} bytes: more than {LIMIT}")


if __name__ == "__main__":
    main()
