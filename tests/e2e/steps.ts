import type {Locator, Page} from "playwright-core";

/** ms that scanning or drafting may take on a busy machine, twice what a single step may; PATIENCE=5 on a shared one */
export const long = 60_000 * Number(process.env["PATIENCE"] ?? 1);

/** First run with the samples, up to the writing screen. */
export async function learnSamples(page: Page): Promise<void> {
    await page.getByRole("button", {name: /samples/}).click();
    await page.getByRole("button", {name: "Write the first draft"}).click({timeout: long});
    await page.getByRole("article", {name: "Draft 1"}).waitFor();
    await draftsEnded(page);
}

/** Skips the first run and adds the samples as a source, without a draft. */
export async function goTo(page: Page, screen: string): Promise<void> {
    await page.getByRole("navigation").getByRole("button", {name: screen, exact: true}).click();
    await page.getByRole("heading", {level: 1, name: screen}).waitFor({state: "attached"});
}

/** Opens a section of My voice. */
export async function showVoice(page: Page, question: string): Promise<void> {
    await page.getByRole("radio", {name: question, exact: true}).click();
}

/** Waits until no draft is being generated. */
export async function draftsEnded(page: Page): Promise<void> {
    await page.waitForFunction(
        () =>
            document.querySelectorAll("article").length > 0 &&
            [...document.querySelectorAll("article")].every((article) => article.getAttribute("aria-busy") === "false"),
        null,
        {timeout: long}
    );
}

/** Writes notes, or what another kind of draft needs into its field, and drafts them. */
export async function draft(page: Page, text: string, field = /What should it say/): Promise<void> {
    await page.getByRole("textbox", {name: field}).fill(text);
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article", {name: "Draft 1"}).waitFor();
    await draftsEnded(page);
}

/** Opens the sliders, which are behind one button. */
export async function openSliders(page: Page): Promise<void> {
    if ((await page.getByRole("dialog", {name: "How the drafts are to be"}).count()) === 0)
        await page.getByRole("button", {name: /^How the drafts are to be/}).click();
    await page.getByRole("slider", {name: "Strength"}).waitFor();
}

export async function closeSliders(page: Page): Promise<void> {
    await page.keyboard.press("Escape");
    await page.getByRole("slider").first().waitFor({state: "detached"});
}

/** The selected draft with its actions. */
export async function show(page: Page, number: number): Promise<Locator> {
    const article = page.getByRole("article", {name: `Draft ${number}`});
    if ((await article.getByRole("button", {name: `Show draft ${number}`}).count()) > 0)
        await article.getByRole("button", {name: `Show draft ${number}`}).click();
    return article;
}

/** Opens the first draft in the editor and replaces its text by `text`. */
export async function editWith(page: Page, text: string): Promise<void> {
    await (await show(page, 1)).getByRole("button", {name: "Edit"}).click();
    const editor = page.getByRole("textbox", {name: "The text"});
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(text);
    await saved(page);
}

export async function saved(page: Page): Promise<void> {
    await page
        .getByRole("status")
        .filter({hasText: /^Saved$/})
        .waitFor();
}

/** The editor's text as it is saved. */
export async function editorText(page: Page): Promise<string> {
    return (await page.locator(".cm-line").allTextContents()).join("\n");
}

/** Expects the words to appear on the page. */
export async function expectText(page: Page, text: string | RegExp): Promise<void> {
    await page
        .getByText(text, {exact: typeof text === "string"})
        .first()
        .waitFor({timeout: long});
}
