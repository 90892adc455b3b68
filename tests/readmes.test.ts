import {execFileSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files"], {cwd: root, encoding: "utf8"})
    .split("\n")
    .filter((path) => path !== "");
// decisions say what was so when they were made; texts of the sample authors are texts
const pages = files.filter((path) => path.endsWith(".md") && !path.startsWith("docs/decisions/") && !path.startsWith("tests/fixtures/"));

it("READMEs and pages name source files that exist", () => {
    const missing = pages.flatMap((page) => {
        const named = readFileSync(join(root, page), "utf8").matchAll(/`([\w./-]+\.(?:tsx?|mjs|cc|h|sh|wat|py))`/g);
        return [...named]
            .map(([, name = ""]) => name)
            .filter(
                (name) =>
                    !existsSync(join(root, name)) &&
                    !existsSync(join(root, dirname(page), name)) &&
                    !files.some((path) => path.endsWith(`/${name}`))
            )
            .map((name) => `${page}: ${name}`);
    });
    expect(missing).toEqual([]);
});

it("links in pages lead to files of the repository", () => {
    const broken = pages.flatMap((page) =>
        [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
            .map(([, link = ""]) => link)
            .filter((link) => !existsSync(join(root, dirname(page), link)))
            .map((link) => `${page}: ${link}`)
    );
    expect(broken).toEqual([]);
});
