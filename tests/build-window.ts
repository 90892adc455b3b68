import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Builds the window before the tests if its sources are newer, so that none of them uses an old build. */
export default async function buildWindow(): Promise<void> {
    const built = await stat(join(root, "out", "renderer", "index.html")).then(
        ({mtimeMs}) => mtimeMs,
        () => 0
    );
    const newest = Math.max(...(await Promise.all(["renderer", "app/contract", "app/sentences"].map(newestBelow))));
    if (newest > built) await build({configFile: join(root, "renderer", "vite.config.ts"), logLevel: "warn"});
}

/** The last change below a folder of the sources, in ms. */
async function newestBelow(folder: string): Promise<number> {
    const entries = await readdir(join(root, folder), {recursive: true, withFileTypes: true});
    const times = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name))));
    return Math.max(...times.map(({mtimeMs}) => mtimeMs));
}
