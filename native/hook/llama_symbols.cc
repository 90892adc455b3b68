#include "llama_symbols.h"

#include <memory>
#include <mutex>
#include <stdexcept>

static std::mutex binding;
static std::unique_ptr<const LlamaSymbols> bound;

/** Fills in one function pointer, or adds its name to the list of what is missing. */
template <typename Function>
static void take(const Module& addon, Function& function, const char* name, std::string& missing) {
    function = reinterpret_cast<Function>(findFunction(addon, name));
    if (function == nullptr)
        missing += std::string(" ") + name;
}

static bool isNodeLlamaCppAddon(const Module& module) {
    static const std::string fileName = "llama-addon.node";
    return module.path.size() >= fileName.size() &&
        module.path.compare(module.path.size() - fileName.size(), fileName.size(), fileName) == 0;
}

void bindLlamaSymbols(const void* vtable) {
    const Module addon = moduleContaining(vtable);
    if (!isNodeLlamaCppAddon(addon))
        throw std::runtime_error("the object does not belong to node-llama-cpp's addon");

    std::lock_guard lock(binding);
    if (bound && bound->addon.base == addon.base)
        return;
    if (bound)
        throw std::runtime_error("the hook already serves " + bound->addon.path + " and cannot serve " + addon.path
            + " in the same process");

    LlamaSymbols found{};
    found.addon = addon;
    std::string missing;
    take(addon, found.decode, "llama_decode", missing);
    take(addon, found.synchronize, "llama_synchronize", missing);
    take(addon, found.getModel, "llama_get_model", missing);
    take(addon, found.getMemory, "llama_get_memory", missing);
    take(addon, found.lastPosition, "llama_memory_seq_pos_max", missing);
    take(addon, found.removePositions, "llama_memory_seq_rm", missing);
    take(addon, found.batchSize, "llama_n_batch", missing);
    take(addon, found.microBatchSize, "llama_n_ubatch", missing);
    take(addon, found.contextSize, "llama_n_ctx_seq", missing);
    take(addon, found.sequenceCount, "llama_n_seq_max", missing);
    take(addon, found.inputSize, "llama_model_n_embd_inp", missing);
    take(addon, found.ropeType, "llama_model_rope_type", missing);
    take(addon, found.typeTraits, "ggml_get_type_traits", missing);
    take(addon, found.rowSize, "ggml_row_size", missing);
    if (!missing.empty())
        throw std::runtime_error(addon.path + " lacks:" + missing);
    bound = std::make_unique<const LlamaSymbols>(found);
}

const LlamaSymbols& llama() {
    std::lock_guard lock(binding);
    if (!bound)
        throw std::logic_error("the hook is not bound to a llama.cpp yet");
    return *bound;
}
