import type {Brief} from "../brief/brief.ts";
import {UserError} from "../errors.ts";
import {unwrapLines} from "../text/unwrap.ts";
import {say} from "../sentences/sentence.ts";
import type {HistoryItem} from "../history/item.ts";
import type {Influence} from "../persona/influences.ts";
import {tunedVectors, type TunedPersona} from "../persona/tuned-persona.ts";
import type {Plug} from "../persona/plug.ts";
import type {DraftingParts, DraftRequest} from "./draft-request.ts";
import {chooseExamples, searchText} from "./examples.ts";
import type {BuiltPrompt, PromptFormat, PromptParts} from "./format/format.ts";
import {profileSentences} from "./profile.ts";
import {strategyParts, type Strategy, type StrategyParts} from "./strategy.ts";

/** The prompt for a brief, and where its parts came from. */
export interface Prepared extends BuiltPrompt {
    readonly influences: readonly Influence[];
    /** texts by the user in the prompt */
    readonly examples: readonly string[];
}

/** Properties of the draft itself, independent of its voice. */
export type DraftWishes = Pick<PromptParts, "signature" | "words" | "beginning">;

/** Collects what a strategy uses for the draft, and builds the prompt. */
export async function prepare(
    parts: DraftingParts,
    request: DraftRequest,
    strategy: Strategy,
    format: PromptFormat,
    wishes: DraftWishes,
    signal: AbortSignal | undefined
): Promise<Prepared> {
    if (strategy === "shuffled") {
        throw new UserError(say("draft.shuffled"));
    }
    const {rules = []} = request;
    const brief = withWholeLines(request.brief);
    const needs = strategyParts(strategy);
    if (needs.instruction !== null || needs.persona !== null) requirePlug(parts, strategy);
    const tuned = needs.tuned ? tunedVectors(requireTuned(parts, strategy), request.strength ?? 1) : null;
    const adapter = needs.lora ? requireAdapter(parts, strategy) : null;
    const slot = needs.tuned ? format.personaSlot : (parts.plug?.slot ?? format.personaSlot);
    if (needs.persona !== null && needs.examples === null) {
        beginEarly(parts, brief, format, {...wishes, examples: [], vectors: "place", slot, profile: null, rules}, signal);
    }
    const persona =
        needs.persona === null
            ? null
            : await parts.persona.forBrief(
                  requirePlug(parts, strategy),
                  brief,
                  {
                      strength: request.strength ?? 1,
                      aggregation: needs.persona,
                      like: request.like ?? null,
                      tilt: {length: request.length ?? 0, warmth: request.warmth ?? 0}
                  },
                  signal
              );
    // examples are chosen for the brief, not for a draft: all drafts of a job share the prompt, and only a random choice needs a seed
    const examples =
        needs.examples === null
            ? []
            : await chooseExamples(parts.examples, brief, needs.examples.by, needs.examples.count, request.seeds[0] ?? 0);
    const profile = needs.profile ? profileSentences(await parts.persona.habits(brief.kind)) : null;
    const vectors = tuned ?? slotVectors(parts.plug, needs, brief, persona?.vectors ?? null);
    const built = await format.build(brief, {...wishes, examples, vectors, slot, profile, rules}, parts.engine);
    const prompt =
        adapter === null ? built.prompt : {...built.prompt, adapter: {file: adapter.file, scale: adapter.scale * (request.strength ?? 1)}};
    return {...built, prompt, influences: persona?.influences ?? exampleInfluences(examples), examples: examples.map(({text}) => text)};
}

/** A message copied from a mail program has lines of its width; the examples' messages have none. */
function withWholeLines(brief: Brief): Brief {
    return brief.message === undefined ? brief : {...brief, message: unwrapLines(brief.message)};
}

/** Lets the model evaluate what precedes the persona while that is computed. Affects only the time: the drafts are the same. */
function beginEarly(
    {engine}: DraftingParts,
    brief: Brief,
    format: PromptFormat,
    parts: PromptParts,
    signal: AbortSignal | undefined
): void {
    // if the vectors are at the very beginning, there is nothing to evaluate before them
    if (parts.slot === "system") return;
    format
        .build(brief, parts, engine)
        .then(({prompt}) => engine.begin(prompt, signal))
        .catch(() => undefined); // an error will be thrown by the draft itself
}

/** [I ; P] of a strategy, shape (rows, D), or null for one without vectors. */
export function slotVectors(plug: Plug | null, needs: StrategyParts, brief: Brief, persona: Float32Array | null): Float32Array | null {
    const instructions = needs.instruction === "alone" ? plug?.controlInstruction : plug?.instruction;
    const instruction = needs.instruction === null ? null : (instructions?.get(brief.kind) ?? null);
    const rows = [instruction, persona].filter((vectors) => vectors !== null);
    if (rows.length === 0) return null;
    const joined = new Float32Array(rows.reduce((sum, vectors) => sum + vectors.length, 0));
    rows.reduce((offset, vectors) => (joined.set(vectors, offset), offset + vectors.length), 0);
    return joined;
}

/** @throws UserError if a brief has no content to write about */
export function checkBrief(brief: Brief): void {
    const needsText = brief.kind === "headline" || brief.kind === "subject";
    if (needsText && (brief.text ?? "").trim() === "") {
        throw new UserError(say("brief.no-text", {kind: brief.kind}));
    }
    if (!needsText && searchText(brief).trim() === "") {
        throw new UserError(say("brief.empty", {kind: brief.kind}));
    }
}

function requirePlug({plug, plugRefusal, model}: DraftingParts, strategy: Strategy): Plug {
    if (plug !== null) return plug;
    throw new UserError(plugRefusal ?? say("plug.missing", {model: model.name, strategy}));
}

function requireTuned({tuned = null, tunedRefusal = null, model}: DraftingParts, strategy: Strategy): TunedPersona {
    if (tuned !== null) return tuned;
    throw new UserError(tunedRefusal ?? say("persona.missing", {model: model.name, strategy}));
}

function requireAdapter(parts: DraftingParts, strategy: Strategy): NonNullable<TunedPersona["adapter"]> {
    const {adapter} = requireTuned(parts, strategy);
    if (adapter !== null) return adapter;
    throw new UserError(say("persona.no-lora", {model: parts.model.name, strategy}));
}

function exampleInfluences(examples: readonly HistoryItem[]): readonly Influence[] {
    return examples.toReversed().map(({id}) => ({id, weight: 1 / examples.length}));
}
