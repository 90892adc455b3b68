import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import type {Client} from "../../app/contract/index.ts";
import {say} from "../../app/sentences/sentence.ts";
import {previewHost} from "../preview/host.ts";
import {openApi} from "./open-api.ts";
import type {Api} from "./open-api.ts";

let folder: string;
let api: Api;
let client: Client;

/** A window's client connected directly to the router of the API. */
function connected(to: Api): Client {
    let hear: (message: unknown) => void = () => {};
    const session = to.router.connect((message) => hear(structuredClone(message)));
    return createClient({
        send: (message) => session.receive(structuredClone(message)),
        receive: (listener) => {
            hear = listener;
        }
    });
}

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-api-"));
    await mkdir(join(folder, "texts"));
    await writeFile(
        join(folder, "texts", "one.md"),
        "# One walk\n\nWe went along the river until the path ended in a garden, and there was a goat in it that knew us.\n"
    );
    await writeFile(join(folder, "secret.md"), "# Secret\n\nNobody asked for this text, and nobody may read it through the window.\n");
    api = await openApi({home: join(folder, "home"), engine: "forked", threads: 1, resources: join(folder, "nothing")}, previewHost());
    client = connected(api);
    await client.call("library.add", {path: join(folder, "texts")});
}, 60_000);

afterAll(async () => {
    await api.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

describe("requests of the window", () => {
    it("reads files of the user's sources and no others", async () => {
        expect((await client.call("library.explain", {path: join(folder, "texts", "one.md")})).kept[0]?.text).toContain("goat");
        for (const path of [
            join(folder, "secret.md"),
            "/etc/passwd",
            `${join(folder, "texts")}/../secret.md`,
            `${join(folder, "texts")}2/x.md`
        ]) {
            await expect(client.call("library.explain", {path}), path).rejects.toThrow(/in none of your folders/);
            await expect(client.call("host.showFile", {path}), path).rejects.toThrow(/in none of your folders/);
        }
        await expect(client.call("library.readMessage", {path: "/etc/passwd"})).rejects.toThrow(/is not a message/);
    }, 30_000);

    it("keeps settings in the file that the whole program shares, each change merged into the last", async () => {
        await client.call("settings.change", {theme: "dark", rules: ['never use "synergy"']});
        await client.call("settings.change", {controls: {strength: 0.4, length: 1, warmth: -1}});
        expect(await client.call("settings.read", {})).toMatchObject({
            theme: "dark",
            rules: ['never use "synergy"'],
            controls: {strength: 0.4, length: 1, warmth: -1}
        });
        expect(api.idiolect().library.store.settings.value).toMatchObject({theme: "dark", strength: 0.4});
    }, 30_000);

    it("keeps snippets, each name once, and those beside one that cannot be read", async () => {
        const [bank, gate] = [
            {name: "bank", text: "DE00 1234", to: []},
            {name: "gate", text: "the code is 4711", to: ["Tom"]}
        ];
        await client.call("settings.change", {snippets: [bank, gate]});
        expect((await client.call("settings.read", {})).snippets).toEqual([bank, gate]);
        await expect(client.call("settings.change", {snippets: [bank, {...gate, name: "bank"}]})).rejects.toThrow();
        await expect(client.call("settings.change", {snippets: [{...bank, name: " "}]})).rejects.toThrow();
        await api.idiolect().library.store.settings.update((stored) => {
            stored["snippets"] = [bank, {name: "half"}, gate];
        });
        expect((await client.call("settings.read", {})).snippets).toEqual([bank, gate]);
    }, 30_000);

    it("keeps what the user corrects about a person, encrypted or not, until it is taken back", async () => {
        expect(await client.call("persona.correctCorrespondent", {name: "Nora Lind", greeting: "Norchen,", signOff: null})).toMatchObject([
            {name: "Nora Lind", greeting: "Norchen,", corrected: true}
        ]);
        expect(api.idiolect().library.store.recipients.value.recipients).toEqual([
            {recipient: "Nora Lind", greeting: "Norchen,", signOff: null}
        ]);
        expect(await client.call("persona.correctCorrespondent", {name: "nora lind", greeting: null, signOff: null})).toEqual([]);
    }, 30_000);

    it("finds a saved draft by its words and returns the words around the match", async () => {
        const {id} = await client.call("drafts.create", {
            brief: {kind: "email", subject: "Lunch"},
            text: `${"before ".repeat(60)}the needle in it ${"after ".repeat(60)}`
        });
        await client.call("drafts.save", {id, text: "shorter, with a needle"});
        await client.call("drafts.save", {id, text: "shorter, with a needle"});
        expect(await client.call("drafts.versions", {id})).toHaveLength(2);
        const [found] = await client.call("drafts.list", {query: "needle"});
        expect(found).toMatchObject({id, title: "Lunch", found: "shorter, with a needle"});
        expect(await client.call("drafts.list", {query: "haystack"})).toEqual([]);
        await client.call("drafts.remove", {id});
        expect(await client.call("drafts.open", {id})).toBeNull();
    }, 30_000);

    it("saves drafts as they are written, marks those that were used, and restores the ones on the screen", async () => {
        const result = {
            text: "The pump is mended.",
            matchScore: null,
            influences: [],
            strategy: "none",
            strategyReason: say("strategy.no-texts"),
            truncated: [],
            withheld: [],
            seed: 3,
            tokens: 5,
            firstTokenMs: 1,
            tokensPerSecond: 1,
            reason: "stop" as const,
            brokenRules: [],
            unsupported: [],
            missingNotes: []
        };
        const {id} = await client.call("drafts.keepWritten", {id: null, brief: {kind: "email", notes: "pump"}, result});
        await client.call("drafts.keepOnScreen", {ids: ["removed since", id]});
        expect(await client.call("drafts.list", {query: "pump"})).toMatchObject([{id, taken: false}]);
        await client.call("drafts.keepWritten", {id, brief: {kind: "email", notes: "pump"}, result: {...result, text: "The pump works."}});
        expect(await client.call("drafts.onScreen", {})).toMatchObject([{id, brief: {notes: "pump"}, result: {text: "The pump works."}}]);
        expect(await client.call("drafts.versions", {id})).toHaveLength(2);
        await client.call("drafts.take", {id});
        expect(await client.call("drafts.list", {query: "pump"})).toMatchObject([{id, taken: true}]);
        await client.call("drafts.remove", {id});
        expect(await client.call("drafts.onScreen", {})).toEqual([]);
    }, 30_000);

    it(
        "learns from a used draft only if allowed, at less than full weight, and reports why a draft cannot be written without a " +
            "model",
        async () => {
            const used = {
                id: null,
                brief: {kind: "email" as const, to: "Bo"},
                text: "Hello Bo, the goat is back in the garden and eats the beans we planted. Yours, Ines"
            };
            expect(await client.call("drafts.used", used)).toEqual({learned: false});
            await client.call("settings.change", {learnFromEdits: true});
            expect(await client.call("drafts.used", used)).toEqual({learned: true});
            const items = await client.call("library.search", {query: "beans"});
            expect(items).toHaveLength(1);
            expect(items[0]?.weight).toBeLessThan(1);
            await expect(
                client.call("drafting.draft", {
                    job: "j",
                    brief: {kind: "email", notes: "x"},
                    controls: {strength: 1, length: 0, warmth: 0},
                    seeds: [1],
                    persona: true
                })
            ).rejects.toThrow(/\.gguf/);
        },
        60_000
    );

    it("erases everything and goes on with an empty home", async () => {
        await client.call("settings.change", {snippets: [{name: "gate", text: "the code of the quayhouse is 4711", to: []}]});
        await client.call("privacy.eraseAll", {sure: true});
        expect(await client.call("library.state", {})).toMatchObject({sources: [], items: 0, identities: []});
        expect(await client.call("drafts.list", {})).toEqual([]);
        expect(await client.call("settings.read", {})).toMatchObject({theme: "system", snippets: []});
        for (const name of await readdir(join(folder, "home"), {recursive: true}))
            if (/\.json/.test(name)) expect(await readFile(join(folder, "home", name), "utf8"), name).not.toContain("quayhouse");
    }, 60_000);
});
