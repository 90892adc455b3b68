import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Locator, Page} from "playwright-core";
import {afterAll, afterEach, beforeAll, describe, expect, it} from "vitest";
import {draftsEnded, goTo, long, saved} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let home: string;
let texts: string;
/** the actions after which nothing had the focus */
let lost: string[] = [];

const text = "Hi Otto,\n\nThe boat is ready. We sail on Tuesday. The tide turns at 9:40. Bring the long oars.\n\nIda";
const fact = (words: string) => ({kind: "other", text: words, from: text.indexOf(words), to: text.indexOf(words) + words.length});

/** A home in which drafts with three unsupported facts were on the screen when the window was closed. */
function keptDrafts(): string {
    const made = "2026-02-03T10:00:00.000Z";
    const kept = (n: number) => ({
        id: `kept-${n}`,
        brief: {kind: "email", to: "Otto", notes: "the boat is ready"},
        versions: [{text, made, origin: "model"}],
        made,
        changed: made,
        accepted: false,
        taken: false,
        result: {
            text,
            matchScore: null,
            influences: [],
            strategy: "none",
            strategyReason: "There are no texts of yours yet, so this draft is not in your voice.",
            truncated: [],
            withheld: [],
            seed: n,
            tokens: 30,
            firstTokenMs: 10,
            tokensPerSecond: 10,
            reason: "stop",
            brokenRules: [],
            unsupported: [fact("Otto"), fact("Tuesday"), fact("9:40")],
            missingNotes: []
        }
    });
    const drafts = [1, 2].map(kept);
    return JSON.stringify({version: 1, data: {drafts, composing: null, onScreen: drafts.map(({id}) => id)}});
}

beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-focus-"));
    texts = await mkdtemp(join(tmpdir(), "idiolect-focus-texts-"));
    await writeFile(join(home, "drafts.json"), keptDrafts());
    window = await openTestWindow({home});
}, long);
afterAll(async () => {
    await window.close();
    await Promise.all([home, texts].map((folder) => rm(folder, {recursive: true, force: true})));
});
afterEach(() => {
    lost = [];
});

/** What has the focus: the role and name of the element, or "body". */
const focused = (page: Page): Promise<string> =>
    page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return "body";
        const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
        return `${element.getAttribute("role") ?? element.tagName.toLowerCase()} ${name.replace(/Ctrl.*/, "").trim()}`.trim();
    });

/** Does something by keys, and notes it when a moment later nothing has the focus. With `lands`, also what has it. */
async function act(what: string, work: () => Promise<unknown>, lands?: RegExp): Promise<void> {
    const {page} = window;
    await work();
    // a moment for what is rendered and placed afterwards
    await page.waitForTimeout(150);
    const now = await expect
        .poll(() => focused(page), {timeout: 1500})
        .not.toBe("body")
        .then(
            () => focused(page),
            () => "body"
        );
    if (now === "body" || (lands !== undefined && !lands.test(now))) lost.push(`${what}: ${now}`);
}

const article = (number: number): Locator => window.page.getByRole("article", {name: `Draft ${number}`});
const inDraft = (number: number, name: string | RegExp): Locator => article(number).getByRole("button", {name});
const dialog = (): Locator => window.page.getByRole("dialog");
const closed = async (): Promise<void> => {
    await window.page.keyboard.press("Escape");
    await dialog().waitFor({state: "detached"});
};

