import {cp, mkdir, mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {makeTinyEncoder} from "../../main/encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";
import {violations} from "./axe.ts";
import {draftsEnded, expectText, goTo, long, showVoice} from "./steps.ts";
import {openTestWindow, picture, root} from "./window.ts";
import type {TestWindow} from "./window.ts";

let folder: string;
let window: TestWindow;
const open = async (): Promise<TestWindow> =>
    openTestWindow({home: join(folder, "home"), args: ["--model", join(folder, "small.gguf"), "--encoder", join(folder, "encoder")]});

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-training-"));
    await makeTinyEncoder(join(folder, "encoder"));
    // large enough that a training can be stopped in the middle
    await makeTinyModel(join(folder, "small.gguf"), {nEmbd: 192, layers: 6});
    await cp(join(root, "resources", "samples", "mail"), join(folder, "some"), {
        recursive: true,
        filter: (path) => !/[\\/](0[1-9]|2[4-9])-[^\\/]*$/.test(path)
    });
    await mkdir(join(folder, "few"));
    const notes = [
        "The pond froze over and nobody skated.",
        "We took the long way home because of the geese.",
        "Bread again, with caraway this time.",
        "The surveyor came and knocked on everything twice.",
        "My sister sings bass now, she says."
    ];
    for (const [n, note] of notes.entries())
        await writeFile(join(folder, "few", `note ${n}.md`), `# Note ${n}\n\n${note} That was all there is to say about it.\n`);
    window = await open();
    await window.page.getByRole("button", {name: "Not now"}).click();
}, 2 * long);
afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});

const deeper = (page: Page) => page.getByRole("region", {name: "Learn my voice deeper"});

async function goToDeeper(page: Page): Promise<void> {
    await goTo(page, "My voice");
    await showVoice(page, "Learn deeper");
}

async function addFolder(page: Page, path: string, result: string | RegExp): Promise<void> {
    await goTo(page, "Sources");
    await page.getByRole("button", {name: "Add a folder"}).click();
    await page.getByRole("textbox", {name: "Folder"}).fill(path);
    await page.getByRole("button", {name: "Learn from this folder"}).click();
    await page.getByText(result).waitFor({timeout: long});
    await page.getByText("Up to date").last().waitFor({timeout: long});
}

async function begin(page: Page): Promise<void> {
    await deeper(page).getByRole("button", {name: "Learn my voice deeper"}).click();
    const dialog = page.getByRole("dialog", {name: "What it takes"});
    await dialog.getByText(/of memory besides/).waitFor({timeout: long});
    await dialog.getByRole("button", {name: "Start"}).click();
    await deeper(page).getByRole("progressbar").waitFor({timeout: long});
}

