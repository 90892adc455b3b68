import type {Habits} from "../persona/habits.ts";
import type {Persona} from "../persona/persona.ts";
import type {Plug} from "../persona/plug.ts";
import {UserError} from "../errors.ts";
import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";
import {splitLetter} from "../persona/letter.ts";
import {shorten} from "../text/shorten.ts";
import {sentencesOf} from "../text/words.ts";
import type {Brief} from "../brief/brief.ts";
import type {Engine, ModelInfo, SamplingOptions} from "./engine.ts";
import {chooseFormat} from "./format/choose-format.ts";
import {noParts, type BuiltPrompt, type PromptFormat, type PromptParts} from "./format/format.ts";
import {slotVectors} from "./prepare.ts";
import type {Kind} from "../brief/kind.ts";
import {applyCasing} from "./casing.ts";
import {stepsOf, type ChangeStep} from "./instruction.ts";
import {saidNotes} from "./note-coverage.ts";
import {inOwnMarks, sentenceOfNote, withSentence} from "./note-sentence.ts";
import {changeFault, leftOutSentences, type ChangeWanted} from "./revision-check.ts";
import type {DraftingParts} from "./draft-request.ts";
import {fewTexts} from "./own-habits.ts";
import {framedAs, frameTowards, habitsTowards, type RecipientFrame} from "./recipient-frame.ts";
import {firmer, applyHabits, plainer, shorter, usedIn, warmer, withoutSentencesOf, type UsesPhrase} from "./rewording.ts";
import {brokenRules, keepRules} from "./rules.ts";
import {phraseSource} from "./rules/rule.ts";
import {strategyParts} from "./strategy.ts";
import {unsupportedFacts} from "./unsupported-facts.ts";
import {capitalLike} from "../text/capital.ts";

export const revisions = ["shorter", "longer", "warmer", "plainer", "mine"] as const;
export type Revision = (typeof revisions)[number];

export interface RevisionRequest {
    readonly text: string;
    /** the selection, as offsets into `text` (UTF-16 units) */
    readonly from: number;
    readonly to: number;
    readonly how: Revision | "instruction";
    /** what to change, in the user's words, if `how` is "instruction" */
    readonly instruction?: string;
    readonly kind: Kind;
    /** whom a letter goes to, if that is known */
    readonly recipient?: string;
    readonly strength?: number;
    readonly rules?: readonly string[];
    readonly seed?: number;
}

export interface Revised {
    /** the replacement of the selection; equal to it if nothing could be done */
    readonly text: string;
    /** made by the model, or by rules that change single words and sentences */
    readonly by: "model" | "rules";
    /** one sentence if less was done than requested, or if sentences were left out, else null */
    readonly note: Sentence | null;
    /** the parts of an instruction that could not be done, in the user's words; of a named change its name */
    readonly undone: readonly string[];
    /** the passage is longer than the model's context */
    readonly tooLong: boolean;
}

export type RevisionEvent = {readonly type: "text"; readonly text: string} | {readonly type: "end"; readonly result: Revised};

export interface RevisionParts {
    readonly engine: Engine;
    readonly model: ModelInfo;
    readonly plug: Plug | null;
    readonly persona: Persona;
    readonly towards?: DraftingParts["towards"];
}

type Way = Extract<ChangeStep, {type: "way"}>["way"];

const instructions: Readonly<Record<Way, string>> = {
    shorter: "Make this shorter.",
    longer: "Make this a little longer.",
    warmer: "Make this warmer and more polite.",
    plainer: "Say this in plainer words.",
    mine: "Say this as I would.",
    firmer: "Make this firmer and more direct."
};

/** tokens by which a longer passage may grow */
const addedTokens = 60;
/** a little below drafting's: a revision should vary less */
const revisionTemperature = 0.5;
/** candidates of the model for one change; the first without a fault is shown */
const tries = 2;
/** characters of a sentence that was left out that are shown */
const leftOutShown = 120;
/** bytes; smaller models lose names and reverse the meaning in most of what they rewrite, so they are used only if rules change nothing */
const rewritesWell = 1e9;

