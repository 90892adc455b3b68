import {z} from "zod";
import {itemKinds} from "../brief/kind.ts";
import type {ItemKind} from "../brief/kind.ts";
import {job, longText, nothing, request, shortText} from "./define.ts";
import {sentence} from "./sentence.ts";

/** The kinds a history item can have. */
export const itemKind = z.enum(itemKinds);
export type {ItemKind};

export const source = z.object({
    id: z.string(),
    path: z.string(),
    /** `held`: more than half of the files disappeared at once, and the user is asked before anything is removed */
    state: z.enum(["ready", "scanning", "paused", "unreachable", "held"]),
    /** for `unreachable` and `held` */
    reason: sentence.nullable(),
    files: z.number(),
    items: z.number(),
    /** files that could not be read, or contain nothing by the user */
    skipped: z.number(),
    /** the kinds its files are read as; empty: determined for each file */
    kinds: z.array(itemKind)
});
export type Source = z.infer<typeof source>;

export const libraryState = z.object({
    sources: z.array(source),
    /** names and addresses that are the user */
    identities: z.array(z.string()),
    items: z.number(),
    /** items that have a vector and so belong to the persona */
    encoded: z.number(),
    revision: z.number(),
    /** null: nothing is running */
    running: z.lazy(() => indexProgress).nullable(),
    /** one sentence: a damaged index was rebuilt, file events are not received, or whose mail was taken for the user's */
    notes: z.array(sentence)
});
export type LibraryState = z.infer<typeof libraryState>;

export const indexProgress = z.object({
    phase: z.enum(["scan", "read", "encode"]),
    done: z.number(),
    /** null while it is still being counted */
    total: z.number().nullable(),
    items: z.number(),
    /** a second */
    rate: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    /** the current file, or null */
    path: z.string().nullable()
});
export type IndexProgress = z.infer<typeof indexProgress>;

export const indexResult = z.object({
    files: z.number(),
    items: z.number(),
    unchanged: z.number(),
    removed: z.number(),
    skipped: z.number(),
    libraryItems: z.number()
});
export type IndexResult = z.infer<typeof indexResult>;

export const historyItem = z.object({
    id: z.string(),
    kind: itemKind,
    title: z.string().nullable(),
    text: z.string(),
    message: z.string().nullable(),
    to: z.array(z.string()),
    date: z.string().nullable(),
    path: z.string(),
    weight: z.number(),
    excluded: z.boolean()
});
export type HistoryItemView = z.infer<typeof historyItem>;

export const folder = z.object({path: z.string(), name: z.string(), hint: z.enum(["mail", "documents", "notes", "posts", "folder"])});
export type Folder = z.infer<typeof folder>;

/**
 * A store of a known program on this machine: listed, not read. Offered on first run; added with `library.add`, preferably its `sent`
 * paths.
 */
export const foundStore = z.object({
    kind: z.enum(["thunderbird", "apple-mail", "outlook", "outlook-mac", "takeout", "mail", "obsidian", "blog"]),
    name: z.string(),
    path: z.string(),
    /** approximate size in bytes */
    bytes: z.number(),
    /** paths of the folders and mailbox files with sent mail */
    sent: z.array(z.string()),
    /** why it cannot be added as it is, and what to do; null: it can */
    problem: sentence.nullable()
});
export type FoundStore = z.infer<typeof foundStore>;

export const skippedFile = z.object({path: z.string(), reason: sentence});
export const leftOutPart = z.object({what: z.string(), reason: sentence, excerpt: z.union([z.string(), sentence])});

export const libraryRequests = {
    "library.state": request(nothing, libraryState),
    /** folders on this machine that may contain writing */
    "library.suggestions": request(nothing, z.array(folder)),
    /** stores of mail programs, exports, vaults and blogs on this machine; none of their files is read */
    "library.stores": request(nothing, z.array(foundStore)),
    /** the folders inside `path`; null: the home folder */
    "library.folders": request(
        z.object({path: shortText.nullable()}),
        z.object({path: z.string(), parent: z.string().nullable(), folders: z.array(folder)})
    ),
    "library.add": job(z.object({path: shortText, kinds: z.array(itemKind).default([])}), indexProgress, indexResult),
    "library.addSamples": job(nothing, indexProgress, indexResult),
    "library.scan": job(nothing, indexProgress, indexResult),
    "library.remove": request(z.object({id: z.string()}), nothing),
    "library.pause": request(z.object({id: z.string(), paused: z.boolean()}), nothing),
    "library.kinds": request(z.object({id: z.string(), kinds: z.array(itemKind)}), nothing),
    /** the user's decision about a held source */
    "library.release": request(z.object({id: z.string(), forget: z.boolean()}), nothing),
    "library.setIdentities": job(z.object({identities: z.array(shortText).max(100)}), indexProgress, nothing),
    /** candidates for the user's address, from the mail found, most likely first */
    "library.guessIdentities": request(
        nothing,
        z.array(
            z.object({
                address: z.string(),
                name: z.string().nullable(),
                /** messages this address wrote, of those found */
                written: z.number(),
                messages: z.number(),
                certain: z.boolean()
            })
        )
    ),
    "library.skipped": request(
        z.object({limit: z.int().max(2000).default(200)}),
        z.object({files: z.array(skippedFile), total: z.number()})
    ),
    "library.explain": request(
        z.object({path: shortText}),
        z.object({
            refusal: sentence.nullable(),
            kept: z.array(z.object({title: z.string().nullable(), text: z.string()})),
            leftOut: z.array(leftOutPart)
        })
    ),
    "library.item": request(z.object({id: z.string()}), historyItem.nullable()),
    "library.search": request(z.object({query: shortText, limit: z.int().max(200).default(40)}), z.array(historyItem)),
    "library.excluded": request(nothing, z.array(historyItem)),
    "library.exclude": request(z.object({id: z.string(), excluded: z.boolean()}), nothing),
    /** content of an .eml file (or its text), to answer it */
    "library.readMessage": request(
        z.union([z.object({path: shortText}), z.object({name: shortText, content: longText})]),
        z.object({from: z.string(), subject: z.string(), text: z.string()})
    )
};

export const libraryEvents = {
    "library.changed": libraryState
};
