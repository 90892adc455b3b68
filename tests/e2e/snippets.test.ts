import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {violations} from "./axe.ts";
import {editorText, goTo, long, saved} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let home: string;

// A home with a text that was taken into the editor: nothing has to be drafted.
beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-snippets-"));
    const made = "2026-02-03T10:00:00.000Z";
    const kept = {
        id: "kept-1",
        brief: {kind: "email", to: "Tom Hale <tom@hale.example>", subject: "The saw"},
        versions: [{text: "hi tom,\n\nbring the saw.\n\n- J", made, origin: "model"}],
        made,
        changed: made,
        accepted: false,
        taken: true,
        result: null
    };
    await writeFile(join(home, "drafts.json"), JSON.stringify({version: 1, data: {drafts: [kept], composing: null, onScreen: []}}));
    window = await openTestWindow({home});
    await window.page.getByRole("button", {name: "Not now"}).click();
}, long);

afterAll(async () => {
    await window.close();
    await rm(home, {recursive: true, force: true});
});

const dialog = (page: Page) => page.getByRole("dialog", {name: "Snippets"});
const menuItems = (page: Page) => page.getByRole("menuitem").allInnerTexts();

async function add(page: Page, name: string, to: string, text: string): Promise<void> {
    await page.keyboard.type(name);
    await page.keyboard.press("Tab");
    await page.keyboard.type(to);
    await page.keyboard.press("Tab");
    await page.keyboard.insertText(text);
    await page.getByRole("button", {name: "Keep the snippet"}).click();
    await dialog(page).getByRole("listitem").filter({hasText: name}).waitFor();
}

