import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {editorText, long, saved} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let home: string;
const letter = "Dear Bo,\n\nI'm afraid the saw is late. Could you maybe bring the 12 boards on Friday?\n\nBest regards,\nInes";

// A home with a text that was opened in the editor, so that nothing has to be drafted.
beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-instruct-"));
    const made = "2026-02-03T10:00:00.000Z";
    const kept = {
        id: "kept-1",
        brief: {kind: "email", to: "Bo", subject: "The saw"},
        versions: [{text: letter, made, origin: "model"}],
        made,
        changed: made,
        accepted: false,
        taken: true,
        result: null
    };
    await writeFile(join(home, "drafts.json"), JSON.stringify({version: 1, data: {drafts: [kept], composing: null, onScreen: []}}));
    window = await openTestWindow({home});
    const {page} = window;
    await page.getByRole("button", {name: "Not now"}).click();
    await page.getByRole("navigation").getByRole("button", {name: "Drafts"}).click();
    await page.getByText("The saw").first().click();
    await page.locator(".cm-line").first().waitFor();
}, long);

afterAll(async () => {
    await window.close();
    await rm(home, {recursive: true, force: true});
});

describe("changes in the user's own words", () => {
    it(
        "changes the text by an instruction, shown as a diff, and names what it could not do",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: "Say what to change"}).fill("firmer, and offer Tuesday; replace Monday with May");
            await page.keyboard.press("Enter");
            const offer = page.getByRole("group", {name: "Proposed change"});
            await offer
                .getByRole("button", {name: /Accept/})
                .and(page.locator(":enabled"))
                .waitFor({timeout: long});
            expect(await page.locator("ins.cm-added").count()).toBeGreaterThan(0);
            expect(await page.locator("del.cm-removed").count()).toBeGreaterThan(0);
            await page.getByText("This could not be done without changing what the text says: replace Monday with May.").waitFor();
            await picture(page, "edit-by-instruction");
            await offer.getByRole("button", {name: /Accept/}).click();
            await expect
                .poll(() => editorText(page), {timeout: long})
                .toBe("Dear Bo,\n\nThe saw is late. Please bring the 12 boards on Friday. How about Tuesday?\n\nBest regards,\nInes");
        },
        long
    );

    it(
        "keeps an instruction as an action of one's own, over a reload, and removes it",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: "Say what to change"}).fill("leave out the part about the saw");
            await page.getByRole("button", {name: "Keep this as an action of mine"}).click();
            await page.getByRole("button", {name: "My actions"}).click();
            await page.getByRole("menuitem", {name: "leave out the part about the saw", exact: true}).click();
            await page
                .getByRole("group", {name: "Proposed change"})
                .getByRole("button", {name: /Accept/})
                .and(page.locator(":enabled"))
                .waitFor({timeout: long});
            await page.getByRole("button", {name: /Accept/}).click();
            await expect
                .poll(() => editorText(page), {timeout: long})
                .toBe("Dear Bo,\n\nPlease bring the 12 boards on Friday. How about Tuesday?\n\nBest regards,\nInes");
            await saved(page);
            const again = await window.reopen();
            await again.getByRole("navigation").getByRole("button", {name: "Drafts"}).click();
            await again.getByText("How about Tuesday?").first().click();
            await again.getByRole("button", {name: "My actions"}).click();
            await again.getByRole("menuitem", {name: "Remove “leave out the part about the saw”"}).click();
            await expect.poll(() => again.getByRole("button", {name: "My actions"}).count()).toBe(0);
            await again.close();
        },
        2 * long
    );

    it(
        "says in a sentence that a passage could not be changed",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: "The text"}).focus();
            await page
                .locator(".cm-line")
                .nth(0)
                .evaluate((line) => getSelection()?.selectAllChildren(line));
            const before = await editorText(page);
            await page.getByRole("button", {name: "Warmer"}).click();
            await page
                .getByText("This could not be made warmer without changing what it says: a larger model may do it.")
                .waitFor({timeout: long});
            expect(await editorText(page)).toBe(before);
        },
        long
    );

    it("logged no error in the console and no violation of its policy", () => {
        expect(window.complaints).toEqual([]);
    });
});
