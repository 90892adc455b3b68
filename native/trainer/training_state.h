#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

/** All state that training changes; a checkpoint contains all of it. Values are the vectors, then the LoRA's factors. */
struct TrainingState {
    int step = 0;
    std::vector<float> values, firstMoment, secondMoment;
    std::vector<float> best;               // values at the lowest held-out loss
    float firstHeldOut = NAN;              // nats a token before training; NaN without held-out examples
    float bestHeldOut = NAN;
    int testsSinceBest = 0;
    int testedStep = -1;                   // the last step that was tested
    double seconds = 0;                    // spent training, over all runs
    double tokens = 0;                     // positions trained on, over all runs
};

struct AdamWSettings { float vectorRate, loraRate, weightDecay, clip; int warmup, steps; size_t vectorValues; };

/**
 * One step of AdamW (arXiv 1711.05101) with linear warm-up and decay to a twentieth, after scaling the gradient of the vectors and that
 * of the LoRA down to the norm `clip` each. Weight decay is for the LoRA only: vectors have no reason to be near zero.
 */
void adamStep(TrainingState& state, std::vector<float>& gradient, const AdamWSettings& settings);

/**
 * Replaces the file atomically.
 * @throws Refusal if the disk is full or the folder cannot be written
 */
void writeCheckpoint(const std::string& path, uint64_t requestHash, const TrainingState& state);
/** False, and the state as it was, if there is no file or it is of another request or damaged. */
bool readCheckpoint(const std::string& path, uint64_t requestHash, TrainingState& state);
