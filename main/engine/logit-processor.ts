/** What changes a draft's next token besides the sampler's own settings: a list of these for each draft, their biases added up. */
import {TokenBias} from "node-llama-cpp";
import type {LlamaModel, Token} from "node-llama-cpp";

export interface LogitProcessor {
    /** What to add to which tokens' logits after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number>;
}

/** The sum of all biases as node-llama-cpp takes it. */
export function tokenBias(model: LlamaModel, processors: readonly LogitProcessor[], written: readonly Token[]): TokenBias {
    const sum = new Map<Token, number>();
    for (const processor of processors) for (const [token, nats] of processor.biases(written)) sum.set(token, (sum.get(token) ?? 0) + nats);
    const bias = TokenBias.for(model);
    for (const [token, logit] of sum) bias.set(token, {logit});
    return bias;
}

/** tokens that have to agree before the next one counts as a repetition */
const RUN = 2;

/**
 * Drafts of one job that are to differ: where the last tokens stand in an earlier draft, the token that follows there loses some nats.
 * Tokens of the prompt keep theirs: facts, and the words they are asked for with, are to be in every draft.
 */
export class ApartFrom implements LogitProcessor {
    readonly #others: readonly (readonly Token[])[];
    readonly #given: ReadonlySet<Token>;
    readonly #nats: number;

    /** @param others the drafts to differ from, which may still grow */
    constructor(others: readonly (readonly Token[])[], given: ReadonlySet<Token>, nats: number) {
        this.#others = others;
        this.#given = given;
        this.#nats = nats;
    }

    biases(written: readonly Token[]): ReadonlyMap<Token, number> {
        const biases = new Map<Token, number>();
        // where a draft begins, as many tokens as there are have to agree
        const run = written.slice(-RUN);
        for (const other of this.#others)
            for (let end = run.length; end < other.length; end++) {
                const isStart = written.length < RUN && end !== run.length;
                const next = other[end]!;
                if (!isStart && run.every((token, index) => other[end - run.length + index] === token) && !this.#given.has(next))
                    biases.set(next, -this.#nats);
            }
        return biases;
    }
}
