/** Models in several files: `NAME-00001-of-00003.gguf` and so on, as llama.cpp's gguf-split writes them. The first part names the model. */

const partName = /-(\d{5})-of-(\d{5})\.gguf$/i;

/** The path of a model's first part, given any part. */
export function firstGgufPart(file: string): string {
    return file.replace(partName, (_, _number: string, of: string) => `-00001-of-${of}.gguf`);
}

/** Paths of all parts in order; the file itself for a model in one file. */
export function ggufParts(file: string): readonly string[] {
    const count = Number(partName.exec(file)?.[2] ?? 0);
    if (count === 0) return [file];
    const number = (i: number) => String(i + 1).padStart(5, "0");
    return Array.from({length: count}, (_, i) =>
        file.replace(partName, (_name, _number: string, of: string) => `-${number(i)}-of-${of}.gguf`)
    );
}

/** A model file's name without its extension and part number. */
export function modelNameOf(file: string): string {
    return file
        .replace(/^.*[/\\]/, "")
        .replace(partName, "")
        .replace(/\.gguf$/i, "");
}
