import {execFileSync} from "node:child_process";
import {describe, expect, it} from "vitest";

/** Loads a module in a program of its own and lists what was loaded with it, packages by their folder. */
function loadedWith(module: string): readonly string[] {
    const script = `
        const {registerHooks} = await import("node:module");
        const urls = [];
        registerHooks({load(url, context, next) { urls.push(url); return next(url, context); }});
        await import(${JSON.stringify(new URL(module, import.meta.url).href)});
        process.stdout.write(JSON.stringify(urls), () => process.exit(0));`;
    return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script], {encoding: "utf8"})) as string[];
}

/** what a window that opens does not need yet */
const packages = ["postal-mime", "htmlparser2", "chardet", "fflate", "lifecycle-utils", "node-llama-cpp", "@xenova"];
const files = ["parsers/parse-file.ts", "drafting/drafting.ts", "training/train-voice.ts"];
const isLate = (url: string): boolean =>
    packages.some((name) => url.includes(`node_modules/${name}/`)) || files.some((file) => url.endsWith(`/${file}`));

describe("what is loaded before the window opens", () => {
    it.each(["./open-api.ts", "../library/core.ts"])("no parser, writer, trainer or model is loaded with %s", (module) => {
        expect(loadedWith(module).filter(isLate)).toEqual([]);
    });
});
