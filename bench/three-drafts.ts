import type {Brief} from "../app/brief/brief.ts";
import {median} from "../app/statistics.ts";
import type {Idiolect} from "../main/idiolect.ts";

/** Seconds from the request, medians over briefs and rounds, as the window experiences them. */
export interface ThreeDrafts {
    /** until the first words that the model wrote are sent to the window; the greeting, by the author's habits, comes at once */
    readonly firstWords: number;
    readonly firstDraft: number;
    readonly threeDrafts: number;
    /** three drafts of the slowest brief, median of its rounds */
    readonly slowest: number;
    readonly briefs: number;
    /** in a first draft, mean */
    readonly words: number;
}

const drafts = 3;
const briefs: readonly Brief[] = [
    {
        kind: "email",
        to: "Tomas",
        subject: "new rope for the ferry",
        notes: "new rope arrived today; too stiff for the winch; please check it on Monday"
    },
    {kind: "email", to: "Ines", notes: "thank her for lending the trailer; we bring it back on Saturday; ask whether ten is too early"},
    {
        kind: "reply",
        to: "Petra",
        subject: "Open day",
        message: "Hi Maren, are we doing the open day again this year? I would need to know by Friday, for the posters. Petra",
        notes: "yes, on the 14th; same as last year; could she ask the band"
    }
];

/** Three drafts of each brief with the services' own defaults (strategy, review of candidates), as the window asks for them. */
export async function benchThreeDrafts(idiolect: Idiolect, rounds: number): Promise<ThreeDrafts> {
    const measured = briefs.map(() => ({words: [] as number[], first: [] as number[], third: [] as number[], length: [] as number[]}));
    for (let round = -1; round < rounds; round++) {
        for (const [index, brief] of briefs.entries()) {
            const times = measured[index] as (typeof measured)[number];
            const startedAt = performance.now();
            const seconds = (): number => (performance.now() - startedAt) / 1000;
            let texts = 0;
            let ended = 0;
            for await (const event of idiolect.draft({
                brief,
                seeds: Array.from({length: drafts}, (_, draft) => 1000 * (round + 1) + draft)
            })) {
                if (round < 0) continue; // warm-up: loads the model
                // the first text of each draft is its greeting
                if (event.type === "token" && ++texts === drafts + 1) times.words.push(seconds());
                if (event.type !== "end") continue;
                if (ended === 0) {
                    times.first.push(seconds());
                    times.length.push(event.result.text.split(/\s+/u).length);
                }
                ended += 1;
                if (ended === drafts) times.third.push(seconds());
            }
        }
    }
    const all = (key: "words" | "first" | "third" | "length"): number[] => measured.flatMap((times) => times[key]);
    const lengths = all("length");
    return {
        firstWords: median(all("words")),
        firstDraft: median(all("first")),
        threeDrafts: median(all("third")),
        slowest: Math.max(...measured.map(({third}) => median(third))),
        briefs: briefs.length,
        words: lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    };
}
