#include "request.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "ggml.h"
#include "gguf.h"
#include "refusal.h"

namespace {

[[noreturn]] void malformed(const std::string& what) {
    throw Refusal("The trainer was asked for something that it does not understand (" + what + "); report this.");
}

class Reader {
public:
    explicit Reader(const std::vector<uint8_t>& bytes) {
        gguf_ = gguf_init_from_buffer(bytes.data(), bytes.size(), {/*no_alloc*/ false, &tensors_});
        if (gguf_ == nullptr)
            malformed("no GGUF");
    }
    ~Reader() {
        gguf_free(gguf_);
        ggml_free(tensors_);
    }
    Reader(const Reader&) = delete;

    void read(const char* key, std::string& into) const {
        if (const int64_t id = find(key, GGUF_TYPE_STRING); id >= 0) into = gguf_get_val_str(gguf_, id);
    }
    void read(const char* key, float& into) const {
        if (const int64_t id = find(key, GGUF_TYPE_FLOAT32); id >= 0)
            into = gguf_get_val_f32(gguf_, id);
        if (!std::isfinite(into))
            malformed(key);
    }
    void read(const char* key, bool& into) const {
        if (const int64_t id = find(key, GGUF_TYPE_BOOL); id >= 0) into = gguf_get_val_bool(gguf_, id);
    }
    void read(const char* key, uint32_t& into) const {
        if (const int64_t id = find(key, GGUF_TYPE_UINT32); id >= 0) into = gguf_get_val_u32(gguf_, id);
    }
    void read(const char* key, int& into, int least, int most) const {
        if (const int64_t id = find(key, GGUF_TYPE_UINT32); id >= 0)
            into = static_cast<int>(std::min<uint32_t>(gguf_get_val_u32(gguf_, id), INT32_MAX));
        if (into < least || into > most)
            malformed(key);
    }
    template <typename Item> std::vector<Item> array(const char* key, gguf_type type) const {
        const int64_t id = find(key, GGUF_TYPE_ARRAY);
        if (id < 0 || gguf_get_arr_type(gguf_, id) != type)
            malformed(key);
        const size_t count = gguf_get_arr_n(gguf_, id);
        const auto* items = static_cast<const Item*>(count == 0 ? nullptr : gguf_get_arr_data(gguf_, id));
        return std::vector<Item>(items, items + count);
    }
    const ggml_tensor* tensor(const char* name) const { return ggml_get_tensor(tensors_, name); }

private:
    /** -1: there is none, and the default holds */
    int64_t find(const char* key, gguf_type type) const {
        const int64_t id = gguf_find_key(gguf_, key);
        if (id >= 0 && gguf_get_kv_type(gguf_, id) != type)
            malformed(key);
        return id;
    }

    ggml_context* tensors_ = nullptr;
    gguf_context* gguf_;
};

std::vector<Example> readExamples(const Reader& reader, int vectorCount) {
    const auto lengths = reader.array<int32_t>("examples.lengths", GGUF_TYPE_INT32);
    const auto ids = reader.array<int32_t>("examples.ids", GGUF_TYPE_INT32);
    const auto targets = reader.array<int32_t>("examples.targets", GGUF_TYPE_INT32);
    const auto weights = reader.array<float>("examples.weights", GGUF_TYPE_FLOAT32);
    const auto heldOut = reader.array<int32_t>("examples.held_out", GGUF_TYPE_INT32);
    if (targets.size() != ids.size() || weights.size() != lengths.size() || heldOut.size() != lengths.size())
        malformed("arrays of different lengths");
    std::vector<Example> examples(lengths.size());
    size_t next = 0;
    for (size_t i = 0; i < examples.size(); i++) {
        if (lengths[i] <= 0 || static_cast<size_t>(lengths[i]) > ids.size() - next)
            malformed("examples.lengths");
        examples[i].ids.assign(ids.begin() + next, ids.begin() + next + lengths[i]);
        examples[i].targets.assign(targets.begin() + next, targets.begin() + next + lengths[i]);
        examples[i].weight = weights[i];
        examples[i].isHeldOut = heldOut[i] != 0;
        next += lengths[i];
        if (examples[i].targetCount() == 0 || !(weights[i] > 0) || !std::isfinite(weights[i]))
            malformed("an example without targets or weight");
        for (const int32_t id : examples[i].ids)
            if (id < -vectorCount)
                malformed("a vector that was not given");
    }
    return examples;
}

}  // namespace

