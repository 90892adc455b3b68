import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {CommandError} from "../../app/errors.ts";
import {serviceOptions} from "../cli/arguments.ts";
import {lateRouter} from "../api/late-router.ts";
import type {Api} from "../api/open-api.ts";
import {openPages} from "../api/page.ts";
import type {IdiolectOptions} from "../idiolect.ts";
import {findChromium, missingDisplay, openAppWindow} from "./chromium.ts";
import {servePreview} from "./server.ts";

/** the browser's profile folder in the home */
const profile = "preview-browser";

const {values} = parseArgs({
    options: {
        "home": {type: "string"},
        "model": {type: "string"},
        "plug": {type: "string"},
        "encoder": {type: "string"},
        "resources": {type: "string"},
        "threads": {type: "string"},
        "verbose": {type: "boolean", default: false},
        /** serve and print the address, without opening a window */
        "no-window": {type: "boolean", default: false}
    }
});

/** Opens the services, whose modules are most of the program and are loaded here. */
async function openServices(options: IdiolectOptions): Promise<Api> {
    const [{openApi}, {previewHost}] = await Promise.all([import("../api/open-api.ts"), import("./host.ts")]);
    return openApi(
        {
            ...options,
            engine: "forked",
            hostFiles: [profile],
            ...(values.resources === undefined ? {} : {resources: values.resources}),
            report: (error, request) => console.error(`${request}:`, error)
        },
        previewHost()
    );
}

const root = fileURLToPath(new URL("../../out/renderer", import.meta.url));
try {
    const options = serviceOptions(values);
    const browser = values["no-window"] ? null : findChromium();
    const noDisplay = browser === null ? null : missingDisplay();
    if (noDisplay !== null) throw new CommandError(noDisplay);
    const pages = await openPages(root);
    // The address is printed before the services open, so that a browser loads the window meanwhile.
    const services = Promise.withResolvers<Api>();
    const server = await servePreview({pages, router: lateRouter(services.promise.then(({router}) => router))});
    const end = async (code: number): Promise<never> => {
        await server.close();
        await (await services.promise).close();
        process.exit(code);
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));

    if (browser === null) console.log(`Open ${server.url} in Chromium or Chrome, once; Ctrl+C ends Idiolect.`);
    services.resolve(openServices(options));
    await services.promise;
    if (browser !== null) {
        // only now: the browser's profile is in the home, which the services make and lock
        const {opened, ended} = openAppWindow(browser, {
            profile: join(options.home, profile),
            blank: server.blank,
            url: server.page,
            cookie: server.handOver()
        });
        await opened.catch(async (error: unknown) => {
            console.error(error instanceof Error ? error.message : error);
            await end(1);
        });
        console.log("Idiolect is open in a window of its own; closing it, or Ctrl+C, ends Idiolect.");
        void ended.then(() => end(0));
    }
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
}
