import type {Brief} from "../app/brief/brief.ts";
import type {Strategy} from "../app/drafting/strategy.ts";
import {median} from "../app/statistics.ts";
import type {Idiolect} from "../main/idiolect.ts";

/** Medians. Times run from the request to the first token: persona, retrieval and prompt included, histories indexed before. */
export interface FirstToken {
    readonly noneMs: number;
    readonly personaMs: number;
    readonly retrieval4Ms: number;
    readonly noneTokens: number;
    readonly personaTokens: number;
    readonly retrieval4Tokens: number;
}

/**
 * Drafts the first token of several briefs with each strategy, in turn; every round has other briefs, so that nothing is cached.
 *
 * @param persona the strategy that puts vectors into the prompt
 */
export async function benchFirstToken(idiolect: Idiolect, persona: "plug" | "tuned", rounds: number): Promise<FirstToken> {
    const strategies = ["none", persona, "bm25"] as const satisfies readonly Strategy[];
    const times = new Map<Strategy, number[]>(strategies.map((strategy) => [strategy, []]));
    const tokens = new Map<Strategy, number[]>(strategies.map((strategy) => [strategy, []]));
    // the first round warms up
    for (let round = 0; round <= rounds; round++) {
        // the order of the strategies rotates
        for (const [place] of strategies.entries()) {
            const strategy = strategies[(place + round) % strategies.length] as Strategy;
            for (const brief of briefs(round)) {
                const {ms, promptTokens} = await firstToken(idiolect, brief, strategy, round);
                if (round === 0) continue;
                times.get(strategy)?.push(ms);
                tokens.get(strategy)?.push(promptTokens);
            }
        }
    }
    const [noneMs, personaMs, retrieval4Ms] = strategies.map((strategy) => median(times.get(strategy) ?? [])) as [number, number, number];
    const [noneTokens, personaTokens, retrieval4Tokens] = strategies.map((strategy) => median(tokens.get(strategy) ?? [])) as [
        number,
        number,
        number
    ];
    return {noneMs, personaMs, retrieval4Ms, noneTokens, personaTokens, retrieval4Tokens};
}

async function firstToken(idiolect: Idiolect, brief: Brief, strategy: Strategy, seed: number): Promise<{ms: number; promptTokens: number}> {
    for await (const event of idiolect.draft({brief, strategy, seeds: [seed], sampling: {maxTokens: 1}})) {
        if (event.type === "end") return {ms: event.result.firstTokenMs, promptTokens: event.result.promptTokens};
    }
    throw new Error("the engine wrote nothing");
}

const things = [
    "the crane",
    "the ferry's rail",
    "the winter fees",
    "the oak",
    "the new doors",
    "the paint order",
    "the pumps",
    "the apprentice",
    "the slip"
];
const events = ["has come a week early", "is fixed at last", "needs another look", "costs more than we thought", "is ready to be fetched"];
const wishes = [
    "please look at it on Monday",
    "tell me what it costs",
    "bring the long ladder",
    "we should meet before noon",
    "ask the harbour office first"
];

/** Replies as people write them: a message of a few sentences, a handful of notes. */
function briefs(round: number): readonly Brief[] {
    return Array.from({length: 3}, (_, i) => {
        const place = round * 3 + i;
        const pick = (list: readonly string[], step: number) => list[(place * step + i) % list.length] as string;
        const [thing, other] = [pick(things, 1), pick(things, 2)];
        return {
            kind: "reply",
            to: "Tomas",
            subject: `about ${thing}`,
            notes: [
                `${thing} ${pick(events, 1)}`,
                pick(wishes, 1),
                `${other} can wait until the tide is right again`,
                pick(wishes, 2)
            ].join("; "),
            message:
                `Hello, I was down at the yard this morning and saw that ${thing} ${pick(events, 2)}. Is that what we agreed ` +
                "in the spring? " +
                "The others have asked me as well, and I did not know what to tell them. I could come by on Friday after work " +
                `and bring ${other}, if that helps.`
        };
    });
}
