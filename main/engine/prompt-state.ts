/** The sequence in which a prompt is evaluated once for all drafts of a job, and which is reused from prompt to prompt. */
import {isVirtual} from "./virtual-tokens.ts";
import type {LlamaContextSequence, Token} from "node-llama-cpp";
import type {PromptTokenList} from "./prompt-tokens.ts";

/**
 * If at most this many tokens follow from the vectors on, they are evaluated with the prompt's last token, in one decode for each draft.
 */
const LONGEST_TAIL = 32;

interface Piece {
    readonly key: string;
    readonly end: number;
}

export class PromptState {
    readonly sequence: LlamaContextSequence;
    readonly #keyOf: (tokens: readonly Token[]) => string;
    /** prefix of the sequence, in the pieces it was evaluated in */
    #held: Piece[] = [];

    /** @param keyOf equal for pieces with equal content */
    constructor(sequence: LlamaContextSequence, keyOf: (tokens: readonly Token[]) => string) {
        this.sequence = sequence;
        this.#keyOf = keyOf;
    }

    /** Forgets the state: the next prompt is evaluated from its first token. */
    forget(): void {
        this.#held = [];
    }

    /** Evaluates the beginning of a prompt before the rest is known. */
    async begin({tokens, pieceEnds}: PromptTokenList, signal?: AbortSignal): Promise<void> {
        await this.#hold(tokens, pieceEnds, signal);
    }

    /**
     * Evaluates a prompt except for its tail, which it returns: the last token, whose logits every draft needs for itself, and the vectors
     * if they are shortly before it, so that a persona needs no decode of its own. Pieces that the sequence already holds are kept. The
     * split into pieces does not depend on what was kept, because a batch's size changes rounding. Stops after a batch when the signal is
     * aborted.
     */
    async evaluate({tokens, pieceEnds}: PromptTokenList, signal?: AbortSignal): Promise<Token[]> {
        const last = pieceEnds.at(-1) ?? 0;
        if (isVirtual(tokens[last]) && tokens.length - last <= LONGEST_TAIL) {
            await this.#hold(tokens, pieceEnds, signal);
            return tokens.slice(last);
        }
        const cut = tokens.length - 1;
        await this.#hold(tokens, cut > last ? [...pieceEnds, cut] : pieceEnds, signal);
        return tokens.slice(cut);
    }

    /** Makes the sequence hold exactly these pieces. */
    async #hold(tokens: readonly Token[], ends: readonly number[], signal?: AbortSignal): Promise<void> {
        const pieces = ends.map((end, index) => ({end, key: this.#keyOf(tokens.slice(ends[index - 1] ?? 0, end))}));
        const differs = pieces.findIndex(({key, end}, index) => this.#held[index]?.key !== key || this.#held[index].end !== end);
        const same = differs < 0 ? pieces.length : differs;
        const kept = same === 0 ? 0 : pieces[same - 1]!.end;
        // a sequence with checkpoints (sliding windows, recurrent models) cannot be cut back to an arbitrary position
        const canKeep = kept > 0 && (!this.sequence.needsCheckpoints || this.sequence.nextTokenIndex === kept);
        this.#held = canKeep ? pieces.slice(0, same) : [];
        if (!canKeep) await this.sequence.clearHistory();
        else if (this.sequence.nextTokenIndex > kept)
            await this.sequence.eraseContextTokenRanges([{start: kept, end: this.sequence.nextTokenIndex}]);
        for (const piece of pieces.slice(this.#held.length)) {
            await this.#append(tokens.slice(this.#held.at(-1)?.end ?? 0, piece.end), signal);
            if (signal?.aborted === true) return;
            this.#held.push(piece);
        }
    }

    async #append(tokens: readonly Token[], signal?: AbortSignal): Promise<void> {
        const {batchSize} = this.sequence.context;
        for (let start = 0; start < tokens.length && signal?.aborted !== true; start += batchSize)
            await this.sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, start + batchSize));
    }
}
