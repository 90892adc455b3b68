import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {serviceOptions} from "../cli/arguments.ts";
import {openDesk} from "../desk/open-desk.ts";
import {findChromium, openAppWindow} from "./chromium.ts";
import {previewHost} from "./host.ts";
import {servePreview} from "./server.ts";

/** the browser's own folder in the home */
const profile = "preview-browser";

const {values} = parseArgs({
    options: {
        "home": {type: "string"},
        "model": {type: "string"},
        "plug": {type: "string"},
        "encoder": {type: "string"},
        "resources": {type: "string"},
        "threads": {type: "string"},
        /** serve, print the address, open nothing */
        "no-window": {type: "boolean", default: false}
    }
});

const root = fileURLToPath(new URL("../../out/renderer", import.meta.url));
try {
    const options = serviceOptions(values);
    const desk = await openDesk({
        ...options, engine: "forked", hostFiles: [profile], ...(values.resources === undefined ? {} : {resources: values.resources}),
        report: (error, request) => console.error(`${request}:`, error)
    }, previewHost());
    const server = await servePreview({root, router: desk.router});
    const end = async (code: number): Promise<never> => {
        await server.close();
        await desk.close();
        process.exit(code);
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));

    const browser = values["no-window"] ? null : findChromium();
    console.log(browser === null ? `Open ${server.url} in Chromium or Chrome; Ctrl+C ends Idiolect.` : `Idiolect is open at ${server.url}`);
    if (browser !== null) openAppWindow(browser, server.url, join(options.home, profile)).once("exit", () => void end(0));
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
}
