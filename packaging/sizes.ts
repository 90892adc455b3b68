import {readdirSync, statSync} from "node:fs";
import {join} from "node:path";

/** `node packaging/sizes.ts [FOLDER]`: what a packed folder's size is made of, as a table. */

const groups: readonly (readonly [string, RegExp])[] = [
    ["llama.cpp (node-llama-cpp and its binaries)", /\/node_modules\/(@node-llama-cpp|node-llama-cpp)\//],
    ["ONNX Runtime (the encoder's)", /\/node_modules\/onnxruntime-(node|common)\//],
    ["sharp (asked for by transformers.js)", /\/node_modules\/(@img|sharp)\//],
    ["model, encoder, plug, samples", /\/resources\/resources\//],
    ["the hook", /\/resources\/native\//],
    ["bill of materials and licences", /\/resources\/legal\//],
    ["program and its other packages (app.asar)", /\/resources\/app\.asar$/],
    ["other packages outside the archive", /\/app\.asar\.unpacked\//]
];

export interface SizeLine {
    readonly what: string;
    /** bytes */
    readonly size: number;
}

/** Sizes by part, largest first; what belongs to none is Electron's. */
export function sizesOf(folder: string): readonly SizeLine[] {
    const sizes = new Map<string, number>();
    for (const entry of readdirSync(folder, {recursive: true, withFileTypes: true})) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const group = groups.find(([, pattern]) => pattern.test(path.replaceAll("\\", "/")))?.[0] ?? "Electron";
        sizes.set(group, (sizes.get(group) ?? 0) + statSync(path).size);
    }
    return [...sizes].map(([what, size]) => ({what, size})).toSorted((a, b) => b.size - a.size);
}

if (import.meta.main) {
    const lines = sizesOf(process.argv[2] ?? "dist/linux-unpacked");
    const megabytes = (size: number): string => (size / 1e6).toFixed(1);
    console.log("| part | MB |\n|---|---|");
    for (const {what, size} of lines) console.log(`| ${what} | ${megabytes(size)} |`);
    console.log(`| **together** | **${megabytes(lines.reduce((sum, {size}) => sum + size, 0))}** |`);
}
