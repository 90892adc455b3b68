import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {violations} from "./axe.ts";
import {long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-rewrite-"));
    await makeTinyEncoder(join(folder, "encoder"));
    window = await openTestWindow({args: ["--encoder", join(folder, "encoder")], env: {HOME: folder}});
}, 2 * long);
afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

it(
    "the small window for a passage puts it on the clipboard as the user would say it",
    async () => {
        const {page} = window;
        await page.getByRole("button", {name: /samples/}).click();
        await page.getByRole("button", {name: "Write the first draft"}).waitFor({timeout: long});
        await page.setViewportSize({width: 560, height: 300});
        await page.goto(`${new URL(window.url).origin}/?rewrite`);
        const passage = page.getByRole("textbox", {name: "Paste the passage"});
        await passage.fill("I am writing to inform you that we cannot bring the boat on Friday. Do not worry about it.");
        await page.keyboard.press("Control+Enter");
        await page.getByRole("status").filter({hasText: /\S/}).filter({hasNotText: "Rewriting"}).waitFor({timeout: long});
        const rewritten = await passage.inputValue();
        expect(rewritten).toMatch(/\S/);
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(rewritten);
        await picture(page, "rewrite-small-window");
        expect(await violations(page)).toEqual([]);
        expect(window.complaints).toEqual([]);
    },
    3 * long
);
