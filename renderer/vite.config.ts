import {fileURLToPath} from "node:url";
import react from "@vitejs/plugin-react";
import {defineConfig} from "vite";

/** The window's build; `electron.vite.config.ts` uses it too, so that desktop and preview show the same files. */
export default defineConfig({
    root: fileURLToPath(new URL(".", import.meta.url)),
    base: "/",
    plugins: [react()],
    build: {
        outDir: fileURLToPath(new URL("../out/renderer", import.meta.url)),
        emptyOutDir: true,
        target: "chrome140",
        // Fonts stay files: the content security policy has no place for data: there.
        assetsInlineLimit: 0,
        minify: "oxc",
        modulePreload: {polyfill: false},
        // One file of all that two screens share: twenty small ones take longer to fetch than they are to read.
        rolldownOptions: {output: {codeSplitting: {groups: [{name: "shared", minShareCount: 2}]}}},
        chunkSizeWarningLimit: 900
    }
});