int Example::targetCount() const {
    return static_cast<int>(std::count_if(targets.begin(), targets.end(), [](int32_t target) { return target >= 0; }));
}

Request parseRequest(const std::vector<uint8_t>& bytes) {
    const Reader reader(bytes);
    Request r;
    reader.read("task", r.task);
    if (r.task != "train" && r.task != "evaluate" && r.task != "gradient" && r.task != "estimate")
        malformed("task");
    reader.read("model", r.modelPath);
    reader.read("weights", r.weights);
    reader.read("checkpoint", r.checkpointPath);
    reader.read("adapter", r.adapterPath);
    reader.read("threads", r.threads, 1, 256);
    int memoryMiB = 0;
    reader.read("memory_mib", memoryMiB, 0, INT32_MAX);
    r.memoryLimit = int64_t{memoryMiB} << 20;
    reader.read("wants_logits", r.wantsLogits);
    reader.read("lora.rank", r.loraRank, 0, 64);
    reader.read("lora.alpha", r.loraAlpha);
    reader.read("lora.learning_rate", r.loraLearningRate);
    reader.read("seed", r.seed);
    reader.read("epochs", r.epochs, 1, 10000);
    reader.read("batch", r.batch, 1, 4096);
    reader.read("warmup", r.warmup, 0, 1000000);
    reader.read("patience", r.patience, 0, 1000000);
    reader.read("evaluate_every", r.evaluateEvery, 0, 1000000);
    reader.read("pack_tokens", r.packTokens, 1, 1 << 20);
    reader.read("learning_rate", r.learningRate);
    reader.read("weight_decay", r.weightDecay);
    reader.read("clip", r.clip);
    reader.read("checkpoint_seconds", r.checkpointSeconds);

    // ne [embedding, vectors, sets]
    if (const ggml_tensor* vectors = reader.tensor("vectors"); vectors != nullptr) {
        if (vectors->type != GGML_TYPE_F32)
            malformed("vectors");
        r.embedding = static_cast<int>(vectors->ne[0]);
        r.vectorCount = static_cast<int>(vectors->ne[1]);
        r.sets = static_cast<int>(vectors->ne[2]);
        const auto* data = static_cast<const float*>(vectors->data);
        r.vectors.assign(data, data + ggml_nelements(vectors));
        if (!std::all_of(r.vectors.begin(), r.vectors.end(), [](float value) { return std::isfinite(value); }))
            throw Refusal("The start of the persona holds a value that is no number; train it from the beginning.");
    }
    if (r.vectorCount == 0 && r.loraRank == 0 && r.task != "evaluate")
        malformed("nothing to train");
    if (r.sets > 1 && r.task != "evaluate")
        malformed("several starts");
    r.examples = readExamples(reader, r.vectorCount);
    return r;
}

uint64_t hashOf(const void* bytes, size_t size, uint64_t start) {
    uint64_t hash = start;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ static_cast<const uint8_t*>(bytes)[i]) * 1099511628211ULL;
    return hash;
}

uint64_t hashOf(const Request& r) {
    uint64_t hash = hashOf(r.modelPath.data(), r.modelPath.size());
    const float numbers[] = {
        static_cast<float>(r.loraRank), r.loraAlpha, static_cast<float>(r.seed), static_cast<float>(r.epochs), static_cast<float>(r.batch),
        static_cast<float>(r.warmup), static_cast<float>(r.patience), static_cast<float>(r.evaluateEvery), r.learningRate,
        r.loraLearningRate, r.weightDecay, r.clip
    };
    hash = hashOf(numbers, sizeof numbers, hash);
    hash = hashOf(r.vectors.data(), r.vectors.size() * sizeof(float), hash);
    for (const Example& example : r.examples) {
        hash = hashOf(example.ids.data(), example.ids.size() * sizeof(int32_t), hash);
        hash = hashOf(example.targets.data(), example.targets.size() * sizeof(int32_t), hash);
        hash = hashOf(&example.weight, sizeof example.weight, hash);
        hash = hashOf(&example.isHeldOut, sizeof example.isHeldOut, hash);
    }
    return hash;
}
