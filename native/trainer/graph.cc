#include "graph.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>

#include "graph_build.h"
#include "refusal.h"

namespace {

/** Matrix kernels want whole vectors of positions. */
constexpr int positionMultiple = 16;

int padded(int positions) { return (positions + positionMultiple - 1) / positionMultiple * positionMultiple; }

/** A procedure of the processor's backend, which is a library of its own for each kind of processor. */
template <typename Procedure>
Procedure procedure(ggml_backend_t backend, const char* name) {
    ggml_backend_reg_t registry = ggml_backend_dev_backend_reg(ggml_backend_get_device(backend));
    return reinterpret_cast<Procedure>(ggml_backend_reg_get_proc_address(registry, name));
}

ggml_backend_t cpuBackend() {
    ggml_backend_t backend = ggml_backend_init_by_type(GGML_BACKEND_DEVICE_TYPE_CPU, nullptr);
    if (backend == nullptr)
        throw Refusal("llama.cpp has no code for this machine's processor; run npm ci to install it again.");
    procedure<ggml_backend_set_n_threads_t>(backend, "ggml_backend_set_n_threads")(backend, 1);
    return backend;
}

/** 0 where a position (column) is visible from another (row), −∞ elsewhere; padding sees itself, as a row of only −∞ has no softmax. */
void fillMask(float* mask, int length, const Pack& pack, int window) {
    std::fill(mask, mask + static_cast<size_t>(length) * length, -INFINITY);
    for (const Pack::Piece& piece : pack.pieces)
        for (int row = 0; row < piece.length; row++) {
            const int first = window > 0 ? std::max(0, row - window + 1) : 0;
            float* cells = mask + static_cast<size_t>(piece.start + row) * length + piece.start;
            std::fill(cells + first, cells + row + 1, 0.f);
        }
    for (int row = static_cast<int>(pack.ids.size()); row < length; row++)
        mask[static_cast<size_t>(row) * length + row] = 0;
}

}  // namespace

Runner::Runner(const Architecture& architecture, const Weights& weights, const Lora& lora, ggml_abort_callback abort, void* abortData)
    : architecture_(architecture), weights_(weights), lora_(lora), backend_(cpuBackend()),
      allocator_(ggml_gallocr_new(ggml_backend_cpu_buffer_type())) {
    procedure<ggml_backend_set_abort_callback_t>(backend_, "ggml_backend_set_abort_callback")(backend_, abort, abortData);
}

Runner::~Runner() {
    ggml_gallocr_free(allocator_);
    ggml_backend_free(backend_);
}

std::unique_ptr<Runner::Graph> Runner::build(int positions, int targets, const PassOptions& options) const {
    return std::make_unique<Graph>(architecture_, weights_, lora_, padded(positions), targets, options);
}

size_t Runner::measure(int positions, int targets, bool wantsGradient) {
    PassOptions options;
    options.wantsGradient = wantsGradient;
    const auto graph = build(positions, targets, options);
    ggml_gallocr_t allocator = ggml_gallocr_new(ggml_backend_cpu_buffer_type());
    size_t size = 0;
    ggml_gallocr_reserve_n_size(allocator, graph->cgraph, nullptr, nullptr, &size);
    ggml_gallocr_free(allocator);
    return size + ggml_used_mem(graph->context);
}

