#include "inject.h"

#include "llama_symbols.h"

#include <algorithm>
#include <mutex>

namespace {

/** The arrays that a llama_batch of vectors points at, for up to `capacity` vectors of one sequence. */
class VectorBatch {
public:
    VectorBatch(size_t capacity, llama_seq_id sequence)
        : positions(capacity), outputs(capacity), sequence(sequence), sequenceCounts(capacity, 1), sequences(capacity, &this->sequence) {}

    VectorBatch(const VectorBatch&) = delete;  // `sequences` points into this object

    llama_batch fill(float* vectors, size_t count, llama_pos firstPosition, bool lastWantsOutput) {
        for (size_t i = 0; i < count; i++) {
            positions[i] = firstPosition + llama_pos(i);
            outputs[i] = lastWantsOutput && i + 1 == count;
        }
        llama_batch batch{};
        batch.n_tokens = int32_t(count);
        batch.embd = vectors;
        batch.pos = positions.data();
        batch.n_seq_id = sequenceCounts.data();
        batch.seq_id = sequences.data();
        batch.logits = outputs.data();
        return batch;
    }

private:
    std::vector<llama_pos> positions;
    std::vector<int8_t> outputs;
    llama_seq_id sequence;
    std::vector<int32_t> sequenceCounts;
    std::vector<llama_seq_id*> sequences;
};

class InjectWorker : public Napi::AsyncWorker {
public:
    InjectWorker(Napi::Env env, AddonContext* context, Injection injection)
        : Napi::AsyncWorker(env, "IdiolectInject"), context(context), injection(std::move(injection)), deferred(env) {
        context->Ref();
    }

    ~InjectWorker() override { context->Unref(); }

    Napi::Promise promise() const { return deferred.Promise(); }

protected:
    void Execute() override {
        // While node-llama-cpp disposes a context or a model it holds these; so neither goes away under the decode, and two
        // injections into one context run one after the other.
        std::scoped_lock alive(context->disposeMutex, context->model->disposeMutex);
        if (context->ctx == nullptr || context->model->model == nullptr)
            SetError("the context is disposed");
        else
            decode(context->ctx);
    }

    void OnOK() override { deferred.Resolve(Napi::Number::New(Env(), lastIndexInBatch)); }
    void OnError(const Napi::Error& error) override { deferred.Reject(error.Value()); }

private:
    void decode(llama_context* ctx) {
        auto& [sequence, position, vectors, wantsOutput] = injection;
        const size_t inputSize = size_t(llama().inputSize(llama().getModel(ctx)));
        const size_t count = vectors.size() / inputSize;
        llama_memory_t memory = llama().getMemory(ctx);

        const llama_pos nextFree = llama().lastPosition(memory, sequence) + 1;
        if (position != nextFree)
            return SetError("position " + std::to_string(position) + " is not the sequence's next free one, " + std::to_string(nextFree));
        if (size_t(position) + count > llama().contextSize(ctx))
            return SetError(std::to_string(count) + " vectors at position " + std::to_string(position) + " do not fit into the context");

        {
            // The sampler keeps what it knows of the last batch's logits here; node-llama-cpp resets it before each decode, too.
            std::lock_guard sampler(context->sharedSamplerData.mutex);
            context->sharedSamplerData.gotLogit = false;
            context->sharedSamplerData.hasLogits = false;
        }

        const size_t capacity = std::min(llama().batchSize(ctx), llama().microBatchSize(ctx));  // more would abort the process
        VectorBatch batch(std::min(capacity, count), sequence);
        for (size_t start = 0; start < count; start += capacity) {
            const size_t length = std::min(capacity, count - start);
            const bool isLast = start + length == count;
            const int32_t status = llama().decode(
                ctx, batch.fill(vectors.data() + start * inputSize, length, position + llama_pos(start), isLast && wantsOutput));
            if (status != 0) {
                llama().removePositions(memory, sequence, position, -1);
                return SetError(status == 1 ? "no room for the vectors in the context" : "llama_decode failed: " + std::to_string(status));
            }
            lastIndexInBatch = double(length - 1);
        }
        llama().synchronize(ctx);
    }

    AddonContext* context;
    Injection injection;
    double lastIndexInBatch = 0;
    Napi::Promise::Deferred deferred;
};

}  // namespace

Napi::Promise inject(Napi::Env env, AddonContext* context, Injection injection) {
    auto* worker = new InjectWorker(env, context, std::move(injection));  // deletes itself when done
    Napi::Promise promise = worker->promise();
    worker->Queue();
    return promise;
}
