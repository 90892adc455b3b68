import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {draftsEnded, long} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;
/** the texts of the last job's drafts, as they were asked for */
let texts: readonly string[] = [];

// The engine's own drafts; only their order is set here, so that it is never the one that they were asked for in.
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-order-"));
    await makeTinyModel(join(folder, "tiny.gguf"));
    window = await openTestWindow({args: ["--model", join(folder, "tiny.gguf")]});
    const {page} = window;
    let seeds: readonly number[] = [];
    await page.routeWebSocket(/\/messages$/, (socket) => {
        const server = socket.connectToServer();
        socket.onMessage((message) => {
            const {name, input} = JSON.parse(String(message)) as {name?: string; input?: {seeds?: number[]}};
            if (name === "drafting.draft") seeds = input?.seeds ?? [];
            server.send(message);
        });
        server.onMessage((message) => {
            const reply = JSON.parse(String(message)) as {output?: {order?: number[]; drafts: {seed: number; text: string}[]}};
            if (reply.output?.order?.length !== 3) return socket.send(message);
            reply.output.order = [2, 0, 1];
            texts = seeds.map((seed) => reply.output?.drafts.find((each) => each.seed === seed)?.text ?? "");
            socket.send(JSON.stringify(reply));
        });
    });
    await page.reload();
    await page.getByRole("button", {name: "Not now"}).click();
    await page.getByRole("radio", {name: "Subject"}).click();
    await page.getByRole("textbox", {name: /needs a subject/}).fill("The beans are in. We met at noon.");
}, 2 * long);

afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true});
});

const bare = (text: string): string => text.replace(/\s+/g, " ").trim();

async function shown(): Promise<readonly string[]> {
    const articles = await window.page.getByRole("article").locator("[dir=auto]").allTextContents();
    return articles.map(bare);
}

const inOrder = (...places: number[]): readonly string[] => places.map((place) => bare(texts[place] ?? ""));

describe("the order of drafts", () => {
    it(
        "is that in which they are to be shown, as soon as all of them are written",
        async () => {
            const {page} = window;
            await page.keyboard.press("Control+Enter");
            await page.getByRole("article").first().waitFor();
            await draftsEnded(page);
            await expect.poll(() => texts.length, {timeout: long}).toBe(3);
            expect(new Set(texts).size).toBe(3);
            await expect.poll(shown, {timeout: long}).toEqual(inOrder(2, 0, 1));
        },
        2 * long
    );

    it(
        "stays as it is when the user has turned to one of them",
        async () => {
            const {page} = window;
            texts = [];
            await page.getByRole("textbox", {name: /needs a subject/}).focus();
            await page.keyboard.press("Control+Enter");
            await page.locator("article[aria-busy=true]").first().waitFor();
            await page.keyboard.press("Alt+2");
            await draftsEnded(page);
            await expect.poll(() => texts.length, {timeout: long}).toBe(3);
            expect(await shown()).toEqual(inOrder(0, 1, 2));
            expect(window.complaints).toEqual([]);
        },
        2 * long
    );
});
