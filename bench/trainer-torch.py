"""The trainer's work in PyTorch: gradients of a frozen llama to its input, bf16, logits at targets only. JSON on standard input and output.

Weights are random: only the time counts. Needs torch and transformers.
"""

import json
import os
import sys
import time

import torch
import torch.nn.functional as F
from transformers import LlamaConfig, LlamaForCausalLM

os.nice(10)  # the priority that the trainer gives itself, so that other load on the machine slows both equally
job = json.load(sys.stdin)
torch.set_num_threads(job["threads"])
config = LlamaConfig(
    hidden_size=job["embedding"],
    num_hidden_layers=job["layers"],
    num_attention_heads=job["heads"],
    num_key_value_heads=job["kvHeads"],
    intermediate_size=job["feedForward"],
    vocab_size=job["vocabulary"],
    tie_word_embeddings=True,
    attn_implementation="sdpa",
)
model = LlamaForCausalLM(config).bfloat16().requires_grad_(False)


def step(length, targets):
    x = torch.randn(1, length, job["embedding"], dtype=torch.bfloat16, requires_grad=True)
    hidden = model.model(inputs_embeds=x).last_hidden_state[0, -targets:]
    F.cross_entropy(model.lm_head(hidden).float(), torch.zeros(targets, dtype=torch.long), reduction="sum").backward()
    return x.grad


step(*job["examples"][0])
cpu, wall, tokens = time.process_time(), time.time(), 0
for length, targets in job["examples"]:
    step(length, targets)
    tokens += length
print(json.dumps({"tokensPerCpuSecond": tokens / (time.process_time() - cpu), "tokensPerSecond": tokens / (time.time() - wall)}))
