import {spawnSync} from "node:child_process";
import {rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {build} from "electron-builder";
import type {Configuration} from "electron-builder";
import {writeBillOfMaterials} from "./bill-of-materials.ts";
import {signManifests, updateSourceOf, writeUpdateSource} from "./updates.ts";
import {makeStandIn} from "./stand-in.ts";

/**
 * `npm run package`: the program's folder for this platform and, on Linux, its tar.gz, in dist/. `-- --gpu vulkan` takes llama.cpp's
 * Vulkan build along; `-- --installers` makes every installer of electron-builder.yml, for which Electron's program is needed.
 */
const {values} = parseArgs({
    options: {
        gpu: {type: "string", default: "none"},
        installers: {type: "boolean", default: false},
        "no-archive": {type: "boolean", default: false}
    }
});
const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const {version} = require("electron/package.json") as {version: string};

/** Electron's own installer downloads its binary, or fails; the download stays in its cache. */
function hasElectron(): boolean {
    if (process.env["ELECTRON_OVERRIDE_DIST_PATH"]) return true;
    const installer = join(dirname(require.resolve("electron/package.json")), "install.js");
    return spawnSync(process.execPath, [installer], {stdio: "ignore", timeout: 300_000}).status === 0;
}

/** llama.cpp's builds for graphics cards, on request; the CPU's is always included. */
function graphicsFiles(gpu: string): readonly string[] {
    if (gpu === "vulkan") return [];
    if (gpu === "none") return ["!node_modules/@node-llama-cpp/*vulkan*/**"];
    throw new Error(`There is no graphics variant ${gpu}: choose none or vulkan.`);
}

async function configuration(): Promise<Configuration> {
    const common: Configuration = {
        extends: join(root, "electron-builder.yml"),
        files: [...graphicsFiles(values.gpu)],
        // manifests are created, and nothing is uploaded
        ...(updates !== null && {publish: {provider: "generic", url: updates.url}})
    };
    if (hasElectron())
        return process.env["ELECTRON_OVERRIDE_DIST_PATH"] ? {...common, electronDist: process.env["ELECTRON_OVERRIDE_DIST_PATH"]} : common;
    if (process.platform !== "linux")
        throw new Error("Electron's program cannot be downloaded here, and only Linux has a stand-in; try again with a network.");
    console.log(
        "Electron's program cannot be downloaded here; packing around a stand-in. The end-to-end tests in Electron itself are left out."
    );
    const electronDist = join(root, "dist", ".electron-stand-in");
    await rm(electronDist, {recursive: true, force: true});
    await makeStandIn(electronDist, version);
    return {...common, electronDist};
}

const made = spawnSync("npm", ["run", "-s", "build"], {cwd: root, stdio: "inherit", shell: process.platform === "win32"});
if (made.status !== 0) process.exit(made.status ?? 1);
await writeBillOfMaterials(root, join(root, "dist", ".legal"));
/** The update source of this build; without both variables there is none, and nothing checks for updates. */
const updates = updateSourceOf(process.env);
await writeUpdateSource(join(root, "dist", ".updates"), updates);
/** The installers of electron-builder.yml; each for this machine's processor only, as the hook was compiled for it. */
const installers = {linux: ["AppImage", "deb", "rpm", "tar.gz"], mac: ["dmg", "zip"], win: ["nsis"]};
const folderOnly = {linux: ["dir"], mac: ["dir"], win: ["dir"]};
const platform = process.platform === "darwin" ? "mac" : process.platform === "win32" ? "win" : "linux";
await build({
    projectDir: root,
    config: await configuration(),
    publish: "never",
    [process.arch]: true,
    [platform]: (values.installers ? installers : folderOnly)[platform]
});
if (updates !== null) for (const signed of await signManifests(join(root, "dist"), updates.key)) console.log(`dist/${signed}`);
if (process.platform === "linux" && !values.installers && !values["no-archive"]) archive();

/** The folder as a tar.gz, by the system's tar: electron-builder would download a compressor. */
function archive(): void {
    const {name, version: own} = require("../package.json") as {name: string; version: string};
    const folder = process.arch === "x64" ? "linux-unpacked" : `linux-${process.arch}-unpacked`;
    const title = `${name}-${own}-linux-${process.arch}`;
    const {status, error} = spawnSync(
        "tar",
        [
            "--create",
            "--gzip",
            "--file",
            `${title}.tar.gz`,
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            `--transform=s,^${folder},${title},`,
            folder
        ],
        {cwd: join(root, "dist"), stdio: "inherit"}
    );
    if (status !== 0) throw new Error(`The archive could not be made: ${error?.message ?? `tar ended with ${status}`}.`);
    console.log(`dist/${title}.tar.gz`);
}
