import * as electron from "electron";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {startDesktop} from "./desktop.ts";
import {startFailure} from "./words.ts";

// Built, this file is in out/main/; packaged, resources are beside the archive.
const built = dirname(fileURLToPath(import.meta.url));
const {app} = electron;

startDesktop(electron, {
    pages: join(built, "..", "renderer"),
    preload: join(built, "..", "preload", "preload.cjs"),
    engine: join(built, "engine-process.js"),
    resources: app.isPackaged ? join(process.resourcesPath, "resources") : join(built, "..", "..", "resources"),
    updateSource: join(process.resourcesPath, "updates.json"),
    updateConfiguration: join(process.resourcesPath, "app-update.yml")
}).catch((error: unknown) => {
    electron.dialog.showErrorBox("Idiolect", startFailure(error, app.getLocale()));
    app.exit(1);
});
