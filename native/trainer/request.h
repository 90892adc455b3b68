#pragma once
#include <cstdint>
#include <string>
#include <vector>

/** One text to learn from or to test on. Position i is asked to predict targets[i]. */
struct Example {
    std::vector<int32_t> ids;      // token ids; -1 - k stands for vector k
    std::vector<int32_t> targets;  // token ids; -1: nothing to predict here
    float weight = 1;
    bool isHeldOut = false;

    int targetCount() const;
};

/** A request of the host. It is a GGUF in memory, so that this program needs no parser of its own; see native/README.md. */
struct Request {
    std::string task;  // train, evaluate, gradient, estimate
    std::string modelPath;
    std::string weights = "auto";
    std::string checkpointPath;  // empty: none is kept
    std::string adapterPath;     // where a LoRA is written
    int threads = 1;
    int64_t memoryLimit = 0;     // bytes; 0: not checked
    bool wantsLogits = false;

    int loraRank = 0;
    float loraAlpha = 0;
    uint32_t seed = 1;
    int epochs = 1, batch = 4, warmup = 10, patience = 0;
    /** steps between tests on held-out examples; 0: once an epoch */
    int evaluateEvery = 0;
    int packTokens = 128;
    float learningRate = 0, loraLearningRate = 0, weightDecay = 0, clip = 1, checkpointSeconds = 30;

    std::vector<Example> examples;
    /** Start of the vectors, shape (sets, vectorCount, embedding); more than one set only for `evaluate`. */
    std::vector<float> vectors;
    int sets = 0, vectorCount = 0, embedding = 0;
};

/** @throws Refusal if the bytes are no request */
Request parseRequest(const std::vector<uint8_t>& bytes);

/** FNV-1a of the bytes: identifies the request that a checkpoint belongs to. */
uint64_t hashOf(const void* bytes, size_t size, uint64_t start = 14695981039346656037ULL);
/** Of everything that affects the result; not of threads, memory or paths of outputs. */
uint64_t hashOf(const Request& request);
