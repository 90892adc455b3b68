#include "trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

#include "messages.h"
#include "platform.h"
#include "refusal.h"

namespace {

/** bytes of libraries, stacks and headers besides what is counted; measured 20 to 40 MiB */
constexpr size_t baseMemory = size_t{28} << 20;
constexpr double mebi = 1 << 20;
constexpr double progressSeconds = 0.5;

bool isCancelled(void* flag) { return static_cast<const std::atomic<bool>*>(flag)->load(); }

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

Trainer::Trainer(const Request& request, const std::atomic<bool>& cancelled)
    : request_(request), cancelled_(cancelled), model_(request.modelPath), architecture_(readArchitecture(model_)),
      format_(weightFormat(request.weights)) {
    for (size_t i = 0; i < request_.examples.size(); i++)
        (request_.examples[i].isHeldOut ? heldOut_ : training_).push_back(static_cast<int>(i));
    check();
    const bool isAutomatic = format_ == WeightFormat::automatic;
    if (isAutomatic)
        format_ = fastestFormat();
    estimate();
    if (isAutomatic && format_ != WeightFormat::q8_0 && request_.memoryLimit > 0 && memory_ > static_cast<size_t>(request_.memoryLimit)) {
        format_ = WeightFormat::q8_0;
        estimate();
    }
    Message("estimate").add("memory", static_cast<double>(memory_)).add("weights", nameOf(format_))
        .add("steps", request_.task == "train" || request_.task == "estimate" ? steps() : 0).add("architecture", architecture_.name).send();
    if (request_.memoryLimit > 0 && memory_ > static_cast<size_t>(request_.memoryLimit)) {
        char sentence[256];
        std::snprintf(sentence, sizeof sentence, "Training with this model needs %.0f MB of memory and %.0f MB are free; close other "
            "programs or choose a smaller model.",
                      static_cast<double>(memory_) / mebi, static_cast<double>(request_.memoryLimit) / mebi);
        throw Refusal(sentence);
    }
}

void Trainer::check() const {
    if (request_.vectorCount > 0 && request_.embedding != architecture_.embedding)
        throw Refusal("The vectors have " + std::to_string(request_.embedding) + " values and the model " + model_.name() + " takes "
                      + std::to_string(architecture_.embedding) + "; start from vectors of this model.");
    if (request_.examples.empty() || (request_.task == "train" && training_.empty()))
        throw Refusal("There are no texts to learn from; add some of your writing first.");
    const StoredTensor& embedding = model_.tensor("token_embd.weight");
    checkTensorType(model_, embedding);
    for (const Example& example : request_.examples) {
        if (example.ids.size() > static_cast<size_t>(architecture_.contextLength))
            throw Refusal("A text of " + std::to_string(example.ids.size()) + " tokens is longer than the "
                + std::to_string(architecture_.contextLength)
                          + " that the model " + model_.name() + " can read; cut it first.");
        for (const std::vector<int32_t>* ids : {&example.ids, &example.targets})
            for (const int32_t id : *ids)
                if (id >= architecture_.vocabulary)
                    throw Refusal("The texts were split into tokens for another model than " + model_.name()
                        + "; start the training again.");
    }
}

void Trainer::estimate() {
    weights_ = std::make_unique<Weights>(model_, architecture_, format_, request_.task != "evaluate");
    lora_ = std::make_unique<Lora>(*weights_, architecture_.isFused, request_.loraRank, request_.loraAlpha, request_.seed);
    runners_.clear();
    for (int i = 0; i < request_.threads; i++)
        runners_.push_back(std::make_unique<Runner>(architecture_, *weights_, *lora_, isCancelled,
            const_cast<std::atomic<bool>*>(&cancelled_)));

    // the order of training is deterministic, so the largest pass is known
    size_t positions = 0, targets = 0, heldOutPositions = 0, heldOutTargets = 0;
    const auto widen = [](const std::vector<Pack>& packs, size_t& mostPositions, size_t& mostTargets) {
        for (const Pack& pack : packs) {
            mostPositions = std::max(mostPositions, pack.ids.size());
            mostTargets = std::max(mostTargets, pack.targets.size());
        }
    };
    const bool trains = request_.task == "train" || request_.task == "estimate";
    if (trains)
        for (int step = 0; step < steps(); step++)
            widen(packExamples(request_.examples, stepExamples(step), request_.packTokens, request_.threads), positions, targets);
    else
        widen(packExamples(request_.examples, training_, request_.packTokens, request_.threads), positions, targets);
    widen(packExamples(request_.examples, heldOut_, request_.packTokens, request_.threads), heldOutPositions, heldOutTargets);

    size_t pass = positions == 0 ? 0 : runners_[0]->measure(static_cast<int>(positions), static_cast<int>(targets),
        request_.task != "evaluate");
    if (heldOutPositions > 0)
        pass = std::max(pass, runners_[0]->measure(static_cast<int>(heldOutPositions), static_cast<int>(heldOutTargets), false));
    const size_t trainedValues = lora_->size() + request_.vectors.size();
    memory_ = baseMemory + weights_->size() + pass * request_.threads + trainedValues * sizeof(float) * (6 + 3 * request_.threads);
}

void Trainer::load() {
    weights_->load([this] { return cancelled_.load(); });
    const StoredTensor& embedding = model_.tensor("token_embd.weight");
    std::set<int32_t> ids;
    for (const Example& example : request_.examples)
        for (const int32_t id : example.ids)
            if (id >= 0)
                ids.insert(id);
    for (const int32_t id : ids) {
        std::vector<uint8_t>& row = tokenRows_[id];
        row.resize(embedding.rowSize());
        model_.readRows(embedding, id, 1, row.data());
    }
}

void Trainer::run() {
    if (request_.task == "estimate")
        return;
    load();
    if (cancelled_)
        return Message("cancelled").add("step", 0.0).send();
    if (request_.task == "train")
        train();
    else if (request_.task == "evaluate")
        evaluate();
    else
        gradient();
}

std::vector<float> Trainer::rowsOf(const Pack& pack, const float* vectors) const {
    const int size = architecture_.embedding;
    const ggml_type type = model_.tensor("token_embd.weight").type;
    std::vector<float> rows(pack.ids.size() * size);
    for (size_t i = 0; i < pack.ids.size(); i++) {
        float* row = rows.data() + i * size;
        if (pack.ids[i] < 0) {
            std::copy_n(vectors + static_cast<size_t>(-1 - pack.ids[i]) * size, size, row);
            continue;
        }
        toFloats(type, tokenRows_.at(pack.ids[i]).data(), row, size);
        for (int j = 0; j < size; j++)
            row[j] *= architecture_.inputScale;
    }
    return rows;
}

bool Trainer::runPacks(const std::vector<Pack>& packs, const float* vectors, const PassOptions& options,
                       const std::function<void(const Pack&, const PassResult&)>& each) {
    std::atomic<size_t> next{0};
    std::atomic<bool> wasAborted{false};
    std::mutex mutex;
    std::exception_ptr failure;
    const auto work = [&](Runner& runner) {
        try {
            for (size_t i = next++; i < packs.size() && !wasAborted; i = next++) {
                if (cancelled_) {
                    wasAborted = true;
                    break;
                }
                const PassResult result = runner.run(packs[i], rowsOf(packs[i], vectors), request_.vectorCount, options);
                if (result.wasAborted)
                    wasAborted = true;
                else {
                    const std::lock_guard<std::mutex> lock(mutex);
                    each(packs[i], result);
                }
            }
        } catch (...) {
            const std::lock_guard<std::mutex> lock(mutex);
            failure = std::current_exception();
            wasAborted = true;
        }
    };
    std::vector<std::thread> others;
    for (size_t i = 1; i < std::min(runners_.size(), packs.size()); i++)
        others.emplace_back(work, std::ref(*runners_[i]));
    work(*runners_[0]);
    for (std::thread& thread : others)
        thread.join();
    if (failure)
        std::rethrow_exception(failure);
    return !wasAborted;
}

Trainer::Sums Trainer::pass(const std::vector<Pack>& packs, const std::vector<float>& values, bool wantsGradient) {
    Sums sums;
    if (wantsGradient)
        sums.gradient.assign(values.size(), 0.f);
    const std::vector<float> factors(values.begin() + static_cast<int64_t>(request_.vectors.size()), values.end());
    lora_->setValues(factors);
    PassOptions options;
    options.wantsGradient = wantsGradient;
    sums.wasAborted = !runPacks(packs, values.data(), options, [&](const Pack& pack, const PassResult& result) {
        for (size_t i = 0; i < pack.targets.size(); i++) {
            sums.loss += static_cast<double>(pack.targets[i].weight) * result.nll[i];
            sums.weight += pack.targets[i].weight;
        }
        float* into = sums.gradient.data();
        for (const std::vector<float>* part : {&result.vectorGradient, &result.loraGradient})
            for (const float value : *part)
                *into++ += value;
    });
    return sums;
}

void Trainer::evaluate() {
    std::vector<int> all(request_.examples.size());
    for (size_t i = 0; i < all.size(); i++)
        all[i] = static_cast<int>(i);
    const std::vector<Pack> packs = packExamples(request_.examples, all, request_.packTokens, request_.threads);
    PassOptions options;
    options.wantsLogits = request_.wantsLogits;
    const size_t setSize = static_cast<size_t>(request_.vectorCount) * architecture_.embedding;
    for (int set = 0; set < std::max(1, request_.sets); set++) {
        std::vector<std::vector<float>> nll(all.size()), logits(all.size());
        const bool isDone = runPacks(packs, request_.vectors.data() + set * setSize, options,
            [&](const Pack& pack, const PassResult& result) {
            for (size_t i = 0; i < pack.targets.size(); i++) {
                const int example = pack.targets[i].example;
                nll[example].push_back(result.nll[i]);
                if (options.wantsLogits)
                    logits[example].insert(logits[example].end(), result.logits.begin() + i * architecture_.vocabulary,
                                           result.logits.begin() + (i + 1) * architecture_.vocabulary);
            }
        });
        if (!isDone)
            return Message("cancelled").add("step", 0.0).send();
        for (size_t i = 0; i < all.size(); i++) {
            Message message("nll");
            message.add("set", set).add("example", static_cast<double>(i)).add("values", nll[i]);
            if (options.wantsLogits)
                message.add("logits", logits[i]);
            message.send();
        }
    }
    Message("done").send();
}

void Trainer::gradient() {
    std::vector<int> all(request_.examples.size());
    for (size_t i = 0; i < all.size(); i++)
        all[i] = static_cast<int>(i);
    std::vector<float> values = request_.vectors;
    const std::vector<float> factors = lora_->values();
    values.insert(values.end(), factors.begin(), factors.end());
    const Sums sums = pass(packExamples(request_.examples, all, request_.packTokens, request_.threads), values, true);
    if (sums.wasAborted)
        return Message("cancelled").add("step", 0.0).send();
    Message("gradient").add("loss", sums.loss).add("values", sums.gradient).send();
}

int Trainer::stepsPerEpoch() const {
    return std::max(1, (static_cast<int>(training_.size()) + request_.batch - 1) / request_.batch);
}

std::vector<int> Trainer::stepExamples(int step) const {
    const std::vector<int> order = epochOrder(training_, request_.seed, step / stepsPerEpoch());
    const size_t first = static_cast<size_t>(step % stepsPerEpoch()) * request_.batch;
    return {order.begin() + std::min(first, order.size()), order.begin() + std::min(first + request_.batch, order.size())};
}

/** Evaluates the held-out examples and keeps the state if it is the best. False if cancelled. */
bool Trainer::test(TrainingState& state) {
    if (heldOut_.empty()) {
        state.testedStep = state.step;
        state.best = state.values;
        return true;
    }
    const Sums sums = pass(packExamples(request_.examples, heldOut_, request_.packTokens, request_.threads), state.values, false);
    if (sums.wasAborted)
        return false;
    state.testedStep = state.step;
    const float loss = static_cast<float>(sums.loss / sums.weight);
    if (std::isnan(state.firstHeldOut))
        state.firstHeldOut = loss;
    // also false while there is no best yet, or if the loss is not a number
    const bool isBest = std::isnan(state.bestHeldOut) || loss < state.bestHeldOut;
    if (isBest) {
        state.bestHeldOut = loss;
        state.best = state.values;
    }
    state.testsSinceBest = isBest ? 0 : state.testsSinceBest + 1;
    Message("heldOut").add("step", state.step).add("loss", loss).add("best", state.bestHeldOut).add("first", state.firstHeldOut).send();
    return true;
}

void Trainer::saveCheckpoint(const TrainingState& state) {
    if (request_.checkpointPath.empty())
        return;
    writeCheckpoint(request_.checkpointPath, hashOf(request_), state);
    Message("checkpoint").add("step", state.step).send();
}

void Trainer::train() {
    TrainingState state;
    state.values = request_.vectors;
    const std::vector<float> factors = lora_->values();
    state.values.insert(state.values.end(), factors.begin(), factors.end());
    state.firstMoment.assign(state.values.size(), 0.f);
    state.secondMoment.assign(state.values.size(), 0.f);
    state.best = state.values;
    const bool isResumed = !request_.checkpointPath.empty() && readCheckpoint(request_.checkpointPath, hashOf(request_), state);
    if (isResumed)
        Message("resumed").add("step", state.step).send();

    const AdamWSettings settings{request_.learningRate, request_.loraLearningRate, request_.weightDecay, request_.clip,
                                 request_.warmup, steps(), request_.vectors.size()};
    const double before = state.seconds;
    const double start = now();
    double lastSaved = start, lastShown = 0, shownTokens = state.tokens, shownAt = start;
    const auto cancel = [&] {
        saveCheckpoint(state);
        Message("cancelled").add("step", state.step).send();
    };
    const auto isStopped = [&] { return request_.patience > 0 && state.testsSinceBest >= request_.patience; };
    for (;;) {
        const bool isTestDue = state.step % testInterval() == 0 || state.step == steps();
        if (isTestDue && state.testedStep != state.step && !test(state))
            return cancel();
        if (state.step >= steps() || isStopped())
            break;
        const std::vector<Pack> packs = packExamples(request_.examples, stepExamples(state.step), request_.packTokens, request_.threads);
        const double tokensBefore = spent_.tokens;
        const double cpuBefore = cpuSeconds(), wallBefore = now();
        Sums sums = pass(packs, state.values, true);
        if (sums.wasAborted)
            return cancel();
        spent_.cpu += cpuSeconds() - cpuBefore;
        spent_.wall += now() - wallBefore;
        for (float& value : sums.gradient)
            value /= static_cast<float>(sums.weight);
        adamStep(state, sums.gradient, settings);
        for (const Pack& pack : packs)
            spent_.tokens += static_cast<double>(pack.ids.size());
        state.tokens += spent_.tokens - tokensBefore;
        if (!std::all_of(state.values.begin(), state.values.end(), [](float value) { return std::isfinite(value); }))
            throw Refusal("Training ran away and was stopped; start again with a lower learning rate.");
        state.seconds = before + now() - start;
        if (now() - lastShown >= progressSeconds || state.step == steps()) {
            const double speed = (state.tokens - shownTokens) / std::max(1e-9, now() - shownAt);
            Message("step").add("step", state.step).add("steps", steps()).add("loss", sums.loss / sums.weight)
                .add("tokensPerSecond", speed).add("seconds", state.seconds).send();
            lastShown = shownAt = now();
            shownTokens = state.tokens;
        }
        if (now() - lastSaved >= request_.checkpointSeconds) {
            saveCheckpoint(state);
            lastSaved = now();
        }
    }
    finish(state, isStopped() ? "stopped" : "finished");
}

void Trainer::finish(const TrainingState& state, const std::string& reason) {
    const auto split = state.best.begin() + static_cast<int64_t>(request_.vectors.size());
    if (request_.loraRank > 0 && !request_.adapterPath.empty())
        lora_->writeAdapter(request_.adapterPath, architecture_.name, {split, state.best.end()});
    Message("result").add("reason", reason).add("step", state.step).add("firstHeldOut", state.firstHeldOut)
        .add("bestHeldOut", state.bestHeldOut).add("seconds", state.seconds).add("tokens", state.tokens)
        .add("tokensPerCpuSecond", spent_.tokens / spent_.cpu).add("stepTokensPerSecond", spent_.tokens / spent_.wall)
        .add("peakMemory", static_cast<double>(peakMemory()))
        .add("vectors", std::vector<float>(state.best.begin(), split)).send();
    if (!request_.checkpointPath.empty())
        removeFile(request_.checkpointPath);
}
