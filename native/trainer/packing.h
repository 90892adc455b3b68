#pragma once
#include <vector>

#include "graph.h"
#include "request.h"

/**
 * Puts examples side by side into packs of at most `packTokens` positions (a longer example is alone in its own), as many packs as there
 * are threads if there are enough examples, and of about equal length.
 * @param chosen indices into `examples`
 */
std::vector<Pack> packExamples(const std::vector<Example>& examples, const std::vector<int>& chosen, int packTokens, int threads);

/** Indices of the training examples in the order of one epoch. The same seed and epoch give the same order on every machine. */
std::vector<int> epochOrder(const std::vector<int>& indices, uint32_t seed, int epoch);
