"""The reference of what the app computes: windows, logits, and how windows are joined to one answer per piece."""

from dataclasses import dataclass

import numpy as np
import torch

from .encode import encode, windows
from .labels import SENSITIVE, STRIDE, WINDOW

CLS, SEP, PAD = 101, 102, 0


@dataclass
class Joined:
    sensitive: np.ndarray  # P(sensitive) of each piece: the maximum over its windows
    label: np.ndarray      # pieces x 10: P(label) in the window in which the piece is most central


def window_logits(model, encoded, cut, batch=16):
    """The logits [pieces, 11] of each window of `cut`, without [CLS] and [SEP]."""
    device = next(model.parameters()).device
    out = [None] * len(cut)
    order = sorted(range(len(cut)), key=lambda i: cut[i][1] - cut[i][0])
    with torch.inference_mode():
        for at in range(0, len(order), batch):
            group = order[at:at + batch]
            longest = max(cut[i][1] - cut[i][0] for i in group) + 2
            ids = torch.full((len(group), longest), PAD)
            mask = torch.zeros((len(group), longest), dtype=torch.long)
            shapes = torch.zeros((len(group), longest, encoded.shapes.shape[1]))
            for row, i in enumerate(group):
                begin, end = cut[i]
                n = end - begin
                ids[row, :n + 2] = torch.tensor([CLS, *encoded.ids[begin:end], SEP])
                mask[row, :n + 2] = 1
                shapes[row, 1:n + 1] = torch.from_numpy(encoded.shapes[begin:end].astype(np.float32))
            logits = model(ids.to(device), mask.to(device), shapes.to(device)).float().cpu().numpy()
            for row, i in enumerate(group):
                out[i] = logits[row, 1:cut[i][1] - cut[i][0] + 1]
    return out


def join(count, cut, logits):
    """One answer per piece out of overlapping windows; of equally central windows the first names the label."""
    sensitive = np.zeros(count, dtype=np.float32)
    label = np.zeros((count, SENSITIVE), dtype=np.float32)
    central = np.full(count, -1)
    for (begin, end), rows in zip(cut, logits):
        p = 1 / (1 + np.exp(-rows[:, SENSITIVE]))
        sensitive[begin:end] = np.maximum(sensitive[begin:end], p)
        exp = np.exp(rows[:, :SENSITIVE] - rows[:, :SENSITIVE].max(axis=1, keepdims=True))
        here = np.minimum(np.arange(end - begin), np.arange(end - begin)[::-1])
        better = np.flatnonzero(here > central[begin:end])
        label[begin + better] = (exp / exp.sum(axis=1, keepdims=True))[better]
        central[begin + better] = here[better]
    return Joined(sensitive, label)


def read(model, tokenizer, text, size=WINDOW, stride=STRIDE):
    """Encodes a text and runs the model over it: (Encoded, windows, logits of each, Joined)."""
    encoded = encode(tokenizer, text)
    cut = windows(encoded, size, stride)
    logits = window_logits(model, encoded, cut)
    return encoded, cut, logits, join(len(encoded.ids), cut, logits)
