import {readFile} from "node:fs/promises";
import {join} from "node:path";
import xz from "xz-decompress";
import {readLamp, type Dataset} from "../../app/evaluation/lamp.ts";
import {CommandError} from "../../app/errors.ts";

/**
 * Reads a data set from a folder with `questions.json` and `outputs.json`, plain or `.xz`, also with a split's prefix
 * (`dev_questions.json`).
 */
export async function readLampFolder(folder: string, options: {readonly limit?: number} = {}): Promise<Dataset> {
    const questions = await readJson(folder, "questions.json");
    const outputs = await readJson(folder, "outputs.json");
    return readLamp(questions, outputs, folder, options);
}

async function readJson(folder: string, name: string): Promise<unknown> {
    const text = await readText(folder, name);
    try {
        return JSON.parse(text);
    } catch {
        throw new CommandError(`${name} in ${folder} is no JSON: copy or download it again.`);
    }
}

async function readText(folder: string, name: string): Promise<string> {
    for (const file of ["", "dev_", "train_", "test_"].map((prefix) => join(folder, prefix + name))) {
        const plain = await readIfThere(file);
        if (plain !== null) return plain.toString("utf8");
        const packed = await readIfThere(`${file}.xz`);
        if (packed !== null) return unpack(packed, `${file}.xz`);
    }
    throw new CommandError(`There is no ${name} or ${name}.xz in ${folder}: name a folder in LaMP's format with --data.`);
}

async function unpack(packed: Buffer, file: string): Promise<string> {
    try {
        const source = new Blob([new Uint8Array(packed)]).stream();
        return await new Response(new xz.XzReadableStream(source)).text();
    } catch {
        throw new CommandError(`${file} is no whole .xz file: copy or download it again.`);
    }
}

async function readIfThere(file: string): Promise<Buffer | null> {
    return readFile(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw new CommandError(
            error.code === "ENOTDIR" || error.code === "EISDIR"
                ? `${file} is not where a file can be read: name a folder in LaMP's format with --data.`
                : `${file} cannot be read (${error.code}): check its permissions.`
        );
    });
}
