import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {draft, goTo, long, openSliders} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let home: string;

const text = "Hi Otto,\n\nThe boat is ready. We sail on Tuesday at 9:40. Bring the long oars and something warm.\n\nIda";
const fact = (words: string) => ({kind: "other", text: words, from: text.indexOf(words), to: text.indexOf(words) + words.length});

// A home in which a draft was on the screen when the window was closed.
beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-kept-"));
    const made = "2026-02-03T10:00:00.000Z";
    const result = {
        text,
        matchScore: null,
        influences: [],
        strategy: "none",
        strategyReason: "There are no texts of yours yet, so this draft is not in your voice.",
        truncated: ["notes"],
        seed: 7,
        tokens: 30,
        firstTokenMs: 10,
        tokensPerSecond: 10,
        reason: "stop",
        brokenRules: ["no commas"],
        unsupported: [fact("Tuesday"), fact("Otto")].toSorted((a, b) => a.from - b.from),
        missingNotes: ["ask for the key"]
    };
    const kept = {
        id: "kept-1",
        brief: {kind: "email", notes: "the boat is ready; ask for the key"},
        versions: [{text, made, origin: "model"}],
        made,
        changed: made,
        accepted: false,
        taken: false,
        result
    };
    await writeFile(join(home, "drafts.json"), JSON.stringify({version: 1, data: {drafts: [kept], composing: null, onScreen: ["kept-1"]}}));
    window = await openTestWindow({home});
    await window.page.getByRole("button", {name: "Not now"}).click();
}, long);

afterAll(async () => {
    await window.close();
    await rm(home, {recursive: true, force: true});
});

