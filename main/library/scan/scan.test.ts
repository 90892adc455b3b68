import {say} from "../../../app/sentences/sentence.ts";
import {
    chmodSync,
    closeSync,
    existsSync,
    ftruncateSync,
    linkSync,
    openSync,
    readFileSync,
    renameSync,
    symlinkSync,
    unlinkSync,
    utimesSync,
    writeFileSync,
    statSync
} from "node:fs";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {madeProse} from "../testing/made-corpus.ts";
import {base, close, countingEncoder, folder, home, library, texts, useLibraryFolders, write} from "../testing/library-fixture.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

useLibraryFolders();

describe("scanning", () => {
    it("reports files, items, and skipped files with reasons", async () => {
        write("a.txt", "A first note about the river.");
        write("b.md", "# A title\n\nThe body of a post.");
        write("c.jpg", "no text");
        write("d.txt", "");
        write("e.docx", "not a zip archive");
        const opened = await library();
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report).toMatchObject({files: 4, items: 2, unchanged: 0, removed: 0, unreachable: [], libraryItems: 2});
        expect(Object.fromEntries(report.skipped.map(({path, reason}) => [path.slice(folder.length + 1), reason.text]))).toEqual({
            "c.jpg": "not a format that is read",
            "d.txt": "it is empty",
            "e.docx": expect.stringContaining("damaged")
        });
    });

    it("does not read unchanged files again, nor encode moved ones again", async () => {
        const encoder = countingEncoder();
        write("a.txt", "A first note about the river.");
        write("sub/b.txt", "A second note about the road.");
        const opened = await library({encoder});
        await opened.addSource(folder);
        await opened.scan();
        expect(encoder.count).toBe(2);
        expect(await opened.scan()).toMatchObject({files: 2, items: 0, unchanged: 2, libraryItems: 2});
        renameSync(join(folder, "sub"), join(folder, "other"));
        renameSync(join(folder, "a.txt"), join(folder, "A.txt"));
        expect(await opened.scan()).toMatchObject({files: 2, removed: 0, moved: 2, libraryItems: 2});
        expect(encoder.count).toBe(2);
        expect((await opened.history.items()).map(({path}) => path).sort()).toEqual([
            join(folder, "A.txt"),
            join(folder, "other", "b.txt")
        ]);
    });

    it("notices an edit that keeps size and time", async () => {
        const path = write("a.txt", "The road goes north.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        const {atime, mtime} = statSync(path);
        writeFileSync(path, "The road goes south.");
        utimesSync(path, atime, mtime);
        await opened.scan();
        expect(await texts(opened)).toEqual(["The road goes south."]);
    });

    it("removes a deleted file's items, vectors and words from the files on disk", async () => {
        const path = write("secret.txt", "The zanzibarian password is under the flowerpot.");
        write("b.txt", "Something else entirely stays here.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        unlinkSync(path);
        expect(await opened.scan()).toMatchObject({removed: 1, libraryItems: 1});
        expect((await opened.history.vectors()).ids).toHaveLength(1);
        expect(await opened.history.search("zanzibarian", 5)).toEqual([]);
        await close(opened);
        for (const name of ["library.sqlite", "library.sqlite-wal"]) {
            if (existsSync(join(home, name))) expect(readFileSync(join(home, name)).includes("zanzibarian")).toBe(false);
        }
    });

    it("counts a file once in nested sources, and reassigns it when the inner one is removed", async () => {
        write("a.txt", "A note in the outer folder.");
        write("inner/b.txt", "A note in the inner folder.");
        const opened = await library();
        await opened.addSource(folder);
        const inner = await opened.addSource(join(folder, "inner"));
        expect(await opened.scan()).toMatchObject({files: 2, libraryItems: 2});
        await opened.removeSource(inner.id);
        expect(await opened.scan()).toMatchObject({files: 2, libraryItems: 2, removed: 0});
    });

    it("removes a source's items permanently, and only those", async () => {
        const other = join(base, "other");
        write("a.txt", "A note in the first folder.");
        write("b.txt", "A note in the second folder.", other);
        const opened = await library();
        const first = await opened.addSource(folder);
        await opened.addSource(other);
        await opened.scan();
        expect(await opened.removeSource(first.id)).toEqual({removedFiles: 1, removedItems: 1});
        expect(await texts(opened)).toEqual(["A note in the second folder."]);
    });

    it("does not scan a paused source and keeps its items", async () => {
        const path = write("a.txt", "A note that stays for now.");
        const opened = await library();
        const source = await opened.addSource(folder);
        await opened.scan();
        await opened.pauseSource(source.id, true);
        unlinkSync(path);
        expect(await opened.scan()).toMatchObject({files: 0, removed: 0, libraryItems: 1});
        await opened.pauseSource(source.id, false);
        expect(await opened.scan()).toMatchObject({removed: 1, libraryItems: 0});
    });

    it("ends when everything that it reads is paused, keeps what it has read, and goes on later", async () => {
        for (let i = 0; i < 400; i++) write(`${i}.txt`, `Note ${i} says what happened on day ${i} of the long summer by the lake.`);
        const opened = await library();
        const source = await opened.addSource(folder);
        let paused: Promise<void> | null = null;
        const report = await opened.scan({
            onProgress: ({filesDone}) => {
                if (filesDone > 0) paused ??= opened.pauseSource(source.id, true);
            }
        });
        await paused;
        expect(report).toMatchObject({cancelled: true, removed: 0});
        expect(report.libraryItems).toBeLessThan(400);
        await opened.pauseSource(source.id, false);
        expect(await opened.scan()).toMatchObject({cancelled: false, libraryItems: 400});
    });

    it("takes only the kinds of writing that a source is set to", async () => {
        write("a.txt", "A note without a title at all.");
        write("b.md", "# A title\n\nThe body of a post.");
        const opened = await library();
        await opened.addSource(folder, {kinds: ["headline"]});
        expect(await opened.scan()).toMatchObject({
            libraryItems: 1,
            leftOut: {"this source does not hold this kind of writing (continue)": 1}
        });
    });

    it("applies .gitignore, .idiolectignore, a source's own rules and defaults", async () => {
        write(".gitignore", "*.log.txt\n/private\n");
        write("a.log.txt", "This is passed over as a log.");
        write("private/b.txt", "This is passed over as private.");
        write("sub/.idiolectignore", "*.txt\n!keep.txt\n");
        write("sub/c.txt", "This is passed over in the sub folder.");
        write("sub/keep.txt", "This one is kept by its own rule.");
        write("old/d.txt", "This is passed over by the source's rule.");
        write("node_modules/e.md", "This is passed over by default.");
        write("~$f.docx", "lock");
        write("g.txt", "This one is taken.");
        const opened = await library();
        await opened.addSource(folder, {ignore: ["old/"]});
        await opened.scan();
        expect(await texts(opened)).toEqual(["This one is kept by its own rule.", "This one is taken."]);
        expect((await opened.explain(join(folder, "a.log.txt"))).refusal?.text).toContain("ignore rule");
    });

    it("survives link loops, links, hard links and unusual names", async () => {
        const path = write("наукa/手紙 ☂ \u0301.txt", "A text with a name from far away.");
        symlinkSync(folder, join(folder, "loop"));
        symlinkSync(path, join(folder, "link.txt"));
        linkSync(path, join(folder, "hard.txt"));
        let deep = folder;
        for (let level = 0; level < 12; level++) deep = join(deep, "a very long folder name ".repeat(9).trim());
        write("deep.txt", "A text at the end of a very long path.", deep);
        const opened = await library();
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report).toMatchObject({files: 3, libraryItems: 2});
        expect(report.skipped.map(({reason}) => reason.text)).toEqual([expect.stringContaining("links are not followed")]);
    });
});

