import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {englishPopulation, sampleTexts, strangerTexts} from "../persona/voice-meter/testing/sample-texts.ts";
import type {Dataset, Question} from "./lamp.ts";
import type {Answer} from "./run.ts";
import {voiceReports} from "./voice.ts";

const samples = sampleTexts().filter((text) => text.length > 250);
const profileOf = (author: string, texts: readonly string[]): HistoryItem[] =>
    texts.map((text, i) => ({
        id: `${author}${i}`,
        kind: "email",
        title: null,
        text,
        message: null,
        to: [],
        date: null,
        path: author,
        weight: 1
    }));
// the second author's texts are the population's sentences, each text in another order
const formal = strangerTexts.flatMap((text) => text.split(/(?<=[.?])\s+/));
const formalTexts = Array.from({length: 12}, (_, i) => [0, 5, 10, 15].map((step) => formal[(i + step) % formal.length]).join(" "));
const kept = 6;

function question(id: string, author: string, profile: readonly HistoryItem[], notes: string | null): Question {
    return {id, author, brief: {kind: "email", ...(notes === null ? {} : {notes})}, profile, reference: "", options: []};
}

function answer(id: string, author: string, strategy: string, prediction: string): Answer {
    return {
        question: id,
        author,
        strategy,
        prediction,
        reference: "",
        nll: 1,
        referenceTokens: 1,
        promptTokens: 1,
        firstTokenMs: 1,
        tokensPerSecond: 1
    };
}

/** replaces an encoder: letter frequencies, centred on their mean */
const lettersOf = (text: string) =>
    Float32Array.from({length: 26}, (_, i) => text.toLowerCase().split(String.fromCharCode(97 + i)).length / text.length - 0.03);

describe("the voice of a strategy's drafts", {timeout: 60_000}, () => {
    const profiles = {maren: profileOf("maren", samples.slice(kept)), office: profileOf("office", formalTexts)};
    const questions = [
        ...samples.slice(0, kept).map((_, i) => question(`m${i}`, "maren", profiles.maren, i === 0 ? "zeppelin; submarine" : null)),
        question("o0", "office", profiles.office, null)
    ];
    const dataset: Dataset = {task: "LongLaMP-email", type: "text", questions, labels: []};
    const officeDraft =
        "Please find enclosed the signed agreement, which has been approved by the committee. I would appreciate it if the " +
        "department could confirm the schedule in advance.";
    const answers = [
        ...samples
            .slice(0, kept)
            .flatMap((text, i) => [answer(`m${i}`, "maren", "own", text), answer(`m${i}`, "maren", "copy", samples[kept + i] as string)]),
        answer("o0", "office", "own", officeDraft)
    ];

    it("places the author's own texts high, attributes them to their author, and counts rejected drafts", async () => {
        const reports = await voiceReports(dataset, answers, [englishPopulation()], 1, {
            unsupportedFacts: () => 2,
            vector: async (text) => lettersOf(text)
        });
        const {own, copy} = reports;
        expect(own?.position).toBeGreaterThan(40);
        expect(own?.ci95?.[0]).toBeLessThanOrEqual(own?.position ?? 0);
        expect(own?.chance).toBe(0.5);
        expect(own?.attribution).toBe(1);
        expect(own?.charGrams).toBe(1);
        expect(own?.encoder).toBe(1);
        expect(own?.contentKept).toBe(0);
        expect(own?.unsupported).toBe(2);
        expect(own?.guardFailures).toBeLessThan(0.5);
        expect(copy?.guardFailures).toBe(1);
    });

    it("reports nothing for labels and for drafts that were not generated", async () => {
        expect(await voiceReports({...dataset, type: "label"}, answers, [], 1)).toEqual({});
        expect(
            await voiceReports(
                dataset,
                answers.map((each) => ({...each, prediction: ""})),
                [],
                1
            )
        ).toEqual({});
    });
});
