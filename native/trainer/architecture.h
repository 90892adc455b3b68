#pragma once
#include <string>
#include <vector>

#include "gguf_model.h"

/** Properties of a model that the graph needs besides its weights, validated: every model that passes can be trained. */
struct Architecture {
    std::string name;  // general.architecture
    int embedding = 0, layers = 0, heads = 0, kvHeads = 0, headSize = 0, feedForward = 0, vocabulary = 0, contextLength = 0;
    float normEpsilon = 0;
    float attentionScale = 0;
    /** factor that the model applies to a token's embedding row before the first layer */
    float inputScale = 1;

    int ropeMode = 0;  // GGML_ROPE_TYPE_*
    int ropeDimensions = 0, ropeOriginalContext = 0;
    float ropeBase = 10000, ropeScale = 1, ropeAttentionFactor = 1;
    /** tensor with a factor for each frequency; empty: none */
    std::string ropeFactors;

    /** tokens; 0: no layer has a sliding window */
    int slidingWindow = 0;
    float slidingRopeBase = 10000;
    std::vector<bool> isSliding;  // one for each layer

    bool hasQkNorms = false;
    bool hasPostNorms = false;
    bool usesGelu = false;
    /** Q, K and V are one matrix in the file, and so are gate and up */
    bool isFused = false;
};

/** @throws Refusal for an architecture, or a variant of one, that the trainer's graph does not have */
Architecture readArchitecture(const GgufModel& model);

/** @throws Refusal, naming the type, if the tensor cannot be trained through */
void checkTensorType(const GgufModel& model, const StoredTensor& tensor);
