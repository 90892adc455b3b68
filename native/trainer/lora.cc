#include "lora.h"

#include <cmath>
#include <cstring>
#include <random>

#include "platform.h"
#include "refusal.h"

Lora::Lora(const Weights& weights, bool isFused, int rank, float alpha, uint32_t seed) : rank_(rank), alpha_(alpha) {
    if (rank == 0)
        return;
    std::vector<const Linear*> changed;
    for (const Layer& layer : weights.layers) {
        changed.insert(changed.end(), {&layer.attentionOutput, &layer.down});
        // parts of one matrix in the file have no adapter of their own
        if (!isFused)
            changed.insert(changed.end(), {&layer.query, &layer.value, &layer.up});
    }
    size_t bytes = 0;
    for (const Linear* linear : changed)
        bytes += (linear->weight->ne[0] + linear->weight->ne[1]) * rank * sizeof(float) + 2 * (ggml_tensor_overhead() + GGML_MEM_ALIGN);
    context_ = ggml_init({bytes, nullptr, /*no_alloc*/ false});
    std::mt19937 random(seed);
    for (const Linear* linear : changed) {
        const int64_t inputs = linear->weight->ne[0], outputs = linear->weight->ne[1];
        LoraPair pair{linear->weight, linear->name, ggml_new_tensor_2d(context_, GGML_TYPE_F32, inputs, rank),
                      ggml_new_tensor_2d(context_, GGML_TYPE_F32, rank, outputs)};
        std::normal_distribution<float> normal(0, 1 / std::sqrt(static_cast<float>(inputs)));
        for (int64_t i = 0; i < ggml_nelements(pair.a); i++)
            static_cast<float*>(pair.a->data)[i] = normal(random);
        std::memset(pair.b->data, 0, ggml_nbytes(pair.b));
        for (ggml_tensor* factor : {pair.a, pair.b}) {
            ggml_set_name(factor, "factor");
            ggml_set_param(factor);
        }
        pairs_.push_back(pair);
    }
}

Lora::~Lora() {
    if (context_ != nullptr)
        ggml_free(context_);
}

const LoraPair* Lora::find(const ggml_tensor* weight) const {
    for (const LoraPair& pair : pairs_)
        if (pair.weight == weight)
            return &pair;
    return nullptr;
}

size_t Lora::size() const {
    size_t sum = 0;
    for (const LoraPair& pair : pairs_)
        sum += ggml_nelements(pair.a) + ggml_nelements(pair.b);
    return sum;
}

std::vector<float> Lora::values() const {
    std::vector<float> all;
    all.reserve(size());
    for (const LoraPair& pair : pairs_)
        for (const ggml_tensor* factor : {pair.a, pair.b}) {
            const float* data = static_cast<const float*>(factor->data);
            all.insert(all.end(), data, data + ggml_nelements(factor));
        }
    return all;
}

void Lora::setValues(const std::vector<float>& values) {
    const float* next = values.data();
    for (const LoraPair& pair : pairs_)
        for (ggml_tensor* factor : {pair.a, pair.b}) {
            std::memcpy(factor->data, next, ggml_nbytes(factor));
            next += ggml_nelements(factor);
        }
}

void Lora::writeAdapter(const std::string& path, const std::string& architecture, const std::vector<float>& values) const {
    gguf_context* gguf = gguf_init_empty();
    gguf_set_val_str(gguf, "general.type", "adapter");
    gguf_set_val_str(gguf, "general.architecture", architecture.c_str());
    gguf_set_val_str(gguf, "adapter.type", "lora");
    gguf_set_val_f32(gguf, "adapter.lora.alpha", alpha_);
    ggml_context* context = ggml_init({ggml_tensor_overhead() * pairs_.size() * 2, nullptr, /*no_alloc*/ true});
    // gguf only reads the data
    float* next = const_cast<float*>(values.data());
    for (const LoraPair& pair : pairs_)
        for (const ggml_tensor* factor : {pair.a, pair.b}) {
            ggml_tensor* stored = ggml_new_tensor_2d(context, GGML_TYPE_F32, factor->ne[0], factor->ne[1]);
            ggml_set_name(stored, (pair.name + (factor == pair.a ? ".lora_a" : ".lora_b")).c_str());
            stored->data = next;
            next += ggml_nelements(factor);
            gguf_add_tensor(gguf, stored);
        }
    const std::string unfinished = path + ".unfinished";
    FILE* file = openFile(unfinished, "wb");
    const bool isWritten = file != nullptr && gguf_write_to_file_ptr(gguf, file, /*only_meta*/ false);
    gguf_free(gguf);
    ggml_free(context);
    if (file == nullptr || !syncAndReplace(file, unfinished, path) || !isWritten) {
        removeFile(unfinished);
        throw Refusal("The adapter " + path + " could not be written; free some disk space or choose another folder.");
    }
}
