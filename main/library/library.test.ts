import {
    chmodSync,
    closeSync,
    existsSync,
    ftruncateSync,
    linkSync,
    mkdirSync,
    mkdtempSync,
    openSync,
    readFileSync,
    renameSync,
    rmSync,
    symlinkSync,
    unlinkSync,
    utimesSync,
    writeFileSync,
    writeSync,
    statSync
} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DatabaseSync} from "node:sqlite";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {Library, OpenLibraryOptions} from "./library.ts";
import {openLibrary} from "./open-library.ts";
import {madeProse} from "./testing/made-corpus.ts";
import {textEncoder} from "./testing/snapshot.ts";
import {say} from "../../app/sentences/sentence.ts";

// Generous: nothing here is timed, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let base: string, folder: string, home: string;
const open: Library[] = [];

beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "idiolect-library-"));
    folder = join(base, "writing");
    home = join(base, "home");
    mkdirSync(folder);
});

afterEach(async () => {
    await Promise.all(open.splice(0).map((library) => library.close()));
    rmSync(base, {recursive: true, force: true});
});

async function library(options: Partial<OpenLibraryOptions> = {}): Promise<Library> {
    const opened = await openLibrary({home, encoder: textEncoder, ...options});
    open.push(opened);
    return opened;
}

async function close(opened: Library): Promise<void> {
    open.splice(open.indexOf(opened), 1);
    await opened.close();
}

function write(name: string, text: string, place = folder): string {
    const path = join(place, name);
    mkdirSync(join(path, ".."), {recursive: true});
    writeFileSync(path, text);
    return path;
}

function mail({
    from = "Anna <anna@example.org>",
    subject = "Plan",
    id = "<1@x>",
    answers = "",
    body = "I like the plan very much.",
    headers = ""
}: {
    from?: string;
    subject?: string;
    id?: string;
    answers?: string;
    body?: string;
    headers?: string;
}): string {
    return `From: ${from}\r\nTo: Ben <ben@example.org>\r\nSubject: ${subject}\r\nMessage-ID: ${id}\r\n${answers === "" ? "" : `In-Reply-To: ${answers}\r\n`}${headers}Date: Mon, 6 Jan 2020 15:04:00 +0100\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\n`;
}

const texts = async (opened: Library): Promise<string[]> => (await opened.history.items()).map(({text}) => text).sort();

/** an encoder that counts what it encodes */
function countingEncoder(): Encoder & {count: number} {
    const encoder = {
        ...textEncoder,
        count: 0,
        encode: async (list: readonly string[]) => {
            encoder.count += list.length;
            return textEncoder.encode(list);
        }
    };
    return encoder;
}

