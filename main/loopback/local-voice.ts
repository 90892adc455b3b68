import type {Draft} from "../../app/drafting/drafting.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {readSettings} from "../api/settings.ts";
import type {Idiolect} from "../idiolect.ts";
import {checkVoice} from "./check-voice.ts";
import type {DraftInput, DraftOutput, VoiceService} from "./voice-requests.ts";

/** Drafts with the services of this process, by the user's settings and rules. */
export function localVoice(idiolect: () => Idiolect): VoiceService {
    return {
        async draft(input, signal) {
            const services = idiolect();
            const drafts: Draft[] = [];
            let order: readonly number[] = [];
            for await (const event of services.draft(draftRequest(services, input), signal)) {
                if (event.type === "end") drafts[event.draft] = event.result;
                if (event.type === "order") order = event.drafts;
            }
            signal?.throwIfAborted();
            // another program shows them in this order: best content first, then the user's voice
            const ordered = order.length === 0 ? drafts : order.map((place) => drafts[place] as Draft);
            return describeDrafts(ordered, services.library.history.size);
        },
        async rewrite({text, how, kind}, signal) {
            const {rules, controls} = readSettings(idiolect());
            let result: {readonly text: string; readonly note: Sentence | null} = {text, note: null};
            for await (const event of idiolect().revise(
                {text, from: 0, to: text.length, how, kind, rules, strength: controls.strength},
                signal
            )) {
                if (event.type === "end") result = event.result;
            }
            signal?.throwIfAborted();
            return {text: result.text, note: result.note?.text ?? null};
        },
        check: (input) => checkVoice(idiolect(), input)
    };
}

function draftRequest(services: Idiolect, {count, seed, temperature, maxTokens, kind, to, subject, notes, message, text}: DraftInput) {
    const {rules, controls} = readSettings(services);
    const first = seed ?? Math.floor(Math.random() * 2 ** 31);
    const fields = Object.entries({to, subject, notes, message, text}).filter(([, value]) => value !== undefined && value.trim() !== "");
    return {
        brief: {kind, ...(Object.fromEntries(fields) as Record<string, string>)},
        seeds: Array.from({length: count}, (_, i) => first + i),
        rules,
        strength: controls.strength,
        length: controls.length,
        warmth: controls.warmth,
        sampling: {...(temperature === undefined ? {} : {temperature}), ...(maxTokens === undefined ? {} : {maxTokens})}
    };
}

function describeDrafts(drafts: readonly Draft[], historySize: number): DraftOutput {
    const [first] = drafts;
    if (first === undefined) throw new UserError(say("draft.none-written"));
    return {
        drafts: drafts.map(({text, matchScore, seed, tokens, promptTokens, reason, brokenRules}) => ({
            text,
            score: matchScore,
            seed,
            tokens,
            promptTokens,
            reason,
            brokenRules: [...brokenRules]
        })),
        strategy: first.strategy,
        reason: first.strategyReason.text,
        note: historySize > 0 ? null : "Idiolect's library is empty, so this draft is in nobody's voice: add folders with your writing."
    };
}
