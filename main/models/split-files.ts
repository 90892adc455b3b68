/** llama.cpp's naming of a model that was split by gguf-split: NAME-00001-of-00003.gguf */
const splitName = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;
/** more parts than this have no real model */
const mostParts = 999;

/** The names of all parts of a split model, first to last, given the name of one; null for a file that is whole. */
export function splitParts(name: string): readonly string[] | null {
    const [, stem = "", number = "", of = ""] = splitName.exec(name) ?? [];
    const count = Number(of);
    if (!(count >= 1 && count <= mostParts && Number(number) >= 1 && Number(number) <= count)) return null;
    return Array.from({length: count}, (_, i) => `${stem}-${String(i + 1).padStart(5, "0")}-of-${of}.gguf`);
}
