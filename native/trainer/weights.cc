#include "weights.h"

#include <algorithm>
#include <cstring>

#include "refusal.h"

namespace {

constexpr int tensorsPerLayer = 32;
constexpr int rowsAtOnce = 32;  // one block of q8_0, so that transposed blocks are whole
constexpr std::pair<WeightFormat, const char*> formatNames[] = {
    {WeightFormat::automatic, "auto"}, {WeightFormat::file, "file"}, {WeightFormat::f32, "f32"}, {WeightFormat::bf16, "bf16"},
    {WeightFormat::f16, "f16"}, {WeightFormat::q8_0, "q8_0"}
};

/** The format of a matrix with rows of `columns` values; a row has to be whole blocks. */
ggml_type tensorType(WeightFormat format, ggml_type stored, int64_t columns) {
    switch (format) {
        case WeightFormat::file: return stored;
        case WeightFormat::f32: return GGML_TYPE_F32;
        case WeightFormat::f16: return GGML_TYPE_F16;
        case WeightFormat::q8_0: return columns % ggml_blck_size(GGML_TYPE_Q8_0) == 0 ? GGML_TYPE_Q8_0 : GGML_TYPE_F16;
        default: return GGML_TYPE_BF16;
    }
}

/** Gradients through coarse types lose direction (cosine .98 for 4 bits), so `file` holds transposed matrices as floats. */
ggml_type transposedType(WeightFormat format, int64_t columns) {
    return format == WeightFormat::file ? GGML_TYPE_F32 : tensorType(format, GGML_TYPE_F32, columns);
}

}  // namespace

WeightFormat weightFormat(const std::string& name) {
    for (const auto& [format, text] : formatNames)
        if (name == text)
            return format;
    throw Refusal("Weights cannot be held as " + name + "; choose auto, bf16, f16, q8_0, f32 or file.");
}

const char* nameOf(WeightFormat format) {
    return std::find_if(std::begin(formatNames), std::end(formatNames), [&](const auto& entry) { return entry.first == format; })->second;
}

Weights::Weights(const GgufModel& model, const Architecture& a, WeightFormat format, bool wantsGradient)
    : model_(model), format_(format), wantsGradient_(wantsGradient) {
    const ggml_init_params parameters{ggml_tensor_overhead() * (a.layers + 1) * tensorsPerLayer, nullptr, /*no_alloc*/ true};
    context_ = ggml_init(parameters);
    if (!a.ropeFactors.empty())
        ropeFactors = vector(a.ropeFactors, a.ropeDimensions / 2);
    const int querySize = a.headSize * a.heads, kvSize = a.headSize * a.kvHeads;
    for (int i = 0; i < a.layers; i++) {
        const std::string block = "blk." + std::to_string(i) + ".";
        Layer layer{};
        layer.attentionNorm = vector(block + "attn_norm.weight", a.embedding);
        layer.feedForwardNorm = vector(block + "ffn_norm.weight", a.embedding);
        if (a.hasQkNorms) {
            layer.queryNorm = vector(block + "attn_q_norm.weight", a.headSize);
            layer.keyNorm = vector(block + "attn_k_norm.weight", a.headSize);
        }
        if (a.hasPostNorms) {
            layer.attentionPostNorm = vector(block + "post_attention_norm.weight", a.embedding);
            layer.feedForwardPostNorm = vector(block + "post_ffw_norm.weight", a.embedding);
        }
        if (a.isFused) {
            const int all = querySize + 2 * kvSize;
            layer.query = linear(block + "attn_qkv", a.embedding, querySize, 0, all);
            layer.key = linear(block + "attn_qkv", a.embedding, kvSize, querySize, all);
            layer.value = linear(block + "attn_qkv", a.embedding, kvSize, querySize + kvSize, all);
            layer.gate = linear(block + "ffn_up", a.embedding, a.feedForward, 0, 2 * a.feedForward);
            layer.up = linear(block + "ffn_up", a.embedding, a.feedForward, a.feedForward, 2 * a.feedForward);
        } else {
            layer.query = linear(block + "attn_q", a.embedding, querySize);
            layer.key = linear(block + "attn_k", a.embedding, kvSize);
            layer.value = linear(block + "attn_v", a.embedding, kvSize);
            layer.gate = linear(block + "ffn_gate", a.embedding, a.feedForward);
            layer.up = linear(block + "ffn_up", a.embedding, a.feedForward);
        }
        layer.attentionOutput = linear(block + "attn_output", querySize, a.embedding);
        layer.down = linear(block + "ffn_down", a.feedForward, a.embedding);
        layers.push_back(layer);
    }
    outputNorm = vector("output_norm.weight", a.embedding);
    output = linear(model.find("output.weight") != nullptr ? "output" : "token_embd", a.embedding, a.vocabulary);
    // marks the tensors as placed, so that a graph's allocator measures only what the graph needs besides
    for (ggml_tensor* t = ggml_get_first_tensor(context_); t != nullptr; t = ggml_get_next_tensor(context_, t))
        t->data = t;
}

