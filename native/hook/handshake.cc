#include "handshake.h"

#include "llama_symbols.h"

/** The pointer that node-llama-cpp put into the object. What it points to is not known yet, not even with `instanceof`. */
static void* unwrap(Napi::Value value, Napi::Value expectedClass, const char* className) {
    const Napi::Env env = value.Env();
    void* pointer = nullptr;
    if (!value.IsObject() || !expectedClass.IsFunction() ||
        !value.As<Napi::Object>().InstanceOf(expectedClass.As<Napi::Function>()) ||
        napi_unwrap(env, value, &pointer) != napi_ok || pointer == nullptr)
        throw Napi::TypeError::New(env, std::string("not an ") + className + " of node-llama-cpp");
    return pointer;
}

/** Every object with virtual functions begins with the address of its class's vtable. */
static const void* vtableOf(const void* object) {
    return *static_cast<const void* const*>(object);
}

/**
 * JavaScript prototypes can be forged, so the object's own type information is read through its vtable. That the vtable is inside
 * node-llama-cpp's addon makes this safe.
 */
template <typename Class>
static Class* checkedCast(Napi::Env env, void* pointer, const char* className) {
    if (moduleContaining(vtableOf(pointer)).base != llama().addon.base)
        throw Napi::TypeError::New(env, std::string("not an ") + className + " of node-llama-cpp");
    auto* object = static_cast<Class*>(pointer);
    if (!isClass(typeid(*object), className))
        throw Napi::TypeError::New(env, std::string("not an ") + className + " but another object of node-llama-cpp");
    return object;
}

static void agree(Napi::Env env, bool same, const char* what) {
    if (!same)
        throw Napi::Error::New(env,
            std::string("this build of node-llama-cpp is not the one that the hook was made for: ") + what + " differs");
}

std::string bindThroughModel(Napi::Value model, Napi::Value modelClass) {
    bindLlamaSymbols(vtableOf(unwrap(model, modelClass, "AddonModel")));
    return llama().addon.path;
}

AddonContext* checkedContext(Napi::Value value, const ExpectedContext& expected) {
    const Napi::Env env = value.Env();
    auto* context = checkedCast<AddonContext>(env, unwrap(value, expected.contextClass, "AddonContext"), "AddonContext");
    auto* model = checkedCast<AddonModel>(env, unwrap(expected.model, expected.modelClass, "AddonModel"), "AddonModel");

    // Known to both sides and read without following anything. `ctx` lies behind these fields, so a shifted layout shows here.
    if (context->model != model)
        throw Napi::Error::New(env, "the context belongs to another model");
    agree(env, context->context_params.n_seq_max == expected.sequences, "the number of sequences");
    agree(env, context->context_params.n_batch == expected.batchSize, "the batch size");

    if (context->disposed || context->memoryDisposed || !context->contextLoaded || context->ctx == nullptr)
        throw Napi::Error::New(env, "the context is disposed");
    if (model->disposed || model->memoryDisposed || model->model == nullptr)
        throw Napi::Error::New(env, "the model is disposed");

    agree(env, llama().getModel(context->ctx) == model->model, "the model of the llama_context");
    agree(env, llama().sequenceCount(context->ctx) == expected.sequences, "the number of sequences of the llama_context");
    agree(env, llama().batchSize(context->ctx) <= expected.batchSize, "the batch size of the llama_context");
    return context;
}
