import type {Entries} from "../entry.ts";

type Tensor = {tensor: string};
type Entry = {entry: string};

/** What is wrong with a file: the ends of sentences that say that it is damaged. */
export const damage = {
    "damage.short": "it is too short",
    "damage.header-size": "its header does not fit the file",
    "damage.header": "its header cannot be read",
    "damage.metadata": "its metadata cannot be read",
    "damage.no-entry": ({entry}: Entry) => `its metadata has no ${entry}`,
    "damage.entry": ({entry, value}: Entry & {value: string}) => `its ${entry} is ${value}`,
    "damage.entry-not-text": ({entry}: Entry) => `its ${entry} is not text`,
    "damage.entry-not-number": ({entry}: Entry) => `its ${entry} holds what is no number`,
    "damage.entry-not-positive": ({entry}: Entry) => `its ${entry} is not a positive number`,
    "damage.layers": "it claims to have more than 512 layers",
    "damage.entry-not-power": ({entry}: Entry) => `its ${entry} is not a power of two`,
    "damage.entry-forbidden": ({entry}: Entry) => `it has the key ${entry}`,
    "damage.no-kind": ({known}: {known: readonly string[]}) => `it knows none of the kinds ${known.join(", ")}`,
    "damage.tensors-overlap": "its tensors overlap",
    "damage.loose-bytes": "it has bytes that belong to no tensor",
    "damage.tensor-missing": ({tensor}: Tensor) => `the tensor ${tensor} is missing`,
    "damage.tensor-shape": ({tensor, shape, expected}: Tensor & {shape: string; expected: string}) =>
        `the tensor ${tensor} has shape (${shape}) instead of (${expected})`,
    "damage.tensor-not-finite": ({tensor}: Tensor) => `the tensor ${tensor} holds numbers that are not finite`,
    "damage.tensor-too-large": ({tensor}: Tensor) => `the tensor ${tensor} holds numbers that no training gives`,
    "damage.tensor-undescribed": ({tensor}: Tensor) => `its tensor ${tensor} is not described`,
    "damage.tensor-type": ({tensor, type}: Tensor & {type: string}) => `its tensor ${tensor} holds ${type}, not F32`,
    "damage.tensor-size": ({tensor}: Tensor) => `its tensor ${tensor} does not fit the file`,
    "damage.tensor-dimensions": ({tensor, count}: Tensor & {count: number}) => `its tensor ${tensor} has ${count} dimensions`,
    "damage.tensor-values": ({tensor, count}: Tensor & {count: number}) => `its tensor ${tensor} has ${count} values`,
    "damage.template": "its chat template is longer than 1 MB",
    "damage.many-tensors": ({count}: {count: number}) => `it claims to have ${count} tensors`,
    "damage.many-keys": ({count}: {count: number}) => `it claims to have ${count} keys`,
    "damage.many-values": ({count}: {count: number}) => `it claims to have ${count} values in an array`,
    "damage.name-long": ({bytes}: {bytes: number}) => `a name in its header has ${bytes} bytes`,
    "damage.text-long": ({bytes}: {bytes: number}) => `a text in its header has ${bytes} bytes`,
    "damage.value-type": ({type}: {type: number}) => `its header has a value of type ${type}`,
    "damage.array-type": ({type}: {type: number}) => `its header has an array of type ${type}`,
    "damage.array-long": ({most}: {most: number}) => `its arrays have more than ${most} values`,

    "damage.archive-short": "it ends too early",
    "damage.archive-end": "its end is missing",
    "damage.archive-not-whole": "its end is missing; it may not be whole",
    "damage.archive-list": "its list of entries is not where it should be",
    "damage.archive-place": "an entry is not where it should be",
    "damage.archive-longer": "an entry is longer than it says",
    "damage.archive-changed": "an entry is not what was packed",
    "damage.archive-head": "an entry's head is too long",
    "damage.archive-other": "it is not an archive of Google's Takeout",

    /** what a plug was made for and what is loaded */
    "difference": ({what, wanted, found}: {what: string; wanted: string; found: string}) =>
        `${what}: the plug wants ${wanted}, loaded is ${found}`,
    "difference.model-architecture": "model architecture",
    "difference.model-name": "model name",
    "difference.model-size": "model n_embd",
    "difference.model-hash": "model SHA-256",
    "difference.encoder-name": "encoder name",
    "difference.encoder-size": "encoder size",
    "difference.encoder-hash": "encoder SHA-256"
} satisfies Entries;
