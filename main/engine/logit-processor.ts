/** Modifications of a draft's logits beyond the sampler's settings: a list of processors for each draft, whose biases are added up. */
import {TokenBias} from "node-llama-cpp";
import type {LlamaModel, Token} from "node-llama-cpp";

export interface LogitProcessor {
    /** Biases for the next token after `written`, in nats. */
    biases(written: readonly Token[]): ReadonlyMap<Token, number>;
}

/** The sum of all biases in node-llama-cpp's form. */
export function tokenBias(model: LlamaModel, processors: readonly LogitProcessor[], written: readonly Token[]): TokenBias {
    const sum = new Map<Token, number>();
    for (const processor of processors) for (const [token, nats] of processor.biases(written)) sum.set(token, (sum.get(token) ?? 0) + nats);
    const bias = TokenBias.for(model);
    for (const [token, logit] of sum) bias.set(token, {logit});
    return bias;
}

/** tokens that have to match before the next one counts as a repetition */
const RUN = 2;

/**
 * For drafts of one job that are to differ: where the last tokens occur in an earlier draft, the token that follows there is penalised.
 * Tokens of the prompt are not: facts, and the words they are given in, belong in every draft.
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
        // at the beginning of a draft, all tokens so far have to match
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
