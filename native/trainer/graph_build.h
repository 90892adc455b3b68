#pragma once
#include "graph.h"

/** What the output head of one chunk of targets reads and writes; the head runs inside the graph. */
struct HeadChunk {
    int first = 0, count = 0;
    const Pack* pack = nullptr;
    std::vector<float>* nll = nullptr;
};

/** Everything of one pass: the graph, its inputs, and where its results are. */
struct Runner::Graph {
    Graph(const Architecture& architecture, const Weights& weights, const Lora& lora, int positions, int targets,
        const PassOptions& options);
    ~Graph();
    Graph(const Graph&) = delete;

    ggml_context* context;
    ggml_cgraph* cgraph = nullptr;  // what is computed
    ggml_tensor *input, *positions, *mask, *slidingMask = nullptr, *targetRows;
    ggml_tensor* lossGradient = nullptr;
    ggml_tensor* inputGradient = nullptr;
    std::vector<ggml_tensor*> loraGradients;  // A and B of each pair
    std::vector<ggml_tensor*> logits;         // one for each chunk, if asked for
    std::vector<std::unique_ptr<HeadChunk>> chunks;

private:
    ggml_tensor* norm(ggml_tensor* x, ggml_tensor* weight) const;
    ggml_tensor* apply(const Linear& linear, ggml_tensor* x);
    ggml_tensor* attention(const Layer& layer, bool isSliding, ggml_tensor* x);
    ggml_tensor* feedForward(const Layer& layer, ggml_tensor* x);
    void head(ggml_tensor* hidden, int targets, const PassOptions& options, ggml_tensor* hiddenGradient);
    void differentiate(ggml_cgraph* forward);

    const Architecture& a_;
    const Weights& weights_;
    const Lora& lora_;
    const int length_;
    std::vector<ggml_tensor*> loraProducts_;  // B (A x), to be put on faster kernels
    std::vector<ggml_tensor*> headOutputs_;
    size_t capacity_;
};

/**
 * Replaces operations of a differentiated graph by faster kernels, in place: `out_prod` becomes `mul_mat` (with the transposed weight if
 * there is one), products with LoRA factors of few columns become `out_prod`, and SwiGLU becomes GeGLU where the model has that, which ggml
 * cannot differentiate.
 */
void rewriteProducts(ggml_context* context, ggml_cgraph* graph, const Weights& weights, const std::vector<ggml_tensor*>& loraProducts);
void rewriteSiluAsGelu(ggml_context* context, ggml_cgraph* graph);