describe("unreachable is not deleted", () => {
    it("keeps the items of a missing source, and reads nothing again when it is back", async () => {
        write("a.txt", "A note on a drive that comes and goes.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        renameSync(folder, `${folder}-away`);
        const report = await opened.scan();
        expect(report).toMatchObject({removed: 0, libraryItems: 1});
        expect(report.unreachable).toEqual([{path: folder, reason: say("reach.missing")}]);
        expect((await opened.sources())[0]).toMatchObject({state: "unreachable", items: 1});
        renameSync(`${folder}-away`, folder);
        expect(await opened.scan()).toMatchObject({items: 0, libraryItems: 1, unreachable: []});
    });

    it("holds the removals when more than half of a large source disappears at once, until they are confirmed", async () => {
        for (let index = 0; index < 60; index++) write(`${index}.txt`, madeProse(index + 1, 30));
        const opened = await library();
        const source = await opened.addSource(folder);
        await opened.scan();
        for (let index = 0; index < 40; index++) unlinkSync(join(folder, `${index}.txt`));
        const report = await opened.scan();
        expect(report).toMatchObject({removed: 0, libraryItems: 60, held: [{missing: 40, of: 60}]});
        expect(report.unreachable[0]?.reason.text).toContain("40 of 60 files");
        expect((await opened.sources())[0]?.state).toBe("held");
        expect(await opened.confirmRemovals(source.id)).toMatchObject({removed: 40, libraryItems: 20, held: []});
        expect((await opened.sources())[0]?.state).toBe("ok");
    });

    it("does not treat moving a whole large source as its loss", async () => {
        for (let index = 0; index < 60; index++) write(`old/${index}.txt`, madeProse(index + 1, 30));
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        renameSync(join(folder, "old"), join(folder, "new"));
        expect(await opened.scan()).toMatchObject({removed: 0, moved: 60, libraryItems: 60, held: []});
    });

    it("never reads a cloud placeholder and keeps its items", async () => {
        const path = write("a.txt", "A note that the cloud takes away.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        unlinkSync(path);
        write(".a.txt.icloud", "placeholder");
        const sparse = openSync(join(folder, "b.txt"), "w");
        ftruncateSync(sparse, 1 << 20);
        closeSync(sparse);
        const report = await opened.scan();
        expect(report).toMatchObject({removed: 0, libraryItems: 1});
        expect(report.unreachable.map(({path: at}) => at)).toContain(path);
    });

    it.runIf(process.platform === "linux" && process.getuid?.() !== 0)(
        "keeps the items of a folder and a file that may not be read",
        async () => {
            write("sub/a.txt", "A note in a folder that gets locked.");
            const file = write("b.txt", "A note in a file that gets locked.");
            const opened = await library();
            await opened.addSource(folder);
            await opened.scan();
            chmodSync(join(folder, "sub"), 0);
            chmodSync(file, 0);
            const report = await opened.scan();
            chmodSync(join(folder, "sub"), 0o755);
            expect(report).toMatchObject({removed: 0, libraryItems: 2});
            expect(report.unreachable.every(({reason}) => reason.key === "reach.denied")).toBe(true);
        }
    );
});
