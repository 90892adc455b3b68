import {existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {z} from "zod";
import {openJsonStore} from "./json-store.ts";
import {aesCipher} from "./cipher.ts";
import {openStore} from "./store.ts";

let home: string;
beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "idiolect-store-"));
});
afterEach(() => rmSync(home, {recursive: true, force: true}));

const schema = z.object({names: z.array(z.string())});
const open = (version = 1, more = {}) => openJsonStore({path: join(home, "names.json"), schema, version, initial: {names: []}, ...more});

describe("a JSON store", () => {
    it("keeps what was written, and leaves no temporary files", async () => {
        const store = await open();
        await Promise.all(Array.from({length: 20}, (_, index) => store.update((data) => void data.names.push(`n${index}`))));
        expect((await open()).value.names).toHaveLength(20);
        expect(readdirSync(home)).toEqual(["names.json"]);
    });

    it("migrates an older file after backing it up", async () => {
        writeFileSync(join(home, "names.json"), JSON.stringify({version: 0, data: ["a", "b"]}));
        const store = await open(1, {migrations: {0: (old: unknown) => ({names: old})}});
        expect(store.value).toEqual({names: ["a", "b"]});
        expect(JSON.parse(readFileSync(join(home, "backups", "names.json.version-0"), "utf8"))).toEqual({version: 0, data: ["a", "b"]});
        expect(JSON.parse(readFileSync(join(home, "names.json"), "utf8"))).toMatchObject({version: 1});
    });

    it.each([
        ["newer", JSON.stringify({version: 9, data: {names: []}}), /newer Idiolect/],
        ["damaged", '{"version": 1, "da', /is damaged/],
        ["of another shape", JSON.stringify({version: 1, data: {names: 3}}), /is damaged/]
    ])("refuses a file that is %s and leaves it alone", async (_, content, sentence) => {
        writeFileSync(join(home, "names.json"), content);
        await expect(open()).rejects.toThrow(sentence);
        expect(readFileSync(join(home, "names.json"), "utf8")).toBe(content);
    });

    it("keeps the old value and the old file if writing fails", async () => {
        const store = await open();
        await store.update((data) => void data.names.push("a"));
        rmSync(home, {recursive: true});
        await expect(store.update((data) => void data.names.push("b"))).rejects.toThrow(/could not be written/);
        expect(store.value.names).toEqual(["a"]);
    });

    it("rejects a change that does not match the schema", async () => {
        const store = await open();
        await expect(store.update((data) => void data.names.push(3 as never))).rejects.toThrow();
        expect(store.value.names).toEqual([]);
    });

    it("is encrypted with a key, from the first opening on, and unreadable with another", async () => {
        await (await open()).update((data) => void data.names.push("zanzibar"));
        const cipher = aesCipher(new Uint8Array(32).fill(1));
        expect((await open(1, {cipher})).value.names).toEqual(["zanzibar"]);
        expect(readFileSync(join(home, "names.json"), "utf8")).not.toContain("zanzibar");
        await expect(open(1, {cipher: aesCipher(new Uint8Array(32).fill(2))})).rejects.toThrow(/another key/);
        await expect(open()).rejects.toThrow(/encrypted/);
    });
});

describe("a home", () => {
    it("has one owner at a time, and none after its owner was killed", async () => {
        const store = await openStore(home);
        await expect(openStore(home)).rejects.toThrow(new RegExp(`in use by another Idiolect.*process ${process.pid}`));
        store.close();
        (await openStore(home)).close();
    });

    it.each([
        ["noise", Buffer.alloc(5_000, 7)],
        ["a header and noise", Buffer.from(`SQLite format 3\0${"x".repeat(5_000)}`)]
    ])("is opened when the file of its lock holds %s, and has one owner then too", async (_, bytes) => {
        writeFileSync(join(home, "lock.sqlite"), bytes);
        const store = await openStore(home);
        await expect(openStore(home)).rejects.toThrow(/is in use by another Idiolect/);
        store.close();
    });

    it("removes incomplete files of a killed program, and nothing else", async () => {
        mkdirSync(join(home, "backups"));
        const left = ["drafts.json.0123456789ab.tmp", "backups/sources.json.version-0.abcdef012345.tmp"],
            others = ["mine.tmp", "notes.0123.tmp"];
        for (const name of [...left, ...others]) writeFileSync(join(home, name), "a letter");
        (await openStore(home)).close();
        expect(left.filter((name) => existsSync(join(home, name)))).toEqual([]);
        expect(others.filter((name) => existsSync(join(home, name)))).toEqual(others);
    });

    it("saves drafts with their versions and finds them", async () => {
        const store = await openStore(home);
        const draft = await store.drafts.save({kind: "email", subject: "The Mill"}, "First words.");
        await store.drafts.addVersion(draft.id, "Second words.", "edit");
        await store.drafts.addVersion(draft.id, "Second words.", "edit");
        store.close();
        const again = await openStore(home);
        expect(again.drafts.get(draft.id)?.versions.map(({text, origin}) => [text, origin])).toEqual([
            ["First words.", "model"],
            ["Second words.", "edit"]
        ]);
        expect(again.drafts.search("mill SECOND")).toHaveLength(1);
        expect(again.drafts.search("mill first")).toHaveLength(0);
        await again.drafts.remove(draft.id);
        await expect(again.drafts.addVersion(draft.id, "x", "edit")).rejects.toThrow(/no longer saved/);
        again.close();
        expect(existsSync(join(home, "drafts.json"))).toBe(true);
    });
});
