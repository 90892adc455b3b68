import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {join} from "node:path";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {violations} from "./axe.ts";
import {draft, draftsEnded, expectText, goTo, long, showVoice} from "./steps.ts";
import {openTestWindow, picture, root} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-learned-"));
    await makeTinyEncoder(join(folder, "encoder"));
    await makeTinyModel(join(folder, "tiny.gguf"));
    window = await openTestWindow({
        args: ["--model", join(folder, "tiny.gguf"), "--encoder", join(folder, "encoder")],
        env: {HOME: folder}
    });
}, 2 * long);
afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

describe("the learned moment", () => {
    it(
        "says in one sentence what was learned, with a correction for each part of it on the spot",
        async () => {
            const {page} = window;
            await page.getByRole("button", {name: "Choose a folder"}).click();
            await page.getByRole("textbox", {name: "Folder"}).fill(join(root, "tests", "fixtures", "authors", "jude"));
            await page.getByRole("button", {name: "Learn from this folder"}).click();
            const next = page.getByRole("button", {name: "Continue"}).or(page.getByRole("button", {name: "Write the first draft"}));
            await next.waitFor({timeout: long});
            if (await page.getByRole("button", {name: "Continue"}).isVisible()) await page.getByRole("button", {name: "Continue"}).click();
            const sentence = await page.getByText(/Right\?$/).innerText({timeout: long});
            expect(sentence).toMatch(/^Short sentences \(\d words\), no capitals, /);
            expect(sentence).toContain("signs “- J”");
            expect(sentence).toMatch(/British spelling \(\d+ of \d+ telling words\)/);
            await page.getByRole("button", {name: "Not quite"}).click();
            await picture(page, "learned-1-first-run");
            expect(await violations(page)).toEqual([]);
            await page.getByRole("button", {name: "Rule: British spelling"}).click();
            await expectText(page, "your rule: British spelling");
            await page.getByRole("button", {name: "I sign differently"}).click();
            await page.getByRole("textbox", {name: "How letters end"}).fill("jude x");
            await page.getByRole("button", {name: "Keep", exact: true}).click();
            await expectText(page, "Kept as a rule: sign with “jude x”.");
            await page.getByRole("button", {name: "Write the first draft"}).click();
            const first = page.getByRole("article", {name: "Draft 1"});
            await expect.poll(() => first.innerText(), {timeout: long}).toContain("jude x");
            // nothing is trained yet: the texts are the examples in the prompt, of which the model's context holds two or three
            await draftsEnded(page);
            await first.getByRole("button", {name: "See why"}).click();
            const shaped = page.getByRole("dialog", {name: "Why this draft"}).getByRole("region", {name: "Texts of mine that shaped it"});
            await shaped.getByRole("listitem").nth(1).waitFor();
            await page.keyboard.press("Escape");
            await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
        },
        3 * long
    );
});

describe("my voice, by questions", () => {
    it(
        "how I sound: rules of one's own, a greeting set, a word banned and allowed again",
        async () => {
            const {page} = window;
            // one draft is enough to see what it rests on
            await goTo(page, "Settings");
            await page.getByRole("radio", {name: "1", exact: true}).click();
            await goTo(page, "My voice");
            const said = page.getByRole("region", {name: "What you said yourself"});
            await said.getByText("British spelling").waitFor();
            await page.getByRole("button", {name: "Set a greeting"}).click();
            await page.getByRole("textbox", {name: "How letters begin"}).fill("yo");
            await page.getByRole("button", {name: "Keep", exact: true}).click();
            await said.getByText("start with “yo” · checked by the program").waitFor();
            await page.getByRole("button", {name: "Ban a word"}).click();
            await page.getByRole("textbox", {name: "A word or phrase"}).fill("kettle");
            await page.getByRole("button", {name: "Keep", exact: true}).click();
            await said.getByText("never use “kettle” · checked by the program").waitFor();
            await said.getByRole("button", {name: "Remove: never use “kettle”"}).click();
            await expect.poll(() => said.getByText("kettle").count()).toBe(0);
            await picture(page, "learned-2-sound");
            expect(await violations(page)).toEqual([]);
        },
        long
    );

    it(
        "how I address people: a greeting is corrected, used by the next draft, and taken back",
        async () => {
            const {page} = window;
            await showVoice(page, "How I address people");
            const table = page.getByRole("table");
            await table.waitFor();
            await page.getByRole("button", {name: "Add a person"}).click();
            const dialog = page.getByRole("dialog");
            await dialog.getByRole("textbox", {name: "Name or address"}).fill("Agnes Thorn");
            await dialog.getByRole("textbox", {name: "Greeting"}).fill("aggie!");
            await dialog.getByRole("button", {name: "Keep"}).click();
            const row = table.getByRole("row", {name: /Agnes Thorn/});
            await row.getByText("aggie!").waitFor();
            expect(await row.innerText()).toContain("as you said");
            await picture(page, "learned-3-people");
            expect(await violations(page)).toEqual([]);
            await showVoice(page, "How I sound");
            await page.getByRole("button", {name: "Remove: start with “yo”"}).click();
            await goTo(page, "Write");
            await page.getByRole("textbox", {name: "To", exact: true}).fill("Agnes Thorn");
            await draft(page, "the bins are on tuesday");
            expect((await page.getByRole("article", {name: "Draft 1"}).innerText()).toLowerCase()).toContain("aggie");
            await goTo(page, "My voice");
            await showVoice(page, "How I address people");
            await row.getByRole("button", {name: "Correct: Agnes Thorn"}).click();
            await page.getByRole("dialog").getByRole("button", {name: "As my letters have it"}).click();
            await expect.poll(() => row.count()).toBe(0);
        },
        2 * long
    );

    it(
        "my texts: one is pinned, and is an example of the next draft",
        async () => {
            const {page} = window;
            await showVoice(page, "My texts");
            const found = page.getByRole("region", {name: "Search my texts"});
            await found.getByRole("searchbox").fill("invoice");
            await found.getByText(/your invoice says 14 hours/).waitFor();
            await found.getByRole("listitem").getByRole("button").first().click();
            const text = await page.getByRole("dialog").locator("p[tabindex]").innerText();
            await page.getByRole("dialog").getByRole("button", {name: "Pin this text"}).click();
            await page.getByRole("dialog").getByRole("button", {name: "Do not pin it any more"}).waitFor();
            await page.keyboard.press("Escape");
            await goTo(page, "Write");
            await draft(page, "nothing of that kind at all");
            await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "See why"}).click();
            const why = await page.getByRole("dialog").innerText();
            expect(why.replace(/\s+/g, " ")).toContain(text.replace(/\s+/g, " ").slice(0, 40));
            await page.keyboard.press("Escape");
        },
        2 * long
    );

    it(
        "over time: too few years show no trend, and it is said; left out: says what and why",
        async () => {
            const {page} = window;
            await goTo(page, "My voice");
            await showVoice(page, "Over time");
            await page.getByText(/A trend needs at least three years/).waitFor();
            await showVoice(page, "What was left out");
            await expectText(page, "You have not left out any text.");
            expect(await violations(page)).toEqual([]);
        },
        long
    );

    it("logged no error in the console, and neither did the services", () => {
        expect(window.complaints).toEqual([]);
    });
});
