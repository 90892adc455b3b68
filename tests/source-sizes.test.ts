import {execFileSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";

const root = join(import.meta.dirname, "..");
const mostColumns = 140;
const mostLines = 400;

/** word lists, catalogues of sentences, styles and other data, which are as long as what they list */
const data = [/languages\.ts$/, /^renderer\/language\/(?:en|de)\.ts$/, /\.css$/];
/** compiled code in base64 */
const binary = /\.wasm\.ts$/;

const sources = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.mjs", "*.cc", "*.h", "*.py", "*.css", "*.sh"], {
    cwd: root,
    encoding: "utf8"
})
    .split("\n")
    .filter((path) => path !== "" && !/^tests\/fixtures\/|^native\/llama-headers\//.test(path) && !binary.test(path))
    .map((path) => ({path, lines: readFileSync(join(root, path), "utf8").trimEnd().split("\n")}));

it(`no line of code has more than ${mostColumns} characters`, () => {
    const long = sources.flatMap(({path, lines}) => lines.flatMap((line, i) => (line.length > mostColumns ? [`${path}:${i + 1}`] : [])));
    expect(sources.length).toBeGreaterThan(500);
    expect(long).toEqual([]);
});

it(`no file has more than ${mostLines} lines but data`, () => {
    const long = sources.filter(({path, lines}) => lines.length > mostLines && !data.some((pattern) => pattern.test(path)));
    expect(long.map(({path}) => path)).toEqual([]);
});
