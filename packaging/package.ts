import {spawnSync} from "node:child_process";
import {rm} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "electron-builder";
import {makeStandIn} from "./stand-in.ts";

/** `npm run package`: the program's folder for this platform, in dist/. */
const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const {version} = require("electron/package.json") as {version: string};

/** Electron's own installer says whether its program can be had; what it fetched stays in its cache. */
function hasElectron(): boolean {
    const installer = join(dirname(require.resolve("electron/package.json")), "install.js");
    return spawnSync(process.execPath, [installer], {stdio: "ignore", timeout: 300_000}).status === 0;
}

async function packaged(): Promise<readonly string[]> {
    if (hasElectron()) return build({projectDir: root, dir: true});
    if (process.platform !== "linux") throw new Error("Electron's program cannot be downloaded here, and only Linux has a stand-in; try again with a network.");
    console.log("Electron's program cannot be downloaded here; packing around a stand-in.");
    const electronDist = join(root, "dist", ".electron-stand-in");
    await rm(electronDist, {recursive: true, force: true});
    await makeStandIn(electronDist, version);
    return build({projectDir: root, dir: true, linux: ["dir"], config: {extends: join(root, "electron-builder.yml"), electronDist}});
}

const made = spawnSync("npm", ["run", "-s", "build"], {cwd: root, stdio: "inherit", shell: process.platform === "win32"});
if (made.status !== 0) process.exit(made.status ?? 1);
await packaged();
