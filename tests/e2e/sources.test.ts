import {mkdir, mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {expectText, goTo, long} from "./steps.ts";
import {openTestWindow} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let folder: string;

/** different texts: near duplicates would count once */
const walks = [
    "We went along the river until the path ended in somebody's garden, and there was a goat in it that knew us.",
    "Rain all day. The hut had one dry bench and seven people on it, who sang, badly and in four languages.",
    "There is a shorter way over the hill, and nobody takes it, because of the wind and because of the man with the dog.",
    "I had forgotten the map. That turned out to be the best thing about the whole afternoon, as we met the beekeeper.",
    "The train back was late by an hour and a half, so we counted the lamps of the harbour and lost, and counted again."
];

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-notes-"));
    await mkdir(join(folder, "posts"));
    for (let n = 1; n <= 5; n++) {
        await writeFile(join(folder, "posts", `post ${n}.md`), `# Walk number ${n}\n\n${walks[n - 1]}\n`);
    }
    window = await openTestWindow();
    await window.page.getByRole("button", {name: "Not now"}).click();
}, long);

afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true});
});

describe("sources, models, privacy", () => {
    it("says that drafts have nobody's voice before anything is learned", async () => {
        await expectText(window.page, /not in your voice/);
    });

    it(
        "adds a folder, follows it, and shows why a file was left out",
        async () => {
            const {page} = window;
            await goTo(page, "Sources");
            await page.getByText("No folder yet").waitFor();
            await page.getByRole("button", {name: "Add a folder"}).click();
            await page.getByRole("textbox", {name: "Folder"}).fill(folder);
            await page.getByRole("button", {name: "Learn from this folder"}).click();
            await page.getByText("5 texts from 5 files").waitFor({timeout: long});
            await writeFile(
                join(folder, "posts", "post 6.md"),
                "# Walk number 6\n\nThis one came later. The bridge was closed, so we turned back at the mill and had soup " +
                    "instead, which was better.\n"
            );
            await expectText(page, "6 texts from 6 files");
        },
        2 * long
    );

    it(
        "refuses a folder that is not there, in one sentence",
        async () => {
            const {page} = window;
            await page.getByRole("button", {name: "Add a folder"}).click();
            await page.getByRole("textbox", {name: "Folder"}).fill(join(folder, "nowhere"));
            await page.getByRole("button", {name: "Learn from this folder"}).click();
            // the dialog stays open, with what was typed in it
            const refusal = page.getByRole("dialog").getByRole("alert").first();
            await refusal.waitFor();
            expect(await refusal.innerText()).toMatch(/nowhere/);
            expect(await page.getByRole("textbox", {name: "Folder"}).inputValue()).toBe(join(folder, "nowhere"));
            await page.getByRole("dialog").getByRole("button", {name: "Cancel"}).click();
        },
        long
    );

    it(
        "pauses, resumes and forgets a folder",
        async () => {
            const {page} = window;
            await page.getByRole("button", {name: "Pause"}).click();
            await page.getByText("Paused", {exact: true}).waitFor();
            await page.getByRole("button", {name: "Resume"}).click();
            await page.getByText("Up to date").waitFor({timeout: long});
            await page.getByRole("button", {name: "Forget this folder"}).click();
            await page.getByRole("alertdialog").getByRole("button", {name: "Forget this folder"}).click();
            await page.getByText("No folder yet").waitFor({timeout: long});
            expect(await readdir(join(folder, "posts"))).toHaveLength(6);
        },
        long
    );

    it(
        "shows the model in use and checks its file; a file that is no model is refused",
        async () => {
            const {page} = window;
            await goTo(page, "Models");
            await page.getByText("In use").waitFor();
            await page.getByRole("button", {name: "Check the file"}).click();
            await page
                .getByText(/is unchanged: SHA-256/)
                .first()
                .waitFor({timeout: long});
            await page.getByRole("button", {name: "Add a model…"}).click();
            await page.getByRole("textbox", {name: /^Model file/}).fill(join(folder, "posts", "post 1.md"));
            await page.getByRole("dialog").getByRole("button", {name: "Add a model"}).click();
            const refusal = page.getByRole("status").getByRole("alert").first();
            await refusal.waitFor();
            expect(await refusal.innerText()).toMatch(/post 1\.md/);
            await refusal.getByRole("button", {name: "Close"}).click();
        },
        long
    );

    it(
        "lists what is stored and the only connection there is, and erases all of it",
        async () => {
            const {page} = window;
            await goTo(page, "Privacy");
            await page.getByRole("cell", {name: "Model download", exact: true}).waitFor();
            expect(await page.getByRole("row").count()).toBeGreaterThan(1);
            await page.getByRole("button", {name: "Erase everything"}).click();
            await page.getByRole("alertdialog").getByRole("button", {name: "Erase everything"}).click();
            await page.getByText("Everything is erased.").first().waitFor({timeout: long});
            const again = await window.reopen();
            await expectText(again, "Drafts that sound like you");
            await again.close();
        },
        long
    );

    it(
        "cannot reach anything but its own server",
        async () => {
            const {page} = window;
            const tried = await page.evaluate(
                async (port) =>
                    Promise.all(
                        ["https://example.org/", `http://127.0.0.1:${port + 1}/`, "http://localhost/"].map((url) =>
                            fetch(url, {mode: "no-cors"}).then(
                                () => "reached",
                                () => "refused"
                            )
                        )
                    ),
                Number(new URL(window.url).port)
            );
            expect(tried).toEqual(["refused", "refused", "refused"]);
            const evaluated = await page.evaluate(() => {
                const script = document.createElement("script");
                script.textContent = "document.documentElement.dataset.injected = 'yes'";
                document.body.append(script);
                const image = document.createElement("img");
                image.setAttribute("onerror", "document.documentElement.dataset.injected = 'yes'");
                image.src = "data:nothing";
                document.body.append(image);
                return new Promise<string>((resolve) =>
                    setTimeout(() => resolve(document.documentElement.dataset["injected"] ?? "refused"), 300)
                );
            });
            expect(evaluated).toBe("refused");
        },
        long
    );
});
