import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {violations} from "./axe.ts";
import {goTo, long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;
let args: readonly string[];

const subjects = ["beans", "roof", "saw", "ferry", "essay", "choir", "baker", "surveyor"];
const sentences = [
    "we plant the beans along the fence this year, since the pond froze over them",
    "the roof of the shed leaks again and I have no ladder that reaches",
    "could you bring the long saw on Sunday, the old apple tree has to come down",
    "my sister writes that the ferry stops running in October",
    "I read your essay twice and liked the second half best, where the bridge appears",
    "the choir meets on Tuesdays now and they still lack a bass",
    "nobody told the baker, so there was no bread at all and we ate soup",
    "the surveyor came with a very small hammer and knocked on everything"
];
const message = (n: number, from: string, to: string): string =>
    `From - Mon Mar ${String(n + 3).padStart(2, "0")} 10:00:00 2025\nFrom: ${from}\nTo: ${to}\nSubject: The ${subjects[n]}\n` +
    `Date: Mon, ${n + 3} Mar 2025 10:00:00 +0000\nMessage-ID: <${n}.${from.length}@example.org>\n` +
    `Content-Type: text/plain; charset=utf-8\n\nHello Bo,\n\nthis is what I meant to say: ${sentences[n]}.\n\nYours\nInes\n\n`;
const ines = "Ines Vale <ines@example.org>",
    bo = "Bo Lind <bo@example.org>";

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-stores-"));
    await makeTinyEncoder(join(folder, "encoder"));
    await makeTinyModel(join(folder, "tiny.gguf"));
    args = ["--model", join(folder, "tiny.gguf"), "--encoder", join(folder, "encoder")];
    const mail = join(folder, "me", ".thunderbird", "abcd.default", "Mail", "Local Folders");
    await mkdir(mail, {recursive: true});
    await writeFile(join(folder, "me", ".thunderbird", "profiles.ini"), "[Profile0]\nName=default\nIsRelative=1\nPath=abcd.default\n");
    await writeFile(
        join(mail, "Sent"),
        subjects
            .slice(0, 5)
            .map((_, n) => message(n, ines, bo))
            .join("")
    );
    await writeFile(
        join(mail, "Inbox"),
        subjects
            .slice(5)
            .map((_, n) => message(n + 5, bo, ines))
            .join("")
    );
    await mkdir(join(folder, "notes"));
    await writeFile(
        join(folder, "notes", "a.md"),
        "# A walk\n\nWe went along the river until the path ended in somebody's garden, and there was a goat in it that knew us.\n"
    );
    await writeFile(
        join(folder, "old.mbox"),
        subjects
            .slice(5)
            .map((_, n) => message(n + 5, ines, bo))
            .join("")
    );
    await writeFile(
        join(folder, "one.eml"),
        message(4, ines, bo)
            .replace(/^From - .*\n/, "")
            .replace("essay", "letter")
    );
}, long);
afterAll(() => rm(folder, {recursive: true, force: true, maxRetries: 3}));

async function drop(page: Page, names: readonly string[], on: Locator): Promise<void> {
    const files = await page.evaluateHandle((list) => {
        const transfer = new DataTransfer();
        for (const name of list) transfer.items.add(new File(["what a browser sees of it"], name));
        return transfer;
    }, names);
    for (const type of ["dragover", "drop"]) {
        await on.dispatchEvent(type, {dataTransfer: files});
        if (type === "dragover") await page.getByText("Drop to learn from it").waitFor();
    }
}