describe("deeper learning of my voice", () => {
    it(
        "is refused in a sentence while there is too little to learn from",
        async () => {
            const {page} = window;
            await addFolder(page, join(folder, "few"), "5 texts from 5 files");
            await goToDeeper(page);
            await deeper(page)
                .getByText("There are 5 texts of yours, and 8 are needed: add folders with more of them.")
                .waitFor({timeout: long});
            expect(await deeper(page).getByRole("button", {name: "Learn my voice deeper"}).count()).toBe(0);
            await deeper(page).getByRole("button", {name: "Add a folder"}).click();
            await addFolder(page, join(folder, "some"), /14 texts from/);
            await goToDeeper(page);
        },
        2 * long
    );

    it(
        "says beforehand what it takes, and goes on whatever screen is shown",
        async () => {
            const {page} = window;
            await deeper(page).getByRole("button", {name: "Learn my voice deeper"}).click();
            const dialog = page.getByRole("dialog", {name: "What it takes"});
            await dialog.getByText(/^It learns from \d+ texts of yours and keeps \d+ newer ones out/).waitFor({timeout: long});
            expect(await dialog.innerText()).toMatch(/(less than a minute|\d+ minutes?) at most[^]*MB of memory/);
            await picture(page, "training-1-estimate");
            expect(await violations(page)).toEqual([]);
            await dialog.getByRole("button", {name: "Start"}).click();
            await deeper(page)
                .getByText(/^Learning · Step \d+ of \d+ · [\d,]+ tokens? a second/)
                .waitFor({timeout: long});
            await picture(page, "training-2-running");
            expect(await violations(page)).toEqual([]);
            await goTo(page, "Write");
            await page.getByRole("button", {name: /Learning your voice, \d+/}).click();
            await deeper(page).getByRole("button", {name: "Pause"}).click();
            await expectText(page, /was interrupted and can go on/);
        },
        2 * long
    );

    it(
        "goes on after the program was killed, and is discarded on request",
        async () => {
            window.stopServices();
            await window.close();
            window = await open();
            const {page} = window;
            await goToDeeper(page);
            await expectText(page, /was interrupted and can go on/);
            await picture(page, "training-3-interrupted");
            await deeper(page).getByRole("button", {name: "Go on"}).click();
            await deeper(page).getByRole("button", {name: "Cancel the training"}).click({timeout: long});
            await page.getByRole("alertdialog").getByRole("button", {name: "Cancel the training"}).click();
            await deeper(page).getByRole("button", {name: "Learn my voice deeper"}).waitFor({timeout: long});
            expect(await page.getByText(/was interrupted/).count()).toBe(0);
        },
        2 * long
    );

    it(
        "says at the end what it gained, compares drafts, and is used until it is switched off",
        async () => {
            const {page} = window;
            await begin(page);
            await deeper(page)
                .getByText(/predicts your own sentences (\d+\s?% better than|[\d.]+ times as well as) /)
                .waitFor({timeout: 5 * long});
            await picture(page, "training-4-gained");
            expect(await violations(page)).toEqual([]);
            await deeper(page).getByRole("button", {name: "Compare drafts"}).click();
            const dialog = page.getByRole("dialog", {name: "Before and after"});
            await dialog.getByRole("button", {name: "Write both"}).click();
            for (const side of ["Before", "After"])
                await expect
                    .poll(() => dialog.getByRole("article", {name: side}).getByRole("paragraph").innerText(), {timeout: long})
                    .not.toBe("");
            await dialog.getByRole("button", {name: "Write both"}).and(page.locator(":enabled")).waitFor({timeout: long});
            await picture(page, "training-5-compared");
            expect(await violations(page)).toEqual([]);
            await page.keyboard.press("Escape");
            await goTo(page, "Write");
            await page.getByRole("textbox", {name: /What should it say/}).fill("the beans are up");
            await page.keyboard.press("Control+Enter");
            await expectText(page, /trained on your own texts/);
            // the key drafts nothing while drafts are being written
            await draftsEnded(page);
            await goToDeeper(page);
            await deeper(page).getByRole("switch", {name: "Use it for drafts", checked: true}).click();
            await deeper(page).getByRole("switch", {name: "Use it for drafts", checked: false}).waitFor();
            await goTo(page, "Write");
            await page.getByRole("textbox", {name: /What should it say/}).press("Control+Enter");
            await expect.poll(() => page.getByText(/trained on your own texts/).count(), {timeout: long}).toBe(0);
        },
        8 * long
    );

    it(
        "goes stale with a text that is left out, which is said, and is erased on request",
        async () => {
            const {page} = window;
            await goToDeeper(page);
            await showVoice(page, "My texts");
            await page.getByRole("region", {name: "Search my texts"}).getByRole("button", {name: "Leave this text out"}).first().click();
            await showVoice(page, "Learn deeper");
            await expect.poll(() => deeper(page).getByRole("alert").innerText(), {timeout: long}).toMatch(/train it again/i);
            await picture(page, "training-6-stale");
            await deeper(page).getByRole("button", {name: "Erase the learned voice"}).click();
            await page.getByRole("alertdialog").getByRole("button", {name: "Erase the learned voice"}).click();
            await expect.poll(() => deeper(page).getByRole("alert").count(), {timeout: long}).toBe(0);
            expect(await readdir(join(window.home, "personas")).catch(() => [])).toEqual([]);
        },
        long
    );

    it("logged no error in the console, and neither did the services", () => {
        expect(window.complaints).toEqual([]);
    });
});
