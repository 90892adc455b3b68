import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {IgnoreRules} from "./ignore-rules.ts";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "idiolect-rules-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const ignored = (rules: string): ((name: string) => boolean) => {
    writeFileSync(join(folder, ".gitignore"), rules);
    const inside = IgnoreRules.of(folder, []).inside(folder, new Set([".gitignore"]));
    return (name) => inside.ignores(join(folder, name), false);
};

describe("a rule file", () => {
    it.each([
        ["no text at all", `*.log\n${"\0".repeat(300_000)}\n`],
        ["one endless rule", `*.log\n${"*a".repeat(100_000)}b`],
        ["endless brackets", `*.log\n${"[a-z]".repeat(50_000)}`]
    ])("with %s is used as far as it goes", (_, rules) => {
        const ignores = ignored(rules);
        expect(ignores("a.log")).toBe(true);
        expect(ignores("a.txt")).toBe(false);
    });

    it("with rules of many stars is compared with a long name", () => {
        expect(ignored(`${"*a".repeat(40)}b\n`)(`${"a".repeat(250)}.txt`)).toBe(false);
    });

    it("of a source that cannot be used ignores nothing", () => {
        expect(IgnoreRules.of(folder, ["x".repeat(100_000)]).ignores(join(folder, "a.txt"), false)).toBe(false);
    });
});
