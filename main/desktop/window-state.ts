import {readFileSync, renameSync, writeFileSync} from "node:fs";
import {z} from "zod";

const state = z.object({
    x: z.number().optional(),
    y: z.number().optional(),
    width: z.number().min(400),
    height: z.number().min(300),
    maximized: z.boolean()
});
export type WindowState = z.infer<typeof state>;

const standard: WindowState = {width: 1240, height: 820, maximized: false};

/** Position and size of the window when it was last closed; the default if the file is unreadable or the position is on no screen. */
export function readWindowState(path: string, screens: readonly Electron.Rectangle[]): WindowState {
    let found: WindowState;
    try {
        found = state.parse(JSON.parse(readFileSync(path, "utf8")));
    } catch {
        return standard;
    }
    return found.x === undefined || screens.some((screen) => overlaps(screen, found))
        ? found
        : {...standard, width: found.width, height: found.height, maximized: found.maximized};
}

/** Saves a window's position. A failure loses only the position. */
export function writeWindowState(path: string, window: Electron.BrowserWindow): void {
    try {
        const next: WindowState = {...window.getNormalBounds(), maximized: window.isMaximized()};
        writeFileSync(`${path}.new`, JSON.stringify(next));
        renameSync(`${path}.new`, path);
    } catch {
        // the next start uses the default position
    }
}

/** px of the title bar that must be reachable */
const reachable = 80;

function overlaps(screen: Electron.Rectangle, {x = 0, y = 0, width}: WindowState): boolean {
    return (
        x + width > screen.x + reachable &&
        x < screen.x + screen.width - reachable &&
        y >= screen.y - reachable &&
        y < screen.y + screen.height - reachable
    );
}
