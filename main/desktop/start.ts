import {spawnSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";

/** `npm start`: downloads Electron's binary at the first start (its package has no install script), then opens the window. */
const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("electron/package.json"));

function installedElectron(): string | null {
    const note = join(folder, "path.txt");
    if (!existsSync(note)) return null;
    const path = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist"), readFileSync(note, "utf8"));
    return existsSync(path) ? path : null;
}

function fetchElectron(): string | null {
    console.error("Fetching Electron, once …");
    spawnSync(process.execPath, [join(folder, "install.js")], {stdio: "ignore", timeout: 300_000});
    return installedElectron();
}

const electron = installedElectron() ?? fetchElectron();
if (electron === null) {
    console.error("Electron's program cannot be fetched here; `npm run preview` opens the same window in an installed Chromium or Chrome.");
    process.exit(1);
}
const build = spawnSync("npm", ["run", "-s", "build"], {stdio: "inherit", shell: process.platform === "win32"});
if (build.status !== 0) process.exit(build.status ?? 1);
process.exit(spawnSync(electron, [".", ...process.argv.slice(2)], {stdio: "inherit"}).status ?? 1);
