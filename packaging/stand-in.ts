import {chmod, mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";

/** what @electron/fuses looks for in Electron's program; the wire's version, length and states follow it */
const sentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const wireVersion = 1;
/** fuses of Electron 45, all off ("0") */
const fuseCount = 9;

/**
 * Creates a folder that electron-builder accepts as Electron's Linux distribution. Its binary only prints what it is: everything around it
 * is packed as for the real one, fuses included.
 */
export async function makeStandIn(folder: string, version: string): Promise<void> {
    await mkdir(join(folder, "resources"), {recursive: true});
    await mkdir(join(folder, "locales"), {recursive: true});
    const script =
        "#!/bin/sh\necho 'This folder was packed without Electron, which could not be downloaded; pack it again with a " +
        "network.' >&2\nexit 1\n# ";
    const wire = Buffer.concat([
        Buffer.from(sentinel),
        Buffer.from([wireVersion, fuseCount]),
        Buffer.from("0".repeat(fuseCount)),
        Buffer.from("\n")
    ]);
    await writeFile(join(folder, "electron"), Buffer.concat([Buffer.from(script), wire]));
    await chmod(join(folder, "electron"), 0o755);
    await writeFile(join(folder, "version"), version);
    await writeFile(join(folder, "chrome-sandbox"), "");
    await writeFile(join(folder, "chrome_crashpad_handler"), "");
    await writeFile(join(folder, "LICENSE"), "Stand-in for Electron's program.\n");
    await writeFile(join(folder, "LICENSES.chromium.html"), "");
    await writeFile(join(folder, "locales", "en-US.pak"), "");
}
