"""The tokenizer that Idiolect Nano and the style encoder share: byte-level BPE over text with case marks."""

import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

import case_marks

VOCABULARY = 12288
CONTROL = ["<pad>", "<s>", "</s>", "<|headline|>", "<|subject|>", "<|email|>", "<|reply|>", "<|continue|>", "<|text|>", "<|title|>",
           "<|notes|>", "<|answers|>", "<|to|>", "<|example|>", "<|draft|>"] + [f"<|reserved{i}|>" for i in range(8)]
PAD, BOS, EOS = 0, 1, 2
ID = {name: i for i, name in enumerate(CONTROL)}
KINDS = ["email", "reply", "subject", "headline", "continue"]
KIND_TOKEN = [ID[f"<|{k}|>"] for k in KINDS]


def train(texts, path: str) -> Tokenizer:
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator((case_marks.field(t) for t in texts), trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=CONTROL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tok.save(path)
    return tok


if __name__ == "__main__":
    import corpus
    sample = corpus.tokenizer_sample(sys.argv[1])
    tok = train(sample, sys.argv[2])
    s = "".join(case_marks.field(t) + "\n" for t in sample[:500])
    print("vocabulary", tok.get_vocab_size(), "characters a piece", len(s) / len(tok.encode(s).ids))