Weights::~Weights() {
    ggml_backend_buffer_free(buffer_);
    ggml_free(context_);
}

size_t Weights::size() const {
    size_t sum = 0;
    for (ggml_tensor* t = ggml_get_first_tensor(context_); t != nullptr; t = ggml_get_next_tensor(context_, t))
        sum += ggml_nbytes(t);
    return sum;
}

Linear Weights::linear(const std::string& name, int inputs, int outputs, int firstRow, int storedRows) {
    const StoredTensor& stored = model_.tensor(name + ".weight");
    checkTensorType(model_, stored);
    if (stored.columns != inputs || stored.rows != (storedRows != 0 ? storedRows : outputs))
        throw Refusal("The model " + model_.name() + " is damaged: its tensor " + stored.name + " has not the shape that its header says; "
            "download or copy it again.");
    Linear result;
    result.name = stored.name;
    result.weight = ggml_new_tensor_2d(context_, tensorType(format_, stored.type, inputs), inputs, outputs);
    ggml_set_name(result.weight, "weight");
    if (wantsGradient_) {
        result.transposed = ggml_new_tensor_2d(context_, transposedType(format_, outputs), outputs, inputs);
        ggml_set_name(result.transposed, "transposed");
        transposedOf[result.weight] = result.transposed;
    }
    sources_.push_back({result.weight, result.transposed, &stored, firstRow, /*isMatrix*/ true});
    if (model_.find(name + ".bias") != nullptr)
        result.bias = vector(name + ".bias", outputs, firstRow, storedRows);
    return result;
}

ggml_tensor* Weights::vector(const std::string& name, int size, int first, int storedSize) {
    const StoredTensor& stored = model_.tensor(name);
    if (stored.type != GGML_TYPE_F32 || stored.columns * stored.rows != (storedSize != 0 ? storedSize : size))
        throw Refusal("The model " + model_.name() + " is damaged: its tensor " + name + " has not the shape or type that it should; "
            "download or copy it again.");
    ggml_tensor* target = ggml_new_tensor_1d(context_, GGML_TYPE_F32, size);
    ggml_set_name(target, "vector");
    sources_.push_back({target, nullptr, &stored, first, /*isMatrix*/ false});
    return target;
}

void Weights::load(const std::function<bool()>& cancelled) {
    for (ggml_tensor* t = ggml_get_first_tensor(context_); t != nullptr; t = ggml_get_next_tensor(context_, t))
        t->data = nullptr;
    buffer_ = ggml_backend_alloc_ctx_tensors_from_buft(context_, ggml_backend_cpu_buffer_type());
    if (buffer_ == nullptr)
        throw Refusal("There is not enough free memory to train with the model " + model_.name() + "; close other programs or choose a "
            "smaller one.");
    for (const Source& source : sources_) {
        if (cancelled())
            return;
        if (source.isMatrix) {
            copyMatrix(source, cancelled);
            continue;
        }
        std::vector<float> all(source.stored->columns * source.stored->rows);
        model_.readFloats(*source.stored, 0, source.stored->rows, all.data());
        std::memcpy(source.target->data, all.data() + source.firstRow, ggml_nbytes(source.target));
    }
}

void Weights::copyMatrix(const Source& source, const std::function<bool()>& cancelled) const {
    const int64_t columns = source.target->ne[0], rows = source.target->ne[1];
    const ggml_type type = source.target->type;
    std::vector<uint8_t> stored(source.stored->rowSize() * rowsAtOnce);
    std::vector<float> floats(columns * rowsAtOnce), turned(rowsAtOnce);
    for (int64_t first = 0; first < rows && !cancelled(); first += rowsAtOnce) {
        const int64_t count = std::min<int64_t>(rowsAtOnce, rows - first);
        model_.readRows(*source.stored, source.firstRow + first, count, stored.data());
        toFloats(source.stored->type, stored.data(), floats.data(), count * columns);
        char* const target = static_cast<char*>(source.target->data) + first * source.target->nb[1];
        if (type == source.stored->type)
            std::memcpy(target, stored.data(), count * source.target->nb[1]);
        else
            ggml_quantize_chunk(type, floats.data(), target, 0, count, columns, nullptr);
        if (source.transposed == nullptr)
            continue;

        const ggml_type transposedTo = source.transposed->type;
        const size_t offset = ggml_row_size(transposedTo, first);
        for (int64_t column = 0; column < columns; column++) {
            for (int64_t row = 0; row < count; row++)
                turned[row] = floats[row * columns + column];
            char* const to = static_cast<char*>(source.transposed->data) + column * source.transposed->nb[1] + offset;
            ggml_quantize_chunk(transposedTo, turned.data(), to, 0, 1, count, nullptr);
        }
    }
}
