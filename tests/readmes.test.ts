import {execFileSync, spawnSync} from "node:child_process";
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
const decisions = files.filter((path) => path.startsWith("docs/decisions/") && path.endsWith(".md"));

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

it("READMEs and pages name folders that exist", () => {
    const missing = pages.flatMap((page) =>
        [...readFileSync(join(root, page), "utf8").matchAll(/`((?:app|main|renderer|native|lab|bench|tests|docs|packaging)\/[\w./-]*)`/g)]
            .map(([, name = ""]) => name)
            .filter((name) => !existsSync(join(root, name)) && !ignored(name))
            .map((name) => `${page}: ${name}`)
    );
    expect(missing).toEqual([]);
});

/** Whether git ignores the path: what a build makes is not in a fresh copy. */
function ignored(path: string): boolean {
    return spawnSync("git", ["check-ignore", "-q", path], {cwd: root}).status === 0;
}

it("links in pages lead to files of the repository, and to headings that these have", () => {
    const broken = [...pages, ...decisions].flatMap((page) =>
        [...readFileSync(join(root, page), "utf8").matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
            .filter(([, link = "", heading]) => {
                const target = link === "" ? join(root, page) : join(root, dirname(page), link);
                return !existsSync(target) || (heading !== undefined && target.endsWith(".md") && !headingsOf(target).has(heading));
            })
            .map(([link]) => `${page}: ${link}`)
    );
    expect(broken).toEqual([]);
});

/** The headings of a page, as links name them. */
function headingsOf(path: string): ReadonlySet<string> {
    const lines = readFileSync(path, "utf8").split("\n");
    return new Set(
        lines.flatMap((line) => {
            const heading = /^#+ (.*)/.exec(line)?.[1];
            if (heading === undefined) return [];
            return heading
                .toLowerCase()
                .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
                .replace(/[^\p{L}\p{N}_ -]/gu, "")
                .replaceAll(" ", "-");
        })
    );
}

it("each line of a block of commands is one command, which no formatter has wrapped", () => {
    const command = /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|python3?|pip|idiolect|git|sh)\s/;
    const blocks = [...pages, ...decisions].flatMap((page) =>
        [...readFileSync(join(root, page), "utf8").matchAll(/(?<=\n\n)(?: {4}\S[^\n]*\n)+|(?<=\n```sh\n)(?:(?!```)[^\n]*\n)+/g)].map(
            ([block]) => ({
                page,
                lines: block
                    .trimEnd()
                    .split("\n")
                    .map((line) => line.trim())
            })
        )
    );
    const ofCommands = blocks.filter(({lines: [first = ""]}) => command.test(first));
    expect(ofCommands.length).toBeGreaterThan(5);
    const wrapped = ofCommands.flatMap(({page, lines}) => lines.filter((line) => !command.test(line)).map((line) => `${page}: ${line}`));
    expect(wrapped).toEqual([]);
});
