import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {closeSliders, draftsEnded, goTo, long, openSliders} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let folder: string;

// An invalid model file: everything but drafting must work.
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-broken-"));
    await writeFile(join(folder, "broken.gguf"), "GGUF, but not really");
    window = await openTestWindow({args: ["--model", join(folder, "broken.gguf")]});
    await window.page.getByRole("button", {name: "Not now"}).click();
}, long);

afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true});
});

describe("error states", () => {
    it(
        "says in each column why there is no draft, and offers to try again",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: /What should it say/}).fill("anything");
            await page.keyboard.press("Control+Enter");
            await draftsEnded(page);
            const refusal = page.getByRole("article", {name: "Draft 1"}).getByRole("alert");
            expect(await refusal.innerText()).toMatch(/broken\.gguf/);
            expect(await refusal.getByRole("button", {name: "Try again"}).count()).toBe(1);
            await picture(page, "state-no-model");
        },
        long
    );

    it(
        "offers no slider that a model without a plug cannot follow, and one step of strength",
        async () => {
            const {page} = window;
            await openSliders(page);
            const strength = page.getByRole("slider", {name: "Strength"});
            expect(await page.getByRole("slider", {name: "Warmth"}).count()).toBe(0);
            expect(await page.getByRole("slider", {name: "Length"}).count()).toBe(0);
            await strength.focus();
            await page.keyboard.press("ArrowLeft");
            expect(await strength.getAttribute("aria-valuetext")).toBe("anybody");
            await page.keyboard.press("ArrowRight");
            expect(await strength.getAttribute("aria-valuetext")).toBe("me");
            await closeSliders(page);
        },
        long
    );

    it(
        "has an empty state on every screen before anything is learned",
        async () => {
            const {page} = window;
            for (const [screen, words] of [
                ["Drafts", "No drafts are kept yet"],
                ["My voice", "Nothing learned yet"],
                ["Sources", "No folder yet"]
            ] as const) {
                await goTo(page, screen);
                await page.getByText(words).first().waitFor();
                await picture(page, `state-empty-${screen.toLowerCase().replace(" ", "-")}`);
                expect(await page.getByRole("alert").count(), screen).toBe(0);
            }
        },
        long
    );

    it(
        "holds very long words, lines and texts without spilling over",
        async () => {
            const {page} = window;
            await goTo(page, "Write");
            await page.getByRole("radio", {name: "Reply"}).click();
            await page.getByRole("textbox", {name: "The message to answer"}).fill(`${"endless".repeat(400)}\n\n${"word ".repeat(20_000)}`);
            await page.getByRole("textbox", {name: "Subject"}).fill("s".repeat(3000));
            await page.setViewportSize({width: 700, height: 600});
            const spill = await page.evaluate(() => [
                document.documentElement.scrollWidth - innerWidth,
                document.querySelector("main")!.scrollWidth - document.querySelector("main")!.clientWidth
            ]);
            expect(spill).toEqual([0, 0]);
            // hidden words without a positioned ancestor are outside of the window for a moment while it is resized
            const held = await page
                .getByRole("navigation")
                .evaluate((rail) =>
                    [...rail.querySelectorAll<HTMLElement>("*")]
                        .filter((part) => getComputedStyle(part).position === "absolute")
                        .map((part) => part.offsetParent === rail)
                );
            expect(held.length).toBeGreaterThan(0);
            expect(held).not.toContain(false);
            await picture(page, "state-long-and-narrow");
            await page.setViewportSize({width: 1240, height: 820});
        },
        long
    );

    it(
        "writes from right to left where the text does",
        async () => {
            const {page} = window;
            await page.getByRole("radio", {name: "E-mail"}).click();
            const notes = page.getByRole("textbox", {name: /What should it say/});
            await notes.fill("شكرا على العشاء; لنلتق يوم الخميس");
            expect(await notes.evaluate((field) => getComputedStyle(field).direction)).toBe("rtl");
            await page.evaluate(() => {
                document.documentElement.dir = "rtl";
            });
            await page.waitForTimeout(200);
            const rail = await page.getByRole("navigation").boundingBox();
            expect(rail?.x ?? 0, "the frame turns as well").toBeGreaterThan(600);
            await picture(page, "state-right-to-left");
            await page.evaluate(() => {
                document.documentElement.dir = "ltr";
            });
        },
        long
    );

    it(
        "says so when its services are gone",
        async () => {
            const {page} = window;
            window.stopServices();
            await page.getByText(/lost its connection/).waitFor();
            expect(await page.getByRole("alert").count()).toBeGreaterThan(0);
        },
        long
    );
});