/** Services and data for a change. */
interface Change {
    readonly parts: RevisionParts;
    readonly request: RevisionRequest;
    readonly format: PromptFormat;
    /** towards the recipient, if that is known */
    readonly habits: Habits;
    /** greeting and sign-off towards the recipient */
    readonly frame: RecipientFrame;
    /** the user's sign-offs of all letters */
    readonly closings: Habits["closings"];
    readonly uses: () => Promise<UsesPhrase>;
    readonly whole: boolean;
    readonly signal: AbortSignal | undefined;
    /** set if the model was used successfully */
    byModel: boolean;
    tooLong: boolean;
}

/**
 * Changes the selected passage: by rules that keep every fact, and by the model if these change nothing or the model is large. The model's
 * output is checked, and discarded if it loses a name or number, the casing or the meaning. What could not be done is reported.
 */
export async function* revise(parts: RevisionParts, request: RevisionRequest, signal?: AbortSignal): AsyncGenerator<RevisionEvent> {
    const selection = request.text.slice(request.from, request.to);
    if (selection.trim() === "") throw new UserError(say("change.nothing-selected"));
    const steps: readonly ChangeStep[] =
        request.how === "instruction" ? stepsOf(request.instruction ?? "") : [{type: "way", way: request.how, words: request.how}];
    if (steps.length === 0) throw new UserError(say("change.no-instruction"));
    let used: Promise<UsesPhrase> | null = null;
    const general = await parts.persona.habits(request.kind);
    const frame = frameOf(parts, request, general);
    const change: Change = {
        parts,
        request,
        signal,
        format: chooseFormat(parts.engine.model ?? parts.model),
        habits: habitsTowards(general, frame),
        frame,
        closings: general.closings,
        whole: isWhole(request),
        uses: () => (used ??= parts.persona.items().then((items) => usedIn(items.map(({text}) => text)))),
        byModel: false,
        tooLong: false
    };
    const [before, core, after] = trimmed(selection);
    let text = core;
    const undone: string[] = [];
    for (const step of steps) {
        const changed = await afterStep(change, step, text);
        if (changed === null) undone.push(step.words);
        else if (changed !== text) yield {type: "text", text: before + (text = changed)};
    }
    const kept = keepRules(text, request.rules ?? []);
    const result: Revised = {
        text: before + kept + after,
        by: change.byModel ? "model" : "rules",
        undone,
        tooLong: change.tooLong && undone.length > 0,
        note: noteOf(request, undone, change.tooLong) ?? leftOutNote(steps, core, kept)
    };
    yield {type: "end", result};
}

/** How the user greets and closes to the recipient of a letter, as drafts do; without their voice or a recipient nothing is known. */
function frameOf({towards}: RevisionParts, {kind, recipient = "", strength = 1}: RevisionRequest, general: Habits): RecipientFrame {
    const isLetter = (kind === "email" || kind === "reply") && strength > 0;
    const person = isLetter ? (towards?.(recipient) ?? null) : null;
    return frameTowards(person, general.items < fewTexts ? null : general);
}

/** The text with one step done, or null if it could not be. */
async function afterStep(change: Change, step: ChangeStep, text: string): Promise<string | null> {
    switch (step.type) {
        case "way": {
            const changed = await changeWay(change, step.way, text);
            if (step.way !== "mine" || !change.whole) return changed;
            const addressed = asToThem(change, changed ?? text);
            return addressed === text ? changed : addressed;
        }
        case "add":
            return addNote(change, step.note, text);
        case "drop":
            return withoutSentencesOf(text, step.phrase);
        case "exchange":
            return exchanged(change, step, text);
        case "rule": {
            const kept = keepRules(text, [step.words]);
            return brokenRules(kept, [step.words]).length === 0 ? kept : null;
        }
        case "ask":
            return byModel(change, step.words, text, {direction: "any", allowed: step.words});
    }
}

/** A whole letter that greets or signs does so as the user does to its recipient. */
function asToThem({frame, closings}: Change, text: string): string {
    const {greeting, signOff} = splitLetter(text);
    return greeting === null && signOff === null ? text : framedAs(text, frame, closings);
}

