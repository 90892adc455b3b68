import type {Brief} from "./brief.ts";
import {chatPrompt} from "./chat-prompt.ts";
import type {PromptSegment} from "./engine.ts";
import {nanoPrompt} from "./nano-prompt.ts";
import type {PromptParts, Tokenizer} from "./prompt-parts.ts";

/** The prompt for a brief, in the form that the loaded model was trained on. Texts that are too long are cut, never refused. */
export function buildPrompt(
    format: "nano-1" | "chat", brief: Brief, parts: PromptParts, tokenizer: Tokenizer,
): Promise<readonly PromptSegment[]> {
    return format === "nano-1" ? nanoPrompt(brief, parts, tokenizer) : chatPrompt(brief, parts, tokenizer);
}
