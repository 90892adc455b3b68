// The hook's JavaScript interface. Arguments are checked here; main/engine/hook.ts gives it its types.
//
//   bind(model, AddonModel)                                      → path of node-llama-cpp's addon
//   describe(expected, context)                                  → {inputSize, multiAxisRope}
//   inject(expected, context, sequence, position, vectors, wantsOutput) → Promise<index of the last vector in its batch>
//   decodeRows(type, bytes, columns)                             → Float32Array
//
// expected: {AddonContext, AddonModel, model, sequences, batchSize}

#include <napi.h>

#include <cmath>
#include <cstring>

#include "handshake.h"
#include "inject.h"
#include "llama_symbols.h"
#include "token_rows.h"

/** An integer from `low` to `high`; Int32Value alone would silently wrap 2^32 + 1 to 1. */
static int32_t wholeNumber(Napi::Value value, const char* name, double low, double high) {
    const double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : NAN;
    if (!(number >= low && number <= high) || number != std::floor(number))
        throw Napi::RangeError::New(value.Env(), std::string(name) + " has to be a whole number from " +
            std::to_string(int64_t(low)) + " to " + std::to_string(int64_t(high)));
    return int32_t(number);
}

static AddonContext* contextArgument(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    if (!info[0].IsObject())
        throw Napi::TypeError::New(env, "the first argument has to say what context is expected");
    const auto expected = info[0].As<Napi::Object>();
    return checkedContext(info[1], {
        expected.Get("AddonContext"),
        expected.Get("model"),
        expected.Get("AddonModel"),
        uint32_t(wholeNumber(expected.Get("sequences"), "sequences", 1, INT32_MAX)),
        uint32_t(wholeNumber(expected.Get("batchSize"), "batchSize", 1, INT32_MAX)),
    });
}

/** Copies the vectors, so that JavaScript may change or detach its array at once. */
static std::vector<float> vectorsArgument(Napi::Value value, int32_t inputSize) {
    const Napi::Env env = value.Env();
    if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_float32_array)
        throw Napi::TypeError::New(env, "vectors have to be a Float32Array");
    const auto array = value.As<Napi::Float32Array>();
    const size_t length = array.ElementLength();
    if (length == 0 || length % size_t(inputSize) != 0)
        throw Napi::RangeError::New(env, std::to_string(length) + " values are not one or more vectors of " + std::to_string(inputSize));

    std::vector<float> vectors(array.Data(), array.Data() + length);
    for (size_t i = 0; i < length; i++)
        if (!std::isfinite(vectors[i]))
            throw Napi::RangeError::New(env, "vector " + std::to_string(i / size_t(inputSize)) + " holds a value that is not finite");
    return vectors;
}

/** M-RoPE models read four positions for each vector; this hook gives one. */
static bool hasMultiAxisRope(const AddonContext* context) {
    const llama_rope_type type = llama().ropeType(context->model->model);
    return type == LLAMA_ROPE_TYPE_MROPE || type == LLAMA_ROPE_TYPE_IMROPE || type == LLAMA_ROPE_TYPE_VISION;
}

static Napi::Value Bind(const Napi::CallbackInfo& info) {
    return Napi::String::New(info.Env(), bindThroughModel(info[0], info[1]));
}

static Napi::Value Describe(const Napi::CallbackInfo& info) {
    const AddonContext* context = contextArgument(info);
    auto description = Napi::Object::New(info.Env());
    description.Set("inputSize", llama().inputSize(context->model->model));
    description.Set("multiAxisRope", hasMultiAxisRope(context));
    return description;
}

static Napi::Value Inject(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    AddonContext* context = contextArgument(info);
    if (hasMultiAxisRope(context))
        throw Napi::Error::New(env, "models with multi-axis rotary positions take no vectors");
    return inject(env, context, {
        wholeNumber(info[2], "sequence", 0, llama().sequenceCount(context->ctx) - 1),
        wholeNumber(info[3], "position", 0, llama().contextSize(context->ctx) - 1),
        vectorsArgument(info[4], llama().inputSize(context->model->model)),
        info[5].ToBoolean(),
    });
}

static Napi::Value DecodeRows(const Napi::CallbackInfo& info) {
    const Napi::Env env = info.Env();
    if (!info[1].IsTypedArray() || info[1].As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
        throw Napi::TypeError::New(env, "rows have to be a Uint8Array");
    const auto bytes = info[1].As<Napi::Uint8Array>();
    const auto type = ggml_type(wholeNumber(info[0], "type", 0, GGML_TYPE_COUNT - 1));
    const int32_t columns = wholeNumber(info[2], "columns", 1, INT32_MAX);
    const std::vector<float> values = decodeRows(type, bytes.Data(), bytes.ElementLength(), columns);
    auto result = Napi::Float32Array::New(env, values.size());
    std::memcpy(result.Data(), values.data(), values.size() * sizeof(float));
    return result;
}

/** C++ exceptions other than Napi::Error must not leave the addon: they would end the process. */
template <Napi::Value (*function)(const Napi::CallbackInfo&)>
static Napi::Value guarded(const Napi::CallbackInfo& info) {
    try {
        return function(info);
    } catch (const Napi::Error&) {
        throw;
    } catch (const std::exception& error) {
        throw Napi::Error::New(info.Env(), error.what());
    }
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
    exports.Set("bind", Napi::Function::New<guarded<Bind>>(env, "bind"));
    exports.Set("describe", Napi::Function::New<guarded<Describe>>(env, "describe"));
    exports.Set("inject", Napi::Function::New<guarded<Inject>>(env, "inject"));
    exports.Set("decodeRows", Napi::Function::New<guarded<DecodeRows>>(env, "decodeRows"));
    return exports;
}

NODE_API_MODULE(idiolect_hook, Init)
