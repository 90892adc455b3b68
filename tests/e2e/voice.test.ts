import {readFile} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {draft, expectText, goTo, learnSamples, long, showVoice} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;

beforeAll(async () => {
    window = await openTestWindow();
    await learnSamples(window.page);
}, 2 * long);
afterAll(() => window.close());

describe("my voice", () => {
    it(
        "shows the habits, by kind",
        async () => {
            const {page} = window;
            await goTo(page, "My voice");
            await expectText(page, /From 38 texts/);
            await page.getByRole("radio", {name: "Articles"}).click();
            await expectText(page, /From 1\d texts/);
            await page.getByRole("radio", {name: "Everything"}).click();
        },
        long
    );

    it(
        "has a map of the texts: walked by keyboard, opened, and a text left out and taken back",
        async () => {
            const {page} = window;
            await showVoice(page, "My texts");
            const map = page.getByRole("application", {name: /Texts on the map/});
            await map.waitFor();
            expect(await map.locator("circle").count()).toBe(38);
            await map.focus();
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("ArrowRight");
            await page.keyboard.press("Enter");
            const dialog = page.getByRole("dialog");
            await dialog.getByRole("button", {name: "Leave this text out"}).click();
            await expect.poll(() => map.locator("circle").count(), {timeout: long}).toBe(37);
            await showVoice(page, "What was left out");
            const leftOut = page.getByRole("region", {name: "Left out"});
            await leftOut.getByRole("button", {name: "Take it back in"}).click();
            await showVoice(page, "My texts");
            await expect.poll(() => map.locator("circle").count(), {timeout: long}).toBe(38);
        },
        2 * long
    );

    it(
        "finds a text, knows how I greet whom, and exports everything",
        async () => {
            const {page} = window;
            await showVoice(page, "How I address people");
            await page.getByRole("region", {name: "Greetings and sign-offs"}).getByRole("row").nth(1).waitFor();
            await showVoice(page, "My texts");
            await page.getByRole("searchbox", {name: "Search my texts"}).fill("morning");
            await page.getByRole("region", {name: "Search my texts"}).getByRole("listitem").first().waitFor();
            const downloading = page.waitForEvent("download");
            await page.getByRole("button", {name: "Export"}).click();
            const exported = JSON.parse(await readFile(await (await downloading).path(), "utf8")) as {
                texts: unknown[];
                habits: {measures: unknown[]};
            };
            expect(exported.texts).toHaveLength(38);
            expect(exported.habits.measures.length).toBeGreaterThan(10);
        },
        long
    );

    it(
        "learns from a copied draft only when the user allows it",
        async () => {
            const {page} = window;
            const learned = () => page.getByRole("button", {name: /\d+ texts? learned/}).innerText();
            await goTo(page, "Write");
            await draft(page, "nothing to keep");
            await page.keyboard.press("Control+Shift+Enter");
            await page.getByText("Copied.").first().waitFor();
            expect(await learned()).toContain("38");
            await goTo(page, "Settings");
            await page.getByRole("switch", {name: "Learn from my edits"}).click();
            await goTo(page, "Write");
            await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "Edit"}).click();
            await page.getByRole("textbox", {name: "The text"}).click();
            await page.keyboard.press("Control+A");
            await page.keyboard.insertText("Morning Bo, the beans are up and the fence holds. Onwards, Maren");
            await page.getByRole("main").getByRole("button", {name: "Copy"}).click();
            await page
                .getByText(/Added to your texts/)
                .first()
                .waitFor({timeout: long});
            await expect.poll(learned, {timeout: long}).toContain("39");
        },
        2 * long
    );

    it(
        "is erased on request, and the folder stays in the list, paused",
        async () => {
            const {page} = window;
            await goTo(page, "My voice");
            await page.getByRole("button", {name: "Erase"}).click();
            await page.getByRole("alertdialog").getByRole("button", {name: "Erase"}).click();
            await expectText(page, "Nothing learned yet");
            await goTo(page, "Sources");
            await page.getByText("Paused").waitFor();
        },
        long
    );

    it("logged no error in the console and no violation of its policy", () => {
        expect(window.complaints).toEqual([]);
    });
});
