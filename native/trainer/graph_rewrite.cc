#include <cmath>
#include <cstring>

#include "graph_build.h"

namespace {

/** Below this, a product over `rank` values a cell costs more in calls than in arithmetic, and a sum of scaled columns is faster. */
constexpr int64_t smallRank = 16;

void become(ggml_tensor* node, ggml_op op, ggml_tensor* first, ggml_tensor* second) {
    node->op = op;
    node->src[0] = first;
    node->src[1] = second;
    std::memset(node->op_params, 0, sizeof node->op_params);
}

ggml_tensor* contiguous(ggml_context* context, ggml_tensor* tensor) {
    return ggml_is_contiguous(tensor) ? tensor : ggml_cont(context, tensor);
}

ggml_tensor* transposed(ggml_context* context, ggml_tensor* tensor) {
    return ggml_cont(context, ggml_transpose(context, tensor));
}

/** d/dx of x · Φ(x) in the tanh form that ggml computes. */
float geluSlope(float x) {
    constexpr float root = 0.79788456080286535588f, cubic = 0.044715f;  // √(2/π)
    const float t = std::tanh(root * x * (1 + cubic * x * x));
    return 0.5f * (1 + t) + 0.5f * x * (1 - t * t) * root * (1 + 3 * cubic * x * x);
}

void geluBack(ggml_tensor* result, const ggml_tensor* gradient, const ggml_tensor* x, int thread, int, void*) {
    if (thread != 0)
        return;
    const auto* g = static_cast<const float*>(gradient->data);
    const auto* in = static_cast<const float*>(x->data);
    auto* out = static_cast<float*>(result->data);
    for (int64_t i = 0; i < ggml_nelements(result); i++)
        out[i] = g[i] * geluSlope(in[i]);
}

}  // namespace

void rewriteProducts(ggml_context* context, ggml_cgraph* graph, const Weights& weights, const std::vector<ggml_tensor*>& loraProducts) {
    const int count = ggml_graph_n_nodes(graph);
    for (int i = 0; i < count; i++) {
        ggml_tensor* node = ggml_graph_node(graph, i);
        if (node->op != GGML_OP_OUT_PROD)
            continue;
        // out_prod(a, b) = Σ_m a[:, m] b[:, m]ᵀ
        ggml_tensor *a = node->src[0], *b = node->src[1];
        const bool isTransposed = b->op == GGML_OP_TRANSPOSE;
        if (a->ne[1] < smallRank)
            continue;
        const auto frozen = weights.transposedOf.find(a);
        ggml_tensor* first = frozen != weights.transposedOf.end() ? frozen->second : transposed(context, a);
        become(node, GGML_OP_MUL_MAT, first, isTransposed ? contiguous(context, b->src[0]) : transposed(context, b));
    }
    for (ggml_tensor* product : loraProducts) {
        if (product->src[0]->ne[0] < smallRank)
            become(product, GGML_OP_OUT_PROD, transposed(context, product->src[0]), ggml_transpose(context, product->src[1]));
    }
}

void rewriteSiluAsGelu(ggml_context* context, ggml_cgraph* graph) {
    const int count = ggml_graph_n_nodes(graph);
    for (int i = 0; i < count; i++) {
        ggml_tensor* node = ggml_graph_node(graph, i);
        const auto setOperation = [&](int32_t operation) { std::memcpy(node->op_params, &operation, sizeof operation); };
        if (node->op == GGML_OP_GLU && ggml_get_glu_op(node) == GGML_GLU_OP_SWIGLU)
            setOperation(GGML_GLU_OP_GEGLU);
        else if (node->op == GGML_OP_UNARY && ggml_get_unary_op(node) == GGML_UNARY_OP_SILU)
            setOperation(GGML_UNARY_OP_GELU);
        else if (node->op == GGML_OP_SILU_BACK) {
            const ggml_tensor* custom = ggml_map_custom2(context, node->src[0], node->src[1], geluBack, /*n_tasks*/ 1, nullptr);
            node->op = custom->op;
            std::memcpy(node->op_params, custom->op_params, sizeof node->op_params);
        }
    }
}
