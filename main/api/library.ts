import {readFile, stat} from "node:fs/promises";
import {basename, sep} from "node:path";
import type {Handlers, HistoryItemView} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {ownText} from "../../app/history/own-text.ts";
import type {Idiolect} from "../idiolect.ts";
import {findStores} from "../library/find-stores.ts";
import type {Library, ListPage, SourceOptions} from "../library/library.ts";
import {Refusal} from "../library/parsers/refusal.ts";
import {log} from "../log/log.ts";
import {adoptSamplesPersona, dropSamplesPersona, samplesFolder} from "../training/samples-persona.ts";
import {listFolders, suggestFolders} from "./folders.ts";
import type {ApiServices} from "./services.ts";

/** bytes; limit for an e-mail that is opened to be answered */
const largestMessage = 32 * 1024 * 1024;
/** the largest page size of the library */
const page = 500;

/** Sources, identities, and the items in the library. */
export function libraryHandlers({idiolect, librarySync}: ApiServices): Handlers<"library"> {
    const library = () => idiolect().library;
    const changed = async (change: Promise<unknown>): Promise<Record<string, never>> => {
        await change;
        librarySync.changed();
        return {};
    };
    return {
        "library.state": () => librarySync.state(),
        "library.suggestions": () => suggestFolders(),
        "library.stores": async () => (await findStores()).map((store) => ({...store, sent: [...store.sent]})),
        "library.folders": ({path}) => listFolders(path),
        "library.add": async ({path, kinds}, {signal, progress}) => {
            const id = await addSource(library(), path, kinds.length > 0 ? {kinds} : {});
            await dropSamplesPersona(library().store, idiolect().resources);
            librarySync.changed();
            return librarySync.scan(signal, progress, [id]);
        },
        "library.addSamples": async (_input, {signal, progress}) => {
            const id = await addSource(library(), samplesFolder(idiolect().resources));
            librarySync.changed();
            try {
                return await librarySync.scan(signal, progress, [id]);
            } finally {
                // the first run ends the scan as soon as all texts are read
                await adoptSamples(idiolect());
            }
        },
        "library.scan": (_input, {signal, progress}) => librarySync.scan(signal, progress),
        "library.remove": async ({id}) => {
            await dropSamplesPersona(library().store, idiolect().resources);
            return changed(library().removeSource(id));
        },
        "library.pause": ({id, paused}) => changed(library().pauseSource(id, paused)),
        "library.kinds": ({id, kinds}) => changed(library().updateSource(id, kinds.length > 0 ? {kinds} : {})),
        "library.release": ({id, forget}) => changed(forget ? library().confirmRemovals(id) : Promise.resolve()),
        "library.setIdentities": async ({identities}, {signal, progress}) => {
            await library().setIdentities(identities);
            await librarySync.scan(signal, progress);
            return {};
        },
        "library.guessIdentities": async () =>
            (await library().suggestIdentities()).map(({address, name, written, messages, certain}) => ({
                address,
                name,
                written,
                messages,
                certain
            })),
        "library.skipped": ({limit}) => {
            const all = librarySync.skipped();
            return {files: all.slice(0, limit).map(({path, reason}) => ({path, reason})), total: all.length};
        },
        "library.explain": async ({path}) => {
            await checkInSources(library(), path);
            const {refusal, kept, leftOut} = await library().explain(path);
            return {
                refusal,
                kept: kept.map(({title, text}) => ({title, text})),
                leftOut: leftOut.map(({what, reason, excerpt}) => ({what, reason, excerpt}))
            };
        },
        "library.item": async ({id}) => {
            const item = await library().history.item(id);
            return item === null ? null : viewItem({...item, excluded: false});
        },
        "library.search": async ({query, limit}) => {
            const {items} = await library().list({...(query.trim() === "" ? {} : {search: query}), limit});
            return items.map(viewItem);
        },
        "library.excluded": async () => (await allItems((query) => library().list(query))).filter(({excluded}) => excluded).map(viewItem),
        "library.exclude": ({id, excluded}) => changed(library().exclude(id, excluded)),
        "library.readMessage": async (from) =>
            "path" in from
                ? readMessage(await readSmall(from.path), basename(from.path))
                : readMessage(Buffer.from(from.content), from.name)
    };
}

/** Adds a folder; one that is known and paused is read again: the user has just asked for it. */
async function addSource(library: Library, path: string, options: SourceOptions = {}): Promise<string> {
    const {id, paused} = await library.addSource(path, options);
    if (paused) await library.pauseSource(id, false);
    return id;
}

/** In a library of the samples alone the sample author's trained persona drafts, as it does in the demo. */
async function adoptSamples(idiolect: Idiolect): Promise<void> {
    const {library, persona, resources} = idiolect;
    if ((await library.sources()).length !== 1) return;
    try {
        const {model} = await idiolect.voice();
        const ids = (await persona.items()).map(({id}) => id);
        await adoptSamplesPersona(library.store, resources, model.sha256, ids);
    } catch (error) {
        // no model, no space on the disk: drafts are written without it, and reading the samples has not failed
        log.warn("samples.persona", {}, error);
    }
}

/** Reading is limited to the user's sources. */
export async function checkInSources(library: Library, path: string): Promise<void> {
    const sources = await library.sources();
    if (
        !sources.some((source) => path === source.path || path.startsWith(source.path.endsWith(sep) ? source.path : source.path + sep)) ||
        path.split(/[\\/]/).includes("..")
    ) {
        throw new UserError(say("file.in-no-folder", {path}));
    }
}

type ListedItem = Omit<ListPage["items"][number], "duplicateOf">;

function viewItem({id, kind, title, text, message, to, date, path, weight, excluded}: ListedItem): HistoryItemView {
    return {id, kind, title, text, message, to: [...to], date, path, weight, excluded};
}

async function allItems(list: (query: {all: boolean; offset: number; limit: number}) => Promise<ListPage>): Promise<ListPage["items"]> {
    const items: ListPage["items"][number][] = [];
    for (;;) {
        const next = await list({all: true, offset: items.length, limit: page});
        items.push(...next.items);
        if (next.items.length === 0 || items.length >= next.total) return items;
    }
}

async function readSmall(path: string): Promise<Uint8Array> {
    const found = await stat(path).catch(() => null);
    if (!/\.(eml|emlx|txt|md)$/i.test(path)) throw new UserError(say("message.no-message", {name: basename(path)}));
    if (found === null || !found.isFile()) throw new UserError(say("message.missing", {path}));
    if (found.size > largestMessage) throw new UserError(say("message.too-large", {name: basename(path)}));
    return readFile(path);
}

async function readMessage(bytes: Uint8Array, name: string): Promise<{from: string; subject: string; text: string}> {
    // parsers are loaded when a message is opened, not when the window is
    const {parseMessage} = await import("../library/parsers/mail.ts");
    try {
        const {from, subject, text} = await parseMessage(bytes);
        const sender = from[0];
        return {from: sender?.name ?? sender?.address ?? "", subject: subject ?? "", text: ownText(text).text.trim() || text.trim()};
    } catch (error) {
        // A text file is treated as a message: its whole text is what is answered.
        if (error instanceof Refusal && /\.(txt|md)$/i.test(name))
            return {from: "", subject: "", text: Buffer.from(bytes).toString("utf8").trim()};
        throw new UserError(
            error instanceof Refusal ? say("message.unreadable-why", {name, why: error.reason}) : say("message.unreadable", {name})
        );
    }
}
