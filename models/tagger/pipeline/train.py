"""Trains the tagger within a number of minutes.

  python -m pipeline.train --data ../../../shared/data --synthetic out/synthetic.jsonl --minutes 90 --out out/run

A run that is interrupted goes on from its last checkpoint when it is started again with the same arguments. Rates fall with the
share of the minutes used, so that a slower machine trains less, not worse in shape.
"""

import argparse
import os
import random
import signal
import time
from pathlib import Path

os.environ.setdefault("GOMP_SPINCOUNT", "0")  # before torch: on a busy machine, threads that wait in a loop cost half the speed

import numpy as np
import torch

from . import base
from .batches import Stream
from .encode import load_tokenizer
from .labels import IGNORE, INDEX, LABELS, SENSITIVE
from .model import Tagger, load_weights, save_weights
from .split import split

ENTITY, DIRECT, SURE = 4.0, 1.5, 2.0  # weights of the loss: labels over O, direct kinds over other kinds, sensitive over not
WARM_UP = 0.08


def losses(logits, label, sensitive, weights):
    kinds = torch.nn.functional.cross_entropy(
        logits[..., :SENSITIVE].reshape(-1, len(LABELS)), label.reshape(-1), weight=weights, ignore_index=IGNORE)
    known = sensitive != IGNORE
    target = sensitive[known].float()
    each = torch.nn.functional.binary_cross_entropy_with_logits(logits[..., SENSITIVE][known], target, reduction="none")
    scale = 1 + (SURE - 1) * target
    return kinds + (each * scale).sum() / scale.sum().clamp(min=1)


def rate(progress):
    """Share of the peak learning rate: a short rise, then a straight fall."""
    return progress / WARM_UP if progress < WARM_UP else max(0.0, (1 - progress) / (1 - WARM_UP))


class Average:
    """Running average of the weights; young averages forget faster."""

    def __init__(self, model, decay=0.999):
        self.decay, self.steps = decay, 0
        self.state = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in model.named_parameters():
            if value.requires_grad:
                self.state[name].lerp_(value, 1 - keep)


def groups(model, lr, head_lr):
    plain, decayed = [], []
    for name, parameter in model.bert.named_parameters():
        if parameter.requires_grad:
            (decayed if parameter.ndim > 1 else plain).append(parameter)
    return [
        {"params": decayed, "lr": lr, "peak": lr, "weight_decay": 0.01},
        {"params": plain, "lr": lr, "peak": lr, "weight_decay": 0.0},
        {"params": list(model.head.parameters()), "lr": head_lr, "peak": head_lr, "weight_decay": 0.01},
    ]


def arguments():
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--data", required=True)
    given.add_argument("--synthetic", help="JSON lines of pipeline-made documents")
    given.add_argument("--out", required=True)
    given.add_argument("--start", help="weights to start from instead of the base")
    given.add_argument("--minutes", type=float, default=90)
    given.add_argument("--seed", type=int, default=7)
    given.add_argument("--lr", type=float, default=2e-4)
    given.add_argument("--head-lr", type=float, default=1e-3)
    given.add_argument("--tokens", type=int, default=3072, help="word pieces in a batch")
    given.add_argument("--window", type=int, default=224)
    given.add_argument("--threads", type=int, default=2)
    return given.parse_args()


def train(given):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    np.random.seed(given.seed)
    random.seed(given.seed)
    out = Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = out / "checkpoint.pt"

    folder = base.fetch()
    model = Tagger(folder)
    if given.start:
        load_weights(model, given.start)
    for parameter in model.bert.embeddings.parameters():
        parameter.requires_grad_(False)
    model.to(device)
    optimizer = torch.optim.AdamW(groups(model, given.lr, given.head_lr), betas=(0.9, 0.98), fused=True)
    average, spent, step, seen = Average(model), 0.0, 0, 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.state, average.steps = saved["ema"], saved["step"]
        spent, step, seen = saved["spent"], saved["step"], saved["seen"]
        print(f"going on from step {step}, {spent / 60:.1f} minutes", flush=True)

    parts = split(given.data, given.synthetic)
    print({name: len(documents) for name, documents in parts.items()}, flush=True)
    stream = Stream(parts["train"], load_tokenizer(folder / "tokenizer.json"), given.seed * 1000 + step, given.window)
    batches = stream.batches(given.tokens)
    weights = torch.full((len(LABELS),), ENTITY)
    weights[INDEX["O"]] = 1.0
    for name in ("PERSON", "ADDRESS", "CODE"):
        weights[INDEX[name]] *= DIRECT
    weights = weights.to(device)

    def save():
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "ema": average.state,
                    "spent": spent, "step": step, "seen": seen}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").replace(checkpoint)

    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    model.train()
    budget, began, saved_at, running = given.minutes * 60, time.monotonic() - spent, spent, []
    while spent < budget:
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(spent / budget)
        ids, mask, shapes, label, sensitive = (t.to(device) for t in next(batches))
        with torch.autocast(device.type, dtype=torch.bfloat16):
            logits = model(ids, mask, shapes)
        loss = losses(logits.float(), label, sensitive, weights)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        step += 1
        seen += int(mask.sum())
        running.append(float(loss.detach()))
        spent = time.monotonic() - began
        if step % 25 == 0:
            print(f"step {step}  {spent / 60:.1f} min  {seen / spent:.0f} tokens/s  loss {np.mean(running):.4f}", flush=True)
            running = []
        if stopping or spent - saved_at > 180:
            save()
            saved_at = spent
        if stopping:
            return
    save_weights(average.state, out / "final.pt")
    total = sum(stream.drawn.values())
    print(f"{step} steps, {seen} tokens; shares", {n: round(c / total, 3) for n, c in stream.drawn.items()}, flush=True)


if __name__ == "__main__":
    train(arguments())
