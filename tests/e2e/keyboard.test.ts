import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {long} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;

// Nothing is learned and nothing drafted: only the ways through the window, by keys alone.
beforeAll(async () => {
    window = await openTestWindow();
}, long);
afterAll(() => window.close());

const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute("aria-label") ?? element?.getAttribute("placeholder") ?? element?.textContent ?? "";
    });

async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let i = 0; i < 40; i++) {
        if (name.test(await focused(page))) return;
        await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not come to ${name}`);
}

describe("by keys alone", () => {
    it(
        "the first run's folder is asked for, closed again, and left for later",
        async () => {
            const {page} = window;
            await tabTo(page, /^Choose a folder/);
            await page.keyboard.press("Enter");
            await page.getByRole("dialog", {name: "Add a folder"}).waitFor();
            await page.keyboard.press("Escape");
            await page.getByRole("dialog").waitFor({state: "detached"});
            await tabTo(page, /^Not now/);
            await page.keyboard.press("Enter");
            await page.getByRole("textbox", {name: /What should it say/}).waitFor();
            await expect.poll(() => focused(page), {timeout: long}).toMatch(/What should it say/);
        },
        long
    );

    it(
        "Tab goes through everything on the writing screen in the order in which it stands",
        async () => {
            const {page} = window;
            await page.keyboard.type("the beans");
            const order: string[] = [];
            for (let i = 0; i < 4; i++) {
                await page.keyboard.press("Tab");
                order.push(await focused(page));
            }
            expect(order.map((each) => each.replace(/Ctrl.*/, ""))).toEqual([
                "How the drafts are to be: Voice: me",
                "Add a rule",
                "Snippets",
                "Draft"
            ]);
        },
        long
    );

    it(
        "while a dialog or the palette is open, the keys of the desk behind it do nothing",
        async () => {
            const {page} = window;
            const notes = page.getByRole("textbox", {name: /What should it say/, includeHidden: true});
            const strength = page.getByRole("button", {name: /^How the drafts are to be/, includeHidden: true});
            const voice = await strength.getAttribute("aria-label");
            // all of them come after the last one that was open is gone, so that Escape closes one thing at a time
            const layers: readonly {name: string; open: () => Promise<void>}[] = [
                {name: "Rules", open: () => page.keyboard.press("Alt+R")},
                {
                    name: "Snippets",
                    open: async () => {
                        await page.keyboard.press("Alt+S");
                        await page.getByRole("menuitem").first().waitFor();
                        await page.keyboard.press("Enter");
                    }
                },
                {
                    name: "Add a folder",
                    open: async () => {
                        await page.keyboard.press("Control+4");
                        await page.getByRole("button", {name: "Add a folder"}).first().press("Enter");
                    }
                },
                {name: "Commands", open: () => page.keyboard.press("Control+K")}
            ];
            for (const {name, open} of layers) {
                await page.keyboard.press("Control+1");
                await notes.waitFor();
                await open();
                const dialog = page.getByRole("dialog", {name});
                await dialog.waitFor();
                const screen = await page.locator("h1").first().textContent();
                const keys = ["Control+Enter", "Control+2", "Control+7", "Alt+N", "Alt+R", "Alt+ArrowDown", "Alt+S"];
                // the palette's own key, which closes it
                if (name !== "Commands") keys.push("Control+K");
                for (const key of keys) {
                    await page.keyboard.press(key);
                    expect(await dialog.count(), `${key} in ${name}`).toBe(1);
                }
                expect(await page.getByRole("dialog").count(), name).toBe(1);
                expect(await page.locator("h1").first().textContent(), name).toBe(screen);
                expect(await page.getByRole("article", {includeHidden: true}).count(), `drafts behind ${name}`).toBe(0);
                await page.keyboard.press(name === "Commands" ? "Control+K" : "Escape");
                await page.getByRole("dialog").waitFor({state: "detached"});
                await page.keyboard.press("Control+1");
                expect(await notes.inputValue(), name).toBe("the beans");
                expect(await strength.getAttribute("aria-label"), name).toBe(voice);
            }
        },
        long
    );

    it(
        "a confirmation leaves the desk's keys nothing to do either, and they work again afterwards",
        async () => {
            const {page} = window;
            await page.keyboard.press("Control+7");
            await page.getByRole("heading", {level: 1, name: "Privacy"}).waitFor();
            await page.getByRole("button", {name: "Erase everything"}).press("Enter");
            await page.getByRole("alertdialog").waitFor();
            for (const key of ["Control+1", "Control+K"]) await page.keyboard.press(key);
            expect(await page.getByRole("dialog").count()).toBe(0);
            expect(await page.getByRole("alertdialog").count()).toBe(1);
            await page.keyboard.press("Escape");
            await page.getByRole("alertdialog").waitFor({state: "detached"});
            await page.keyboard.press("Control+1");
            await page.getByRole("textbox", {name: /What should it say/}).waitFor();
        },
        long
    );

    it(
        "the palette does not offer itself, finds by letters with gaps, and goes there",
        async () => {
            const {page} = window;
            await page.keyboard.press("Control+K");
            await page.getByRole("option").first().waitFor();
            const options = await page.getByRole("option").allInnerTexts();
            expect(options.filter((each) => each.startsWith("All commands"))).toEqual([]);
            expect(options.some((each) => each.startsWith("Insert a snippet"))).toBe(true);
            await page.keyboard.type("gtdraf");
            await page.getByRole("option", {name: /^Go to Drafts/}).waitFor();
            await page.keyboard.press("Enter");
            await page.getByRole("heading", {level: 1, name: "Drafts"}).waitFor();
            expect(await page.getByRole("dialog").count()).toBe(0);
        },
        long
    );

    it(
        "a screen that is come to by its keys has the focus, and Tab goes on in it",
        async () => {
            const {page} = window;
            const isInMain = () =>
                page.evaluate(() => document.activeElement?.closest("main") !== null && document.activeElement !== document.body);
            for (const [i, screen] of ["My voice", "Sources", "Models", "Connections", "Privacy", "Settings"].entries()) {
                await page.keyboard.press(`Control+${i + 3}`);
                await page.getByRole("heading", {level: 1, name: screen}).waitFor();
                await expect.poll(isInMain, {timeout: long, message: screen}).toBe(true);
            }
            await page.keyboard.press("Tab");
            expect(await isInMain()).toBe(true);
            expect(window.complaints).toEqual([]);
        },
        long
    );
});
