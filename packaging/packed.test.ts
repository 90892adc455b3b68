import {execFile} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {extractAll, listPackage} from "@electron/asar";
import {FuseV1Options, getCurrentFuseWire} from "@electron/fuses";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {sizesOf} from "./sizes.ts";
import {embeddedModel} from "../main/models/manifest.ts";

/** the states of a fuse, as they stand in the program */
const off = "0".charCodeAt(0),
    on = "1".charCodeAt(0);

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const packed = join(root, "dist", "linux-unpacked");
const resources = join(packed, "resources");
/** ms; packing copies two hundred megabytes, on a machine that may be busy */
const long = 900_000;

let home: string | undefined;

// The fake is for Linux; elsewhere the same files are packed around Electron itself.
describe.runIf(process.platform === "linux")("the packed program", () => {
    beforeAll(async () => {
        await run(process.execPath, [join(root, "packaging", "package.ts")], {cwd: root, maxBuffer: 1 << 26});
        home = await mkdtemp(join(tmpdir(), "idiolect-packed-"));
    }, long);

    afterAll(async () => {
        await rm(join(resources, "app"), {recursive: true, force: true});
        if (home !== undefined) await rm(home, {recursive: true, force: true, maxRetries: 3});
    }, long);

    it("has model, encoder, plug, samples and the hook beside the archive", async () => {
        for (const path of ["resources/models", "resources/encoder", "resources/samples", "native/build/idiolect-hook.node"])
            expect(existsSync(join(resources, path)), path).toBe(true);
        expect((await readdir(join(resources, "native", "build"))).toSorted()).toEqual([
            "idiolect-confine.node",
            "idiolect-hook.node",
            "idiolect-trainer"
        ]);
    });

    it("contains run-time files, and neither sources nor tools", () => {
        const files = listPackage(join(resources, "app.asar"), {isPack: false}).map((file) => file.replaceAll("\\", "/"));
        for (const file of [
            "/out/main/index.js",
            "/out/main/engine-process.js",
            "/out/main/library-core-worker.js",
            "/out/preload/preload.cjs",
            "/out/renderer/index.html"
        ])
            expect(files).toContain(file);
        const forbidden = files.filter(
            (file) =>
                /\.tsx?$|\.map$|^\/node_modules\/(react|radix-ui|vite|electron|vitest|playwright-core|node-gyp|onnxruntime-web)\//.test(
                    file
                ) || /^\/(app|main|renderer|lab|tests)\//.test(file)
        );
        expect(forbidden).toEqual([]);
    });

    it("keeps native parts outside the archive, and only this platform's", async () => {
        const modules = join(resources, "app.asar.unpacked", "node_modules");
        const llama = await readdir(join(modules, "@node-llama-cpp"));
        expect(llama).toContain(`linux-${process.arch}`);
        expect(llama.filter((name) => name !== `linux-${process.arch}`)).toEqual([]);
        expect(await readdir(join(modules, "onnxruntime-node", "bin", "napi-v6"))).toEqual(["linux"]);
    });

    it("contains a bill of materials and all licences", async () => {
        const bill = JSON.parse(await readFile(join(resources, "legal", "sbom.cdx.json"), "utf8")) as {
            components: {name: string; version?: string; licenses: unknown[]; hashes?: unknown[]}[];
        };
        const names = bill.components.map(({name}) => name);
        expect(names).toEqual(
            expect.arrayContaining([
                "node-llama-cpp",
                "onnxruntime-node",
                "react",
                "@fontsource-variable/inter",
                "zod",
                ...embeddedModel(join(root, "resources")).files
            ])
        );
        expect(bill.components.filter(({licenses}) => JSON.stringify(licenses).includes("UNKNOWN")).map(({name}) => name)).toEqual([]);
        // every package of the archive is in the bill
        const packed = new Set(
            listPackage(join(resources, "app.asar"), {isPack: false})
                .map((file) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file.replaceAll("\\", "/"))?.[1])
                .filter((name) => name !== undefined)
        );
        expect([...packed].filter((name) => !names.includes(name) && name !== "@xenova/transformers")).toEqual([]);
        expect(await readFile(join(resources, "legal", "licenses.txt"), "utf8")).toMatch(/SIL OPEN FONT LICENSE/i);
    });

    it(
        "is there as an archive too, in a folder of its own name",
        async () => {
            const {version} = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {version: string};
            const title = `idiolect-${version}-linux-${process.arch}`;
            const {stdout} = await run("tar", ["-tzf", join(root, "dist", `${title}.tar.gz`)], {maxBuffer: 1 << 26});
            expect(stdout).toContain(`${title}/resources/app.asar\n`);
            expect(stdout).toContain(`${title}/idiolect\n`);
            expect(stdout.split("\n").filter((line) => line !== "" && !line.startsWith(`${title}/`))).toEqual([]);
        },
        long
    );

    it("adds little to Electron's size", () => {
        const sizes = sizesOf(packed).filter(({what}) => what !== "Electron");
        expect(sizes.reduce((sum, {size}) => sum + size, 0)).toBeLessThan(450e6);
    });

    it("has Electron's fuses set: no Node mode, no debugging switches, nothing but the archive", async () => {
        const wire = await getCurrentFuseWire(join(packed, "idiolect"));
        expect(wire[FuseV1Options.RunAsNode]).toBe(off);
        expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
        expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
        expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
        expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
        expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
        expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
        expect(wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]).toBe(off);
    });

    it(
        "starts its services from inside the packed folder under Node, learns and drafts",
        async () => {
            // Node cannot read the archive as Electron does: it is laid out beside itself, with nothing added.
            extractAll(join(resources, "app.asar"), join(resources, "app"));
            const script = join(resources, "app", "try.mjs");
            await writeFile(
                script,
                `
            const {createIdiolect} = await import("./out/main/services.js");
            const {sep} = await import("node:path");
            const [home, resources] = process.argv.slice(2);
            const idiolect = await createIdiolect({home, resources, engine: "forked", threads: 1});
            await idiolect.library.addSource(resources + sep + "samples");
            const {items} = await idiolect.library.scan();
            const {plugRefusal} = await idiolect.voice();
            const drafts = [];
            const request = {brief: {kind: "email", notes: "lunch on Friday"}, seeds: [1, 2], sampling: {maxTokens: 24}};
            for await (const event of idiolect.draft(request)) if (event.type === "end") drafts.push(event.result);
            const shown = drafts.map(({tokens, influences, strategy}) => ({tokens, influences: influences.length, strategy}));
            console.log(JSON.stringify({items, plugRefusal, drafts: shown}));
            await idiolect.dispose();
        `
            );
            const {stdout} = await run(process.execPath, [script, home ?? "", join(resources, "resources")], {cwd: tmpdir()});
            const said = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as {
                items: number;
                plugRefusal: string | null;
                drafts: {tokens: number; influences: number; strategy: string}[];
            };
            expect(said.items).toBeGreaterThanOrEqual(30);
            expect(said.plugRefusal).toBeNull();
            expect(said.drafts).toHaveLength(2);
            for (const draft of said.drafts) {
                expect(draft.tokens).toBeGreaterThan(0);
                expect(draft.strategy).toBe("profile+retrieval");
                expect(draft.influences).toBeGreaterThan(0);
            }
        },
        long
    );
});
