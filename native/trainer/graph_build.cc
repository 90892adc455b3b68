#include "graph_build.h"

#include <cmath>
#include <cstring>

namespace {

constexpr size_t nodesPerLayer = 512;  // with gradients and LoRA; measured: at most 330
constexpr size_t otherNodes = 2048;
/** rows of logits that exist at the same time: enough for the matrix kernels, and small beside the weights */
constexpr int headRows = 64;

/**
 * Cross entropy of one chunk and its gradient. `result` becomes weight · (softmax(logits) − one-hot), and the negative log-likelihoods go
 * to the pass. Done by hand as ggml's own loss has no weights and takes the targets as a dense matrix.
 */
void crossEntropy(ggml_tensor* result, const ggml_tensor* logits, int thread, int, void* data) {
    if (thread != 0)
        return;
    const auto* chunk = static_cast<HeadChunk*>(data);
    const int64_t vocabulary = logits->ne[0];
    for (int row = 0; row < chunk->count; row++) {
        const Pack::Target& target = chunk->pack->targets[chunk->first + row];
        const auto* in = reinterpret_cast<const float*>(static_cast<const char*>(logits->data) + row * logits->nb[1]);
        auto* out = reinterpret_cast<float*>(static_cast<char*>(result->data) + row * result->nb[1]);
        float largest = in[0];
        for (int64_t i = 1; i < vocabulary; i++)
            largest = std::max(largest, in[i]);
        double sum = 0;
        for (int64_t i = 0; i < vocabulary; i++) {
            out[i] = std::exp(in[i] - largest);
            sum += out[i];
        }
        (*chunk->nll)[chunk->first + row] = static_cast<float>(std::log(sum) + largest - in[target.token]);
        const float factor = target.weight / static_cast<float>(sum);
        for (int64_t i = 0; i < vocabulary; i++)
            out[i] *= factor;
        out[target.token] -= target.weight;
    }
}

}  // namespace

Runner::Graph::Graph(
    const Architecture& architecture, const Weights& weights, const Lora& lora, int length, int targets, const PassOptions& options
) : a_(architecture), weights_(weights), lora_(lora), length_(length) {
    capacity_ = otherNodes + nodesPerLayer * a_.layers;
    context = ggml_init({2 * ggml_tensor_overhead() * capacity_ + 3 * ggml_graph_overhead_custom(capacity_, true), nullptr,
        /*no_alloc*/ true});

    input = ggml_new_tensor_2d(context, GGML_TYPE_F32, a_.embedding, length);
    positions = ggml_new_tensor_1d(context, GGML_TYPE_I32, length);
    mask = ggml_new_tensor_2d(context, GGML_TYPE_F32, length, length);
    targetRows = ggml_new_tensor_1d(context, GGML_TYPE_I32, targets);
    if (a_.slidingWindow > 0)
        slidingMask = ggml_new_tensor_2d(context, GGML_TYPE_F32, length, length);
    for (ggml_tensor* tensor : {input, positions, mask, slidingMask, targetRows})
        if (tensor != nullptr)
            ggml_set_input(tensor);
    if (options.wantsGradient)
        ggml_set_param(input);

    ggml_tensor* h = input;
    for (int i = 0; i < a_.layers; i++) {
        const Layer& layer = weights_.layers[i];
        ggml_tensor* attended = attention(layer, a_.isSliding[i], norm(h, layer.attentionNorm));
        if (layer.attentionPostNorm != nullptr)
            attended = norm(attended, layer.attentionPostNorm);
        h = ggml_add(context, attended, h);
        ggml_tensor* fed = feedForward(layer, norm(h, layer.feedForwardNorm));
        if (layer.feedForwardPostNorm != nullptr)
            fed = norm(fed, layer.feedForwardPostNorm);
        h = ggml_add(context, fed, h);
    }
    ggml_tensor* hidden = norm(ggml_get_rows(context, h, targetRows), weights_.outputNorm);  // [embedding, targets]

    if (!options.wantsGradient) {
        cgraph = ggml_new_graph_custom(context, capacity_, false);
        head(hidden, targets, options, nullptr);
        for (ggml_tensor* output : headOutputs_)
            ggml_build_forward_expand(cgraph, output);
        return;
    }
    // The head computes d loss / d hidden by itself, a chunk of targets at a time. For everything below it, the sum of hidden · that
    // gradient has the same derivative as the loss.
    ggml_tensor* hiddenGradient = ggml_new_tensor_2d(context, GGML_TYPE_F32, a_.embedding, targets);
    ggml_set_input(hiddenGradient);
    ggml_set_output(hiddenGradient);
    ggml_tensor* loss = ggml_sum(context, ggml_mul(context, hidden, hiddenGradient));
    ggml_set_loss(loss);
    ggml_cgraph* whole = ggml_new_graph_custom(context, capacity_, true);
    ggml_build_forward_expand(whole, loss);
    ggml_build_backward_expand(context, whole, nullptr);
    lossGradient = ggml_graph_get_grad(whole, loss);
    ggml_set_input(lossGradient);
    inputGradient = ggml_graph_get_grad(whole, input);
    for (const LoraPair& pair : lora_.pairs())
        for (const ggml_tensor* factor : {pair.a, pair.b})
            loraGradients.push_back(ggml_graph_get_grad(whole, factor));
    if (a_.usesGelu)
        rewriteSiluAsGelu(context, whole);
    rewriteProducts(context, whole, weights_, loraProducts_);

    // the rewritten nodes need others before them: the order of computation is made anew
    cgraph = ggml_new_graph_custom(context, capacity_, false);
    head(hidden, targets, options, hiddenGradient);
    for (ggml_tensor* output : headOutputs_)
        ggml_build_forward_expand(cgraph, output);
    ggml_set_output(inputGradient);
    ggml_build_forward_expand(cgraph, inputGradient);
    for (ggml_tensor* gradient : loraGradients) {
        ggml_set_output(gradient);
        ggml_build_forward_expand(cgraph, gradient);
    }
}

