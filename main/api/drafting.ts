import type {DraftResult, Handlers, Output} from "../../app/contract/index.ts";
import {isUnderstood} from "../../app/drafting/rules.ts";
import type {Draft} from "../../app/drafting/drafting.ts";
import type {Strategy} from "../../app/drafting/strategy.ts";
import type {Idiolect} from "../idiolect.ts";
import {viewVoiceScore} from "./persona.ts";
import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";

/** Drafts and revisions as streams; each draft of a job can be stopped by itself. */
export function draftingHandlers({idiolect}: ApiServices): Handlers<"drafting"> {
    const jobs = new Map<string, DraftStops>();
    return {
        "drafting.draft": async ({job, brief, controls, seeds, persona, voice, like}, {signal, progress}) => {
            const stops = new DraftStops(seeds.length, signal);
            jobs.set(job, stops);
            const drafts: DraftResult[] = [];
            let order: readonly number[] = [];
            try {
                progress({type: "stage", stage: "model"});
                await idiolect().voice(stops.signal);
                const strategy = persona && controls.strength > 0 ? await strategyFor(idiolect(), voice) : "none";
                const events = idiolect().draft(
                    {
                        brief: withoutEmpty(brief),
                        seeds,
                        stops: stops.signals,
                        rules: readSettings(idiolect()).rules,
                        length: controls.length,
                        warmth: controls.warmth,
                        like,
                        strength: controls.strength,
                        ...(strategy === null ? {} : {strategy})
                    },
                    stops.signal
                );
                for await (const event of events) {
                    if (event.type === "stage") {
                        progress(event);
                    } else if (event.type === "order") {
                        order = seeds.some((_seed, draft) => stops.wasStopped(draft)) ? [] : event.drafts;
                    } else if (event.type === "token") {
                        if (stops.take(event.draft, event.text)) progress({...event, at: Date.now()});
                    } else {
                        const result = stops.wasStopped(event.draft)
                            ? stoppedResult(event.result, stops.textOf(event.draft))
                            : viewDraft(event.result);
                        drafts.push(result);
                        stops.end(event.draft);
                        progress({type: "end", draft: event.draft, result});
                    }
                }
            } finally {
                jobs.delete(job);
            }
            return {drafts, order: [...order]};
        },
        "drafting.stop": ({job, draft}) => {
            jobs.get(job)?.stop(draft);
            return {};
        },
        "drafting.revise": async ({text, from, to, how, kind, recipient, controls, instruction}, {signal, progress}) => {
            const rules = readSettings(idiolect()).rules;
            let revised: Output<"drafting.revise"> = {text: text.slice(from, to), note: null, undone: [], tooLong: false};
            const asked = instruction === null ? {} : {instruction};
            for await (const event of idiolect().revise(
                {text, from, to, how, kind, recipient, rules, strength: controls.strength, ...asked},
                signal
            )) {
                if (event.type === "text") progress({text: event.text});
                else
                    revised = {
                        text: event.result.text,
                        note: event.result.note,
                        undone: [...event.result.undone],
                        tooLong: event.result.tooLong
                    };
            }
            return revised;
        },
        "drafting.checkRules": ({rules}) => ({checked: rules.map(isUnderstood)}),
        "drafting.compare": async ({text, kind}) => {
            const {score, voice, habits} = await idiolect().persona.match(text, kind);
            return {matchScore: score, voice: voice === null ? null : viewVoiceScore(voice), habits: habits.map((habit) => ({...habit}))};
        }
    };
}

/** Which drafts of a job the user has stopped. A stopped draft keeps the text that was on the screen; one that is not begun stays empty. */
class DraftStops {
    /** aborts when the request does, or when all drafts are stopped */
    readonly signal: AbortSignal;
    /** for each draft */
    readonly signals: readonly AbortSignal[];
    readonly #all = new AbortController();
    readonly #stops: readonly AbortController[];
    readonly #ended = new Set<number>();
    readonly #texts: string[];

    constructor(count: number, signal: AbortSignal) {
        this.#texts = Array.from({length: count}, () => "");
        this.#stops = this.#texts.map(() => new AbortController());
        this.signals = this.#stops.map((stop) => stop.signal);
        this.signal = AbortSignal.any([signal, this.#all.signal]);
    }

    /** Appends a piece of text to a draft; false if the user has stopped that draft. */
    take(draft: number, piece: string): boolean {
        if (this.wasStopped(draft)) return false;
        this.#texts[draft] += piece;
        return true;
    }

    stop(draft: number): void {
        if (this.#ended.has(draft)) return;
        this.#stops[draft]?.abort();
        if (this.#stops.every((stop, i) => stop.signal.aborted || this.#ended.has(i))) this.#all.abort();
    }

    end(draft: number): void {
        this.#ended.add(draft);
    }

    wasStopped(draft: number): boolean {
        return this.#stops[draft]?.signal.aborted === true;
    }

    textOf(draft: number): string {
        return this.#texts[draft] ?? "";
    }
}

function viewDraft(draft: Draft): DraftResult {
    const {
        text,
        matchScore,
        influences,
        strategy,
        strategyReason,
        truncated,
        withheld,
        seed,
        tokens,
        firstTokenMs,
        tokensPerSecond,
        reason,
        brokenRules,
        unsupported,
        missingNotes
    } = draft;
    return {
        text,
        matchScore,
        influences: influences.map((each) => ({...each})),
        strategy,
        strategyReason,
        truncated: [...truncated],
        withheld: [...withheld],
        seed,
        tokens,
        firstTokenMs,
        tokensPerSecond,
        reason,
        brokenRules: [...brokenRules],
        unsupported: unsupported.map((fact) => ({...fact})),
        missingNotes: [...missingNotes]
    };
}

/** A stopped draft has the text that was on the screen; it gets no score, which would count words that nobody saw. */
function stoppedResult(draft: Draft, text: string): DraftResult {
    return {...viewDraft(draft), text, matchScore: null, reason: "cancelled", brokenRules: [], unsupported: [], missingNotes: []};
}

/**
 * Which strategy is requested; null: the default one, a trained persona if there is one. A strategy that cannot be used any more is ignored
 * unless the request names it explicitly.
 */
async function strategyFor(idiolect: Idiolect, voice: "chosen" | "usual" | "trained"): Promise<Strategy | null> {
    if (voice === "trained") return "tuned";
    if (voice === "chosen" && readSettings(idiolect).trainedVoice) return null;
    const {plug} = await idiolect.voice();
    return (await idiolect.persona.items()).length === 0 ? null : plug === null ? "profile+retrieval" : "plug";
}

/** zod yields `undefined` for omitted fields; a brief must not have such keys. */
function withoutEmpty<T extends object>(brief: T): {[K in keyof T]: Exclude<T[K], undefined>} {
    return Object.fromEntries(Object.entries(brief).filter(([, value]) => value !== undefined)) as {
        [K in keyof T]: Exclude<T[K], undefined>;
    };
}
