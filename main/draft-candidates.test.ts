import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {makeTinyVoice} from "./cli/testing/tiny-voice.ts";
import {createIdiolect, type Idiolect} from "./idiolect.ts";

/* Which candidates are generated in which order, by the services with an empty library. Only the weights are random. */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

let folder: string, idiolect: Idiolect;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-candidates-"));
    const {model, encoder} = await makeTinyVoice(join(folder, "voice"));
    idiolect = await createIdiolect({home: join(folder, "home"), engine: "in-process", threads: 1, model, encoder});
});
afterAll(async () => {
    await idiolect?.dispose();
    await rm(folder, {recursive: true, force: true});
});

const brief = {kind: "email", to: "Tomas", subject: "rope", notes: "rope is here; check it on Monday"} as const;

describe("candidates", () => {
    it("finishes the first draft, with all its candidates, before it begins the second", async () => {
        const order: string[] = [];
        const spy = vi.spyOn(idiolect.engine, "draft");
        try {
            for await (const event of idiolect.draft({
                brief,
                seeds: [3, 4, 5],
                strategy: "none",
                leastCandidates: 2,
                sampling: {maxTokens: 8}
            })) {
                if (event.type === "end") order.push(`draft ${event.draft} after ${spy.mock.calls.length} jobs`);
                else if (event.type === "order") order.push("order");
            }
            expect(order.map((each) => each.replace(/ after.*/, ""))).toEqual(["draft 0", "draft 1", "draft 2", "order"]);
            expect(Number(order[0]?.match(/\d+(?= jobs)/)?.[0])).toBeLessThan(spy.mock.calls.length);
            expect(spy.mock.calls.map(([{seeds, earlier}]) => `${seeds.length} beside ${earlier?.length ?? 0}`)[0]).toBe("1 beside 0");
            expect(spy.mock.calls.at(-1)?.[0].earlier).toHaveLength(2);
        } finally {
            spy.mockRestore();
        }
    });

    it("chooses each title from those that are left and new ones", async () => {
        const titles = ["Ferry", "Winch of the ferry replaced", "New winch for the ferry", "Ferry has a new winch", "Quiet", "Other"];
        const spy = vi.spyOn(idiolect.engine, "draft").mockImplementation(async function* () {
            const text = titles[spy.mock.calls.length - 1] ?? "";
            yield {type: "end", draft: 0, text, tokens: 3, promptTokens: 9, firstTokenMs: 1, tokensPerSecond: 9, reason: "stop"};
        });
        try {
            const text = "The old winch of the ferry was replaced. With the new winch the ferry runs again.";
            const chosen: string[] = [];
            for await (const event of idiolect.draft({brief: {kind: "headline", text}, seeds: [3, 4, 5], strategy: "none"}))
                if (event.type === "end") chosen.push(event.result.text);
            expect(spy).toHaveBeenCalledTimes(6);
            expect(chosen.toSorted()).toEqual(titles.slice(1, 4).toSorted());
        } finally {
            spy.mockRestore();
        }
    });

    it("ends a stopped draft alone, at once or before it is begun", async () => {
        const stops = Array.from({length: 3}, () => new AbortController());
        stops[1]?.abort();
        const ends: string[] = [];
        const request = {brief, seeds: [3, 4, 5], strategy: "none", candidates: 1, sampling: {maxTokens: 40, temperature: 1}} as const;
        for await (const event of idiolect.draft({...request, stops: stops.map(({signal}) => signal)})) {
            if (event.type === "token" && event.draft === 2) stops[2]?.abort();
            if (event.type === "end") ends.push(`${event.draft} ${event.result.reason === "cancelled" ? "stopped" : "whole"}`);
        }
        expect(ends).toEqual(["0 whole", "1 stopped", "2 stopped"]);
    });

    it("ends where the engine ends without a text", async () => {
        const spy = vi.spyOn(idiolect.engine, "draft").mockImplementation(async function* () {});
        try {
            const events: string[] = [];
            for await (const {type} of idiolect.draft({brief, seeds: [3, 4], strategy: "none"})) events.push(type);
            expect(events).not.toContain("end");
            expect(spy).toHaveBeenCalledTimes(1);
        } finally {
            spy.mockRestore();
        }
    });
});
