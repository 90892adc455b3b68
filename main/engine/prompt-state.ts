/** The sequence in which a prompt is evaluated, once for all drafts of a job. */
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaContextSequence, Token} from "node-llama-cpp";

/** A shorter piece of text before the vectors is not worth a decode of its own. */
const SHORTEST_BEGINNING = 16;
/** Up to so many tokens from the vectors on go in with the prompt's last token, in one decode for each draft. */
const LONGEST_TAIL = 32;

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
     * Evaluates a prompt but for its tail, which it returns: the last token, whose logits every draft needs for itself, and the vectors
     * where they stand right before it, so that a persona costs no decode of its own. What stands before the vectors is kept if the
     * sequence begins with it already (`begin` was called, or the last prompt had another persona). The pieces are the same either
     * way, and so are the numbers: a batch's size changes how sums are rounded.
     * Stops after a batch when the signal is aborted.
     */
    async evaluate(prompt: readonly Token[], signal?: AbortSignal): Promise<Token[]> {
        const vectors = prompt.findIndex(isVirtual);
        const cut = vectors >= SHORTEST_BEGINNING ? vectors : prompt.length - 1;
        const beginning = prompt.slice(0, cut);
        // a sequence with checkpoints (sliding windows, recurrent models) cannot be cut back to just any place
        if (equal(this.#beginning, beginning) && !this.sequence.needsCheckpoints)
            await this.sequence.eraseContextTokenRanges([{start: cut, end: this.sequence.nextTokenIndex}]);
        else
            await this.begin(beginning, signal);
        if (prompt.length - cut <= LONGEST_TAIL)
            return prompt.slice(cut);
        await this.#append(prompt.slice(cut, -1), signal);
        return prompt.slice(-1);
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