describe("snippets", () => {
    it(
        "are made in one place by keyboard, and kept in the settings of the home",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: /What should it say/}).focus();
            await page.keyboard.press("Alt+S");
            await page.getByRole("menuitem", {name: "Add a snippet"}).waitFor();
            await page.keyboard.press("Enter");
            await dialog(page).getByRole("textbox", {name: "Name"}).waitFor();
            expect(await violations(page)).toEqual([]);
            await add(page, "directions", "", "past the mill,\nthen left");
            await page.getByRole("button", {name: "Add a snippet"}).click();
            await add(page, "gate code", "tom, ida@quay.example", "the code is 4711");
            await picture(page, "snippets");
            expect(await violations(page)).toEqual([]);
            await page.keyboard.press("Escape");
            await expect
                .poll(async () => JSON.parse(await readFile(join(home, "settings.json"), "utf8")).data?.snippets, {timeout: long})
                .toEqual([
                    {name: "directions", text: "past the mill,\nthen left", to: []},
                    {name: "gate code", text: "the code is 4711", to: ["tom", "ida@quay.example"]}
                ]);
        },
        long
    );

    it(
        "go in where the cursor is, those for the recipient first, and the field's undo takes them back",
        async () => {
            const {page} = window;
            const notes = page.getByRole("textbox", {name: /What should it say/});
            await page.getByRole("textbox", {name: "To", exact: true}).fill("Tom Hale");
            await notes.click();
            await page.keyboard.type("before after");
            for (let i = 0; i < "after".length; i++) await page.keyboard.press("ArrowLeft");
            await page.keyboard.press("Alt+S");
            await page.getByRole("menu").waitFor();
            expect(await menuItems(page)).toEqual(["gate code", "directions", "Manage snippets"]);
            await page.getByText("For Tom Hale").waitFor();
            await picture(page, "snippets-menu");
            expect(await violations(page)).toEqual([]);
            await page.keyboard.press("Enter");
            await expect.poll(() => notes.inputValue(), {timeout: long}).toBe("before the code is 4711after");
            expect(await notes.evaluate((field) => field === document.activeElement)).toBe(true);
            await page.keyboard.press("Control+Z");
            await expect.poll(() => notes.inputValue(), {timeout: long}).toBe("before after");
            await page.getByRole("textbox", {name: "To", exact: true}).fill("Nora");
            await notes.focus();
            await page.keyboard.press("Alt+S");
            await page.getByRole("menu").waitFor();
            expect(await menuItems(page)).toEqual(["directions", "gate code", "Manage snippets"]);
            await page.keyboard.press("Escape");
            await expect.poll(() => notes.evaluate((field) => field === document.activeElement), {timeout: long}).toBe(true);
        },
        long
    );

    it(
        "are in the palette, by their names",
        async () => {
            const {page} = window;
            const notes = page.getByRole("textbox", {name: /What should it say/});
            await notes.fill("");
            await page.keyboard.press("Control+K");
            await page.keyboard.type("snippet direct");
            await page.getByRole("option", {name: "Insert the snippet “directions”"}).waitFor();
            await page.keyboard.press("Enter");
            await expect.poll(() => notes.inputValue(), {timeout: long}).toBe("past the mill,\nthen left");
            await page.keyboard.press("Control+K");
            await page.keyboard.type("manage snip");
            await page.keyboard.press("Enter");
            await dialog(page).waitFor();
            await page.keyboard.press("Escape");
        },
        long
    );

    it(
        "go into the editor at its cursor, and a selection becomes one",
        async () => {
            const {page} = window;
            await goTo(page, "Drafts");
            await page.getByText("The saw").first().click();
            await page.locator(".cm-line").first().waitFor();
            await page.getByRole("textbox", {name: "The text"}).click();
            await page.keyboard.press("Control+Home");
            for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowDown");
            await page.keyboard.press("End");
            await page.keyboard.type(" ");
            await page.keyboard.press("Alt+S");
            await page.getByRole("menu").waitFor();
            expect(await menuItems(page)).toEqual(["gate code", "directions", "Manage snippets"]);
            await page.keyboard.press("Enter");
            await expect.poll(() => editorText(page), {timeout: long}).toBe("hi tom,\n\nbring the saw. the code is 4711\n\n- J");
            await saved(page);
            for (let i = 0; i < "4711".length; i++) await page.keyboard.press("Shift+ArrowLeft");
            await page.getByRole("button", {name: "Snippets"}).click();
            await page.getByRole("menuitem", {name: "Keep the selection as a snippet"}).click();
            expect(await dialog(page).getByRole("textbox", {name: "Text"}).inputValue()).toBe("4711");
            await dialog(page).getByRole("textbox", {name: "Name"}).fill("Gate Code");
            await dialog(page).getByText("There is a snippet of this name already: choose another name.").waitFor();
            expect(await page.getByRole("button", {name: "Keep the snippet"}).isDisabled()).toBe(true);
            await dialog(page).getByRole("textbox", {name: "Name"}).fill("number");
            await page.keyboard.press("Enter");
            await dialog(page).getByRole("listitem").filter({hasText: "number"}).waitFor();
        },
        long
    );

    it(
        "are changed and removed there, with a way back, over a reload",
        async () => {
            const {page} = window;
            await dialog(page).getByRole("button", {name: "Edit “directions”"}).click();
            await dialog(page).getByRole("textbox", {name: "Name"}).fill("the way");
            await page.keyboard.press("Enter");
            await dialog(page).getByRole("button", {name: "Remove “number”"}).click();
            await dialog(page).getByRole("listitem").filter({hasText: "number"}).waitFor({state: "detached"});
            await dialog(page).getByRole("button", {name: "Remove “gate code”"}).click();
            await dialog(page).getByRole("listitem").filter({hasText: "gate code"}).waitFor({state: "detached"});
            await page.keyboard.press("Escape");
            // one for each of the two; the way back of one leaves the other alone
            await expect.poll(() => page.getByRole("button", {name: "Undo"}).count()).toBe(2);
            await page.getByRole("button", {name: "Undo"}).last().click();
            // the window shows it again once it is stored
            await page.keyboard.press("Control+K");
            await page.keyboard.type("manage snip");
            await page.keyboard.press("Enter");
            await dialog(page).getByRole("listitem").filter({hasText: "gate code"}).waitFor();
            const reloaded = await window.reopen();
            await reloaded.keyboard.press("Control+K");
            await reloaded.keyboard.type("manage snip");
            await reloaded.keyboard.press("Enter");
            await dialog(reloaded).getByRole("listitem").first().waitFor();
            expect(
                await dialog(reloaded)
                    .getByRole("button", {name: /^Remove/})
                    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")))
            ).toEqual(["Remove “the way”", "Remove “gate code”"]);
            await reloaded.close();
            expect(window.complaints).toEqual([]);
        },
        long
    );
});
