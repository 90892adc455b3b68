import {fileURLToPath} from "node:url";
import {defineConfig} from "electron-vite";
import window from "./renderer/vite.config.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/**
 * The desktop's build: main, preload, window. Main's sources are kept apart from the packages (those stay in node_modules, native
 * parts among them); each process and thread that is started from a file of its own is an entry under the name it is looked for.
 */
export default defineConfig({
    main: {
        build: {
            outDir: path("out/main"),
            externalizeDeps: true,
            rolldownOptions: {
                input: {
                    "index": path("main/desktop/index.ts"),
                    "services": path("main/idiolect.ts"),
                    "cli": path("main/cli/index.ts"),
                    "engine-process": path("main/engine/engine-process.ts"),
                    "template-worker": path("main/engine/template-worker.ts"),
                    "library-core-worker": path("main/library/core-worker.ts"),
                    "library-parser-worker": path("main/library/parser-worker.ts"),
                    "encoder-worker": path("main/encoder/worker.ts")
                },
                output: {format: "es", entryFileNames: "[name].js", chunkFileNames: "part-[hash].js"}
            }
        }
    },
    preload: {
        build: {
            outDir: path("out/preload"),
            // A sandboxed preload script is one CommonJS file.
            rolldownOptions: {input: {preload: path("main/desktop/preload.ts")}, output: {format: "cjs", entryFileNames: "[name].cjs"}}
        }
    },
    renderer: {...window, build: {...window.build, rolldownOptions: {input: path("renderer/index.html")}}}
});
