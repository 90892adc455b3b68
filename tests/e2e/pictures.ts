import {cp, mkdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {draft, draftsEnded, editWith, goTo, long, showVoice} from "./steps.ts";
import {openTestWindow, root} from "./window.ts";

/*
 * `npm run pictures`: the pictures of README and the tour, taken from the running program with the model that ships. To be run again
 * when the window or the model has changed.
 */

const folder = join(root, "docs", "images");
await mkdir(folder, {recursive: true});

async function take(page: Page, name: string): Promise<void> {
    await page.mouse.move(2, 2);
    await page.waitForTimeout(400);
    await page.screenshot({path: join(folder, `${name}.png`), animations: "disabled"});
    console.log(`docs/images/${name}.png`);
}

// The sample author's own machine, so that no path of this one gets into a picture.
const maren = join(tmpdir(), "maren");
await rm(maren, {recursive: true, force: true});
await cp(join(root, "resources", "samples"), join(maren, "Writing"), {recursive: true});
const window = await openTestWindow({locale: "en-GB", home: join(maren, "Idiolect")});
const {page} = window;
await take(page, "first-run");
await page.getByRole("button", {name: "Choose a folder"}).click();
await page.getByRole("textbox", {name: "Folder"}).fill(join(maren, "Writing"));
await page.getByRole("button", {name: "Learn from this folder"}).click();
await page.getByRole("button", {name: "Continue"}).click({timeout: long});
await page.getByRole("button", {name: "Write the first draft"}).click({timeout: long});
await draftsEnded(page);
await page.getByRole("textbox", {name: "To", exact: true}).fill("Jonas");
await page.getByRole("textbox", {name: "Subject"}).fill("the mainsail");
await draft(page, "thank him for waiting; tell him the sail is ready on Friday; ask him to bring the trailer");
await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
});
await take(page, "window");
await page.getByRole("article", {name: "Draft 1"}).getByRole("button", {name: "See why"}).click();
await page.getByRole("dialog").getByRole("listitem").first().waitFor();
await take(page, "why");
await page.keyboard.press("Escape");
await editWith(
    page,
    "Morning Jonas,\n\nI am writing to inform you that the sail is ready. Please do not hesitate to inquire about the price, " +
        "and bring the trailer on Friday in order to obtain it.\n\nOnwards,\nMaren"
);
await page.keyboard.press("Control+A");
await page.getByRole("button", {name: "Plainer"}).click();
await page.locator("ins.cm-added").first().waitFor({timeout: long});
await take(page, "edit");
await page.keyboard.press("Escape");
await goTo(page, "My voice");
await page.getByText(/Right\?$/).waitFor({timeout: long});
await take(page, "voice");
await showVoice(page, "My texts");
await page.getByRole("application").waitFor({timeout: long});
await page.getByRole("heading", {name: "Map of my texts"}).evaluate((heading) => heading.scrollIntoView({block: "start"}));
await page.getByRole("application").hover({position: {x: 400, y: 200}});
await take(page, "map");
await goTo(page, "Sources");
await take(page, "sources");
await goTo(page, "Privacy");
// what ships lies where the program does
await page.getByText(/resources.models/).waitFor();
await page.getByText(/resources.models/).evaluateAll((paths) => {
    for (const path of paths) path.textContent = "idiolect-small.gguf";
});
await take(page, "privacy");
await page.emulateMedia({colorScheme: "dark"});
await goTo(page, "Write");
await take(page, "window-dark");
await window.close();
await rm(maren, {recursive: true, force: true, maxRetries: 3});
process.exit(0);
