/** Does this model take vectors? Known embedding rows are evaluated as vectors and as tokens, and the logits must agree. */
import {hasPerLayerEmbeddings} from "./gguf-file.ts";
import type {LlamaContext, LlamaContextSequence, Token} from "node-llama-cpp";
import type {EmbeddingMatrix} from "./gguf-file.ts";
import type {Hook} from "./hook.ts";
import type {VirtualTokens} from "./virtual-tokens.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";

export interface SelfTestResult {
    /** null: vectors work; else a sentence with the reason */
    readonly refusal: Sentence | null;
    /** factor between a row of the embedding matrix and the model's input: √n_embd for Gemma 3, else 1 */
    readonly inputScale: number;
}

/** Largest difference of two logits, as a share of the largest logit. On a CPU it is 0; GPUs round differently for other batch types. */
const TOLERANCE = 1e-3;
const PROBE_LENGTH = 8;

/**
 * Runs the test in two sequences of `context`, which must have two free ones and be attached to the virtual tokens. A model that reads more
 * than the vectors (positions on several axes, per-layer rows by token id) is rejected without a trial: llama.cpp may abort.
 */
export async function selfTest(
    context: LlamaContext,
    hook: Hook,
    virtual: VirtualTokens,
    embeddings: EmbeddingMatrix
): Promise<SelfTestResult> {
    const refuse = (why: Sentence): SelfTestResult => ({refusal: say("model.no-persona-why", {why}), inputScale: 1});
    if (hook.describe(context).multiAxisRope) return refuse(say("model.several-axes"));
    if (hasPerLayerEmbeddings(context.model.fileInfo)) return refuse(say("model.layers-look-up"));
    if (hook.describe(context).inputSize !== embeddings.columns) return refuse(say("model.other-input"));

    const probe = probeTokens(context, embeddings);
    const rows = embeddings.read(probe);
    const [plain, injected] = [context.getSequence(), context.getSequence()];
    try {
        const expected = await logitsAfter(plain, probe, probe);
        // in 32 bits, as llama.cpp multiplies: differences in the last bit grow where a layer quantises its input
        for (const inputScale of [1, Math.fround(Math.sqrt(embeddings.columns))]) {
            const tokens = virtual.add(rows.map((value) => value * inputScale));
            const once = await logitsAfter(injected, tokens, probe);
            const twice = await logitsAfter(injected, tokens, probe);
            virtual.release(tokens);
            if (!agree(once, twice)) return refuse(say("model.not-repeatable"));
            if (agree(expected, once)) return {refusal: null, inputScale};
        }
        return refuse(say("model.rows-differ"));
    } finally {
        await Promise.all([plain.dispose(), injected.dispose()]);
    }
}

/** Tokens spread over the vocabulary, without control tokens, which some models treat specially. */
function probeTokens({model}: LlamaContext, embeddings: EmbeddingMatrix): Token[] {
    const tokens: Token[] = [];
    const step = Math.max(1, Math.floor(embeddings.rows / (PROBE_LENGTH + 1)));
    for (let id = step; id < embeddings.rows && tokens.length < PROBE_LENGTH; id += step)
        if (!model.isSpecialToken(id as Token)) tokens.push(id as Token);
    return tokens;
}

/**
 * Logits after a first real token, then all of `middle` but its last, then the last real token: the same batches whether `middle` is
 * virtual or real, as the size of a batch changes rounding.
 */
async function logitsAfter(sequence: LlamaContextSequence, middle: readonly Token[], probe: readonly Token[]): Promise<Map<Token, number>> {
    await sequence.clearHistory();
    await sequence.evaluateWithoutGeneratingNewTokens([probe[0]!]);
    await sequence.evaluateWithoutGeneratingNewTokens(middle.slice(0, -1));
    const results = await sequence.controlledEvaluate([[probe.at(-1)!, {generateNext: {logits: true}}]]);
    return results[0]!.next.logits!;
}

function agree(expected: ReadonlyMap<Token, number>, actual: ReadonlyMap<Token, number>): boolean {
    let largest = 0;
    let difference = 0;
    for (const [token, logit] of expected) {
        largest = Math.max(largest, Math.abs(logit));
        difference = Math.max(difference, Math.abs(logit - (actual.get(token) ?? NaN))); // NaN stays NaN and fails the comparison below
    }
    return difference <= TOLERANCE * largest;
}
