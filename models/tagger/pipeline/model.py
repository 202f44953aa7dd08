"""The encoder (BERT, 6 layers, 384 wide) and the head that the app runs itself."""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import BertConfig, BertModel

from .labels import HEAD, HIDDEN, OUTPUTS, SHAPES


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(HIDDEN + SHAPES, HEAD)
        self.out = nn.Linear(HEAD, OUTPUTS)

    def forward(self, x):
        return self.out(nn.functional.gelu(self.hidden(x)))


class Tagger(nn.Module):
    def __init__(self, folder, dropout=0.1):
        super().__init__()
        # Dropout before the head only: inside the encoder it would rule out the fused attention and half the speed.
        config = BertConfig.from_pretrained(
            folder, attn_implementation="sdpa", hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.bert = BertModel(config, add_pooling_layer=False)
        state = load_file(Path(folder) / "model.safetensors")
        self.bert.load_state_dict({n: v for n, v in state.items() if not n.startswith("pooler.") and not n.endswith("position_ids")})
        self.dropout = nn.Dropout(dropout)
        self.head = Head()

    def forward(self, ids, mask, shapes):
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.head(torch.cat([self.dropout(hidden), shapes.to(hidden.dtype)], dim=-1))


def load_weights(model, path):
    """Reads weights written by `save_weights`, or the ones inside a checkpoint."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict(state["ema"] if "ema" in state else state)
    return model


def save_weights(state, path):
    torch.save({name: value.detach().cpu() for name, value in state.items()}, path)
