import {closeSync, existsSync, openSync, readFileSync, renameSync, unlinkSync, utimesSync, writeFileSync, writeSync} from "node:fs";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {describe, expect, it, vi} from "vitest";
import {openLibrary} from "./open-library.ts";
import {madeProse} from "./testing/made-corpus.ts";
import {base, close, folder, home, library, texts, useLibraryFolders, write} from "./testing/library-fixture.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

useLibraryFolders();

describe("the store", () => {
    it("rejects a second process on the same home with one sentence", async () => {
        await library();
        await expect(openLibrary({home})).rejects.toThrow(/in use by another Idiolect/);
    });

    it("rejects an index of a newer version and does not modify it", async () => {
        await close(await library());
        const database = new DatabaseSync(join(home, "library.sqlite"));
        database.exec("PRAGMA user_version = 99");
        database.close();
        const before = readFileSync(join(home, "library.sqlite"));
        await expect(openLibrary({home})).rejects.toThrow(/newer Idiolect/);
        expect(readFileSync(join(home, "library.sqlite")).equals(before)).toBe(true);
    });

    it("rebuilds a damaged index from the folders and keeps the damaged file", async () => {
        for (let index = 0; index < 50; index++) write(`${index}.txt`, madeProse(index + 1, 100));
        let opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        await close(opened);
        const file = openSync(join(home, "library.sqlite"), "r+");
        for (let page = 2; page < 40; page++) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
        closeSync(file);
        opened = await library();
        expect(await opened.scan()).toMatchObject({files: 50, libraryItems: 50});
        expect((await opened.status()).recovered?.text).toContain("made anew");
    });

    it("salvages documents that cannot be read now from a damaged index", async () => {
        const drive = join(base, "drive");
        for (let index = 0; index < 60; index++) {
            write(`${index}.txt`, madeProse(index + 1, 100));
            write(`${index}.txt`, madeProse(index + 500, 100), drive);
        }
        let opened = await library();
        await opened.addSource(folder);
        await opened.addSource(drive);
        await opened.scan();
        const before = await texts(opened);
        await close(opened);
        renameSync(drive, `${drive}-away`);
        // Damages some pages of texts: their content is lost until the drive is back, and nothing wrong may replace it.
        const database = new DatabaseSync(join(home, "library.sqlite"));
        const pages = database.prepare("SELECT pageno FROM dbstat WHERE name = 'items' AND pagetype = 'leaf' ORDER BY pageno").all() as {
            pageno: number;
        }[];
        database.close();
        const file = openSync(join(home, "library.sqlite"), "r+");
        for (const {pageno} of pages.filter((_, index) => index % 5 === 0))
            writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, (pageno - 1) * 4096);
        closeSync(file);
        opened = await library();
        await opened.history.items();
        await opened.scan();
        const {recovered} = await opened.status();
        const after = await texts(opened);
        expect(recovered?.text).toContain("made anew");
        expect(after.length).toBeGreaterThan(60);
        expect(after.every((text) => before.includes(text))).toBe(true);
        renameSync(`${drive}-away`, drive);
        await opened.scan();
        expect(await texts(opened)).toEqual(before);
    });

    it("encrypts text and vectors with the system's key, reports it, and rejects another key", async () => {
        write("a.txt", "The zanzibarian note about the river.");
        const key = new Uint8Array(32).fill(7);
        let opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        expect((await opened.status()).encryption.encrypted).toBe(false);
        await opened.store.drafts.save({kind: "email"}, "A zanzibarian draft.");
        await close(opened);

        opened = await library({keyProvider: {name: "Test Keychain", key: async () => key}});
        expect((await opened.status()).encryption).toMatchObject({encrypted: true, reason: expect.stringContaining("Test Keychain")});
        expect(await texts(opened)).toEqual(["The zanzibarian note about the river."]);
        expect(await opened.history.search("zanzibarian", 3)).toHaveLength(1);
        expect((await opened.history.vectors()).ids).toHaveLength(1);
        expect(opened.store.drafts.search("zanzibarian")).toHaveLength(1);
        write("b.txt", "Another zanzibarian note comes later.");
        await opened.scan();
        expect(await opened.history.search("zanzibarian", 3)).toHaveLength(2);
        await close(opened);
        for (const name of ["library.sqlite", "library.sqlite-wal", "drafts.json"]) {
            if (existsSync(join(home, name))) expect(readFileSync(join(home, name)).includes("zanzibarian"), name).toBe(false);
        }
        await expect(openLibrary({home, keyProvider: {name: "Other", key: async () => new Uint8Array(32).fill(8)}})).rejects.toThrow(
            /another key/
        );
        await expect(openLibrary({home})).rejects.toThrow(/encrypted/);
    });

    it("names a missing folder and what to check", async () => {
        const opened = await library();
        await expect(opened.addSource(join(base, "nowhere"))).rejects.toThrow(/is not there; check/);
    });

    it("counts the original rather than a longer conflict copy, and the copy if there is no original", async () => {
        const body = "We rowed to the island before the wind came up, and we had bread, two kinds of cheese and the last pears with us.";
        const original = write("b/plan.txt", body);
        write("plan (Ben Ode's conflicted copy 2024-02-03).txt", `${body} And tea.`);
        write("plan.sync-conflict-20240203-111213-AAAAAAA.txt", `${body} And much more tea.`);
        write("plan.txt~", `${body} And tea and tea.`);
        write("plan.txt.sb-1a2b3c4d-AbCdEf", "An old state of it.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        expect(await texts(opened)).toEqual([body]);
        unlinkSync(original);
        await opened.scan();
        expect(await texts(opened)).toEqual([`${body} And much more tea.`]);
        write("plan.txt", body);
        await opened.scan();
        expect(await texts(opened)).toEqual([body]);
    });

    it("still scans when the clock goes backwards and with files from the future", async () => {
        const path = write("a.txt", "A note from the day after tomorrow.");
        const later = new Date(Date.now() + 2 * 86_400_000);
        utimesSync(path, later, later);
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        writeFileSync(path, "A note from the day before now.");
        const earlier = new Date(Date.now() - 86_400_000);
        utimesSync(path, earlier, earlier);
        await opened.scan();
        expect(await texts(opened)).toEqual(["A note from the day before now."]);
    });
});
