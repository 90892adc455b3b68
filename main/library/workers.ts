/**
 * Files that run in separate threads. In the sources they are TypeScript beside this file; in a bundle they are JavaScript beside the
 * bundle, under these names.
 */
export function workerFile(name: "core" | "parser"): URL {
    return import.meta.url.endsWith(".ts")
        ? new URL(`./${name}-worker.ts`, import.meta.url)
        : new URL(`./library-${name}-worker.js`, import.meta.url);
}