describe("the state of the writing screen", () => {
    it(
        "brings back a draft with what was said about it",
        async () => {
            const {page} = window;
            const article = page.getByRole("article", {name: "Draft 1"});
            await article.getByText("Does not say: ask for the key").waitFor();
            await article.getByText("Breaks the rule “no commas”.").waitFor();
            await article.getByText("Longer than the model can read, so part was left out: the notes.").waitFor();
            await page.getByText("There are no texts of yours yet").first().waitFor();
            expect(await article.locator("mark").allInnerTexts()).toEqual(["Otto", "Tuesday"]);
            await picture(page, "write-facts-marked");
        },
        long
    );

    it(
        "removes a fact with its sentence, undoes that, and confirms one; all of it survives a reload",
        async () => {
            const {page} = window;
            const article = page.getByRole("article", {name: "Draft 1"});
            const words = () => article.locator("div[dir=auto]").innerText();
            await article.getByRole("button", {name: "Remove: “Tuesday”"}).click();
            await expect.poll(words).not.toContain("9:40");
            expect(await words()).toContain("The boat is ready. Bring the long oars");
            await page.getByRole("button", {name: "Undo"}).click();
            await expect.poll(words).toBe(text);
            await article.getByRole("button", {name: "It is right: “Otto”"}).click();
            await expect.poll(() => article.locator("mark").allInnerTexts()).toEqual(["Tuesday"]);
            await article.getByRole("button", {name: "Remove: “Tuesday”"}).click();
            await expect.poll(() => article.locator("mark").count()).toBe(0);
            await page.waitForTimeout(300);
            const again = await window.reopen();
            const shown = again.getByRole("article", {name: "Draft 1"});
            expect(await shown.locator("div[dir=auto]").innerText()).toContain("The boat is ready. Bring the long oars");
            expect(await shown.locator("mark").count()).toBe(0);
            await again.close();
        },
        long
    );

    it(
        "says why there is no number for the voice",
        async () => {
            const {page} = window;
            await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "Voice not measured"}).click();
            const dialog = page.getByRole("dialog", {name: "How much this sounds like you"});
            await dialog
                .getByText(/number|Nothing has been learned/)
                .first()
                .waitFor();
            await page.keyboard.press("Escape");
            await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
        },
        long
    );

    it(
        "says while a rule is typed whether the program checks it",
        async () => {
            const {page} = window;
            await page.keyboard.press("Alt+R");
            await page.getByRole("textbox", {name: "Rules"}).fill("no more than 12 words\nsound like a lighthouse keeper");
            const list = page.getByRole("list", {name: "How each rule is applied"});
            await expect
                .poll(() => list.getByRole("listitem").allInnerTexts())
                .toEqual([
                    "no more than 12 words: checked by the program",
                    "sound like a lighthouse keeper: told to the model, not checked"
                ]);
            await picture(page, "rules-checked-or-asked");
            await page.getByRole("button", {name: "Cancel"}).click();
        },
        long
    );

    it(
        "keeps new drafts over a reload, and finds those nobody took by their words",
        async () => {
            const {page} = window;
            await draft(page, "the saw is back; thanks for the jam");
            const wanted = await page.getByRole("article").locator("div[dir=auto]").allInnerTexts();
            expect(wanted).toHaveLength(3);
            await page.waitForTimeout(500);
            const again = await window.reopen();
            await again.getByRole("article", {name: "Draft 3"}).waitFor();
            expect(await again.getByRole("article").locator("div[dir=auto]").allInnerTexts()).toEqual(wanted);
            await again.close();
            await goTo(page, "Drafts");
            await page.getByText("No drafts are kept yet").waitFor();
            await page.getByRole("searchbox", {name: "Search the drafts"}).fill("jam saw");
            await expect.poll(() => page.getByRole("region", {name: "Drafted, not edited"}).getByRole("listitem").count()).toBe(3);
            await goTo(page, "Write");
        },
        2 * long
    );

    it(
        "shows the drafts and notes of one kind under that kind alone",
        async () => {
            const {page} = window;
            await page.getByRole("radio", {name: "Reply"}).click();
            expect(await page.getByRole("textbox", {name: /What should the answer say/}).inputValue()).toBe("");
            expect(await page.getByRole("article").count()).toBe(0);
            await page.getByRole("radio", {name: "E-mail"}).click();
            expect(await page.getByRole("article").count()).toBe(3);
            expect(await page.getByRole("textbox", {name: /What should it say/}).inputValue()).toBe("the saw is back; thanks for the jam");
        },
        long
    );

    it(
        "takes back a new text: notes, recipient, subject, sliders and drafts",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: "To", exact: true}).fill("Nell");
            await page.getByRole("textbox", {name: "Subject"}).fill("Saw");
            await openSliders(page);
            await page.getByRole("slider", {name: "Strength"}).focus();
            await page.keyboard.press("ArrowLeft");
            await page.keyboard.press("Escape");
            const how = (words: string) =>
                page.getByRole("button", {name: `How the drafts are to be: Voice: ${words}`, exact: true}).waitFor();
            await how("anybody");
            await page.keyboard.press("Alt+N");
            await expect.poll(() => page.getByRole("article").count()).toBe(0);
            await how("me");
            expect(await page.getByRole("textbox", {name: /What should it say/}).inputValue()).toBe("");
            await page.getByRole("button", {name: "Undo"}).last().click();
            await expect.poll(() => page.getByRole("article").count()).toBe(3);
            expect(await page.getByRole("textbox", {name: /What should it say/}).inputValue()).toBe("the saw is back; thanks for the jam");
            expect(await page.getByRole("textbox", {name: "To", exact: true}).inputValue()).toBe("Nell");
            expect(await page.getByRole("textbox", {name: "Subject"}).inputValue()).toBe("Saw");
            await how("anybody");
        },
        long
    );

    it(
        "opens the palette on a command that does something, and finds one by letters in order",
        async () => {
            const {page} = window;
            await page.keyboard.press("Control+K");
            const options = page.getByRole("option");
            await options.first().waitFor();
            expect(await options.allInnerTexts()).not.toContain("All commands");
            await page.keyboard.insertText("gtprv");
            await page.keyboard.press("Enter");
            await page.getByRole("heading", {level: 1, name: "Privacy"}).waitFor();
            await goTo(page, "Write");
        },
        long
    );

    it(
        "keeps its frame in the window when a program scrolls it",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: /What should it say/}).fill("line\n".repeat(200));
            const moved = await page.evaluate(() => {
                for (const element of [document.documentElement, document.body, document.getElementById("window")!])
                    element.scrollTop = 5000;
                scrollTo(0, 5000);
                return {
                    top: document.querySelector("nav")!.getBoundingClientRect().top,
                    height: document.documentElement.scrollHeight - innerHeight
                };
            });
            expect(moved).toEqual({top: 0, height: 0});
        },
        long
    );

    it("logged no error in the console and no violation of its policy", () => {
        expect(window.complaints).toEqual([]);
    });
});
