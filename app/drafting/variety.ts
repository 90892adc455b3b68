import type {SamplingOptions} from "./engine.ts";

/*
 * Drafts beside each other are to differ in wording and order. The first is written as the model is usually sampled; each further one a little more
 * freely, and away from the runs of words of those before it (`SamplingOptions.apart`).
 */

/** of the temperature, more for each further draft */
const temperatureStep = 0.15;
/** a further draft keeps to tokens at least this likely, as a share of the likeliest: what is freer is not to be nonsense */
const minP = 0.08;
/** nats that going on like an earlier draft costs */
const apart = 1.5;

/** How the drafts of a job are sampled, one for each of `count`. A temperature that the user asked for holds for all of them. */
export function variedSampling(usual: SamplingOptions, asked: SamplingOptions, count: number): readonly SamplingOptions[] {
    return Array.from({length: count}, (_, i): SamplingOptions => {
        if (i === 0 || asked.temperature !== undefined) return {};
        const temperature = (usual.temperature ?? 0.7) * (1 + temperatureStep * i);
        return {temperature, minP: Math.max(minP, usual.minP ?? 0), apart};
    });
}