describe("stores of mail programs", () => {
    beforeAll(async () => {
        window = await openTestWindow({args, env: {HOME: join(folder, "me")}});
    }, long);
    afterAll(() => window.close());

    it(
        "are offered on the first run with their sent folders, and not read unasked",
        async () => {
            const {page} = window;
            await page.getByText("1 folder with sent mail").waitFor({timeout: long});
            expect(await page.getByText("None of this has been read, and none of it is unless you choose it.").count()).toBe(1);
            await picture(page, "stores-1-offered");
            expect(await violations(page)).toEqual([]);
            // nothing has become a source, so nothing is scanned
            await page.waitForTimeout(2500);
            await page.getByRole("button", {name: "Not now"}).click();
            await goTo(page, "Sources");
            await page.getByText("No folder yet").waitFor();
            await page.getByRole("button", {name: /Learn from sent mail/}).waitFor();
            expect(await violations(page)).toEqual([]);
        },
        long
    );

    it(
        "are learned from their sent mail, and not offered again",
        async () => {
            const {page} = window;
            await page.getByRole("button", {name: /Learn from sent mail/}).click();
            await page.getByText("5 texts from 1 file").waitFor({timeout: long});
            expect(await page.locator("li").filter({hasText: "5 texts"}).first().innerText()).toMatch(/Local Folders\/Sent\b/);
            await expect.poll(() => page.getByRole("button", {name: /Learn from sent mail/}).count()).toBe(0);
        },
        long
    );

    it(
        "in a browser, a drop says what to do instead and opens the dialog for the path",
        async () => {
            const {page} = window;
            await goTo(page, "Drafts");
            await drop(page, ["old.mbox"], page.getByRole("main"));
            await page.getByText(/A browser does not tell where a dropped file lies/).waitFor();
            const path = page.getByRole("dialog").getByRole("textbox", {name: "Folder"});
            await path.fill(join(folder, "old.mbox"));
            await page.getByRole("button", {name: "Learn from this folder"}).click();
            await page.getByText("3 texts from 1 file").waitFor({timeout: long});
            expect(await page.getByText("5 texts from 1 file").count(), "the first source is still there").toBe(1);
        },
        long
    );

    it("logged no error in the console, and neither did the services", () => {
        expect(window.complaints).toEqual([]);
    });
});

describe("on the desktop", () => {
    beforeAll(async () => {
        // What the preload script gives the page, over the preview's line: the paths of dropped files are known.
        const script = (places: Record<string, string>): void => {
            let socket: WebSocket | null = null;
            const early: string[] = [];
            const listeners: ((message: unknown) => void)[] = [];
            const line = (): WebSocket => {
                if (socket !== null) return socket;
                socket = new WebSocket(`ws://${location.host}/messages`);
                socket.addEventListener("open", () => {
                    for (const text of early.splice(0)) socket?.send(text);
                });
                socket.addEventListener("message", (event) => {
                    for (const listener of listeners) listener(JSON.parse(String(event.data)));
                });
                return socket;
            };
            Object.assign(globalThis, {
                idiolect: {
                    send(sent: unknown) {
                        const text = JSON.stringify(sent);
                        if (line().readyState === WebSocket.OPEN) line().send(text);
                        else early.push(text);
                    },
                    receive: (listener: (message: unknown) => void) => {
                        listeners.push(listener);
                    },
                    pathOf: (file: File) => places[file.name] ?? ""
                }
            });
        };
        const argument = {"notes": join(folder, "notes"), "old.mbox": join(folder, "old.mbox"), "one.eml": join(folder, "one.eml")};
        window = await openTestWindow({args, env: {HOME: folder}, beforePage: {script, argument}});
    }, long);
    afterAll(() => window.close());

    it(
        "a mailbox that is dropped on the first run is learned from",
        async () => {
            const {page} = window;
            await drop(page, ["old.mbox"], page.getByRole("main"));
            await page.getByRole("checkbox", {name: /ines@example.org/}).check({timeout: long});
            await page.getByRole("button", {name: "Continue"}).click();
            await page.getByRole("button", {name: "Write the first draft"}).click({timeout: long});
            await expect.poll(() => page.getByRole("button", {name: "3 texts learned"}).count(), {timeout: long}).toBe(1);
        },
        2 * long
    );

    it(
        "folders and messages that are dropped on the window become sources, one after the other",
        async () => {
            const {page} = window;
            await goTo(page, "My voice");
            await drop(page, ["notes", "one.eml"], page.getByRole("main"));
            await page.getByRole("heading", {level: 1, name: "Sources"}).waitFor();
            await expect.poll(() => page.locator("li").filter({hasText: "1 text from 1 file"}).count(), {timeout: long}).toBe(2);
        },
        long
    );
});
