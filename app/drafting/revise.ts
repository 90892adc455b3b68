import type {Habits} from "../persona/habits.ts";
import type {Persona} from "../persona/persona.ts";
import type {Plug} from "../persona/plug.ts";
import {UserError} from "../errors.ts";
import {sentencesOf} from "../text/words.ts";
import type {Brief} from "../brief/brief.ts";
import type {Engine, ModelInfo} from "./engine.ts";
import {chooseFormat, noParts, type BuiltPrompt, type PromptFormat, type PromptParts} from "./format/format.ts";
import {slotVectors} from "./prepare.ts";
import type {Kind} from "../brief/kind.ts";
import {ShownText} from "./own-habits.ts";
import {likeMe, plainer, shorter, warmer} from "./rewording.ts";
import {keepRules, streamRules} from "./rules.ts";
import {strategyParts} from "./strategy.ts";

export const revisions = ["shorter", "longer", "warmer", "plainer", "mine"] as const;
export type Revision = (typeof revisions)[number];

export interface RevisionRequest {
    readonly text: string;
    /** the selection, as offsets into `text` (UTF-16 units) */
    readonly from: number;
    readonly to: number;
    readonly how: Revision;
    readonly kind: Kind;
    readonly strength?: number;
    readonly rules?: readonly string[];
    readonly seed?: number;
}

export interface Revised {
    /** what the selection is to become; equal to it where nothing could be done */
    readonly text: string;
    /** who did it: the model, or rules that change single words and sentences */
    readonly by: "model" | "rules";
    /** one sentence when less was done than asked for, else null */
    readonly note: string | null;
}

export type RevisionEvent =
    | {readonly type: "text"; readonly text: string}
    | {readonly type: "end"; readonly result: Revised};

export interface RevisionParts {
    readonly engine: Engine;
    readonly model: ModelInfo;
    readonly plug: Plug | null;
    readonly persona: Persona;
}

const instructions: Readonly<Record<Revision, string>> = {
    shorter: "Make this shorter.",
    longer: "Make this a little longer.",
    warmer: "Make this warmer and more polite.",
    plainer: "Say this in plainer words.",
    mine: "Say this as I would.",
};

/** tokens that a longer passage may gain */
const addedTokens = 60;
/** a little below drafting's: a revision should surprise less */
const revisionTemperature = 0.5;

/**
 * Revises the selected passage. A model that follows instructions rewrites it. Another one can only go on with a text, which serves
 * `longer`; the others are done by rules that keep every fact, and a note says so where that was little.
 */
export async function* revise(parts: RevisionParts, request: RevisionRequest, signal?: AbortSignal): AsyncGenerator<RevisionEvent> {
    const selection = request.text.slice(request.from, request.to);
    if (selection.trim() === "") throw new UserError("Nothing is selected: select the passage to change.");
    const format = chooseFormat(parts.engine.model ?? parts.model);
    if (format.followsInstructions) yield* rewrite(parts, format, request, selection, signal);
    else if (request.how === "longer") yield* goOn(parts, format, request, selection, signal);
    else yield {type: "end", result: reword(request, selection, await parts.persona.habits(request.kind))};
}

/** Changes words and sentences by rules; white space around the selection stays. */
function reword(request: RevisionRequest, selection: string, habits: Habits): Revised {
    const [before, core, after] = trimmed(selection);
    const changed = keepRules(byRule[request.how as Exclude<Revision, "longer">](core, habits, request), request.rules ?? []);
    const note = changed === core ? "Nothing in this passage could be changed by rules alone: this model does not rewrite, a larger one does." : null;
    return {text: before + changed + after, by: "rules", note};
}

const byRule: Readonly<Record<Exclude<Revision, "longer">, (text: string, habits: Habits, request: RevisionRequest) => string>> = {
    shorter: (text) => shorter(text),
    plainer: (text) => plainer(text),
    warmer: (text, habits, request) => warmer(text, habits, isWhole(request)),
    mine: (text, habits, request) => likeMe(text, habits, isWhole(request)),
};

/** Is the whole letter selected? Only then do greeting and sign-off belong to the passage. */
function isWhole({text, from, to, kind}: RevisionRequest): boolean {
    return (kind === "email" || kind === "reply") && text.slice(0, from).trim() === "" && text.slice(to).trim() === "";
}

