// The functions of llama.cpp and ggml that the hook calls, taken from the library that node-llama-cpp has loaded. The hook links
// nothing of llama.cpp, so there is never a second copy in the process, and one build serves the CPU, Vulkan, CUDA and Metal variants.
#pragma once

#include "platform.h"

#include "ggml.h"
#include "llama.h"

struct LlamaSymbols {
    Module addon;  // node-llama-cpp's llama-addon.node, through which the functions were found

    decltype(&::llama_decode) decode;
    decltype(&::llama_synchronize) synchronize;
    decltype(&::llama_get_model) getModel;
    decltype(&::llama_get_memory) getMemory;
    decltype(&::llama_memory_seq_pos_max) lastPosition;
    decltype(&::llama_memory_seq_rm) removePositions;
    decltype(&::llama_n_batch) batchSize;
    decltype(&::llama_n_ubatch) microBatchSize;
    decltype(&::llama_n_ctx_seq) contextSize;
    decltype(&::llama_n_seq_max) sequenceCount;
    decltype(&::llama_model_n_embd_inp) inputSize;
    decltype(&::llama_model_rope_type) ropeType;
    decltype(&::ggml_get_type_traits) typeTraits;
    decltype(&::ggml_row_size) rowSize;
};

/**
 * Finds the functions in the module that holds `vtable`, which has to be node-llama-cpp's addon.
 * Throws std::runtime_error otherwise, or with the names of the functions that are missing.
 */
void bindLlamaSymbols(const void* vtable);

/** What bindLlamaSymbols found. Throws std::logic_error before that. */
const LlamaSymbols& llama();
