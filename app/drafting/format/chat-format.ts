import type {Brief} from "../../brief/brief.ts";
import {isLineKind} from "../../persona/habits.ts";
import type {ChatTemplateInfo, Prompt, PromptPart, PromptTurn, SamplingOptions} from "../engine.ts";
import type {Example} from "./example-brief.ts";
import {cleanAnswer, cutOffTitle, wholeSentences} from "./finish.ts";
import {fitPrompt} from "./fit.ts";
import type {BuiltPrompt, FormatModel, PromptFormat, PromptParts, Tokenizer} from "./format.ts";
import {revisionTurn, systemText, userTurn} from "./turn-text.ts";

/** maximum tokens of a draft, and of the context; a model that reasons first needs more */
const lineTokens = 48;
const proseTokens = 512;
const thinkingTokens = 1024;
const draftShare = 0.25;

/** A model with a chat template: constant instructions in the system turn, examples as turns, the brief last. */
export class ChatFormat implements PromptFormat {
    readonly id = "chat";
    readonly followsInstructions = true;
    readonly personaSlot = "system";
    readonly #model: FormatModel;
    readonly #template: ChatTemplateInfo;

    constructor(model: FormatModel, template: ChatTemplateInfo) {
        this.#model = model;
        this.#template = template;
    }

    draftTokens(brief: Brief): number {
        const thinking = this.#template.thinking === "always" ? thinkingTokens : 0;
        const wanted = (isLineKind(brief.kind) ? lineTokens : proseTokens) + thinking;
        return Math.min(wanted, Math.floor(draftShare * this.#model.contextSize));
    }

    build(brief: Brief, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt> {
        const {signature, words} = parts;
        const layout = (fitting: Brief, kept: readonly Example[]) => this.#turns(userTurn(fitting, {signature, words}), kept, parts);
        return fitPrompt(brief, parts.examples, layout, this.#model, this.draftTokens(brief), tokenizer);
    }

    buildRevision(instruction: string, text: string, parts: PromptParts, tokenizer: Tokenizer): Promise<BuiltPrompt> {
        const layout = ({text: fitting = ""}: Brief) => this.#turns(revisionTurn(instruction, fitting), [], parts);
        return fitPrompt({kind: "email", text}, [], layout, this.#model, this.draftTokens({kind: "email"}), tokenizer);
    }

    sampling({kind}: Brief): SamplingOptions {
        // small models repeat themselves; DRY stops repeated passages without penalising single words
        return isLineKind(kind)
            ? {temperature: 0.5, minP: 0.05, repeatPenalty: 1}
            : {temperature: 0.7, minP: 0.05, repeatPenalty: 1.05, dry: 0.8};
    }

    finish(text: string, brief: Brief, ended: boolean): string {
        const cleaned = cleanAnswer(text, brief);
        if (ended) return cleaned;
        return isLineKind(brief.kind) ? cutOffTitle(cleaned, brief) : wholeSentences(cleaned);
    }

    #turns(request: string, examples: readonly Example[], parts: PromptParts): Prompt {
        const {slot, beginning} = parts;
        const vectors = vectorParts(parts);
        const shown = examples.flatMap(({brief, signature, answer}) => [
            turn("user", [text(userTurn(brief, {signature}))]),
            turn("assistant", [text(answer)])
        ]);
        return {
            turns: [
                turn("system", [...(slot === "system" ? vectors : []), text(this.#systemTurn(parts))]),
                ...shown,
                turn("user", [...(slot === "user" ? vectors : []), text(request), ...(slot === "before-answer" ? vectors : [])]),
                ...(beginning === "" ? [] : [turn("assistant", [text(beginning)])])
            ]
        };
    }

    #systemTurn({profile, rules}: PromptParts): string {
        const ruleLines = rules.length === 0 ? "" : `These rules come first:\n${rules.map((rule) => `- ${rule}`).join("\n")}`;
        return [this.#template.defaultSystem ?? systemText, profile ?? "", ruleLines].filter((line) => line !== "").join("\n\n");
    }
}

/** The vectors as a part of a prompt, or a placeholder for them. */
export function vectorParts({vectors}: PromptParts): readonly PromptPart[] {
    if (vectors === null) return [];
    return [{type: "vectors", vectors: vectors === "place" ? new Float32Array(0) : vectors}];
}

const text = (value: string): PromptPart => ({type: "text", text: value});
const turn = (role: PromptTurn["role"], parts: readonly PromptPart[]): PromptTurn => ({role, parts});