async function* goOn(parts: RevisionParts, format: PromptFormat, request: RevisionRequest, selection: string, signal: AbortSignal | undefined): AsyncGenerator<RevisionEvent> {
    const [, , after] = trimmed(selection);
    const brief: Brief = {kind: "continue", text: request.text.slice(0, request.to).trimEnd()};
    const {prompt} = await format.build(brief, await personaParts(parts, format, brief, request, signal), parts.engine);
    let written = "";
    let shown = selection.trimEnd();
    const filter = streamRules(request.rules ?? []);
    const sampling = {...format.sampling(brief), maxTokens: addedTokens, temperature: revisionTemperature};
    for await (const event of parts.engine.draft({prompt, seeds: [request.seed ?? 1], sampling}, signal)) {
        if (event.type === "token") {
            written += filter(event.text);
            shown = selection.trimEnd() + " " + written.trimStart();
            yield {type: "text", text: shown};
            continue;
        }
        const added = keepRules(wholeSentences(format.finish(event.text, brief, true).trim(), event.reason === "stop"), request.rules ?? []);
        const note = added === "" ? "The model had nothing to add here: select more of the text, or write the next words yourself." : null;
        yield {type: "end", result: {text: added === "" ? selection : selection.trimEnd() + " " + added + after, by: "model", note}};
    }
}

async function* rewrite(
    parts: RevisionParts, format: PromptFormat, request: RevisionRequest, selection: string, signal: AbortSignal | undefined,
): AsyncGenerator<RevisionEvent> {
    const [before, core, after] = trimmed(selection);
    const brief: Brief = {kind: request.kind, text: core};
    const prompted: BuiltPrompt = await format.buildRevision(instructions[request.how], core, await personaParts(parts, format, brief, request, signal), parts.engine);
    const shown = new ShownText(null, "");
    let written = "";
    const filter = streamRules(request.rules ?? []);
    const sampling = {...format.sampling({kind: "email"}), temperature: revisionTemperature, maxTokens: format.draftTokens({kind: "email"})};
    for await (const event of parts.engine.draft({prompt: prompted.prompt, seeds: [request.seed ?? 1], sampling}, signal)) {
        if (event.type === "token") {
            written += filter(shown.push(event.text));
            if (written !== "") yield {type: "text", text: before + written.trimStart()};
            continue;
        }
        // what is selected may be of any form, a line with a label in front of it too
        const changed = keepRules(format.finish(event.text, {kind: "continue"}, event.reason === "stop"), request.rules ?? []);
        const note = prompted.truncated.length === 0 ? null : "The passage is longer than the model can read at once: select a shorter one.";
        const isUsable = changed !== "" && note === null;
        yield {type: "end", result: {text: isUsable ? before + changed + after : selection, by: "model", note}};
    }
}

async function personaParts(
    parts: RevisionParts, format: PromptFormat, brief: Brief, request: RevisionRequest, signal: AbortSignal | undefined,
): Promise<PromptParts> {
    const vectors = await personaRows(parts, brief, request, signal);
    return {...noParts, vectors, slot: parts.plug?.slot ?? format.personaSlot, rules: request.rules ?? []};
}

async function personaRows(parts: RevisionParts, brief: Brief, request: RevisionRequest, signal: AbortSignal | undefined): Promise<Float32Array | null> {
    if (parts.plug === null) return null;
    const persona = await parts.persona.forBrief(parts.plug, brief, {strength: request.strength ?? 1}, signal);
    return slotVectors(parts.plug, strategyParts("plug"), brief, persona.vectors);
}

/** Sentences that are complete; the model may have been cut off in the middle of the last one. */
function wholeSentences(text: string, ended: boolean): string {
    if (ended) return text;
    const whole = sentencesOf(text).filter((sentence) => /[.!?…]["'”’)]*$/.test(sentence));
    return whole.join(" ");
}

function trimmed(text: string): readonly [string, string, string] {
    const core = text.trim();
    const start = text.indexOf(core);
    return [text.slice(0, start), core, text.slice(start + core.length)];
}