describe("scanning", () => {
    it("reports files, items, what was passed over and why", async () => {
        write("a.txt", "A first note about the river.");
        write("b.md", "# A title\n\nThe body of a post.");
        write("c.jpg", "no text");
        write("d.txt", "");
        write("e.docx", "not a zip archive");
        const opened = await library();
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report).toMatchObject({files: 4, items: 2, unchanged: 0, removed: 0, unreachable: [], libraryItems: 2});
        expect(Object.fromEntries(report.skipped.map(({path, reason}) => [path.slice(folder.length + 1), reason]))).toEqual({
            "c.jpg": "not a format that is read",
            "d.txt": "it is empty",
            "e.docx": expect.stringContaining("damaged")
        });
    });

    it("does not read again what has not changed, nor encode again what only moved", async () => {
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

    it("sees an edit that keeps size and time", async () => {
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

    it("counts a file once in nested sources, and hands it over when the inner one is removed", async () => {
        write("a.txt", "A note in the outer folder.");
        write("inner/b.txt", "A note in the inner folder.");
        const opened = await library();
        await opened.addSource(folder);
        const inner = await opened.addSource(join(folder, "inner"));
        expect(await opened.scan()).toMatchObject({files: 2, libraryItems: 2});
        await opened.removeSource(inner.id);
        expect(await opened.scan()).toMatchObject({files: 2, libraryItems: 2, removed: 0});
    });

    it("removes a source's items for good, and only those", async () => {
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

    it("leaves a paused source alone and keeps its items", async () => {
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

    it("takes only the kinds of writing a source holds", async () => {
        write("a.txt", "A note without a title at all.");
        write("b.md", "# A title\n\nThe body of a post.");
        const opened = await library();
        await opened.addSource(folder, {kinds: ["headline"]});
        expect(await opened.scan()).toMatchObject({
            libraryItems: 1,
            leftOut: {"this source does not hold this kind of writing (continue)": 1}
        });
    });

    it("obeys .gitignore, .idiolectignore, a source's own rules and sensible defaults", async () => {
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

    it("survives link loops, links, hard links and strange names", async () => {
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
        expect(report.skipped.map(({reason}) => reason)).toEqual([expect.stringContaining("links are not followed")]);
    });
});

describe("unreachable is not deleted", () => {
    it("keeps the items of a source that is not there, and reads nothing again when it is back", async () => {
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

    it("holds the removals when more than half of a large source vanishes at once, until they are confirmed", async () => {
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

    it("does not take moving a whole large source for its loss", async () => {
        for (let index = 0; index < 60; index++) write(`old/${index}.txt`, madeProse(index + 1, 30));
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        renameSync(join(folder, "old"), join(folder, "new"));
        expect(await opened.scan()).toMatchObject({removed: 0, moved: 60, libraryItems: 60, held: []});
    });

    it("never reads a placeholder and keeps what is known of it", async () => {
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

describe("mail", () => {
    it("takes only what an identity wrote, and pairs a reply with the message it answers, in whatever order they come", async () => {
        write(
            "reply.eml",
            mail({
                subject: "Re: Plan",
                id: "<2@x>",
                answers: "<1@x>",
                body: "I like it, let us begin.\n\nOn 2020-01-06 15:04, Ben wrote:\n> a part of it"
            })
        );
        const opened = await library();
        await opened.setIdentities(["anna@example.org"]);
        await opened.addSource(folder);
        await opened.scan();
        expect(await opened.history.items()).toMatchObject([
            {kind: "reply", text: "I like it, let us begin.", message: "a part of it", title: "Plan", to: ["Ben <ben@example.org>"]}
        ]);
        write("received.eml", mail({from: "Ben <ben@example.org>", id: "<1@x>", body: "Here is the whole plan for the garden."}));
        await opened.scan();
        expect(await opened.history.items()).toMatchObject([{message: "Here is the whole plan for the garden."}]);
        unlinkSync(join(folder, "received.eml"));
        await opened.scan();
        expect(await opened.history.items()).toMatchObject([{message: "a part of it"}]);
    });

    it("leaves out automatic replies, calendar mail and delivery reports, and says so", async () => {
        write("a.eml", mail({subject: "Out of Office: Plan", id: "<3@x>"}));
        write("b.eml", mail({id: "<4@x>", headers: "Auto-Submitted: auto-replied\r\n"}));
        write(
            "c.eml",
            mail({id: "<5@x>", headers: "Content-Type: text/calendar; method=REPLY\r\n", body: "BEGIN:VCALENDAR\nEND:VCALENDAR"})
        );
        const opened = await library();
        await opened.setIdentities(["Anna"]);
        await opened.addSource(folder);
        expect(await opened.scan()).toMatchObject({libraryItems: 0, leftOut: {"automatic reply": 2, "calendar mail": 1}});
    });

    it("takes a mailbox's owner from clear evidence and says which", async () => {
        for (let index = 0; index < 6; index++) {
            write(`sent/${index}.eml`, mail({id: `<s${index}@x>`, body: madeProse(index + 1, 20)}));
            write(
                `inbox/${index}.eml`,
                mail({
                    from: `P${index} <p${index}@example.net>`,
                    id: `<r${index}@x>`,
                    headers: "Received: from a by b\r\nDelivered-To: anna@example.org\r\n",
                    body: madeProse(index + 100, 20)
                })
            );
        }
        const opened = await library();
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report).toMatchObject({files: 12, libraryItems: 6});
        expect(report.identityNote?.text).toContain("anna@example.org");
        expect(opened.store.sources.value.identities).toMatchObject([{value: "anna@example.org", origin: "guessed"}]);
    });

    it("takes no mail while it is not clear who the owner is, and says who it could be", async () => {
        for (let index = 0; index < 8; index++)
            write(
                `${index}.eml`,
                mail({
                    from: index % 2 === 0 ? "Anna <anna@example.org>" : "Carl <carl@example.org>",
                    id: `<${index}@x>`,
                    body: madeProse(index + 1, 20)
                })
            );
        const opened = await library();
        await opened.addSource(folder);
        const report = await opened.scan();
        expect(report.libraryItems).toBe(0);
        expect(report.identityNote?.text).toContain("--me");
        expect((await opened.suggestIdentities()).map(({address}) => address).sort()).toEqual(["anna@example.org", "carl@example.org"]);
    });

    it("reads an mbox message by message, with its escaped lines", async () => {
        const first = mail({id: "<1@x>", body: "The first message has a line.\n>From here it goes on as before."}).replaceAll("\r\n", "\n");
        const second = mail({from: "Ben <ben@example.org>", id: "<2@x>", body: "Not mine at all, this one."}).replaceAll("\r\n", "\n");
        write(
            "all.mbox",
            `From anna@example.org Mon Jan  6 15:04:05 2020\n${first}\nFrom ben@example.org Mon Jan  6 15:04:05 2020\n${second}\n`
        );
        const opened = await library();
        await opened.setIdentities(["anna@example.org"]);
        await opened.addSource(folder);
        await opened.scan();
        expect(await texts(opened)).toEqual(["The first message has a line.\nFrom here it goes on as before."]);
    });

    it("reads maildir folders, hidden ones too", async () => {
        write(".Sent/cur/1578319440.M1P2.host:2,S", mail({body: "A message in a maildir folder."}));
        mkdirSync(join(folder, ".Sent", "new"));
        const opened = await library();
        await opened.setIdentities(["anna@example.org"]);
        await opened.addSource(folder);
        expect(await opened.scan()).toMatchObject({files: 1, libraryItems: 1});
    });

    it("reads mail again when the identities change", async () => {
        write("a.eml", mail({}));
        write("b.html", "<p>A note that does not depend on that.</p>");
        const opened = await library();
        await opened.setIdentities(["ben@example.org"]);
        await opened.addSource(folder);
        expect(await opened.scan()).toMatchObject({libraryItems: 1});
        await opened.setIdentities(["anna@example.org"]);
        expect(await opened.scan()).toMatchObject({unchanged: 1, libraryItems: 2});
    });
});

describe("what counts", () => {
    it("counts near duplicates once, the fullest text, whatever the order", async () => {
        const text = madeProse(5, 150);
        write("draft 1.txt", text.replace("garden", "park"));
        write("draft 2.txt", `${text} And a last sentence that was added.`);
        write("draft 3.txt", text);
        const opened = await library();
        await opened.addSource(folder);
        expect(await opened.scan()).toMatchObject({files: 3, items: 1, libraryItems: 1});
        expect((await opened.history.items())[0]?.path).toBe(join(folder, "draft 2.txt"));
        unlinkSync(join(folder, "draft 2.txt"));
        expect(await opened.scan()).toMatchObject({removed: 1, libraryItems: 1});
        expect(
            (await opened.explain(join(folder, "draft 1.txt"))).kept[0]?.silent ??
                (await opened.explain(join(folder, "draft 3.txt"))).kept[0]?.silent
        ).toContain("nearly the same");
    });

    it("leaves an excluded item out, also after it was read again and in a new index", async () => {
        write("a.txt", "The one that I do not want.");
        write("b.txt", "The other one stays with me.");
        let opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        const item = (await opened.history.items()).find(({path}) => path.endsWith("a.txt"));
        await opened.exclude(item?.id ?? "");
        expect(opened.history.size).toBe(1);
        expect((await opened.list({all: true})).items.filter(({excluded}) => excluded)).toHaveLength(1);
        await close(opened);
        rmSync(join(home, "library.sqlite"));
        opened = await library();
        await opened.scan();
        expect(await texts(opened)).toEqual(["The other one stays with me."]);
        await opened.exclude(item?.id ?? "", false);
        expect(opened.history.size).toBe(2);
    });

    it("takes in accepted drafts at a lower weight, and forgets them", async () => {
        const opened = await library();
        await opened.learn({
            id: "d1",
            kind: "email",
            title: "Plan",
            text: "A draft that I accepted as mine.",
            message: null,
            to: ["Ben"],
            date: null
        });
        expect(await opened.history.items()).toMatchObject([{weight: 0.5, kind: "email", path: "idiolect:draft/d1"}]);
        expect((await opened.history.vectors()).weights).toEqual(Float32Array.of(0.5));
        await opened.scan();
        expect(opened.history.size).toBe(1);
        await opened.unlearn("d1");
        expect(opened.history.size).toBe(0);
    });

    it("encodes anew for another encoder", async () => {
        write("a.txt", "A note about the river.");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        const other = countingEncoder();
        await opened.setEncoder({...other, sha256: "another"});
        expect((await opened.history.vectors()).ids).toEqual([]);
        await opened.scan();
        expect((await opened.history.vectors()).ids).toHaveLength(1);
    });

    it("finds by BM25, in scripts without spaces too, and takes no query for an expression", async () => {
        write("a.txt", "The river runs behind the mill.");
        write("b.txt", "今朝、原稿を読みました。とても良いと思います。");
        const opened = await library();
        await opened.addSource(folder);
        await opened.scan();
        expect(await opened.history.search('river AND OR NOT "mill* ) (', 5)).toHaveLength(1);
        expect(await opened.history.search("原稿", 5)).toHaveLength(1);
        expect(await opened.history.search("  ?! ", 5)).toEqual([]);
    });
});

describe("jobs", () => {
    it("tells progress and stops when asked, keeping what is finished", async () => {
        for (let index = 0; index < 600; index++) write(`${index}.txt`, madeProse(index + 1, 200));
        const opened = await library();
        await opened.addSource(folder);
        const abort = new AbortController();
        const phases = new Set<string>();
        const report = await opened.scan({
            signal: abort.signal,
            onProgress: (progress) => {
                phases.add(progress.phase);
                if (progress.filesDone > 0) abort.abort();
            }
        });
        expect(report.cancelled).toBe(true);
        expect(phases).toContain("reading");
        const after = await opened.scan();
        expect(after).toMatchObject({files: 600, libraryItems: 600, cancelled: false});
    });

    it("follows a folder that is edited, deleted, restored and renamed by hand", async () => {
        write("sub/a.txt", "The first version of a note.");
        write("sub/b.txt", "A second note stays as it is.");
        const opened = await library();
        await opened.addSource(folder);
        const watch = await opened.watch();
        const until = async (wanted: readonly string[]) => {
            for (let tries = 0; tries < 200; tries++) {
                if (JSON.stringify(await texts(opened)) === JSON.stringify(wanted)) break;
                await new Promise((resolve) => setTimeout(resolve, 50));
            }
            expect(await texts(opened)).toEqual(wanted);
        };
        await until(["A second note stays as it is.", "The first version of a note."]);
        write("sub/a.txt", "The other version of a note.");
        await until(["A second note stays as it is.", "The other version of a note."]);
        renameSync(join(folder, "sub"), join(base, "away"));
        await until([]);
        renameSync(join(base, "away"), join(folder, "back"));
        await until(["A second note stays as it is.", "The other version of a note."]);
        write("new/deep/c.txt", "A third note in new folders.");
        await until(["A second note stays as it is.", "A third note in new folders.", "The other version of a note."]);
        renameSync(folder, `${folder}-away`);
        renameSync(`${folder}-away`, folder);
        await until(["A second note stays as it is.", "A third note in new folders.", "The other version of a note."]);
        await watch.close();
    });
});

describe("the store", () => {
    it("refuses a second owner of the same home with a sentence", async () => {
        await library();
        await expect(openLibrary({home})).rejects.toThrow(/in use by another Idiolect/);
    });

    it("refuses an index from a newer version and leaves it alone", async () => {
        await close(await library());
        const database = new DatabaseSync(join(home, "library.sqlite"));
        database.exec("PRAGMA user_version = 99");
        database.close();
        const before = readFileSync(join(home, "library.sqlite"));
        await expect(openLibrary({home})).rejects.toThrow(/newer Idiolect/);
        expect(readFileSync(join(home, "library.sqlite")).equals(before)).toBe(true);
    });

    it("makes a damaged index anew from the folders and keeps the damaged file", async () => {
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

    it("saves from a damaged index what cannot be reached now", async () => {
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
        // Some pages of texts: what is on them is lost until the drive is back, and nothing false may come in their place.
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

    it("encrypts text and vectors with the system's key, says so, and refuses another key", async () => {
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

    it("says what to do about a folder that is not there", async () => {
        const opened = await library();
        await expect(opened.addSource(join(base, "nowhere"))).rejects.toThrow(/is not there; check/);
    });

    it("counts the original, not a conflict copy that says more, and the copy where it stands alone", async () => {
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

    it("goes on when the clock goes backwards and when files come from the future", async () => {
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
