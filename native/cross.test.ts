import {spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import process from "node:process";
import {describe, expect, it, vi} from "vitest";

// objects of one file take seconds on a free machine, and there are over a hundred of them
vi.setConfig({testTimeout: 3_600_000});

const cross = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): {status: number | null; said: string} => {
    const {status, stdout, stderr} = spawnSync(process.execPath, [join(import.meta.dirname, "cross.mjs"), ...args], {
        env,
        encoding: "utf8"
    });
    return {status, said: stdout + stderr};
};
const hasCompiler = cross(["--find"]).status === 0;

describe("native code for the systems that this machine is not", () => {
    it.runIf(hasCompiler)("compiles, without a warning", () => {
        const {status, said} = cross([]);
        expect(said.match(/\d+ of \d+ files compiled/g)).toHaveLength(6);
        expect(status, said).toBe(0);
    });

    it.runIf(hasCompiler)("is refused with what the compiler says where it does not", () => {
        const folder = mkdtempSync(join(tmpdir(), "idiolect-cross-"));
        const file = join(folder, "wrong.cc");
        writeFileSync(file, "#ifdef _WIN32\n#include <unistd_of_windows.h>\n#endif\n");
        const {status, said} = cross([file]);
        expect(status).toBe(1);
        expect(said).toContain("'unistd_of_windows.h' file not found");
        expect(said).toMatch(/Windows x64 .*: 0 of 1 files compiled/);
        expect(said).toMatch(/macOS arm64 .*: 1 of 1 files compiled/);
        expect(said.trim().split("\n").at(-1)).toBe("2 files did not compile for another system; what the compiler says is above.");
        rmSync(folder, {recursive: true});
    });

    it("says what is missing where there is no cross-compiler", () => {
        const {status, said} = cross([], {PATH: "", ZIG: "/nowhere/zig"});
        expect(status).toBe(1);
        expect(said).toMatch(/^No cross-compiler was found, .*; install Zig \(pip install ziglang\), or name its command in ZIG\.\n$/);
    });
});

/** build.mjs and what it uses are plain JavaScript, which any Node runs */
const {prebuiltGgml} = (await import(new URL("./sources.mjs", import.meta.url).href)) as {
    prebuiltGgml(system: string, processor: string, scope: string): {folder: string; libraries: string[]} | null;
};

describe("the ggml that the trainer links", () => {
    it.each([
        ["linux", "x64", "linux-x64", ["libggml-base.so", "libggml.v0.5.0.so"], ["libggml-cpu-x64.so", "libllama.v0.5.0.so"]],
        ["linux", "arm", "linux-armv7l", ["libggml-base.so", "libggml.v0.5.0.so"], ["libggml-cpu-armv8.0_1.so"]],
        // as node-llama-cpp 3.21.1 has it for Apple Silicon
        [
            "darwin",
            "arm64",
            "mac-arm64-metal",
            ["libggml-base.dylib", "libggml.metal.v0.4.0.dylib"],
            ["libggml-metal.so", "libggml-blas.so", "libllama.metal.v0.4.0.dylib", "libggml-cpu-apple_m1.so"]
        ]
    ])("of %s on %s: %s", (system, processor, name, wanted, others) => {
        const scope = mkdtempSync(join(tmpdir(), "idiolect-ggml-"));
        const folder = join(scope, name, "bins", name);
        mkdirSync(folder, {recursive: true});
        for (const each of [...wanted, ...others]) writeFileSync(join(folder, each), "");
        const found = prebuiltGgml(system, processor, scope);
        expect(found?.folder).toBe(folder);
        expect(found?.libraries.map((each) => basename(each)).toSorted()).toEqual(wanted);
        expect(prebuiltGgml(system, "none", scope)).toBeNull();
        rmSync(scope, {recursive: true});
    });
});
