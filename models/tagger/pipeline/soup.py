"""Averages the weights of several runs from one base: python -m pipeline.soup --to out/soup.pt out/a/final.pt out/b/final.pt"""

import argparse

import torch

from .model import save_weights


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("weights", nargs="+")
    arguments.add_argument("--to", required=True)
    given = arguments.parse_args()
    states = [torch.load(path, map_location="cpu", weights_only=True) for path in given.weights]
    save_weights({
        name: torch.stack([s[name].float() for s in states]).mean(dim=0) if value.is_floating_point() else value
        for name, value in states[0].items()
    }, given.to)


if __name__ == "__main__":
    main()
