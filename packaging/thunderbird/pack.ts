import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join, relative, sep} from "node:path";
import {fileURLToPath} from "node:url";
import {zipSync} from "fflate";

const extension = fileURLToPath(new URL("./extension", import.meta.url));
const standardPath = fileURLToPath(new URL("../../dist/idiolect-thunderbird.xpi", import.meta.url));

/** the earliest date that a ZIP file can hold: the same sources make the same file */
const zipDate = new Date(1980, 0, 1);

/** Packs the extension into an .xpi, which is a ZIP file with the manifest at its top. Returns the path. */
export async function packExtension(path: string = standardPath): Promise<string> {
    const entries = await readdir(extension, {recursive: true, withFileTypes: true});
    const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted();
    const contents = await Promise.all(
        files.map(async (file) => [relative(extension, file).split(sep).join("/"), new Uint8Array(await readFile(file))] as const)
    );
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, zipSync(Object.fromEntries(contents), {level: 9, mtime: zipDate}));
    return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await packExtension());
