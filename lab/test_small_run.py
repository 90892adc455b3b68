"""The whole training, end to end, on a corpus that the test makes."""

import json
import lzma
import random
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
WORDS = "meeting budget garden report train Monday coffee review draft water people paper Anna Tom invoice ticket server house".split()


def made_collection(path: Path, authors: int, texts: int, seed: int) -> None:
    rng = random.Random(seed)
    with lzma.open(path, "wt") as f:
        for a in range(authors):
            shout = a % 2 == 0
            for t in range(texts):
                title = " ".join(rng.choices(WORDS, k=4))
                text = ". ".join(f"We talk about the {' '.join(rng.choices(WORDS, k=5))}" for _ in range(6))
                if shout:
                    title, text = title.upper(), text.replace(". ", "! ")
                f.write(json.dumps({"author": f"author {a}", "date": f"20{10 + t % 10}-01-0{1 + t % 9}", "title": title, "text": text + "."}) + "\n")


def test_small_run(tmp_path):
    for name, seed in (("digitalgov", 1), ("aeslc", 2)):
        made_collection(tmp_path / f"{name}.jsonl.xz", 14, 12, seed)
    held_out = {name: [sha256(f"{name}/author {a}".encode()).hexdigest()[:16] for a in range(4)] for name in ("digitalgov", "aeslc")}
    (tmp_path / "validation_authors.json").write_text(json.dumps(held_out))
    run = [sys.executable, str(HERE / "train.py"), "--data", str(tmp_path), "--work", str(tmp_path / "work"), "--plan", "test"]
    subprocess.run(run, check=True, timeout=900)
    report = json.loads((tmp_path / "work" / "report.json").read_text())
    assert report["validation"] < report["stage1_validation"] + 0.5
    assert abs(report["validation_q8_0"] - report["validation"]) < 0.05
    assert set(report["final"]) == {"own", "shuffled", "instruction", "none", "average"}
    subprocess.run([sys.executable, str(HERE / "export.py"), str(tmp_path / "work"), str(tmp_path / "out")], check=True, timeout=300)
    assert (tmp_path / "out" / "models" / "idiolect-nano.gguf").read_bytes()[:4] == b"GGUF"
    assert (tmp_path / "out" / "plug" / "idiolect-nano.safetensors").stat().st_size > 1000
    # a second run finds everything there and makes nothing again
    before = (tmp_path / "work" / "nano.npz").stat().st_mtime_ns
    subprocess.run(run, check=True, timeout=300)
    assert (tmp_path / "work" / "nano.npz").stat().st_mtime_ns == before
