import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {draft, learnSamples, long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;

beforeAll(async () => {
    window = await openTestWindow();
    await learnSamples(window.page);
}, 2 * long);
afterAll(() => window.close());

describe("why a draft is as it is", () => {
    it(
        "shows why: the texts, the habits, and the draft without the voice",
        async () => {
            const {page} = window;
            await draft(page, "the harbour; the harbour master; when do we meet");
            await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "See why"}).click();
            const dialog = page.getByRole("dialog", {name: "Why this draft"});
            // in a library of the samples their author's trained persona drafts
            const shaped = dialog.getByRole("region", {name: "Texts of mine that shaped it"});
            await shaped.getByText(/^All the texts that the voice .* no single one was given to the model/).waitFor();
            await dialog.getByRole("img").first().waitFor();
            expect(await dialog.getByRole("img").count()).toBeGreaterThan(4);
            await dialog.getByRole("button", {name: "Write it without my voice"}).click();
            await dialog.getByRole("heading", {name: "Without", exact: true}).waitFor();
            await page.keyboard.press("Escape");
            await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
        },
        long
    );

    it(
        "shows the text that was a headline's example, without a share of one",
        async () => {
            const {page} = window;
            await page.getByRole("radio", {name: "Headline"}).click();
            await draft(page, "The old ladder of the slip has been replaced. The new one is of oak.", /needs a headline/);
            await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "See why"}).click();
            const shaped = page.getByRole("dialog", {name: "Why this draft"}).getByRole("region", {name: "Texts of mine that shaped it"});
            await shaped.getByText(/^All the texts that the voice .* this one was also given to the model/).waitFor();
            expect(await shaped.getByRole("listitem").count()).toBe(1);
            expect(await shaped.getByRole("listitem").innerText()).not.toContain("%");
            await picture(page, "why-example");
            await page.keyboard.press("Escape");
            await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
            await page.getByRole("radio", {name: "E-mail"}).click();
        },
        long
    );
});
