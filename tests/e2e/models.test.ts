import {mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {listOffers} from "../../main/models/offers.ts";
import {startFileHost} from "../../main/models/testing/file-host.ts";
import type {FileHost} from "../../main/models/testing/file-host.ts";
import {startModelServer} from "../../main/served/testing/model-server.ts";
import type {ModelServer} from "../../main/served/testing/model-server.ts";
import {violations} from "./axe.ts";
import {draft, expectText, goTo, long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;
let host: FileHost;
let served: ModelServer | null = null;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-models-"));
    await makeTinyEncoder(join(folder, "encoder"));
    host = await startFileHost();
    const model = await readFile(await makeTinyModel(join(folder, "first.gguf"), {name: "Downloaded One"}));
    host.files.set("/first.gguf", model).set("/second.gguf", model).set("/page.gguf", Buffer.from("<!doctype html>Log in"));
    window = await openTestWindow({args: ["--encoder", join(folder, "encoder")]});
    await window.page.getByRole("button", {name: "Not now"}).click();
    await goTo(window.page, "Models");
}, 2 * long);
afterAll(async () => {
    await window.close();
    await host.close();
    await served?.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

const catalogue = (page: Page): Locator => page.getByRole("region", {name: "Models to download"});
const line = (page: Page, name: string): Locator => page.getByRole("listitem").filter({hasText: name}).first();

async function downloadFrom(page: Page, path: string): Promise<void> {
    await page.getByRole("button", {name: "From an address…"}).click();
    await page.getByRole("textbox", {name: "Address"}).fill(`${host.url}${path}`);
    await page
        .getByRole("dialog")
        .getByRole("button", {name: `Download from 127.0.0.1:${new URL(host.url).port}`})
        .click();
}

describe("models", () => {
    it(
        "has a catalogue with size, licence, memory, whether it fits, and whether it can learn a voice, and asks nobody for it",
        async () => {
            const {page} = window;
            for (const {name, licence, takesVectors} of listOffers()) {
                const words = await line(page, name).innerText();
                expect(words, name).toContain(licence);
                expect(words, name).toMatch(/\d (MB|GB)/);
                expect(words, name).toMatch(/needs [\d.,]+ (MB|GB) of memory/);
                expect(words, name).toMatch(/fits this machine|too large for this machine/);
                expect(words.includes("can learn your voice"), name).toBe(takesVectors);
                expect(words, name).toMatch(/Download from huggingface\.co/);
            }
            await page.getByRole("heading", {name: "Models to download"}).scrollIntoViewIfNeeded();
            await picture(page, "models-1-catalogue");
            expect(await violations(page)).toEqual([]);
            expect(host.requests).toEqual([]);
        },
        long
    );

    it(
        "says when nothing arrives, keeps what was loaded when stopped, goes on from there after the window was loaded anew, " +
            "and lists the model",
        async () => {
            const {page} = window;
            host.faults.push({stall: 60_000});
            await downloadFrom(page, "/first.gguf");
            const first = line(page, "first.gguf");
            await first.getByRole("progressbar").waitFor();
            await first.getByText(/Nothing has arrived for \d+ seconds/).waitFor({timeout: long});
            await picture(page, "models-2-stalled");
            expect(await violations(page)).toEqual([]);
            await first.getByRole("button", {name: /Stop the download/}).click();
            await expectText(page, "Stopped. What was downloaded is kept, and you can go on from there.");
            await first.getByRole("button", {name: /Go on from 60 KB|Go on from 60 kB/}).waitFor();

            await page.reload();
            await goTo(page, "Models");
            await line(page, "first.gguf")
                .getByRole("button", {name: /Go on from/})
                .click();
            await expectText(page, /Downloaded One is in the list/);
            expect(host.requests.at(-1)?.range).toBe("bytes=60000-");
            const words = await line(page, "Downloaded One").innerText();
            expect(words).toMatch(/can learn your voice/);
            expect(await catalogue(page).getByText("first.gguf").count()).toBe(0);
        },
        2 * long
    );

    it(
        "says what went wrong, and discards what was loaded",
        async () => {
            const {page} = window;
            await downloadFrom(page, "/page.gguf");
            await line(page, "page.gguf")
                .getByRole("alert")
                .getByText(/is not a GGUF model but perhaps a page that asks to log in/)
                .waitFor({timeout: long});
            host.faults.push({stall: 50_000});
            await downloadFrom(page, "/second.gguf");
            const second = line(page, "second.gguf");
            await second.getByText(/50 kB of/i).waitFor({timeout: long});
            await second.getByRole("button", {name: /Stop the download/}).click();
            await second.getByRole("button", {name: /Discard what was downloaded/}).click();
            await expect.poll(() => page.getByText("second.gguf").count()).toBe(0);
            expect((await readdir(join(window.home, "downloaded-models"))).filter((name) => name.startsWith("second"))).toEqual([]);
            await downloadFrom(page, "/nowhere.gguf");
            await line(page, "nowhere.gguf").getByRole("alert").waitFor({timeout: long});
            await line(page, "nowhere.gguf")
                .getByRole("button", {name: /Discard/})
                .click();
            await expect.poll(() => page.getByText("nowhere.gguf").count()).toBe(0);
        },
        2 * long
    );

    it(
        "learns my voice for a model from its line, or says why not",
        async () => {
            const {page} = window;
            await line(page, "Downloaded One")
                .getByRole("button", {name: /Learn my voice for it/})
                .click();
            const dialog = page.getByRole("dialog", {name: "What it takes"});
            await dialog
                .getByRole("alert")
                .getByText(/only 0 texts of yours to learn from, and 8 are needed/)
                .waitFor({timeout: long});
            expect(await dialog.getByRole("button", {name: "Start"}).isDisabled()).toBe(true);
            await page.keyboard.press("Escape");
            await line(page, "Downloaded One").getByText("In use").waitFor();
        },
        long
    );

    it(
        "adds a model that another program serves, says that it takes no vectors, and drafts with it",
        async () => {
            const {page} = window;
            for (const port of [11_434, 1234, 8080]) served ??= await startModelServer(["small-talker"], port).catch(() => null);
            if (served === null) throw new Error("each port of the usual programs is taken on this machine");
            served.answer = () => "The kettle is on.";
            await page.getByRole("button", {name: "Look for them"}).click();
            await page.getByRole("button", {name: "Add small-talker"}).click();
            const added = page
                .getByRole("listitem")
                .filter({has: page.getByRole("button", {name: "Use this one"})})
                .filter({hasText: "small-talker"});
            await added.getByText(/voice vectors need a model file of your own/).waitFor();
            expect(await added.getByRole("button", {name: /Learn my voice/}).count()).toBe(0);
            await added.getByRole("button", {name: "Use this one"}).click();
            await page.getByRole("listitem").filter({hasText: "small-talker"}).getByText("In use").waitFor({timeout: long});
            await picture(page, "models-3-served");
            expect(await violations(page)).toEqual([]);
            await goTo(page, "Write");
            await draft(page, "the kettle is on");
            await expectText(page, "The kettle is on.");
            expect(served.requests.length).toBeGreaterThan(0);
        },
        2 * long
    );

    it("logged no error in the console, and neither did the services", () => {
        expect(window.complaints).toEqual([]);
    });
});
