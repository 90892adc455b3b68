// Feeds vectors into a context where token ids would otherwise go: llama_decode with llama_batch.embd.
#pragma once

#include <napi.h>

#include "handshake.h"

struct Injection {
    llama_seq_id sequence;
    llama_pos position;          // of the first vector; has to be the sequence's next free one
    std::vector<float> vectors;  // (n, inputSize), row-major
    bool wantsOutput;            // logits after the last vector
};

/**
 * Runs the injection off the main thread. The promise resolves to the index of the last vector in its batch, which is where
 * node-llama-cpp's sampler finds its logits. If it fails the sequence is unchanged.
 */
Napi::Promise inject(Napi::Env env, AddonContext* context, Injection injection);
