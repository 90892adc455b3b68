import type {Brief} from "./brief.ts";
import {chatPrompt} from "./chat-prompt.ts";
import type {Engine, ModelInfo, PromptSegment} from "./engine.ts";
import {nanoPrompt} from "./nano-prompt.ts";
import type {PromptParts} from "./prompt-parts.ts";

/** The tokenizer of the loaded model. */
type Tokenizer = Pick<Engine, "truncate" | "countTokens">;

/** tokens kept free for the draft, as a share of the context, and at most */
const draftRoom = {share: 0.25, most: 320} as const;
/** tokens of a chat template around a turn, at most */
const templateTokens = 64;

/**
 * The prompt for a brief, in the form that the loaded model was trained on. Texts that are too long are cut, never refused; of the
 * examples, those that leave no room for a draft are left out, the least fitting first.
 */
export async function buildPrompt(
    model: Pick<ModelInfo, "promptFormat" | "contextSize" | "nEmbd">, brief: Brief, parts: PromptParts, tokenizer: Tokenizer,
): Promise<readonly PromptSegment[]> {
    const build = model.promptFormat === "nano-1" ? nanoPrompt : chatPrompt;
    const room = model.contextSize - Math.min(draftRoom.most, draftRoom.share * model.contextSize);
    for (let left = parts.examples.length; ; left--) {
        // the best example stands last
        const prompt = await build(brief, {...parts, examples: parts.examples.slice(parts.examples.length - left)}, tokenizer);
        if (left === 0 || (await countTokens(prompt, model, tokenizer)) <= room) return prompt;
    }
}

async function countTokens(prompt: readonly PromptSegment[], {promptFormat, nEmbd}: Pick<ModelInfo, "promptFormat" | "nEmbd">, tokenizer: Tokenizer): Promise<number> {
    const counts = await Promise.all(prompt.map(async (segment) => {
        switch (segment.type) {
            case "text": return tokenizer.countTokens(segment.text);
            case "control": return 1;
            case "vectors": return segment.vectors.length / nEmbd;
        }
    }));
    return counts.reduce((sum, count) => sum + count, promptFormat === "chat" ? templateTokens : 0);
}
