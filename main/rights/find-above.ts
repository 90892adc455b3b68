import {existsSync} from "node:fs";
import path from "node:path";

/**
 * Looks for `relative` in `folder` and in every folder above it: the depth differs between the sources and the bundled program. Native code
 * cannot be loaded from an Electron archive, so it is beside it.
 */
export function findAbove(folder: string, relative: string): string | null {
    for (let current = folder.replace(/app\.asar(?!\.unpacked)/, "app.asar.unpacked"); ; current = path.dirname(current)) {
        const candidate = path.join(current, relative);
        if (existsSync(candidate)) return candidate;
        if (current === path.dirname(current)) return null;
    }
}
