import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Encoder} from "../../../app/persona/encoder.ts";
import type {Library, OpenLibraryOptions} from "../library.ts";
import {openLibrary} from "../open-library.ts";

/** Everything in a library's content that must not depend on how it was built up. */
export async function snapshot(library: Library): Promise<unknown> {
    const items = [...(await library.history.items())].sort((a, b) => (a.id < b.id ? -1 : 1));
    const {ids, matrix} = await library.history.vectors();
    const {items: size, encoded, duplicates, files} = await library.status();
    const rows = ids.map((id, index) => `${id} ${matrix[index * (matrix.length / ids.length)]?.toFixed(4)}`).sort();
    // The full text must find existing items and nothing else.
    const found = (await library.history.search("garden path river window letter morning answer paper road winter", 100_000))
        .map(({id}) => id)
        .sort();
    return {items, rows, size, encoded, duplicates, files, found};
}

/** A new library over the same folders, for comparison. */
export async function freshSnapshot(
    folders: readonly string[],
    identities: readonly string[],
    options: Partial<OpenLibraryOptions> = {}
): Promise<unknown> {
    const home = mkdtempSync(join(tmpdir(), "idiolect-fresh-"));
    const library = await openLibrary({home, encoder: textEncoder, ...options});
    try {
        await library.setIdentities(identities);
        for (const folder of folders) await library.addSource(folder);
        await library.scan();
        return await snapshot(library);
    } finally {
        await library.close();
        rmSync(home, {recursive: true, force: true});
    }
}

/** The shape of a real encoder with a vector that depends on the text alone, so that a vector of the wrong item is noticed. */
export const textEncoder: Encoder = {
    name: "text",
    size: 4,
    sha256: "text-encoder",
    async encode(texts) {
        const rows = new Float32Array(texts.length * 4);
        for (const [index, text] of texts.entries()) {
            let sum = 7;
            for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 10_007;
            rows.set([sum / 10_007, 1, 0, 0], index * 4);
        }
        return rows;
    },
    dispose: async () => {}
};
