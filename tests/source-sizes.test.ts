import {execFileSync, spawnSync} from "node:child_process";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";

const root = join(import.meta.dirname, "..");
const mostColumns = 140;
const mostLines = 400;
const mostFunctionLines = 80;

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

/** what is wrong, as oxlint reports it */
interface Diagnostic {
    readonly message: string;
    readonly filename: string;
    readonly labels: readonly [{readonly span: {readonly line: number}}];
}

it(`no function has more than ${mostFunctionLines} lines but a group of tests`, () => {
    const configuration = join("tests", "function-lengths.oxlintrc.json");
    const linter = join(root, "node_modules", "oxlint", "bin", "oxlint");
    const {stdout} = spawnSync(process.execPath, [linter, "-c", configuration, "--format", "json", "."], {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 2 ** 26
    });
    const report = JSON.parse(stdout) as {readonly number_of_files: number; readonly diagnostics: readonly Diagnostic[]};
    expect(report.number_of_files).toBeGreaterThan(500);
    const long = report.diagnostics.flatMap(({filename, message, labels: [{span}]}) => {
        const line = sources.find(({path}) => path === filename.replaceAll("\\", "/"))?.lines[span.line - 1] ?? "";
        return /(?<![.\w])describe\b/.test(line) ? [] : [`${filename}:${span.line} ${message}`];
    });
    expect(long).toEqual([]);
});

it(`no Python function has more than ${mostFunctionLines} lines`, () => {
    const python = sources.filter(({path}) => path.endsWith(".py"));
    expect(python.length).toBeGreaterThan(10);
    const long = python.flatMap(({path, lines}) =>
        lines.flatMap((line, start) => {
            const indent = /^( *)(?:async )?def /.exec(line)?.[1];
            if (indent === undefined) return [];
            const body = lines.slice(start + 1);
            const next = body.findIndex((each) => /^ *[^ )\n]/.test(each) && each.search(/\S/) <= indent.length);
            const length =
                body
                    .slice(0, next < 0 ? undefined : next)
                    .join("\n")
                    .trimEnd()
                    .split("\n").length + 1;
            return length > mostFunctionLines ? [`${path}:${start + 1} has ${length} lines`] : [];
        })
    );
    expect(long).toEqual([]);
});
