#pragma once
#include <atomic>
#include <functional>
#include <map>
#include <memory>

#include "graph.h"
#include "packing.h"
#include "request.h"
#include "training_state.h"

/** A request with its model: validated, with its memory computed before it is allocated. */
class Trainer {
public:
    /** @throws Refusal if the request does not fit the model, or does not fit into memory */
    Trainer(const Request& request, const std::atomic<bool>& cancelled);

    /** Runs the request, with messages on standard output. */
    void run();

private:
    struct Sums { double loss = 0, weight = 0; std::vector<float> gradient; bool wasAborted = false; };

    void check() const;
    void estimate();
    void load();
    void evaluate();
    void gradient();
    void train();
    bool test(TrainingState& state);
    void saveCheckpoint(const TrainingState& state);
    void finish(const TrainingState& state, const std::string& reason);

    std::vector<int> stepExamples(int step) const;
    int stepsPerEpoch() const;
    int steps() const { return stepsPerEpoch() * request_.epochs; }
    int testInterval() const { return request_.evaluateEvery > 0 ? request_.evaluateEvery : stepsPerEpoch(); }
    /** Input rows of a pack, shape (positions, embedding), with the vectors of `values`. */
    std::vector<float> rowsOf(const Pack& pack, const float* vectors) const;
    /**
     * Runs the packs on all threads. `each` is called with every result, one at a time.
     * @returns false if cancelled
     */
    bool runPacks(const std::vector<Pack>& packs, const float* vectors, const PassOptions& options,
                  const std::function<void(const Pack&, const PassResult&)>& each);
    Sums pass(const std::vector<Pack>& packs, const std::vector<float>& values, bool wantsGradient);

    const Request& request_;
    const std::atomic<bool>& cancelled_;
    GgufModel model_;
    Architecture architecture_;
    WeightFormat format_;
    std::unique_ptr<Weights> weights_;
    std::unique_ptr<Lora> lora_;
    std::vector<std::unique_ptr<Runner>> runners_;
    std::vector<int> training_, heldOut_;
    /** rows of the embedding matrix for the tokens that the examples have, as the file stores them */
    std::map<int32_t, std::vector<uint8_t>> tokenRows_;
    size_t memory_ = 0;
    /** in the training steps of this run, without loading and tests */
    struct { double tokens = 0, cpu = 0, wall = 0; } spent_;
};
