import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {editorText, editWith, expectText, goTo, learnSamples, long, saved} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
const letter =
    "Dear Bo,\n\nI am writing to inform you that we will commence the work on the garden in order to obtain more beans! Please " +
    "do not hesitate to inquire.\n\nBest regards,\nInes";

beforeAll(async () => {
    window = await openTestWindow();
    await learnSamples(window.page);
    await editWith(window.page, letter);
}, 2 * long);
afterAll(() => window.close());

/** Selects the long sentence. */
async function selectPassage(): Promise<void> {
    const {page} = window;
    await page.getByRole("textbox", {name: "The text"}).focus();
    await page
        .locator(".cm-line")
        .nth(2)
        .evaluate((line) => getSelection()?.selectAllChildren(line));
    await page.getByRole("button", {name: "Plainer"}).and(page.locator(":enabled")).waitFor();
}

describe("editing in place", () => {
    it(
        "keeps what was typed without being asked, and a window that dies loses nothing",
        async () => {
            const page = await window.reopen();
            await page.getByRole("navigation").getByRole("button", {name: "Drafts"}).click();
            await page.getByText("I am writing to inform you").first().click();
            await page.locator(".cm-line").first().waitFor();
            expect(await editorText(page)).toBe(letter);
            await page.close();
        },
        long
    );

    it(
        "shows a change as a diff, and the text stays until it is accepted",
        async () => {
            const {page} = window;
            await selectPassage();
            await page.getByRole("button", {name: "Plainer"}).click();
            await page.locator("ins.cm-added").first().waitFor({timeout: long});
            expect(await page.locator("del.cm-removed").count()).toBeGreaterThan(0);
            await page.getByRole("button", {name: "Refuse"}).click();
            await expect.poll(() => page.locator("ins.cm-added").count()).toBe(0);
            expect(await editorText(page)).toBe(letter);
        },
        long
    );

    it(
        "takes a change with the keyboard and takes it back with undo",
        async () => {
            const {page} = window;
            await selectPassage();
            await page.getByRole("button", {name: "Shorter"}).click();
            await page
                .getByRole("group", {name: "Proposed change"})
                .getByRole("button", {name: /Accept/})
                .and(page.locator(":enabled"))
                .waitFor({timeout: long});
            await page.keyboard.press("Control+Enter");
            await expect.poll(() => editorText(page)).not.toBe(letter);
            const changed = await editorText(page);
            expect(changed.length).toBeLessThan(letter.length);
            expect(changed.startsWith("Dear Bo,")).toBe(true);
            await saved(page);
            await page.keyboard.press("Control+Z");
            await expect.poll(() => editorText(page)).toBe(letter);
        },
        long
    );

    it(
        "drops a proposal when its passage is edited, and overwrites nothing",
        async () => {
            const {page} = window;
            await selectPassage();
            await page.getByRole("button", {name: "Plainer"}).click();
            await page.locator("ins.cm-added").first().waitFor({timeout: long});
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("ArrowLeft");
            await page.keyboard.press("ArrowLeft");
            await page.keyboard.insertText("ß");
            await expect.poll(() => page.locator("ins.cm-added").count()).toBe(0);
            expect(await editorText(page)).toContain("ß");
            await page.keyboard.press("Control+Z");
            await expect.poll(() => editorText(page)).toBe(letter);
        },
        long
    );

    it(
        "asks the model for more of a passage",
        async () => {
            const {page} = window;
            await selectPassage();
            await page.getByRole("button", {name: "Longer"}).click();
            await page.getByRole("group", {name: "Proposed change"}).waitFor({timeout: long});
            // it ends with a proposal, or with a notice that there was nothing to change
            await expect
                .poll(
                    async () =>
                        (await page
                            .getByRole("button", {name: /Accept/})
                            .and(page.locator(":enabled"))
                            .count()) + (await page.getByText(/could not be made longer/).count()),
                    {timeout: long}
                )
                .toBeGreaterThan(0);
            await page.keyboard.press("Escape");
            await expect.poll(() => editorText(page)).toBe(letter);
        },
        long
    );

    it(
        "has every version, and restores one as an edit that can be undone",
        async () => {
            const {page} = window;
            await saved(page);
            await page.getByRole("button", {name: "Versions"}).click();
            const dialog = page.getByRole("dialog", {name: "Versions"});
            await dialog.getByText("as drafted").waitFor();
            await dialog.getByRole("button", {name: "Restore this version"}).last().click();
            await expect.poll(() => editorText(page)).not.toBe(letter);
            await page.keyboard.press("Control+Z");
            await expect.poll(() => editorText(page)).toBe(letter);
            await saved(page);
        },
        long
    );

    it(
        "finds drafts by their words, opens and removes them",
        async () => {
            const {page} = window;
            await goTo(page, "Drafts");
            const search = page.getByRole("searchbox", {name: "Search the drafts"});
            await search.fill("hesitate garden");
            await page.getByText("garden").first().waitFor();
            await search.fill("no such words anywhere");
            await expectText(page, "No draft contains these words.");
            await search.fill("");
            await page.getByRole("button", {name: "Remove this draft"}).first().click();
            await page.getByRole("alertdialog").getByRole("button", {name: "Remove"}).click();
            await expectText(page, "No drafts are kept yet");
        },
        long
    );

    it("logged no error in the console and no violation of its policy", () => {
        expect(window.complaints).toEqual([]);
    });
});
