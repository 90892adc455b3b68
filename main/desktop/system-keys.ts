import {execFile} from "node:child_process";

/** Sends the copy or paste keys to the foreground program. False if the system does not allow it. */
export type PressKeys = (what: "copy" | "paste") => Promise<boolean>;

/** ms; a helper that first asks for a permission does not answer in time, and the small window opens instead */
const patience = 4000;
const letters = {copy: "c", paste: "v"} as const;

/** The command that sends the keys; null: none (Wayland lets no program send keys to another). */
export function keyCommand(
    what: "copy" | "paste",
    platform: NodeJS.Platform,
    session: string | undefined
): readonly [string, readonly string[]] | null {
    const letter = letters[what];
    switch (platform) {
        case "darwin":
            return ["osascript", ["-e", `tell application "System Events" to keystroke "${letter}" using command down`]];
        case "win32":
            return [
                "powershell",
                ["-NoProfile", "-NonInteractive", "-Command", `(New-Object -ComObject WScript.Shell).SendKeys('^${letter}')`]
            ];
        default:
            return session === "wayland" ? null : ["xdotool", ["key", "--clearmodifiers", `ctrl+${letter}`]];
    }
}

export const pressKeys: PressKeys = async (what) => {
    const command = keyCommand(what, process.platform, process.env["XDG_SESSION_TYPE"]);
    if (command === null) return false;
    const [program, args] = command;
    return new Promise((resolve) => {
        execFile(program, [...args], {timeout: patience, windowsHide: true}, (error) => resolve(error === null));
    });
};
