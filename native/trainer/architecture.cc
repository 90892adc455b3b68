#include "architecture.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "refusal.h"

namespace {

constexpr ggml_type supportedTypes[] = {
    GGML_TYPE_F32, GGML_TYPE_F16, GGML_TYPE_BF16, GGML_TYPE_Q8_0, GGML_TYPE_Q5_0, GGML_TYPE_Q5_1, GGML_TYPE_Q4_0, GGML_TYPE_Q4_1,
    GGML_TYPE_Q4_K, GGML_TYPE_Q5_K, GGML_TYPE_Q6_K, GGML_TYPE_IQ4_NL
};
constexpr int gemmaSlidingPattern = 6;  // five layers with a sliding window, then one without
constexpr int gemma27bLayers = 62;      // the one size whose attention is scaled otherwise

[[noreturn]] void refuse(const GgufModel& model, const std::string& because) {
    throw Refusal("The model " + model.name() + " cannot be trained: " + because + "; choose another model.");
}

void readRope(const GgufModel& model, Architecture& a) {
    const std::string prefix = a.name + ".rope.";
    a.ropeMode = a.name == "llama" ? GGML_ROPE_TYPE_NORMAL : GGML_ROPE_TYPE_NEOX;
    a.ropeDimensions = static_cast<int>(model.integer(prefix + "dimension_count", a.headSize));
    a.ropeBase = static_cast<float>(model.number(prefix + "freq_base", 10000));
    a.ropeOriginalContext = static_cast<int>(model.integer(prefix + "scaling.original_context_length", a.contextLength));
    a.ropeAttentionFactor = static_cast<float>(model.number(prefix + "scaling.attn_factor", 1));
    const std::string scaling = model.text(prefix + "scaling.type", "linear");
    if (scaling != "none" && scaling != "linear" && scaling != "longrope")
        refuse(model, "it stretches its positions by " + scaling + ", which the trainer does not know");
    const double factor = model.number(prefix + "scaling.factor", model.number(prefix + "scale_linear", 0));
    a.ropeScale = factor == 0 || scaling == "none" ? 1.f : static_cast<float>(1 / factor);
    if (a.ropeDimensions > a.headSize || a.ropeDimensions % 2 != 0 || (a.name != "phi3" && a.ropeDimensions != a.headSize))
        refuse(model, "its rotary positions do not fit its attention heads");

    // longrope has two sets of factors; the short one holds up to the original context, and examples are kept below that
    if (model.find("rope_freqs.weight") != nullptr)
        a.ropeFactors = "rope_freqs.weight";
    else if (model.find("rope_factors_short.weight") != nullptr) {
        a.ropeFactors = "rope_factors_short.weight";
        a.contextLength = std::min(a.contextLength, a.ropeOriginalContext);
    }
    if (!a.ropeFactors.empty() && a.name != "llama" && a.name != "phi3")
        refuse(model, "it has rotary factors that its architecture does not use");
}

void readSlidingWindow(const GgufModel& model, Architecture& a) {
    a.isSliding.assign(a.layers, false);
    const std::string key = a.name + ".attention.sliding_window";
    const int window = static_cast<int>(model.integer(key, 0));
    // llama.cpp ignores phi3's window as well
    if (a.name != "gemma3" || window <= 0)
        return;
    a.slidingWindow = window;
    a.slidingRopeBase = static_cast<float>(model.number(a.name + ".rope.freq_base_swa", 10000));
    const std::vector<int64_t> pattern = model.integers(key + "_pattern");
    const int every = static_cast<int>(pattern.empty() ? model.integer(key + "_pattern", gemmaSlidingPattern) : 0);
    for (int layer = 0; layer < a.layers; layer++) {
        if (pattern.empty())
            a.isSliding[layer] = every == 0 || layer % every < every - 1;
        else
            a.isSliding[layer] = layer < static_cast<int>(pattern.size()) && pattern[layer] != 0;
    }
}

}  // namespace

Architecture readArchitecture(const GgufModel& model) {
    Architecture a;
    a.name = model.text("general.architecture");
    if (a.name != "llama" && a.name != "qwen2" && a.name != "qwen3" && a.name != "gemma3" && a.name != "phi3")
        refuse(model, "the architecture " + a.name + " is not one of llama, qwen2, qwen3, gemma3 and phi3");
    const auto key = [&](const char* name) { return a.name + "." + name; };
    a.embedding = static_cast<int>(model.integer(key("embedding_length")));
    a.layers = static_cast<int>(model.integer(key("block_count")));
    a.heads = static_cast<int>(model.integer(key("attention.head_count")));
    a.kvHeads = static_cast<int>(model.integer(key("attention.head_count_kv"), a.heads));
    a.feedForward = static_cast<int>(model.integer(key("feed_forward_length")));
    a.contextLength = static_cast<int>(model.integer(key("context_length")));
    if (a.embedding <= 0 || a.layers <= 0 || a.heads <= 0 || a.kvHeads <= 0 || a.heads % a.kvHeads != 0 || a.feedForward <= 0)
        refuse(model, "its header gives a shape that no model has");
    a.headSize = static_cast<int>(model.integer(key("attention.key_length"), a.embedding / a.heads));
    if (model.integer(key("attention.value_length"), a.headSize) != a.headSize || a.headSize <= 0)
        refuse(model, "its keys and values are of different sizes");
    a.normEpsilon = static_cast<float>(model.number(key("attention.layer_norm_rms_epsilon"), 1e-5));
    a.vocabulary = static_cast<int>(model.tensor("token_embd.weight").rows);

    if (model.integer(key("expert_count"), 0) > 0)
        refuse(model, "it is a mixture of experts");
    if (model.number(key("attention.clamp_kqv"), 0) > 0)
        refuse(model, "it clamps its attention");
    if (model.number(key("final_logit_softcapping"), 0) > 0)
        refuse(model, "it caps its logits");
    if (model.find("output.bias") != nullptr)
        refuse(model, "its output has a bias");
    if (model.tensor("token_embd.weight").columns != a.embedding)
        refuse(model, "its embeddings do not have the size that its header says");

    readRope(model, a);
    readSlidingWindow(model, a);
    a.isFused = a.name == "phi3" && model.find("blk.0.attn_qkv.weight") != nullptr;
    a.hasQkNorms = a.name == "qwen3" || a.name == "gemma3";
    a.hasPostNorms = a.usesGelu = a.name == "gemma3";
    a.attentionScale = 1 / std::sqrt(static_cast<float>(a.headSize));
    if (a.name == "gemma3") {
        a.inputScale = std::sqrt(static_cast<float>(a.embedding));
        if (a.layers == gemma27bLayers)
            a.attentionScale = 1 / std::sqrt(static_cast<float>(a.embedding / a.heads));
    } else if (a.name == "llama") {
        const double scale = model.number("llama.attention.scale", 0);
        if (scale != 0)
            a.attentionScale = static_cast<float>(scale);
    }
    return a;
}

void checkTensorType(const GgufModel& model, const StoredTensor& tensor) {
    if (std::find(std::begin(supportedTypes), std::end(supportedTypes), tensor.type) == std::end(supportedTypes))
        refuse(model, "its tensor " + tensor.name + " is stored as " + ggml_type_name(tensor.type)
            + ", which is not supported for training");
}
