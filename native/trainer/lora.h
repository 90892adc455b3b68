#pragma once
#include <string>
#include <vector>

#include "weights.h"

/** Low-rank change of one linear layer: y += scale · B (A x). */
struct LoraPair {
    const ggml_tensor* weight;  // the frozen matrix that it changes
    std::string name;           // of that matrix in the model's file
    ggml_tensor* a;             // ne [inputs, rank]
    ggml_tensor* b;             // ne [rank, outputs]
};

/** The factors of all changed layers; empty with rank 0. Query, value, output, up and down projections are changed. */
class Lora {
public:
    /** A is random by `seed`, B is zero: at first nothing changes. */
    Lora(const Weights& weights, bool isFused, int rank, float alpha, uint32_t seed);
    ~Lora();
    Lora(const Lora&) = delete;

    const LoraPair* find(const ggml_tensor* weight) const;
    const std::vector<LoraPair>& pairs() const { return pairs_; }
    float scale() const { return rank_ == 0 ? 0 : alpha_ / static_cast<float>(rank_); }
    /** number of trained values */
    size_t size() const;
    /** All factors one after the other, as the optimizer and checkpoints hold them: A and B of each pair in order. */
    std::vector<float> values() const;
    void setValues(const std::vector<float>& values);

    /**
     * Writes the values as a GGUF adapter that llama.cpp loads.
     * @throws Refusal if the file cannot be written
     */
    void writeAdapter(const std::string& path, const std::string& architecture, const std::vector<float>& values) const;

private:
    int rank_;
    float alpha_;
    ggml_context* context_ = nullptr;
    std::vector<LoraPair> pairs_;
};
