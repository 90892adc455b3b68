import {fileURLToPath} from "node:url";
import {build} from "vite";

/** Builds the window once before the tests, so that none of them plays with an old one. */
export default async function buildWindow(): Promise<void> {
    await build({configFile: fileURLToPath(new URL("../renderer/vite.config.ts", import.meta.url)), logLevel: "warn"});
}
