import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA and good practice, as lines that say where. */
export async function violations(page: Page): Promise<string[]> {
    // through the debugger, which the page's policy does not bind
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
        const {axe} = window as unknown as {
            axe: {
                run(
                    context: unknown,
                    options: unknown
                ): Promise<{violations: {id: string; nodes: {html: string; failureSummary: string}[]}[]}>;
            };
        };
        const {violations: found} = await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        });
        return found.flatMap(({id, nodes}) =>
            nodes.map(({html, failureSummary}) => `${id}: ${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, " ").slice(0, 200)}`)
        );
    });
}
