import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import {createClient} from "../../app/contract/client.ts";
import type {Client} from "../../app/contract/index.ts";
import {say} from "../../app/sentences/sentence.ts";
import {previewHost} from "../preview/host.ts";
import {openApi} from "./open-api.ts";
import type {Api} from "./open-api.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let folder: string, home: string;
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-erase-"));
    home = join(folder, "home");
    await mkdir(join(folder, "texts"));
});
afterEach(() => rm(folder, {recursive: true, force: true, maxRetries: 3}));

async function open(): Promise<{api: Api; client: Client}> {
    const api = await openApi({home, engine: "forked", threads: 1, resources: join(folder, "nothing")}, previewHost());
    let hear: (message: unknown) => void = () => {};
    const session = api.router.connect((message) => hear(structuredClone(message)));
    return {
        api,
        client: createClient({
            send: (message) => session.receive(structuredClone(message)),
            receive: (listener) => {
                hear = listener;
            }
        })
    };
}

/** Words that occur in no other file on this machine. */
const words = ["quillhavener", "brasslantern", "mossgarderobe", "tidewrangler", "septemberling"];

/** Files of the home that contain one of the words in any encoding in use. */
async function filesWithWords(): Promise<string[]> {
    const found: string[] = [];
    for (const entry of await readdir(home, {recursive: true, withFileTypes: true})) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path);
        const lower = Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");
        if (words.some((word) => lower.includes(Buffer.from(word)) || lower.includes(Buffer.from(word, "utf16le")))) found.push(path);
    }
    return found;
}

it("erasing what was learned leaves no word of the history in any file of the home, and nothing is restored later", async () => {
    for (const [i, word] of words.entries()) {
        await writeFile(
            join(folder, "texts", `${i}.md`),
            `# The ${word}\n\nWe saw the ${word} again, and it had grown; ${`number ${i} of many words. `.repeat(300)}\n`
        );
        await writeFile(
            join(folder, "texts", `${i}.eml`),
            `From: Ines <ines@${word}.example>\r\nTo: Bo <bo@b.example>\r\nSubject: ${word}\r\nMessage-ID: <${i}@x>\r\n` +
                `Date: Mon, 6 Jan 2020 15:04:00 +0100\r\n\r\nThe ${word} is in the garden once more, and nobody knows why.\r\n`
        );
    }
    let {api, client} = await open();
    await client.call("library.add", {path: join(folder, "texts")});
    // pages that are overwritten, freed, and still in the write-ahead log
    await writeFile(join(folder, "texts", "0.md"), "# Another\n\nA text that has nothing of the old one in it.\n");
    await client.call("library.scan", {});
    await client.call("library.exclude", {id: (await client.call("library.search", {query: words[2] ?? ""}))[0]?.id ?? "", excluded: true});
    expect(await filesWithWords()).not.toEqual([]);
    await api.close();

    // a copy made by a recovery, and one made by a migration
    const database = new DatabaseSync(join(home, "library.sqlite"));
    database.exec("UPDATE passages SET payload = '{'");
    database.close();
    ({api, client} = await open());
    await client.call("library.search", {query: ""});
    await client.call("library.scan", {});
    expect((await readdir(join(home, "backups"))).some((name) => name.startsWith("library.sqlite.damaged"))).toBe(true);
    await writeFile(join(home, "backups", "sources.json.version-0"), JSON.stringify({identities: [`ines@${words[0]}.example`]}));
    expect((await client.call("library.state", {})).items).toBeGreaterThan(3);

    await client.call("persona.erase", {});
    expect(await filesWithWords()).toEqual([]);
    expect(await client.call("library.state", {})).toMatchObject({items: 0, sources: [{state: "paused"}]});
    expect((await client.call("persona.habits", {kind: null})).items).toBe(0);
    await api.close();
    expect(await filesWithWords()).toEqual([]);

    ({api, client} = await open());
    await client.call("library.scan", {});
    expect((await client.call("library.state", {})).items).toBe(0);
    await api.close();
    expect(await filesWithWords()).toEqual([]);
});

it("a saved draft drops references to influencing texts that are removed or erased, also when the window saves it again", async () => {
    for (const [i, word] of words.entries()) {
        await mkdir(join(folder, `texts-${i}`));
        await writeFile(
            join(folder, `texts-${i}`, `${word}.md`),
            `# The ${word}\n\nWe saw the ${word} again, and it had grown; nobody knows why it is in the garden.\n`
        );
    }
    const {api, client} = await open();
    for (const i of words.keys()) await client.call("library.add", {path: join(folder, `texts-${i}`)});
    const found = await client.call("library.search", {query: ""});
    expect(found).toHaveLength(words.length);
    const items = await api.idiolect().library.history.items();
    const result = {
        text: "The rope is here.",
        matchScore: null,
        strategy: "bm25",
        strategyReason: say("strategy.no-texts"),
        truncated: [],
        withheld: [],
        seed: 1,
        tokens: 5,
        firstTokenMs: 1,
        tokensPerSecond: 1,
        reason: "stop" as const,
        brokenRules: [],
        unsupported: [],
        missingNotes: [],
        influences: items.map(({id, path, title, text, date}) => ({id, path, title, passage: text, date, weight: 0.2}))
    };
    const brief = {kind: "email" as const, notes: "the rope"};
    const {id} = await client.call("drafts.keepWritten", {id: null, brief, result});
    const has = async (word: string): Promise<boolean> => (await readFile(join(home, "drafts.json"), "utf8")).includes(word);
    expect(await has(words[0]!)).toBe(true);

    const {sources} = await client.call("library.state", {});
    await client.call("library.remove", {id: sources.find(({path}) => path.endsWith("texts-0"))!.id});
    expect([await has(words[0]!), await has(words[1]!)]).toEqual([false, true]);
    await client.call("drafts.keepWritten", {id, brief, result});
    expect(await has(words[0]!)).toBe(false);

    await client.call("persona.erase", {});
    await client.call("drafts.keepWritten", {id, brief, result});
    // the list of sources still has the folders, but none of their files
    expect(await filesWithWords()).toEqual([]);
    expect((await client.call("drafts.list", {query: "rope"})).length).toBeGreaterThan(0);
    await api.close();
});

it("a learned draft stays a draft after erasing, but is not learned from any more", async () => {
    let {api, client} = await open();
    await client.call("settings.change", {learnFromEdits: true});
    await client.call("drafts.used", {id: null, brief: {kind: "email", to: "Bo"}, text: "Hello Bo, the goat is back in the garden."});
    expect((await client.call("library.state", {})).items).toBe(1);
    await client.call("persona.erase", {});
    expect((await client.call("library.state", {})).items).toBe(0);
    await api.close();
    ({api, client} = await open());
    expect((await client.call("library.state", {})).items).toBe(0);
    expect(await client.call("drafts.list", {query: "goat"})).toHaveLength(1);
    await api.close();
});
