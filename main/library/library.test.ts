import {mkdirSync, renameSync, rmSync, unlinkSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {madeProse} from "./testing/made-corpus.ts";
import {base, close, countingEncoder, folder, home, library, mail, texts, useLibraryFolders, write} from "./testing/library-fixture.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

useLibraryFolders();

describe("mail", () => {
    it("takes only what an identity wrote, and pairs a reply with the message it answers, in either order", async () => {
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

    it("gives texts without the line breaks of their mail program's width, and messages too", async () => {
        const lines = [
            "I have read the plan for the garden twice now and I think that the beds are too",
            "wide to reach into from one side, so please make them half as wide as they are."
        ];
        write("mine.eml", mail({subject: "Re: Plan", id: "<2@x>", answers: "<1@x>", body: lines.join("\r\n")}));
        write("theirs.eml", mail({from: "Ben <ben@example.org>", id: "<1@x>", body: lines.join("\r\n").replace("I have", "We have")}));
        const opened = await library();
        await opened.setIdentities(["anna@example.org"]);
        await opened.addSource(folder);
        await opened.scan();
        const whole = lines.join(" ");
        expect(await opened.history.items()).toMatchObject([{text: whole, message: whole.replace("I have", "We have")}]);
        const [item] = await opened.history.items();
        expect(await opened.history.item(item?.id ?? "")).toMatchObject({text: whole});
        // a second scan finds the same text: it is named by what the file holds
        await opened.scan();
        expect(await opened.history.items()).toEqual([item]);
    });

    it("leaves out automatic replies, calendar mail and delivery reports, and reports them", async () => {
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

    it("takes a mailbox's owner from clear evidence and reports the choice", async () => {
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

    it("takes no mail while the owner is ambiguous, and names the candidates", async () => {
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

    it("reads a document that others changed again when the identities change", async () => {
        write(
            "a.rtf",
            "{\\rtf1{\\*\\revtbl{Unknown;}{Anna Ode;}{Ben Ode;}}A note by the river{\\revised\\revaut" +
                "h1  of hers}{\\revised\\revauth2  of his}, and more.}"
        );
        const opened = await library();
        await opened.setIdentities(["Ben Ode"]);
        await opened.addSource(folder);
        await opened.scan();
        expect(await texts(opened)).toEqual(["A note by the river of his, and more."]);
        await opened.setIdentities(["Anna Ode"]);
        await opened.scan();
        expect(await texts(opened)).toEqual(["A note by the river of hers, and more."]);
    });
});

describe("what counts", () => {
    it("counts near duplicates once, keeping the fullest text, in any order", async () => {
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

    it("leaves out an excluded item, also after it was read again and in a rebuilt index", async () => {
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

    it("adds accepted drafts at a lower weight, and removes them again", async () => {
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

    it("encodes again for another encoder", async () => {
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

    it("finds by BM25, also in scripts without spaces, and treats no query as an expression", async () => {
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
    it("reports progress and stops when aborted, keeping what is finished", async () => {
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

    it("keeps up with a folder that is edited, deleted, restored and renamed by hand", async () => {
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
