#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "architecture.h"
#include "ggml-backend.h"

/** Memory formats of the frozen matrices. */
enum class WeightFormat { automatic, file, f32, bf16, f16, q8_0 };

/** @throws Refusal for a name that is none */
WeightFormat weightFormat(const std::string& name);
const char* nameOf(WeightFormat format);

/** A frozen linear layer. Gradients pass through `transposed`, so that both directions run on the same matrix kernels. */
struct Linear {
    std::string name;                   // of the weight in the file
    ggml_tensor* weight = nullptr;      // ne [inputs, outputs]
    ggml_tensor* transposed = nullptr;  // ne [outputs, inputs]; null without gradients
    ggml_tensor* bias = nullptr;        // null: none
};

struct Layer {
    ggml_tensor *attentionNorm, *feedForwardNorm;
    ggml_tensor *queryNorm = nullptr, *keyNorm = nullptr, *attentionPostNorm = nullptr, *feedForwardPostNorm = nullptr;
    Linear query, key, value, attentionOutput, gate, up, down;
};

/**
 * A model's weights in the format they are trained through. Created in two steps: the constructor computes the layout without allocating,
 * so that the size is known; `load` allocates and reads the file.
 */
class Weights {
public:
    /**
     * @param wantsGradient without it there are no transposed matrices
     * @throws Refusal if a tensor is missing, of the wrong shape or of an unknown type
     */
    Weights(const GgufModel& model, const Architecture& architecture, WeightFormat format, bool wantsGradient);
    ~Weights();

    /** bytes that `load` will take */
    size_t size() const;
    /** @throws Refusal if memory runs out or the file cannot be read; stops early once `cancelled` */
    void load(const std::function<bool()>& cancelled);

    std::vector<Layer> layers;
    ggml_tensor* outputNorm = nullptr;
    ggml_tensor* ropeFactors = nullptr;  // null: none
    Linear output;
    /** from a weight to its transposed */
    std::map<const ggml_tensor*, ggml_tensor*> transposedOf;

private:
    struct Source { ggml_tensor* target; ggml_tensor* transposed; const StoredTensor* stored; int64_t firstRow; bool isMatrix; };

    Linear linear(const std::string& name, int inputs, int outputs, int firstRow = 0, int storedRows = 0);
    ggml_tensor* vector(const std::string& name, int size, int first = 0, int storedSize = 0);
    void copyMatrix(const Source& source, const std::function<bool()>& cancelled) const;

    const GgufModel& model_;
    WeightFormat format_;
    bool wantsGradient_;
    ggml_context* context_;
    ggml_backend_buffer_t buffer_ = nullptr;
    std::vector<Source> sources_;
};