Runner::Graph::~Graph() { ggml_free(context); }

ggml_tensor* Runner::Graph::norm(ggml_tensor* x, ggml_tensor* weight) const {
    return ggml_mul(context, ggml_rms_norm(context, x, a_.normEpsilon), weight);
}

ggml_tensor* Runner::Graph::apply(const Linear& linear, ggml_tensor* x) {
    ggml_tensor* y = ggml_mul_mat(context, linear.weight, x);
    if (const LoraPair* pair = lora_.find(linear.weight)) {
        ggml_tensor* change = ggml_mul_mat(context, pair->b, ggml_mul_mat(context, pair->a, x));
        loraProducts_.push_back(change);
        y = ggml_add(context, y, ggml_scale(context, change, lora_.scale()));
    }
    return linear.bias == nullptr ? y : ggml_add(context, y, linear.bias);
}

ggml_tensor* Runner::Graph::attention(const Layer& layer, bool isSliding, ggml_tensor* x) {
    const auto rope = [&](ggml_tensor* heads) {
        return ggml_rope_ext(context, heads, positions, weights_.ropeFactors, a_.ropeDimensions, a_.ropeMode, a_.ropeOriginalContext,
                             isSliding ? a_.slidingRopeBase : a_.ropeBase, isSliding ? 1.f : a_.ropeScale,
                             /*ext_factor*/ 0, a_.ropeAttentionFactor, /*beta_fast*/ 32, /*beta_slow*/ 1);
    };
    ggml_tensor* q = ggml_reshape_3d(context, apply(layer.query, x), a_.headSize, a_.heads, length_);
    ggml_tensor* k = ggml_reshape_3d(context, apply(layer.key, x), a_.headSize, a_.kvHeads, length_);
    ggml_tensor* v = ggml_reshape_3d(context, apply(layer.value, x), a_.headSize, a_.kvHeads, length_);
    if (layer.queryNorm != nullptr) {
        q = norm(q, layer.queryNorm);
        k = norm(k, layer.keyNorm);
    }
    q = ggml_cont(context, ggml_permute(context, rope(q), 0, 2, 1, 3));  // [headSize, length, heads]
    k = ggml_cont(context, ggml_permute(context, rope(k), 0, 2, 1, 3));  // [headSize, length, kvHeads]
    v = ggml_cont(context, ggml_permute(context, v, 1, 2, 0, 3));        // [length, headSize, kvHeads]
    ggml_tensor* scores = ggml_mul_mat(context, k, q);                   // [length, length, heads]
    ggml_tensor* shares = ggml_soft_max_ext(context, scores, isSliding ? slidingMask : mask, a_.attentionScale, 0);
    ggml_tensor* o = ggml_mul_mat(context, v, shares);                   // [headSize, length, heads]
    o = ggml_cont(context, ggml_permute(context, o, 0, 2, 1, 3));        // [headSize, heads, length]
    return apply(layer.attentionOutput, ggml_reshape_2d(context, o, a_.headSize * a_.heads, length_));
}

ggml_tensor* Runner::Graph::feedForward(const Layer& layer, ggml_tensor* x) {
    ggml_tensor* gate = apply(layer.gate, x);
    ggml_tensor* up = apply(layer.up, x);
    // with a gradient, GeGLU is built as SwiGLU, which ggml can differentiate, and rewritten afterwards
    ggml_tensor* gated = a_.usesGelu && (input->flags & GGML_TENSOR_FLAG_PARAM) == 0
        ? ggml_geglu_split(context, gate, up)
        : ggml_swiglu_split(context, gate, up);
    return apply(layer.down, gated);
}

void Runner::Graph::head(ggml_tensor* hidden, int targets, const PassOptions& options, ggml_tensor* hiddenGradient) {
    for (int first = 0; first < targets; first += headRows) {
        auto chunk = std::make_unique<HeadChunk>();
        chunk->first = first;
        chunk->count = std::min(headRows, targets - first);
        const size_t offset = first * hidden->nb[1];
        ggml_tensor* rows = ggml_view_2d(context, hidden, a_.embedding, chunk->count, hidden->nb[1], offset);
        ggml_tensor* scores = ggml_mul_mat(context, weights_.output.weight, rows);  // [vocabulary, count]
        if (options.wantsLogits) {
            ggml_set_output(scores);
            logits.push_back(scores);
        }
        ggml_tensor* gradient = ggml_map_custom1(context, scores, crossEntropy, /*n_tasks*/ 1, chunk.get());
        if (hiddenGradient != nullptr) {
            gradient = ggml_mul_mat(context, weights_.output.transposed, gradient);  // [embedding, count]
            gradient = ggml_cpy(context, gradient,
                                ggml_view_2d(context, hiddenGradient, a_.embedding, chunk->count, hiddenGradient->nb[1], offset));
        }
        headOutputs_.push_back(gradient);
        chunks.push_back(std::move(chunk));
    }
}
