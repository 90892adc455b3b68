import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {draftsEnded, goTo, long} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let folder: string;

// The model's file is none, so that main has to say something.
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-german-"));
    await writeFile(join(folder, "broken.gguf"), "no model at all");
    await mkdir(join(folder, "texts"));
    await writeFile(join(folder, "texts", "leer.txt"), "");
    await writeFile(
        join(folder, "texts", "brief.md"),
        "# Am Fluss\n\nWir gingen am Fluss entlang, bis der Weg in einem Garten zu Ende war.\n"
    );
    window = await openTestWindow({args: ["--model", join(folder, "broken.gguf")]});
    const {page} = window;
    await page.getByRole("button", {name: "Not now"}).click({timeout: long});
    await goTo(page, "Settings");
    await page.getByRole("radio", {name: "Deutsch"}).click();
    await page.getByRole("heading", {level: 1, name: "Einstellungen"}).waitFor();
    await goTo(page, "Schreiben");
}, 2 * long);

afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true});
});

async function addFolder(page: Page, path: string): Promise<void> {
    await page.getByRole("button", {name: "Ordner hinzufügen"}).first().click();
    await page.getByRole("textbox", {name: "Ordner"}).fill(path);
    await page.getByRole("button", {name: "Aus diesem Ordner lernen"}).click();
}

describe("a German window says in German", () => {
    it(
        "what the engine's process says of a model",
        async () => {
            const {page} = window;
            await page.getByRole("textbox", {name: /Was soll darin stehen/}).fill("irgendetwas");
            await page.keyboard.press("Control+Enter");
            await draftsEnded(page);
            const refusal = page.getByRole("article").first().getByRole("alert");
            expect(await refusal.innerText()).toMatch(/broken\.gguf ist kein GGUF-Modell/);
        },
        2 * long
    );

    it(
        "that a folder is not there, and why files are left out",
        async () => {
            const {page} = window;
            await goTo(page, "Quellen");
            await addFolder(page, join(folder, "nirgends"));
            const refusal = page.getByRole("dialog").getByRole("alert").first();
            await refusal.waitFor();
            expect(await refusal.innerText()).toMatch(/Einen Ordner .*nirgends gibt es nicht: Prüfen Sie den Namen\./);
            await page.getByRole("dialog").getByRole("button", {name: "Abbrechen"}).click();
            await addFolder(page, join(folder, "texts"));
            await page.getByText("sie ist leer").waitFor({timeout: long});
        },
        2 * long
    );

    it(
        "when the program uses a network",
        async () => {
            const {page} = window;
            await goTo(page, "Privatsphäre");
            await page.getByText("Download eines Modells").waitFor();
            expect(await page.getByRole("table").first().innerText()).toContain("von Ihnen wird nichts gesendet");
        },
        long
    );

    it("and no flag of the command line anywhere", async () => {
        expect(await window.page.locator("body").innerText()).not.toMatch(/--[a-z]/);
        expect(window.complaints).toEqual([]);
    });
});
