/** How likely a text is after a prompt, token by token, each conditioned on the real ones before it (teacher forcing). */
import {roomForDraft} from "./draft-job.ts";
import {isVirtual} from "./virtual-tokens.ts";
import type {ControlledEvaluateIndexOutput, Token} from "node-llama-cpp";
import type {EncodedText, Prompt} from "../../app/drafting/engine.ts";
import type {LoadedModel} from "./loaded-model.ts";

/** Negative log-likelihood in nats of `text` and the end token, summed. */
export async function scoreText(
    loaded: LoadedModel,
    prompt: Prompt,
    text: string,
    signal?: AbortSignal
): Promise<{nll: number; tokens: number}> {
    const {info, prompts, promptState, context, adapter} = loaded;
    await adapter.use(prompt);
    const list = prompts.ofPrompt(prompt);
    try {
        const targets = targetsOf(loaded, prompt, text);
        roomForDraft(info, list.tokens, targets.length);

        const tail = await promptState.evaluate(list, signal);
        signal?.throwIfAborted();
        await promptState.sequence.evaluateWithoutGeneratingNewTokens(tail.slice(0, -1));
        const inputs = [...tail.slice(-1), ...targets.slice(0, -1)];
        let nll = 0;
        for (let start = 0; start < targets.length; start += context.batchSize) {
            signal?.throwIfAborted();
            const expected = targets.slice(start, start + context.batchSize);
            const outputs = await promptState.sequence.controlledEvaluate(
                expected.map((target, index) => [
                    inputs[start + index]!,
                    {generateNext: {token: true, totalLogitWeight: true, logits: {filter: {tokens: [target], includeSelected: true}}}}
                ])
            );
            nll += expected.reduce((sum, target, index) => sum + surprise(outputs[index]!, target), 0);
        }
        return {nll, tokens: targets.length};
    } finally {
        prompts.release(list.tokens);
    }
}

/** The text's tokens and the end token. */
function targetsOf({prompts}: LoadedModel, prompt: Prompt, text: string): Token[] {
    const end = prompts.endOf(prompt);
    return [...prompts.codec.encode(text), ...(end == null ? [] : [end])];
}

/** The tokens that `scoreText` evaluates; the prompt's vectors are -1, -2, … in order. */
export function encodeText(loaded: LoadedModel, prompt: Prompt, text: string): EncodedText {
    const {tokens} = loaded.prompts.ofPrompt(prompt);
    loaded.prompts.release(tokens);
    let vectors = 0;
    return {prompt: tokens.map((token) => (isVirtual(token) ? -1 - vectors++ : token)), text: targetsOf(loaded, prompt, text)};
}

/** -ln p(target). Greedy sampling selects the token with the largest logit, and `totalLogitWeight` is Σ exp(logit − that). */
function surprise({next}: ControlledEvaluateIndexOutput, target: Token): number {
    const largest = next.logits!.get(next.token!)!;
    return Math.log(next.totalLogitWeight!) + largest - next.logits!.get(target)!;
}
