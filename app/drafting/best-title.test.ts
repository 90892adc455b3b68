import {describe, expect, it} from "vitest";
import {bestOf, bestTitle, choiceSeeds} from "./best-title.ts";
import type {DraftEvent} from "./engine.ts";

const text = "The school orchestra will play in the national final in May after winning the regional competition in Leeds on Saturday.";
const choose = (...titles: readonly string[]): string | undefined => titles[bestTitle(titles, text)];

describe("the best of several titles", () => {
    it("says what the text says", () => {
        expect(choose("Senator Brown Praises Orchestra", "School orchestra in the national final", "White House on the orchestra")).toBe("School orchestra in the national final");
        expect(choose("Regional viewers: the orchestra", "Regional competitions: the orchestra"), "a form of a word is that word").toBe("Regional competitions: the orchestra");
    });

    it("is like the others and does not say things twice", () => {
        expect(choose("Orchestra in final", "Final for orchestra", "Leeds competition")).not.toBe("Leeds competition");
        expect(choose("the orchestra, the orchestra, the orchestra", "the orchestra will play")).toBe("the orchestra will play");
    });

    it("says it as the text does", () => expect(choose("final national in the May", "national final in the May")).toBe("national final in the May"));

    it("prefers what the text begins with", () => expect(choose("competition", "orchestra")).toBe("orchestra"));

    it("is none that is empty, and the first where nothing tells them apart", () => {
        expect(bestTitle(["", "Orchestra"], text)).toBe(1);
        expect(bestTitle(["", ""], text)).toBe(0);
        expect(bestTitle([], text)).toBe(0);
    });
});

describe("the seeds of its choices", () => {
    it("begin with its own and differ, the same every time", () => {
        const seeds = choiceSeeds(7);
        expect(seeds[0]).toBe(7);
        expect(new Set(seeds).size).toBe(8);
        expect(choiceSeeds(7)).toEqual(seeds);
        expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32 - 1)).toBe(true);
    });
});

describe("a job with several choices for each title", () => {
    const end = (draft: number, title: string, reason: "stop" | "cancelled" = "stop"): DraftEvent =>
        ({type: "end", draft, text: title, tokens: 3, promptTokens: 9, firstTokenMs: 10 - draft, tokensPerSecond: 1, reason});

    async function collect(events: AsyncIterable<DraftEvent>): Promise<DraftEvent[]> {
        const all: DraftEvent[] = [];
        for await (const event of events) all.push(event);
        return all;
    }

    it("ends each title once, in whatever order its choices end, and shows no other's tokens", async () => {
        async function* job(): AsyncGenerator<DraftEvent> {
            yield {type: "token", draft: 1, text: "White"};
            yield* [end(3, "The House"), end(1, "White House"), end(0, "School orchestra"), end(2, "Orchestra in May")];
        }
        const ended = await collect(bestOf(job(), 2, text));
        expect(ended).toEqual([{...end(0, "School orchestra"), firstTokenMs: 9}, {...end(1, "Orchestra in May"), firstTokenMs: 7}]);
    });

    it("is cancelled where one of its choices was", async () => {
        async function* job(): AsyncGenerator<DraftEvent> {
            yield* [end(0, "School orchestra"), end(1, "", "cancelled")];
        }
        expect(await collect(bestOf(job(), 2, text))).toMatchObject([{text: "School orchestra", reason: "cancelled"}]);
    });
});
