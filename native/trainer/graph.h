#pragma once
#include <memory>
#include <vector>

#include "architecture.h"
#include "ggml-alloc.h"
#include "ggml-backend.h"
#include "lora.h"
#include "weights.h"

/** Examples that are evaluated together: concatenated in one row of positions, masked from each other. */
struct Pack {
    struct Piece { int example; int start; int length; };
    /** One predicted token: the logits at `position` should favour `token`. */
    struct Target { int position; int32_t token; float weight; int example; };

    std::vector<Piece> pieces;
    std::vector<int32_t> ids;  // token ids; -1 - k stands for vector k
    std::vector<Target> targets;
};

/** Results of one pass; gradients are of Σ weight · nll. */
struct PassResult {
    bool wasAborted = false;
    std::vector<float> nll;              // nats, one for each target, not weighted
    std::vector<float> vectorGradient;   // (vectors, embedding); empty without gradient
    std::vector<float> loraGradient;     // as Lora::values; empty without gradient or LoRA
    std::vector<float> logits;           // (targets, vocabulary) if asked for
};

struct PassOptions {
    bool wantsGradient = false;
    bool wantsLogits = false;
};

/**
 * Evaluates packs on one thread, without a KV cache. Each worker thread has its own: the weights are shared and only read, so that threads
 * never wait for each other inside a pass.
 */
class Runner {
public:
    Runner(const Architecture& architecture, const Weights& weights, const Lora& lora, ggml_abort_callback abort, void* abortData);
    ~Runner();
    Runner(const Runner&) = delete;

    /**
     * @param rows input for each position, shape (pack.ids.size(), embedding)
     * @param vectorCount number of trained vectors, shape of the gradient
     */
    PassResult run(const Pack& pack, const std::vector<float>& rows, int vectorCount, const PassOptions& options);

    /** bytes that a pass over this many positions and targets takes besides the weights; nothing is allocated */
    size_t measure(int positions, int targets, bool wantsGradient);

private:
    struct Graph;
    std::unique_ptr<Graph> build(int positions, int targets, const PassOptions& options) const;

    const Architecture& architecture_;
    const Weights& weights_;
    const Lora& lora_;
    ggml_backend_t backend_;
    ggml_gallocr_t allocator_;
};

/** Chooses the matrix format that is fastest on this machine, by a measurement of some milliseconds. */
WeightFormat fastestFormat();
