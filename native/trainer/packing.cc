#include "packing.h"

#include <algorithm>
#include <random>

namespace {

/** Longest first, each into the emptiest of `count` bins. Empty if that overflows one. */
std::vector<std::vector<int>> distribute(const std::vector<Example>& examples, const std::vector<int>& sorted, size_t count, size_t limit) {
    std::vector<std::vector<int>> bins(count);
    std::vector<size_t> sizes(count);
    for (const int index : sorted) {
        const size_t emptiest = std::min_element(sizes.begin(), sizes.end()) - sizes.begin();
        const size_t length = examples[index].ids.size();
        if (!bins[emptiest].empty() && sizes[emptiest] + length > limit)
            return {};
        bins[emptiest].push_back(index);
        sizes[emptiest] += length;
    }
    return bins;
}

}  // namespace

std::vector<Pack> packExamples(const std::vector<Example>& examples, const std::vector<int>& chosen, int packTokens, int threads) {
    std::vector<int> sorted = chosen;
    std::stable_sort(sorted.begin(), sorted.end(), [&](int a, int b) { return examples[a].ids.size() > examples[b].ids.size(); });
    size_t total = 0;
    for (const int index : sorted)
        total += examples[index].ids.size();
    std::vector<std::vector<int>> bins;
    const size_t wanted = std::max<size_t>(threads, (total + packTokens - 1) / packTokens);
    for (size_t count = std::min<size_t>(sorted.size(), wanted); bins.empty(); count++)
        bins = distribute(examples, sorted, count, packTokens);

    std::vector<Pack> packs;
    for (const std::vector<int>& bin : bins) {
        Pack pack;
        for (const int index : bin) {
            const Example& example = examples[index];
            const int start = static_cast<int>(pack.ids.size());
            pack.pieces.push_back({index, start, static_cast<int>(example.ids.size())});
            pack.ids.insert(pack.ids.end(), example.ids.begin(), example.ids.end());
            for (size_t i = 0; i < example.targets.size(); i++)
                if (example.targets[i] >= 0)
                    pack.targets.push_back({start + static_cast<int>(i), example.targets[i], example.weight, index});
        }
        packs.push_back(std::move(pack));
    }
    return packs;
}

std::vector<int> epochOrder(const std::vector<int>& indices, uint32_t seed, int epoch) {
    std::vector<int> order = indices;
    std::mt19937 random(seed * 7919u + static_cast<uint32_t>(epoch));
    // std::shuffle differs between standard libraries
    for (size_t i = order.size(); i > 1; i--)
        std::swap(order[i - 1], order[random() % i]);
    return order;
}
