import {readGgufFileInfo} from "node-llama-cpp";
import type {Engine, Prompt, PromptPart} from "../../app/drafting/engine.ts";

const CONTROL = 3,
    USER_DEFINED = 4;

/** Ids and literals of the tokens that mean something to a model besides text. */
export async function specialTokens(modelPath: string): Promise<ReadonlyMap<number, string>> {
    const {metadata} = await readGgufFileInfo(modelPath);
    const {tokens, token_type: types} = metadata.tokenizer.ggml;
    const special = new Map<number, string>();
    for (const [id, token] of tokens.entries())
        if (types?.[id] === CONTROL || (types?.[id] === USER_DEFINED && /^<.*>$/s.test(token))) special.set(id, token);
    return special;
}

/** All text of a prompt's parts. */
export function textsIn(prompt: Prompt): readonly string[] {
    const parts = "turns" in prompt ? prompt.turns.flatMap((turn) => turn.parts) : prompt.document;
    return parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
}

/** Literals of the special tokens of a prompt, in order. */
export async function specialIn(engine: Pick<Engine, "encode">, special: ReadonlyMap<number, string>, prompt: Prompt): Promise<string[]> {
    return (await engine.encode(prompt, "x")).prompt.flatMap((id) => special.get(id) ?? []);
}

/** The same prompt with a harmless word in place of every text: what is special in it is the template's. */
export function withoutTexts<P extends Prompt>(prompt: P): P {
    const emptied = (parts: readonly PromptPart[]): PromptPart[] =>
        parts.map((part) => (part.type === "text" && part.text !== "" ? {type: "text", text: "rope"} : part));
    return "turns" in prompt
        ? {...prompt, turns: prompt.turns.map((turn) => ({...turn, parts: emptied(turn.parts)}))}
        : {...prompt, document: emptied(prompt.document)};
}
