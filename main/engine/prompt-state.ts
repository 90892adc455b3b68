/** The sequence in which a prompt is evaluated, once for all drafts of a job. */
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaContextSequence, Token} from "node-llama-cpp";

/** A shorter piece of text before the vectors is not worth a decode of its own. */
const SHORTEST_BEGINNING = 16;

export class PromptState {
    readonly sequence: LlamaContextSequence;
    /** what the sequence begins with, evaluated in a piece of its own */
    #beginning: readonly Token[] = [];

    constructor(sequence: LlamaContextSequence) {
        this.sequence = sequence;
    }

    /** Evaluates how a prompt begins, before the rest is known. */
    async begin(tokens: readonly Token[], signal?: AbortSignal): Promise<void> {
        this.#beginning = [];
        await this.sequence.clearHistory();
        await this.#append(tokens, signal);
        if (signal?.aborted !== true)
            this.#beginning = tokens;
    }

    /**
     * Evaluates a prompt without its last token, whose logits every draft needs for itself. What stands before the vectors is a piece of
     * its own, and if the sequence begins with it already (`begin` was called, or the last prompt had another persona) it is kept. The
     * pieces are the same either way, and so are the numbers: a batch's size changes how sums are rounded.
     * Stops after a batch when the signal is aborted.
     */
    async evaluate(prompt: readonly Token[], signal?: AbortSignal): Promise<void> {
        const tokens = prompt.slice(0, -1);
        const vectors = tokens.findIndex(isVirtual);
        const cut = vectors >= SHORTEST_BEGINNING ? vectors : tokens.length;
        const beginning = tokens.slice(0, cut);
        // a sequence with checkpoints (sliding windows, recurrent models) cannot be cut back to just any place
        if (equal(this.#beginning, beginning) && !this.sequence.needsCheckpoints)
            await this.sequence.eraseContextTokenRanges([{start: cut, end: this.sequence.nextTokenIndex}]);
        else
            await this.begin(beginning, signal);
        await this.#append(tokens.slice(cut), signal);
    }

    async #append(tokens: readonly Token[], signal?: AbortSignal): Promise<void> {
        const {batchSize} = this.sequence.context;
        for (let start = 0; start < tokens.length && signal?.aborted !== true; start += batchSize)
            await this.sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + batchSize));
    }
}

function equal(some: readonly Token[], others: readonly Token[]): boolean {
    return some.length === others.length && some.every((token, index) => token === others[index]);
}
