import type {SamplingOptions} from "./engine.ts";

/*
 * Makes concurrent drafts differ in wording and order. The first uses the model's usual sampling; each further one a slightly higher
 * temperature, and a penalty on the runs of words of those before it (`SamplingOptions.apart`).
 */

/** added to the temperature for each further draft */
const temperatureStep = 0.15;
/** min-p of a further draft: at a higher temperature unlikely tokens would be nonsense */
const minP = 0.08;
/** penalty in nats for continuing like an earlier draft */
const apart = 1.5;

/** Sampling of a job's drafts, one for each of `count`. A temperature that the user set applies to all of them. */
export function variedSampling(usual: SamplingOptions, asked: SamplingOptions, count: number): readonly SamplingOptions[] {
    return Array.from({length: count}, (_, i): SamplingOptions => {
        if (i === 0 || asked.temperature !== undefined) return {};
        const temperature = (usual.temperature ?? 0.7) * (1 + temperatureStep * i);
        return {temperature, minP: Math.max(minP, usual.minP ?? 0), apart};
    });
}
