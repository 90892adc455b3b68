import type {Brief} from "../brief/brief.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Prompt injection: a message that the user answers may hold text that is meant for a model and not for the user. Its control tokens are
 * text in any case (`main/engine/text-codec.ts`), but a small model also follows plain words: of 50 such messages the model that ships
 * answered 33 with the ordered word. So lines that are recognisably meant for a model are withheld from it, and the user is told which.
 * This is a list of known forms, and no more than that: what it does not know reaches the model, and the draft is the user's to send.
 */

/** A message without the lines that are meant for a model. */
export interface Withheld {
    readonly text: string;
    /** the lines, as they were written */
    readonly lines: readonly string[];
}

/** Markup of chat templates and of models' reasoning and tools: "<|im_start|>", "</s>", "[INST]", "<start_of_turn>", "<think>". */
const markup = pattern("giu")`
    <[|｜][^<>|｜\n]{1,40}[|｜]>
    |</?(?:s|bos|eos|unk|pad|mask|cls|sep|think|thinking|system|assistant|user|instructions?|prompt)>
    |</?(?:start_of_turn|end_of_turn|tool_call|tool_response|function_call|repo_name|file_sep|fim_\w{1,20})>
    |</?\|?[a-z]{1,12}_[a-z_]{1,24}\|?>|</\|[^<>|\n]{1,40}\|>
    |\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER|AVAILABLE_TOOLS)\]|<</?SYS>>
    |\{%[^\n]{0,200}?%\}|\{\{[^\n]{0,200}?\}\}`;
const isMarked = new RegExp(markup.source, "iu");

/** A line that gives a model its role: "SYSTEM: you write …", "### Instruction:", "BEGIN SYSTEM PROMPT", "{"role": "system"". */
const role = pattern("iu")`
    ^[\s>*_\-[(<]*(?:
    #{1,6}\s*(?:system|instructions?|response|assistant|user|prompt)\b[^\n]{0,20}:?\s*$
    |(?:system|assistant|ai)\s+(?:prompt|message|note|instructions?|override)\s*[:：]
    |(?:system|assistant|ai|chatgpt)\s*[:：]\s*(?:you|from|the user|ignore|write|answer|reply|respond|new|do|always|never)\b
    |(?:user|human)\s*[:：](?=[^\n]{0,60}(?:instruction|prompt|anweisung))
    |(?:begin|end|start|new)\s+(?:of\s+)?(?:the\s+)?(?:system|user)?\s*(?:prompt|instructions?)\b
    )
    |["']role["']\s*:\s*["'](?:system|user|assistant|developer)["']`;

const few = "[^.!?\\n]{0,60}?";
const model = "(?:ai|a\\.i\\.|chatbot|language model|llm|(?:ai|e-?mail|writing) assistant)";
const aPerson = "(?:expert|person|team|group|lead|researcher|specialist|engineer|course|tool|lab)";
/** Sentences that tell a reader to drop what they were told before, or what they are: nobody writes them to a person. */
const order = pattern("iu")`
    \b(?:ignore|disregard|forget|override|bypass)\b(?!\s+(?:my|our|his|her|their)\b)${few}
    \b(?:previous|prior|above|earlier|preceding|all|any|your|system)\b${few}
    \b(?:instructions?|prompts?|guidelines|directives?|system messages?|rules you)\b
    |\b(?:ignorier\p{L}*|vergiss|vergessen sie|missachte\p{L}*)(?!\p{L})${few}
    (?<!\p{L})(?:anweisung|instruktion|vorgabe|befehl|prompt)
    |(?<!\p{L})(?:ignor(?:ez|er|a|ad|en|i|ate|e(?=\s+(?:les?|las?|toutes|todas|todo|tudo|as)\s))
    |oubli\p{L}*|olvid\p{L}*|dimentic\p{L}*|esque[cç]\p{L}*|desconsider\p{L}*|negeer\p{L}*|vergeet)(?!\p{L})${few}
    (?<!\p{L})(?:instruc\p{L}*|instruç\p{L}*|istruzion\p{L}*|consigne\p{L}*|prompts?)
    |\byou(?:['’]re| are) (?:now )?(?:an? |the )?(?:helpful |uncensored )?${model}(?!\p{L})(?!\s+${aPerson})
    |\bdu bist (?:jetzt |nun )?(?:eine? )?(?:ki|chatbot|sprachmodell)(?!\p{L})
    |\b(?:reveal|print|repeat|show|output)\b${few}\b(?:system prompt|your prompt)\b
    |\b(?:attention|note|message|instructions?) (?:to|for) (?:the |any |all )?${model}s?\s*[:.!,]
    |\b(?:end|finish|begin|start|close) your (?:answer|reply|response|output|e-?mail|mail|draft) with\b
    |\b(?:answer|reply|respond|output)\b${few}\band nothing (?:else|more)\b
    |\bdeveloper mode\b
    |\bfrom now on\b${few}\b(?:answer|respond|reply)\b${few}\b(?:with the word|only with|as (?:an? )?\p{L}+)`;

/**
 * Splits off the lines of a message that are meant for a model: orders to it, roles, and lines that begin or end with its markup. A line
 * that mentions markup inside a sentence is what somebody writes who works with models, and stays.
 */
export function withheldLines(message: string): Withheld {
    const lines = message.split(/\r\n|[\n\r]/u);
    const isTaken = lines.map((line) => isForModel(line));
    if (!isTaken.includes(true)) return {text: message, lines: []};
    const text = lines
        .filter((_line, n) => !isTaken[n])
        .join("\n")
        .replace(/\n{3,}/gu, "\n\n")
        .trim();
    return {text, lines: lines.filter((line, n) => isTaken[n] && line.trim() !== "").map((line) => line.trim())};
}

/** The brief with the message as the model may read it, and the lines that were withheld. */
export function withoutInjection(brief: Brief): {readonly brief: Brief; readonly withheld: readonly string[]} {
    const {text, lines} = withheldLines(brief.message ?? "");
    return lines.length === 0 ? {brief, withheld: []} : {brief: {...brief, message: text}, withheld: lines};
}

/**
 * A draft without markup that the user did not give: a model took it over from a message.
 * @param own what the user gave: notes, subject, recipient, text
 */
export function withoutMarkup(draft: string, own: string): string {
    if (!isMarked.test(draft)) return draft;
    const known = own.toLowerCase();
    return draft
        .split("\n")
        .flatMap((line) => {
            const left = line.replace(markup, (found) => (known.includes(found.toLowerCase()) ? found : ""));
            return left !== line && !/[\p{L}\p{N}]/u.test(left) ? [] : [left === line ? line : left.replace(/ {2,}/gu, " ").trimEnd()];
        })
        .join("\n")
        .replace(/\n{3,}/gu, "\n\n")
        .trim();
}

function isForModel(line: string): boolean {
    // invisible characters hide the forms from a pattern, not from a model
    const seen = line
        .normalize("NFKC")
        .replace(/[\p{Cf}\p{Cc}]/gu, "")
        .trim();
    if (seen === "") return false;
    if (role.test(seen) || order.test(seen)) return true;
    const marks = [...seen.matchAll(markup)];
    return marks.some(({index, 0: {length}}) => index === 0 || index + length === seen.replace(/[.!?]+$/u, "").length);
}