PassResult Runner::run(const Pack& pack, const std::vector<float>& rows, int vectorCount, const PassOptions& options) {
    const int used = static_cast<int>(pack.ids.size()), targets = static_cast<int>(pack.targets.size());
    const int length = padded(used), embedding = architecture_.embedding;
    const auto graph = build(used, targets, options);
    if (!ggml_gallocr_alloc_graph(allocator_, graph->cgraph))
        throw Refusal("There is not enough free memory to go on training; close other programs and try again.");

    PassResult result;
    result.nll.resize(targets);
    for (auto& chunk : graph->chunks) {
        chunk->pack = &pack;
        chunk->nll = &result.nll;
    }
    auto* input = static_cast<float*>(graph->input->data);
    std::fill(input, input + static_cast<size_t>(length) * embedding, 0.f);
    std::copy(rows.begin(), rows.end(), input);
    auto* positions = static_cast<int32_t*>(graph->positions->data);
    std::fill(positions, positions + length, 0);
    for (const Pack::Piece& piece : pack.pieces)
        for (int i = 0; i < piece.length; i++)
            positions[piece.start + i] = i;
    // a model whose layers are all of one kind leaves the other mask out of its graph
    if (graph->mask->data != nullptr)
        fillMask(static_cast<float*>(graph->mask->data), length, pack, 0);
    if (graph->slidingMask != nullptr && graph->slidingMask->data != nullptr)
        fillMask(static_cast<float*>(graph->slidingMask->data), length, pack, architecture_.slidingWindow);
    auto* targetRows = static_cast<int32_t*>(graph->targetRows->data);
    for (int i = 0; i < targets; i++)
        targetRows[i] = pack.targets[i].position;
    if (graph->lossGradient != nullptr)
        *static_cast<float*>(graph->lossGradient->data) = 1;

    const ggml_status status = ggml_backend_graph_compute(backend_, graph->cgraph);
    if (status == GGML_STATUS_ABORTED) {
        result.wasAborted = true;
        return result;
    }
    if (status != GGML_STATUS_SUCCESS)
        throw Refusal("There is not enough free memory to go on training; close other programs and try again.");

    for (const ggml_tensor* logits : graph->logits) {
        const auto* data = static_cast<const float*>(logits->data);
        result.logits.insert(result.logits.end(), data, data + ggml_nelements(logits));
    }
    if (!options.wantsGradient)
        return result;
    result.vectorGradient.assign(static_cast<size_t>(vectorCount) * embedding, 0.f);
    const auto* gradient = static_cast<const float*>(graph->inputGradient->data);
    for (int i = 0; i < used; i++) {
        if (pack.ids[i] >= 0)
            continue;
        float* sum = result.vectorGradient.data() + static_cast<size_t>(-1 - pack.ids[i]) * embedding;
        for (int j = 0; j < embedding; j++)
            sum[j] += gradient[static_cast<size_t>(i) * embedding + j];
    }
    for (const ggml_tensor* factor : graph->loraGradients) {
        const auto* data = static_cast<const float*>(factor->data);
        result.loraGradient.insert(result.loraGradient.end(), data, data + ggml_nelements(factor));
    }
    return result;
}

WeightFormat fastestFormat() {
    constexpr int columns = 1024, rows = 1024, positions = 128, repetitions = 3;
    constexpr std::pair<WeightFormat, ggml_type> candidates[] = {
        {WeightFormat::bf16, GGML_TYPE_BF16}, {WeightFormat::f16, GGML_TYPE_F16}, {WeightFormat::q8_0, GGML_TYPE_Q8_0}
    };
    ggml_backend_t backend = cpuBackend();
    WeightFormat best = WeightFormat::bf16;
    double bestSeconds = INFINITY;
    for (const auto& [format, type] : candidates) {
        ggml_context* context = ggml_init({size_t{16} << 20, nullptr, /*no_alloc*/ false});
        ggml_tensor* weight = ggml_new_tensor_2d(context, type, columns, rows);
        ggml_tensor* x = ggml_new_tensor_2d(context, GGML_TYPE_F32, columns, positions);
        std::memset(weight->data, 0, ggml_nbytes(weight));
        std::memset(x->data, 0, ggml_nbytes(x));
        ggml_cgraph* graph = ggml_new_graph(context);
        ggml_build_forward_expand(graph, ggml_mul_mat(context, weight, x));
        for (int i = 0; i < repetitions; i++) {
            const auto start = std::chrono::steady_clock::now();
            ggml_backend_graph_compute(backend, graph);
            const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            if (seconds < bestSeconds) {
                bestSeconds = seconds;
                best = format;
            }
        }
        ggml_free(context);
    }
    ggml_backend_free(backend);
    return best;
}
