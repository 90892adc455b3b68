import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {draftsEnded, long} from "./steps.ts";
import {openTestWindow, picture} from "./window.ts";
import type {TestWindow} from "./window.ts";

let window: TestWindow;
let folder: string;

/** different texts: near duplicates would count once */
const thoughts = [
    "we plant the beans along the fence this year, since the pond froze over them",
    "the roof of the shed leaks again and I have no ladder that reaches",
    "could you bring the long saw on Sunday, the old apple tree has to come down",
    "my sister writes that the ferry stops running in October",
    "I read your essay twice and liked the second half best, where the bridge appears",
    "the choir meets on Tuesdays now and they still lack a bass",
    "nobody told the baker, so there was no bread at all and we ate soup",
    "the surveyor came with a very small hammer and knocked on everything"
];
const mail = (n: number, from: string, to: string, body: string): string =>
    `From: ${from}\nTo: ${to}\nSubject: Plan ${n}\nDate: Mon, ${n + 3} Mar 2025 10:00:00 +0000\n` +
    `Message-ID: <${n}.${from.length}@example.org>\nContent-Type: text/plain; charset=utf-8\n\n${body}\n`;

/** Short texts of which none is like another. */
async function writeManyTexts(into: string, count: number): Promise<void> {
    const words = thoughts.join(" ").split(/\W+/);
    let seed = 7;
    const word = (): string => words[(seed = (seed * 48_271) % 2_147_483_647) % words.length] ?? "";
    for (let n = 0; n < count; n++)
        await writeFile(join(into, `${n}.txt`), `${Array.from({length: 50}, word).join(" ")}. That was day ${n}.\n`);
}

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-writing-"));
    await mkdir(join(folder, "Sent"));
    for (let n = 1; n <= 8; n++) {
        await writeFile(
            join(folder, "Sent", `${n}.eml`),
            mail(
                n,
                "Ines Vale <ines@example.org>",
                "Bo Lind <bo@example.org>",
                `Hello Bo,\n\nThis is what I meant to say: ${thoughts[n - 1]}. It will not hurry.\n\nYours\nInes`
            )
        );
    }
    for (let n = 1; n <= 3; n++) {
        await writeFile(
            join(folder, `in-${n}.eml`),
            "Received: from mx.example.org\n" +
                mail(n + 20, "Bo Lind <bo@example.org>", "Ines Vale <ines@example.org>", `Dear Ines, what of the beans, day ${n}?\n\nBo`)
        );
    }
    await writeFile(join(folder, "broken.pdf"), "this is no PDF");
    window = await openTestWindow();
}, long);

afterAll(async () => {
    await window.close();
    await rm(folder, {recursive: true, force: true});
});

describe("the first minute", () => {
    it(
        "goes from a folder over who I am to three drafts, with the keyboard alone",
        async () => {
            const {page} = window;
            await picture(page, "first-run-1-where");
            await page.keyboard.press("Tab");
            expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Choose a folder");
            await page.keyboard.press("Enter");
            const path = page.getByRole("textbox", {name: "Folder"});
            await path.waitFor();
            await page.keyboard.press("Control+A");
            await page.keyboard.insertText(folder);
            await page.keyboard.press("Enter");

            const me = page.getByRole("checkbox", {name: /ines@example.org/});
            await me.waitFor({timeout: long});
            expect(await me.isChecked(), "the sender of the sent folder is known for certain").toBe(true);
            expect(await page.getByRole("checkbox", {name: /bo@example.org/}).isChecked()).toBe(false);
            await picture(page, "first-run-2-who");
            await page.getByRole("button", {name: "Continue"}).focus();
            await page.keyboard.press("Enter");

            const first = page.getByRole("button", {name: "Write the first draft"});
            await first.waitFor({timeout: long});
            expect(await page.getByRole("status").first().textContent()).toContain("8 texts");
            await picture(page, "first-run-3-learned");
            await page.keyboard.press("Enter");
            await draftsEnded(page);
            expect(await page.getByRole("article").count()).toBe(3);
            await picture(page, "first-run-4-first-drafts");
        },
        2 * long
    );

    it(
        "does not come back, and shows what was left out and why",
        async () => {
            const page = await window.reopen();
            expect(await page.getByRole("navigation").count()).toBe(1);
            await page.getByRole("navigation").getByRole("button", {name: "Sources"}).click();
            await page.getByText("broken.pdf").waitFor({timeout: long});
            expect(await page.getByText("ines@example.org").count()).toBeGreaterThan(0);
            await page.close();
        },
        long
    );

    it(
        "can be stopped: what was read is kept, nothing more is read, and it goes on from there",
        async () => {
            const many = await mkdtemp(join(tmpdir(), "idiolect-many-"));
            await writeManyTexts(many, 12_000);
            const stopped = await openTestWindow();
            try {
                const {page} = stopped;
                await page.getByRole("button", {name: /^Choose a folder/}).press("Enter");
                const path = page.getByRole("textbox", {name: "Folder"});
                await path.fill(many);
                await path.press("Enter");
                await page.getByText(/^Reading [1-9].* of 12,000 files/).waitFor({timeout: long});
                await page.getByRole("button", {name: "Stop learning"}).press("Enter");
                const said = page.getByRole("status").filter({hasText: "Stopped"});
                const kept = async (): Promise<number> =>
                    Number(/([\d,]+) texts? learned so far/.exec((await said.textContent()) ?? "")?.[1]?.replace(",", ""));
                await said.filter({hasText: /learned so far/}).waitFor({timeout: long});
                await page.waitForTimeout(1000);
                const first = await kept();
                expect(first).toBeGreaterThan(0);
                expect(first).toBeLessThan(12_000);
                expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
                await picture(page, "first-run-5-stopped");
                await page.waitForTimeout(2000);
                expect(await kept(), "nothing is read meanwhile").toBe(first);

                await page.getByRole("button", {name: "Go on learning"}).press("Enter");
                await page.getByText(/^Learning the style of/).waitFor({timeout: 2 * long});
                await page.getByRole("button", {name: "Stop learning"}).press("Enter");
                await said.waitFor({timeout: long});
                await expect.poll(kept, {timeout: long}).toBe(12_000);
                expect(stopped.complaints).toEqual([]);
            } finally {
                await stopped.close();
                await rm(many, {recursive: true, force: true});
            }
        },
        4 * long
    );

    it("logged no error in the console and no violation of its policy", () => {
        expect(window.complaints).toEqual([]);
    });
});
