import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {violations} from "./axe.ts";
import {closeSliders, draft, editWith, goTo, learnSamples, long, openSliders, showVoice} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

for (const theme of ["light", "dark"] as const) {
    describe(`every screen in ${theme}`, () => {
        let window: TestWindow;
        const check = async (name: string): Promise<void> => {
            // pictures and colours are checked without animations
            await window.page.waitForTimeout(350);
            await picture(window.page, `${theme}-${name}`);
            expect(await violations(window.page), name).toEqual([]);
        };

        beforeAll(async () => {
            window = await openTestWindow({theme});
        }, long);
        afterAll(() => window.close());

        it(
            "the first run",
            async () => {
                await check("01-first-run");
                await window.page.getByRole("button", {name: "Choose a folder"}).click();
                await window.page.getByRole("dialog").waitFor();
                await check("02-choose-a-folder");
                await window.page.keyboard.press("Escape");
                await learnSamples(window.page);
            },
            2 * long
        );

        it(
            "writing, why, rules, palette",
            async () => {
                const {page} = window;
                await draft(page, "thank them for yesterday; suggest lunch on Thursday; ask for the photos");
                await check("03-write");
                await openSliders(page);
                await check("03-write-sliders");
                await closeSliders(page);
                await page.getByRole("button", {name: "As e-mail"}).click();
                await page.getByRole("menuitem").first().waitFor();
                await check("03-write-menu");
                await page.keyboard.press("Escape");
                await page.setViewportSize({width: 1600, height: 820});
                await page.getByRole("article").nth(2).getByRole("button", {name: "Copy"}).waitFor();
                await check("03-write-wide");
                await page.setViewportSize({width: 820, height: 820});
                await check("03-write-narrow");
                await page.setViewportSize({width: 1240, height: 820});
                await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "See why"}).click();
                await page.getByRole("dialog").getByRole("img").first().waitFor();
                await check("04-why");
                await page.keyboard.press("Escape");
                await page.keyboard.press("Alt+R");
                await page.getByRole("dialog").waitFor();
                await check("05-rules");
                await page.keyboard.press("Escape");
                await page.keyboard.press("Control+K");
                await page.getByRole("dialog").waitFor();
                await check("06-palette");
                await page.keyboard.press("Escape");
            },
            2 * long
        );

        it(
            "the editor, a proposal, versions, drafts",
            async () => {
                const {page} = window;
                await editWith(
                    page,
                    "Morning Bo,\n\nI am writing to inform you that we will commence the work in order to obtain more beans. " +
                        "Please do not hesitate to inquire.\n\nOnwards,\nMaren"
                );
                await check("07-edit");
                await page.keyboard.press("Control+A");
                await page.getByRole("button", {name: "Plainer"}).click();
                await page.locator("ins.cm-added").first().waitFor({timeout: long});
                await check("08-proposal");
                await page.keyboard.press("Escape");
                await page.keyboard.press("Alt+V");
                await page.getByRole("dialog", {name: "Versions"}).waitFor();
                await check("09-versions");
                await page.keyboard.press("Escape");
                await goTo(page, "Drafts");
                await page.getByText("writing to inform").first().waitFor();
                await check("10-drafts");
            },
            2 * long
        );

        it(
            "my voice and a text of mine",
            async () => {
                const {page} = window;
                await goTo(page, "My voice");
                await page.getByText(/Right\?$/).waitFor({timeout: long});
                await check("11-my-voice");
                for (const [name, question] of [
                    ["11a-people", "How I address people"],
                    ["11b-left-out", "What was left out"],
                    ["11c-years", "Over time"],
                    ["11d-deeper", "Learn deeper"]
                ] as const) {
                    await showVoice(page, question);
                    await page.waitForTimeout(300);
                    await check(name);
                }
                await showVoice(page, "My texts");
                await page.getByRole("application").waitFor({timeout: long});
                await page.getByRole("heading", {name: "Map of my texts"}).scrollIntoViewIfNeeded();
                await page.getByRole("application").focus();
                await page.keyboard.press("ArrowRight");
                await check("12-map");
                await page.keyboard.press("Enter");
                await page.getByRole("dialog").waitFor();
                await check("13-text");
                await page.keyboard.press("Escape");
            },
            2 * long
        );

        it(
            "sources, models, privacy, settings",
            async () => {
                const {page} = window;
                for (const [name, screen] of [
                    ["14-sources", "Sources"],
                    ["15-models", "Models"],
                    ["15a-connections", "Connections"],
                    ["16-privacy", "Privacy"],
                    ["17-settings", "Settings"]
                ] as const) {
                    await goTo(page, screen);
                    await page.waitForTimeout(300);
                    await check(name);
                }
                await page.getByRole("button", {name: /texts learned/}).click();
                await page.getByRole("button", {name: "Forget this folder"}).click();
                await page.getByRole("alertdialog").waitFor();
                await check("18-confirm");
                await page.keyboard.press("Escape");
            },
            2 * long
        );

        it(
            "in German, and with everything at twice the size",
            async () => {
                const {page} = window;
                await goTo(page, "Settings");
                await page.getByRole("radio", {name: "Deutsch"}).click();
                await page.getByRole("heading", {level: 1, name: "Einstellungen"}).waitFor();
                expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
                await page.getByRole("navigation").getByRole("button", {name: "Schreiben"}).click();
                await check("19-german");
                await page.evaluate(() => {
                    document.documentElement.style.fontSize = "200%";
                });
                await check("20-twice-the-size");
                const wider = await page.evaluate(
                    () => document.querySelector("main")!.scrollWidth - document.querySelector("main")!.clientWidth
                );
                expect(wider, "nothing is cut off at the side").toBeLessThanOrEqual(1);
                await page.evaluate(() => {
                    document.documentElement.style.fontSize = "";
                });
            },
            2 * long
        );

        it("logged no error in the console, and neither did the services", () => {
            expect(window.complaints).toEqual([]);
        });
    });
}
