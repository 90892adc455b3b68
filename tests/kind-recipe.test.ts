import {execFile} from "node:child_process";
import {cp, mkdtemp, readFile, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {promisify} from "node:util";
import {afterAll, beforeAll, expect, it} from "vitest";

/**
 * Follows docs/architecture.md, "A new kind of writing", in a copy of the sources: the new kind is treated as a headline is wherever
 * the recipe says so, and nowhere else.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
const listFile = "app/brief/kind.ts";
let copy: string;
/** files that the recipe names, the list of kinds first */
let recipe: readonly string[];

beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), "idiolect-kind-"));
    for (const name of ["app", "main", "renderer", "package.json"]) await cp(join(root, name), join(copy, name), {recursive: true});
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
    const config = JSON.parse(await readFile(join(root, "tsconfig.json"), "utf8")) as object;
    await writeFile(
        join(copy, "tsconfig.json"),
        JSON.stringify({...config, include: ["app", "main", "renderer"], exclude: ["**/*.test.ts", "**/*.test.tsx", "**/testing"]})
    );
    const page = await readFile(join(root, "docs/architecture.md"), "utf8");
    const section = page.split("## A new kind of writing\n")[1]?.split("\n## ")[0] ?? "";
    const steps = section
        .split("\n")
        .filter((line) => /^(?:\d\.| {3})/.test(line))
        .join("\n");
    recipe = [...new Set([...steps.matchAll(/`((?:app|main|renderer)\/[\w/.-]+\.tsx?)`/g)].map(([, path = ""]) => path))];
}, 60_000);

afterAll(() => rm(copy, {recursive: true, force: true}));

/** Files in which the type checker finds something wrong. */
async function brokenFiles(): Promise<readonly string[]> {
    const output = await run(join(root, "node_modules/.bin/tsc"), ["-p", copy, "--pretty", "false"], {cwd: copy}).then(
        ({stdout}) => stdout,
        ({stdout}: {stdout: string}) => stdout
    );
    return [...new Set([...output.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, path = ""]) => path))].toSorted();
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
    const text = await readFile(join(copy, path), "utf8"),
        changed = change(text);
    expect(changed, `${path} has nothing to do with kinds`).not.toBe(text);
    await writeFile(join(copy, path), changed);
}

it("a new kind is added by changing what the recipe names and nothing else", {timeout: 300_000}, async () => {
    expect(recipe[0]).toBe(listFile);
    await edit(listFile, (text) => text.replace(/(kinds = \[.*?)\] as const/, '$1, "caption"] as const'));
    // the recipe names no unrelated file
    expect(await brokenFiles()).toEqual(expect.arrayContaining(recipe.filter((path) => path !== listFile)));

    await edit(listFile, (text) => text.replace(/(lineKinds: readonly Kind\[\] = \[.*?)\]/, '$1, "caption"]'));
    for (const path of recipe.filter((each) => each !== listFile)) await edit(path, likeHeadline);
    expect(await brokenFiles()).toEqual([]);

    const script = `
        const {userTurn} = await import(${JSON.stringify(pathToFileURL(join(copy, "app/drafting/format/turn-text.ts")).href)});
        const {isLineKind} = await import(${JSON.stringify(pathToFileURL(join(copy, listFile)).href)});
        console.log(JSON.stringify([isLineKind("caption"), userTurn({kind: "caption", text: "Boats lie in the harbour."}, {words: null})]));
    `;
    const {stdout} = await run(process.execPath, ["--input-type=module", "-e", script]);
    const [isLine, turn] = JSON.parse(stdout) as [boolean, unknown];
    expect(isLine).toBe(true);
    expect(JSON.stringify(turn)).toContain("Boats lie in the harbour.");
});

/** Adds the new kind wherever the headline is mentioned. */
function likeHeadline(text: string): string {
    return text
        .replaceAll('case "headline":', 'case "caption": case "headline":')
        .replaceAll('"headline" |', '"caption" | "headline" |')
        .replaceAll(/\bheadline: (\{[^{}]*\}|"[^"\n]*"|[\w.]+)/g, "caption: $1, headline: $1");
}
