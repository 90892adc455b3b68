#include "training_state.h"

#include <algorithm>
#include <cstring>

#include "ggml.h"
#include "gguf.h"
#include "platform.h"
#include "refusal.h"

namespace {

constexpr uint32_t checkpointVersion = 1;

void clip(float* begin, float* end, float limit) {
    double sum = 0;
    for (const float* value = begin; value != end; value++)
        sum += static_cast<double>(*value) * *value;
    const double norm = std::sqrt(sum);
    if (limit <= 0 || !(norm > limit))
        return;
    for (float* value = begin; value != end; value++)
        *value *= static_cast<float>(limit / norm);
}

}  // namespace

void adamStep(TrainingState& state, std::vector<float>& gradient, const AdamWSettings& settings) {
    constexpr float beta1 = 0.9f, beta2 = 0.98f, epsilon = 1e-8f, lowestShare = 0.05f;
    float* const split = gradient.data() + settings.vectorValues;
    clip(gradient.data(), split, settings.clip);
    clip(split, gradient.data() + gradient.size(), settings.clip);

    const float warm = settings.warmup == 0 ? 1.f : std::min(1.f, static_cast<float>(state.step + 1) / static_cast<float>(settings.warmup));
    const float share = warm * std::max(lowestShare, 1 - static_cast<float>(state.step) / static_cast<float>(settings.steps));
    state.step++;
    const float correction1 = 1 - std::pow(beta1, static_cast<float>(state.step));
    const float correction2 = 1 - std::pow(beta2, static_cast<float>(state.step));
    for (size_t i = 0; i < gradient.size(); i++) {
        const bool isVector = i < settings.vectorValues;
        const float rate = share * (isVector ? settings.vectorRate : settings.loraRate);
        float& first = state.firstMoment[i];
        float& second = state.secondMoment[i];
        first = beta1 * first + (1 - beta1) * gradient[i];
        second = beta2 * second + (1 - beta2) * gradient[i] * gradient[i];
        if (!isVector)
            state.values[i] -= rate * settings.weightDecay * state.values[i];
        state.values[i] -= rate * (first / correction1) / (std::sqrt(second / correction2) + epsilon);
    }
}

void writeCheckpoint(const std::string& path, uint64_t requestHash, const TrainingState& state) {
    gguf_context* gguf = gguf_init_empty();
    gguf_set_val_u32(gguf, "version", checkpointVersion);
    gguf_set_val_u64(gguf, "request", requestHash);
    gguf_set_val_u32(gguf, "step", static_cast<uint32_t>(state.step));
    gguf_set_val_u32(gguf, "tests_since_best", static_cast<uint32_t>(state.testsSinceBest));
    gguf_set_val_i32(gguf, "tested_step", state.testedStep);
    gguf_set_val_f32(gguf, "first_held_out", state.firstHeldOut);
    gguf_set_val_f32(gguf, "best_held_out", state.bestHeldOut);
    gguf_set_val_f64(gguf, "seconds", state.seconds);
    gguf_set_val_f64(gguf, "tokens", state.tokens);
    const std::pair<const char*, const std::vector<float>*> arrays[] = {
        {"values", &state.values}, {"first_moment", &state.firstMoment}, {"second_moment", &state.secondMoment}, {"best", &state.best}
    };
    ggml_context* context = ggml_init({ggml_tensor_overhead() * std::size(arrays), nullptr, /*no_alloc*/ true});
    for (const auto& [name, values] : arrays) {
        ggml_tensor* tensor = ggml_new_tensor_1d(context, GGML_TYPE_F32, static_cast<int64_t>(values->size()));
        ggml_set_name(tensor, name);
        tensor->data = const_cast<float*>(values->data());  // gguf only reads it
        gguf_add_tensor(gguf, tensor);
    }
    const std::string unfinished = path + ".unfinished";
    FILE* file = openFile(unfinished, "wb");
    const bool isWritten = file != nullptr && gguf_write_to_file_ptr(gguf, file, /*only_meta*/ false);
    gguf_free(gguf);
    ggml_free(context);
    if (file == nullptr || !syncAndReplace(file, unfinished, path) || !isWritten) {
        removeFile(unfinished);
        throw Refusal("The state of the training could not be saved at " + path + "; free some disk space and start again: what was saved "
            "before is still there.");
    }
}

bool readCheckpoint(const std::string& path, uint64_t requestHash, TrainingState& state) {
    FILE* file = openFile(path, "rb");
    if (file == nullptr)
        return false;
    ggml_context* tensors = nullptr;
    gguf_context* gguf = gguf_init_from_file_ptr(file, {/*no_alloc*/ false, &tensors});
    std::fclose(file);
    if (gguf == nullptr)
        return false;
    TrainingState read = state;
    const auto has = [&](const char* key, gguf_type type) {
        const int64_t id = gguf_find_key(gguf, key);
        return id >= 0 && gguf_get_kv_type(gguf, id) == type;
    };
    const auto at = [&](const char* key) { return gguf_find_key(gguf, key); };
    bool isSame = has("version", GGUF_TYPE_UINT32) && gguf_get_val_u32(gguf, at("version")) == checkpointVersion
        && has("request", GGUF_TYPE_UINT64) && gguf_get_val_u64(gguf, at("request")) == requestHash;
    if (isSame) {
        read.step = static_cast<int>(gguf_get_val_u32(gguf, at("step")));
        read.testsSinceBest = static_cast<int>(gguf_get_val_u32(gguf, at("tests_since_best")));
        read.testedStep = gguf_get_val_i32(gguf, at("tested_step"));
        read.firstHeldOut = gguf_get_val_f32(gguf, at("first_held_out"));
        read.bestHeldOut = gguf_get_val_f32(gguf, at("best_held_out"));
        read.seconds = gguf_get_val_f64(gguf, at("seconds"));
        read.tokens = gguf_get_val_f64(gguf, at("tokens"));
        for (const auto& [name, values] : {std::pair{"values", &read.values}, {"first_moment", &read.firstMoment},
                                           {"second_moment", &read.secondMoment}, {"best", &read.best}}) {
            const ggml_tensor* tensor = ggml_get_tensor(tensors, name);
            isSame = isSame && tensor != nullptr && tensor->type == GGML_TYPE_F32
                && ggml_nelements(tensor) == static_cast<int64_t>(values->size());
            if (isSame)
                std::memcpy(values->data(), tensor->data, ggml_nbytes(tensor));
        }
    }
    gguf_free(gguf);
    ggml_free(tensors);
    if (isSame)
        state = read;
    return isSame;
}