describe("the focus has a place after every action by keys", () => {
    it(
        "in the first run and in what a draft remarks",
        async () => {
            const {page} = window;
            await act("the folder dialog closes", async () => {
                await page.getByRole("button", {name: /^Choose a folder/}).press("Enter");
                await dialog().waitFor();
                await closed();
            });
            await act("a folder of the folder dialog", async () => {
                await page.getByRole("button", {name: /^Choose a folder/}).press("Enter");
                await dialog().getByRole("listitem").first().getByRole("button").press("Enter");
            });
            await act("the folder dialog closes after browsing", closed, /Choose a folder/);
            await act("later", () => page.getByRole("button", {name: "Not now"}).press("Enter"), /^textarea/);
            await inDraft(1, /Otto/).first().waitFor();
            await act("a fact is confirmed", () => inDraft(1, /Otto/).first().press("Enter"), /^button .*Tuesday/);
            await act(
                "a fact is removed",
                () =>
                    inDraft(1, /Tuesday/)
                        .last()
                        .press("Enter"),
                /^button .*9:40/
            );
            await act("its removal is undone", () => page.getByRole("button", {name: "Undo"}).press("Enter"));
            await act(
                "the last facts are removed",
                async () => {
                    await inDraft(1, /9:40/).last().press("Enter");
                    await page.waitForTimeout(100);
                    await inDraft(1, /Tuesday/)
                        .last()
                        .press("Enter");
                },
                /^article Draft 1/
            );
            await act("a notice is closed", () => page.getByRole("status").getByRole("button", {name: "Close"}).first().press("Enter"));
            expect(lost).toEqual([]);
        },
        long
    );

    it(
        "on the desk: around a draft, in its dialogs and menus",
        async () => {
            const {page} = window;
            await act("another draft is turned to", () => inDraft(2, "Show draft 2").press("Enter"), /^article Draft 2/);
            await act("another draft is turned to by its key", async () => {
                await inDraft(2, "Copy").focus();
                await page.keyboard.press("Alt+1");
            });
            await act("copied", () => inDraft(1, "Copy").press("Enter"), /Copy/);
            for (const [what, open] of [
                ["why", () => inDraft(1, "See why").press("Enter")],
                ["voice", () => article(1).locator("header button").press("Enter")],
                ["rules", () => page.getByRole("button", {name: "Add a rule"}).press("Enter")],
                ["rules by their key", () => page.keyboard.press("Alt+R")],
                ["sliders", () => page.getByRole("button", {name: /^How the drafts/}).press("Enter")],
                ["palette", () => page.keyboard.press("Control+K")]
            ] as const) {
                await act(`${what} opens`, async () => {
                    await open();
                    await dialog().waitFor();
                });
                await act(`${what} closes`, closed);
            }
            await act("rules are kept", async () => {
                await page.getByRole("button", {name: "Add a rule"}).press("Enter");
                await page.keyboard.type("Never shout");
                await page.getByRole("button", {name: "Keep the rules"}).press("Enter");
                await dialog().waitFor({state: "detached"});
            });
            await act("a menu closes", async () => {
                await article(1).getByRole("toolbar").getByRole("button").last().press("Enter");
                await page.getByRole("menuitem").first().waitFor();
                await page.keyboard.press("Escape");
            });
            await act("snippets are made", async () => {
                await page.getByRole("button", {name: "Snippets"}).press("Enter");
                await page.getByRole("menuitem").first().press("Enter");
                await dialog().getByRole("textbox", {name: "Name"}).fill("bank");
                await dialog().getByRole("textbox").last().fill("IBAN 1");
                await dialog().getByRole("button", {name: "Keep"}).press("Enter");
            });
            await act("a snippet is changed", async () => {
                await dialog().getByRole("button", {name: /bank/}).first().press("Enter");
                await dialog().getByRole("button", {name: "Cancel"}).press("Enter");
            });
            await act("a snippet is removed", () => dialog().getByRole("button", {name: /bank/}).last().press("Enter"));
            await act("snippets close, whose menu has gone", closed);
            expect(lost).toEqual([]);
        },
        long
    );

    it(
        "on the desk: drafts that replace others, are stopped, or go",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: /What should it say/}).fill("the boat is ready; bring the oars");
            await act("another one instead", () => inDraft(1, "Another one instead").press("Enter"), /^article Draft 1/);
            await act("… when it is written", () => draftsEnded(page), /^article Draft 1/);
            await act(
                "a draft is stopped",
                async () => {
                    await inDraft(1, "Another one instead").press("Enter");
                    await inDraft(1, "Stop this draft").press("Enter");
                    await draftsEnded(page);
                },
                /^article Draft 1/
            );
            await act("more like this", () => inDraft(1, "More like this").press("Enter"));
            await act("… when they are written", () => draftsEnded(page));
            await act(
                "all again, from within a draft",
                async () => {
                    await inDraft(1, "Copy").focus();
                    await page.keyboard.press("Control+Enter");
                },
                /^article Draft 1/
            );
            await act("all are stopped", async () => {
                await page.keyboard.press("Escape");
                await draftsEnded(page);
            });
            await act("all again, by the button", () => page.getByRole("button", {name: "Draft again"}).press("Enter"), /^button Stop/);
            await act("… when they are written", () => draftsEnded(page), /^button Draft again/);
            await act(
                "by the palette",
                async () => {
                    await inDraft(1, "Copy").focus();
                    await page.keyboard.press("Control+K");
                    await page.keyboard.type("another one instead of draft 1");
                    await page.getByRole("option").first().waitFor();
                    await page.keyboard.press("Enter");
                    await draftsEnded(page);
                },
                /^article Draft 1/
            );
            await act(
                "a new text, from within a draft",
                async () => {
                    await inDraft(1, "Copy").focus();
                    await page.keyboard.press("Alt+N");
                },
                /^textarea/
            );
            await act("… undone", () => page.getByRole("button", {name: "Undo"}).press("Enter"));
            await act(
                "a new text, from the button that cannot be used then",
                async () => {
                    await page.getByRole("button", {name: "Draft again"}).focus();
                    await page.keyboard.press("Alt+N");
                },
                /^textarea/
            );
            await act("… undone", () => page.getByRole("button", {name: "Undo"}).press("Enter"));
            expect(lost).toEqual([]);
        },
        2 * long
    );

    it(
        "in the editor and in the list of drafts",
        async () => {
            const {page} = window;
            await act(
                "a draft is opened",
                async () => {
                    await inDraft(1, "Edit").press("Enter");
                    await page.getByRole("textbox", {name: "The text"}).waitFor();
                },
                /The text/
            );
            const offered = () =>
                page.getByRole("group").getByRole("button", {name: "Accept"}).and(page.locator(":enabled")).waitFor({timeout: long});
            await page.keyboard.press("Control+A");
            await page.keyboard.insertText("I am writing to inform you that we will commence the work in order to obtain more beans.");
            await saved(page);
            await act(
                "a change is asked for",
                async () => {
                    await page.getByRole("button", {name: "Plainer"}).press("Enter");
                    await offered();
                },
                /The text/
            );
            await act("it is refused", () => page.getByRole("button", {name: "Refuse"}).press("Enter"), /The text/);
            await act(
                "it is accepted",
                async () => {
                    await page.getByRole("button", {name: "Plainer"}).press("Enter");
                    await offered();
                    await page.getByRole("button", {name: "Accept"}).press("Enter");
                },
                /The text/
            );
            await act(
                "a change in own words is kept",
                async () => {
                    await page.getByRole("textbox", {name: "Say what to change"}).fill("shorter");
                    await page.getByRole("button", {name: "Keep this as an action of mine"}).press("Enter");
                },
                /^input/
            );
            await saved(page);
            await act(
                "an earlier version is restored",
                async () => {
                    await page.getByRole("button", {name: "Versions"}).press("Enter");
                    await dialog().getByRole("button", {name: "Restore this version"}).first().press("Enter");
                },
                /The text/
            );
            await act("back", () => page.getByRole("button", {name: "Back to the drafts"}).press("Enter"), /^textarea/);
            await goTo(page, "Drafts");
            const bins = page.getByRole("main").getByRole("button", {name: "Remove this draft"});
            await act("a draft is removed", async () => {
                await bins.first().press("Enter");
                await page.getByRole("alertdialog").getByRole("button", {name: "Remove"}).press("Enter");
            });
            expect(lost).toEqual([]);
        },
        2 * long
    );

    it(
        "on the other screens",
        async () => {
            const {page} = window;
            await writeFile(join(texts, "letter.txt"), "The ferry left without us, so we walked along the shore and ate plums.\n");
            await goTo(page, "Sources");
            await act("a folder is added", async () => {
                await page.getByRole("button", {name: "Add a folder"}).first().press("Enter");
                await dialog().getByRole("textbox", {name: "Folder"}).fill(texts);
                await page.keyboard.press("Enter");
                await page.getByRole("button", {name: "Pause"}).waitFor({timeout: long});
            });
            await act("it is paused", () => page.getByRole("button", {name: "Pause"}).press("Enter"));
            await act("it is resumed", () => page.getByRole("button", {name: "Resume"}).press("Enter"));
            await act("it is removed", async () => {
                await page.getByRole("button", {name: "Forget this folder"}).press("Enter");
                await page.getByRole("alertdialog").getByRole("button", {name: "Forget this folder"}).press("Enter");
                await page.getByText(texts).first().waitFor({state: "detached"});
            });
            await goTo(page, "Settings");
            await act("the language is changed", () => page.getByRole("radio", {name: "Deutsch"}).press(" "));
            await act("and back", () => page.getByRole("radio", {name: "English"}).press(" "));
            expect(lost).toEqual([]);
            expect(window.complaints).toEqual([]);
        },
        long
    );
});