async function changeWay(change: Change, way: Way, text: string): Promise<string | null> {
    const direction = way === "shorter" || way === "longer" ? way : "any";
    const asked = () => byModel(change, instructions[way], text, {direction, allowed: ""});
    // prose may be continued; an addition to a letter that was not requested is an invention
    if (way === "longer") return (await asked()) ?? (change.request.kind === "continue" ? goOn(change, text) : null);
    const ruled = await byRule(change, way, text);
    if (change.parts.model.fileSize >= rewritesWell) return (await asked()) ?? ruled;
    return ruled ?? asked();
}

/** Changes words and sentences by rules; null where that changes nothing. */
async function byRule({habits, uses, whole}: Change, way: Exclude<Way, "longer">, text: string): Promise<string | null> {
    const changed = {
        shorter: () => shorter(text),
        plainer: () => plainer(text, habits),
        firmer: () => firmer(text),
        warmer: (phrases: UsesPhrase) => warmer(text, habits, whole, phrases),
        mine: () => applyHabits(text, habits, whole)
    }[way](way === "warmer" && habits.items > 0 ? await uses() : () => true);
    return changed === text ? null : changed;
}

/** Whether the whole letter is selected. Only then do greeting and sign-off belong to the passage. */
function isWhole({text, from, to, kind}: RevisionRequest): boolean {
    return (kind === "email" || kind === "reply") && text.slice(0, from).trim() === "" && text.slice(to).trim() === "";
}

/** A change by the model: the first of a few candidates without a fault. */
async function byModel(
    change: Change,
    instruction: string,
    text: string,
    wanted: Pick<ChangeWanted, "direction" | "allowed">
): Promise<string | null> {
    const {parts, request, format, habits, signal} = change;
    if (!format.followsInstructions) return null;
    const promptParts = await personaParts(parts, format, {kind: request.kind, text}, request, signal);
    const {prompt, truncated} = await format.buildRevision(instruction, text, promptParts, parts.engine);
    if (truncated.length > 0) {
        change.tooLong = true;
        return null;
    }
    const letter: Brief = {kind: "email"};
    const sampling = {...format.sampling(letter), temperature: revisionTemperature, maxTokens: format.draftTokens(letter)};
    const own = habits.items === 0 ? null : habits;
    const checked: ChangeWanted = {...wanted, habits: own, uses: await change.uses()};
    for (const written of await writtenBy(change, prompt, sampling)) {
        // the selection may have any form, such as a line with a label
        const answer = format.finish(written.text, {kind: "continue"}, written.ended).trim();
        const tidy = own === null ? answer : applyCasing(answer, own);
        if (tidy === "" || changeFault(text, tidy, checked) !== null) continue;
        change.byModel = true;
        return tidy;
    }
    return null;
}

/** Continues the body, and keeps the sentences without a fault. */
async function goOn(change: Change, text: string): Promise<string | null> {
    const {parts, request, format, habits, signal} = change;
    const {signOff} = splitLetter(text);
    const body = (signOff === null ? text : text.slice(0, text.lastIndexOf(signOff))).trimEnd();
    const brief: Brief = {kind: "continue", text: request.text.slice(0, request.from) + body};
    const {prompt} = await format.build(brief, await personaParts(parts, format, brief, request, signal), parts.engine);
    const sampling = {...format.sampling(brief), maxTokens: addedTokens, temperature: revisionTemperature};
    const own = habits.items === 0 ? null : habits;
    const wanted: ChangeWanted = {direction: "longer", allowed: "", habits: own, uses: await change.uses()};
    for (const {text: written, ended} of await writtenBy(change, prompt, sampling)) {
        const added = wholeSentences(format.finish(written, brief, true).trim(), ended);
        const longer = withSentence(text, own === null ? added : applyCasing(added, own));
        // a continuation is new text by nature; but names and phrases must be the author's
        const fault = changeFault(text, longer, wanted);
        if (added === "" || (fault !== null && fault !== "invented" && fault !== "sense")) continue;
        change.byModel = true;
        return longer;
    }
    return null;
}

