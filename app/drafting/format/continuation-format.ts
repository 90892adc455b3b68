import type {Brief} from "../../brief/brief.ts";
import {isLineKind} from "../../persona/habits.ts";
import type {Prompt, PromptPart, SamplingOptions} from "../engine.ts";
import {vectorParts} from "./chat-format.ts";
import type {Example} from "./example-brief.ts";
import {cleanAnswer, cutOffTitle, wholeSentences} from "./finish.ts";
import {fitPrompt} from "./fit.ts";
import type {BuiltPrompt, FormatModel, PromptFormat, PromptParts, Tokenizer} from "./format.ts";
import {notePhrases} from "./turn-text.ts";

/** separates the texts of the document */
const separator = "###";
/** a line that begins like this begins another text, if the model omits the separator */
const labels = ["E-mail:", "Reply:", "Message:", "Notes:", "Subject:"] as const;
const lineTokens = 40;
const proseTokens = 320;
const draftShare = 0.25;

/**
 * A model without a chat template follows no instructions: it continues a document of similar texts, each below fields that say what it is
 * about. If the history has none, a built-in text shows the format.
 */
export class ContinuationFormat implements PromptFormat {
    readonly id = "continuation";
    readonly followsInstructions = false;
    readonly personaSlot = "system";
    readonly #model: FormatModel;

    constructor(model: FormatModel) {
        this.#model = model;
    }

    draftTokens({kind}: Brief): number {
        return Math.min(isLineKind(kind) ? lineTokens : proseTokens, Math.floor(draftShare * this.#model.contextSize));
    }

    build(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt> {
        const layout = (fitting: Brief, kept: readonly Example[]) => document(fitting, kept, parts);
        return fitPrompt(brief, parts.examples, layout, this.#model, this.draftTokens(brief), tokenizer);
    }

    buildRevision(): Promise<BuiltPrompt> {
        return Promise.reject(new Error("a model without a chat template follows no instructions"));
    }

    sampling({kind}: Brief): SamplingOptions {
        const anotherText = [separator, ...labels].map((label) => `\n${label}`);
        const stop = isLineKind(kind) ? ["\n"] : kind === "continue" ? [`\n${separator}`] : anotherText;
        return {temperature: isLineKind(kind) ? 0.4 : 0.6, minP: 0.05, dry: 0.8, stop};
    }

    finish(text: string, brief: Brief, ended: boolean): string {
        const cleaned = cleanAnswer(text, brief);
        if (ended) return cleaned;
        return isLineKind(brief.kind) ? cutOffTitle(cleaned, brief) : wholeSentences(cleaned);
    }
}

function document(brief: Brief, examples: readonly Example[], parts: PromptParts): Prompt {
    // from a text that is not the user's own, a small model copies words
    const before = brief.kind === "continue" ? [] : examples.length > 0 ? examples : [firstExample(brief)];
    const shown = before
        .map(({brief: about, signature, answer}) => `${fields(about, signature)}${gap(about)}${answer}\n\n${separator}\n`)
        .join("");
    const open = isLineKind(brief.kind) ? "" : "\n";
    const begun = brief.kind === "continue" ? continued(brief) : `${fields(brief, parts.signature)}${open}${parts.beginning}`;
    const vectors = vectorParts(parts);
    const text = (value: string): readonly PromptPart[] => (value === "" ? [] : [{type: "text", text: value}]);
    return {document: parts.slot === "system" ? [...vectors, ...text(shown + begun)] : [...text(shown), ...vectors, ...text(begun)]};
}

/** The fields above a text, down to the label of the text itself. */
function fields(brief: Brief, signature: string | null): string {
    const line = (label: string, value = "") => (value.trim() === "" ? "" : `${label}: ${value.trim()}\n`);
    const about = `${line("To", brief.to)}${line("Subject", brief.subject)}${line("Signed", signature ?? undefined)}`;
    const notes = line("Notes", notePhrases(brief.notes).join("; "));
    switch (brief.kind) {
        case "headline":
            return `Article:\n${brief.text?.trim() ?? ""}\n\nHeadline:`;
        case "subject":
            return `E-mail:\n${brief.text?.trim() ?? ""}\n\nSubject:`;
        case "email":
            return `${about}${notes}E-mail:`;
        case "reply":
            return `Message:\n${brief.message?.trim() ?? ""}\n\n${about}${notes}Reply:`;
        case "continue":
            return continued(brief);
    }
}

/** between a label and its text */
function gap({kind}: Brief): string {
    return isLineKind(kind) ? " " : "\n";
}

/** A text that is continued needs no fields. */
function continued({subject, text}: Brief): string {
    return [subject?.trim() ?? "", text?.trim() ?? ""].filter((part) => part !== "").join("\n\n");
}

/** A built-in example of the format, about a subject that a user is unlikely to write about. */
function firstExample({kind}: Brief): Example {
    const letter = {to: "Robin", subject: "the key", notes: "the key is with the neighbour; ask if they can fetch it before six"};
    const answer = "Hello Robin,\n\nI have left the key with the neighbour. Could you fetch it before six?\n\nThank you!";
    const article =
        "The library on the corner opens an hour earlier from next month on. Many readers had asked for it, " +
        "as they pass by on their way to work.";
    const message = "Hi, where did you leave the key? I need it tonight. Robin";
    switch (kind) {
        case "headline":
            return {brief: {kind, text: article}, signature: null, answer: "The library on the corner opens earlier"};
        case "subject":
            return {brief: {kind, text: answer}, signature: null, answer: "Key with the neighbour"};
        case "reply":
            return {brief: {kind, message, ...letter}, signature: null, answer};
        case "email":
        case "continue":
            return {brief: {kind: "email", ...letter}, signature: null, answer};
    }
}