/** An addition as a sentence before the sign-off: by rules if they match, else as the model phrases the note. */
async function addNote(change: Change, note: string, text: string): Promise<string | null> {
    const {parts, request, format, habits} = change;
    const own = habits.items === 0 ? null : habits;
    const ruled = sentenceOfNote(note, /(?<!\p{L})(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\p{L})/u.test(text));
    // a text that is not in the author's casing gets no sentence in it
    if (ruled !== null) return withSentence(text, own === null || applyCasing(text, own) !== text ? ruled : inOwnMarks(ruled, own));
    const brief: Brief = {kind: "email", notes: note};
    const {prompt} = await format.build(brief, await personaParts(parts, format, brief, request, change.signal), parts.engine);
    const sampling = {...format.sampling(brief), maxTokens: addedTokens, temperature: revisionTemperature};
    for (const {text: written} of await writtenBy(change, prompt, sampling)) {
        const {body} = splitLetter(format.finish(written, brief, true));
        const sentences = sentencesOf(body);
        const isRight =
            sentences.length > 0 &&
            sentences.length <= 2 &&
            saidNotes(body, note).every(({said}) => said) &&
            unsupportedFacts(body, {brief: {notes: note, text: request.text}, habits: own}).length === 0;
        if (!isRight) continue;
        change.byModel = true;
        return withSentence(text, inOwnMarks(own === null ? sentences.join(" ") : applyHabits(sentences.join(" "), own, false), own));
    }
    return null;
}

function exchanged({habits}: Change, {from, to}: Extract<ChangeStep, {type: "exchange"}>, text: string): string | null {
    const isThere = new RegExp(phraseSource(from), "iu");
    if (from === "" || !isThere.test(text)) return null;
    const changed = text.replace(new RegExp(isThere.source, "giu"), (match) => capitalLike(match, to));
    return habits.items === 0 ? changed : applyCasing(changed, habits);
}

/** The model's candidates for a prompt. */
async function writtenBy(
    {parts, request, signal}: Change,
    prompt: BuiltPrompt["prompt"],
    sampling: SamplingOptions
): Promise<readonly {readonly text: string; readonly ended: boolean}[]> {
    const seed = request.seed ?? 1;
    const written: {text: string; ended: boolean}[] = [];
    for await (const event of parts.engine.draft({prompt, seeds: Array.from({length: tries}, (_, i) => seed + i), sampling}, signal)) {
        if (event.type === "end") written[event.draft] = {text: event.text, ended: event.reason === "stop"};
    }
    signal?.throwIfAborted();
    return written.filter(Boolean);
}

function noteOf({how}: RevisionRequest, undone: readonly string[], tooLong: boolean): Sentence | null {
    if (undone.length === 0) return null;
    if (tooLong) return say("change.too-long");
    return how === "instruction" ? say("change.undone", {parts: undone}) : say(`change.undone-${how}`);
}

/** Which sentences a shorter passage no longer has; what an instruction to drop something removed is not named. */
function leftOutNote(steps: readonly ChangeStep[], before: string, after: string): Sentence | null {
    const isShorter = steps.some((step) => step.type === "way" && step.way === "shorter") && !steps.some(({type}) => type === "drop");
    const sentences = isShorter ? leftOutSentences(before, after) : [];
    return sentences.length === 0
        ? null
        : say("change.left-out", {sentences: sentences.map((sentence) => shorten(sentence, leftOutShown))});
}

async function personaParts(
    parts: RevisionParts,
    format: PromptFormat,
    brief: Brief,
    request: RevisionRequest,
    signal: AbortSignal | undefined
): Promise<PromptParts> {
    const vectors = await personaRows(parts, brief, request, signal);
    return {...noParts, vectors, slot: parts.plug?.slot ?? format.personaSlot, rules: request.rules ?? []};
}

async function personaRows(
    parts: RevisionParts,
    brief: Brief,
    request: RevisionRequest,
    signal: AbortSignal | undefined
): Promise<Float32Array | null> {
    if (parts.plug === null) return null;
    const persona = await parts.persona.forBrief(parts.plug, brief, {strength: request.strength ?? 1}, signal);
    return slotVectors(parts.plug, strategyParts("plug"), brief, persona.vectors);
}

/** Complete sentences only; the model may have been cut off in the middle of the last one. */
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
