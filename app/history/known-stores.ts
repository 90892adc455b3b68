import {say} from "../sentences/sentence.ts";
import type {Sentence} from "../sentences/sentence.ts";
/** Detection of known programs' stores by their location and names. */
export type StoreKind = "thunderbird" | "apple-mail" | "outlook" | "outlook-mac" | "takeout" | "mail" | "obsidian" | "blog";

/** A place on this machine that contains writing. It was listed, not read; nothing of it is used before the user confirms. */
export interface FoundStore {
    readonly kind: StoreKind;
    /** display name: "Thunderbird (default-release)" */
    readonly name: string;
    readonly path: string;
    /** of the files seen below it; of very large stores only a part */
    readonly bytes: number;
    /** paths of the folders and mailbox files with sent mail, which are the better source: they contain only the user's own texts */
    readonly sent: readonly string[];
    /** why it cannot be taken as it is, and what to do; null: it can */
    readonly problem: Sentence | null;
}

export interface ListedEntry {
    readonly name: string;
    readonly isFolder: boolean;
    /** bytes; 0 for folders */
    readonly size: number;
}

/** File system access of the search. It opens no file. */
export interface FolderLister {
    /** null: there is no such folder; "denied": it exists and may not be listed */
    list(path: string): Promise<readonly ListedEntry[] | null | "denied">;
    join(...parts: readonly string[]): string;
    /** whether a folder's or mailbox's path says that it holds sent mail */
    isSent(path: string): boolean;
}

/** entries examined in one store for its size and sent folders, and maximum depth */
const entriesPerStore = 20_000,
    deepest = 12;
const fullDiskAccess = say("store-of-mail.disk-access");

/** The known stores below a home folder: mail before notes, those with sent folders first, then the largest. */
export async function findStores(home: string, lister: FolderLister): Promise<FoundStore[]> {
    const search = new StoreSearch(lister, home);
    const found = (
        await Promise.all([
            search.thunderbird(),
            search.appleMail(),
            search.outlook(),
            search.downloads(),
            search.unixMail(),
            search.notes()
        ])
    ).flat();
    const isMail = ({kind}: FoundStore): number => Number(kind !== "obsidian" && kind !== "blog");
    return found.toSorted(
        (a, b) =>
            isMail(b) - isMail(a) ||
            Number(a.problem !== null) - Number(b.problem !== null) ||
            Number(b.sent.length > 0) - Number(a.sent.length > 0) ||
            b.bytes - a.bytes ||
            (a.path < b.path ? -1 : 1)
    );
}

class StoreSearch {
    readonly #lister: FolderLister;
    readonly #home: string;

    constructor(lister: FolderLister, home: string) {
        this.#lister = lister;
        this.#home = home;
    }

    async thunderbird(): Promise<FoundStore[]> {
        const roots = [
            ".thunderbird",
            "Library/Thunderbird/Profiles",
            "AppData/Roaming/Thunderbird/Profiles",
            "snap/thunderbird/common/.thunderbird",
            ".var/app/org.mozilla.Thunderbird/.thunderbird"
        ];
        const found: FoundStore[] = [];
        for (const root of roots.map((path) => this.#at(path))) {
            for (const profile of await this.#folders(root)) {
                const path = this.#lister.join(root, profile.name);
                const mail = (await this.#folders(path)).filter(({name}) => name === "Mail" || name === "ImapMail");
                if (mail.length === 0) continue;
                const name = `Thunderbird (${profile.name.replace(/^[a-z0-9]{8}\./, "")})`;
                const store = await this.#measure(
                    "thunderbird",
                    name,
                    path,
                    mail.map((folder) => this.#lister.join(path, folder.name))
                );
                if (store.bytes > 0) found.push(store);
            }
        }
        return found;
    }

    /** Apple Mail's newest version of its store. */
    async appleMail(): Promise<FoundStore[]> {
        const root = this.#at("Library/Mail");
        const listed = await this.#lister.list(root);
        if (listed === "denied") return [{kind: "apple-mail", name: "Apple Mail", path: root, bytes: 0, sent: [], problem: fullDiskAccess}];
        const versions = (listed ?? []).filter(({name, isFolder}) => isFolder && /^V\d+$/.test(name));
        const newest = versions.toSorted((a, b) => Number(b.name.slice(1)) - Number(a.name.slice(1)))[0];
        return newest === undefined ? [] : [await this.#measure("apple-mail", "Apple Mail", this.#lister.join(root, newest.name))];
    }

    async outlook(): Promise<FoundStore[]> {
        const found: FoundStore[] = [];
        for (const folder of [
            "Documents/Outlook Files",
            "Documents/Outlook-Dateien",
            "Documents/Fichiers Outlook",
            "AppData/Local/Microsoft/Outlook",
            "Documents",
            "Desktop"
        ])
            found.push(...(await this.#files(folder, /\.(?:pst|ost)$/i, "outlook", "Outlook")));
        return found;
    }

    /** Exports: Gmail by Google's Takeout, Outlook for Mac, single mailboxes. */
    async downloads(): Promise<FoundStore[]> {
        const found: FoundStore[] = [];
        for (const folder of ["Downloads", "Documents", "Desktop"]) {
            found.push(...(await this.#files(folder, /\.olm$/i, "outlook-mac", "Outlook for Mac")));
            found.push(...(await this.#files(folder, /^takeout\b.*\.(?:zip|tgz|tar\.gz)$/i, "takeout", "Google Takeout")));
            if (folder === "Downloads") found.push(...(await this.#files(folder, /\.mbox$/i, "mail", "Mailbox")));
            for (const {name} of (await this.#folders(this.#at(folder))).filter(({name}) => /^takeout/i.test(name))) {
                const outer = this.#lister.join(this.#at(folder), name);
                for (const mail of [this.#lister.join(outer, "Mail"), this.#lister.join(outer, "Takeout", "Mail")]) {
                    const store = await this.#measure("takeout", "Gmail (Google Takeout)", mail);
                    if (store.bytes > 0) found.push(store);
                }
            }
        }
        return found;
    }

    async unixMail(): Promise<FoundStore[]> {
        const found: FoundStore[] = [];
        const places = [
            ["Maildir", "Maildir"],
            ["Mail", "Mail"],
            ["mail", "Mail"],
            [".local/share/evolution/mail/local", "Evolution"],
            [".local/share/local-mail", "KMail"]
        ] as const;
        for (const [path, name] of places) {
            const store = await this.#measure("mail", name, this.#at(path));
            // On case-insensitive file systems `Mail` and `mail` are the same.
            if (
                store.bytes > 0 &&
                !found.some((other) => other.path.toLowerCase() === store.path.toLowerCase() && other.bytes === store.bytes)
            )
                found.push(store);
        }
        return found;
    }

    /** Obsidian's vaults and blogs, in the home folder and in common places, two levels deep. */
    async notes(): Promise<FoundStore[]> {
        const found: FoundStore[] = [],
            seen = new Set<string>();
        const roots = [
            "",
            "Documents",
            "Dokumente",
            "Notes",
            "Obsidian",
            "Projects",
            "projects",
            "Sites",
            "src",
            "Library/Mobile Documents/iCloud~md~obsidian/Documents"
        ];
        for (const root of roots.map((path) => (path === "" ? this.#home : this.#at(path)))) {
            for (const {name} of (await this.#folders(root)).slice(0, 500)) {
                const path = this.#lister.join(root, name);
                if (name.startsWith(".") || seen.has(path)) continue;
                seen.add(path);
                const inside = await this.#entries(path);
                const has = (...wanted: readonly string[]): boolean => inside.some((entry) => wanted.includes(entry.name));
                if (has(".obsidian")) found.push(await this.#measure("obsidian", `Obsidian: ${name}`, path));
                else if (has("_config.yml", "_config.yaml") && has("_posts"))
                    found.push(
                        await this.#measure(
                            "blog",
                            `Blog: ${name}`,
                            path,
                            ["_posts", "_drafts"].filter((folder) => has(folder)).map((folder) => this.#lister.join(path, folder))
                        )
                    );
                else if (has("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "config.yaml") && has("content"))
                    found.push(await this.#measure("blog", `Blog: ${name}`, this.#lister.join(path, "content")));
            }
        }
        return found;
    }

    #at(path: string): string {
        return this.#lister.join(this.#home, ...path.split("/"));
    }

    async #entries(path: string): Promise<readonly ListedEntry[]> {
        const listed = await this.#lister.list(path);
        return listed === null || listed === "denied" ? [] : listed;
    }

    async #folders(path: string): Promise<readonly ListedEntry[]> {
        return (await this.#entries(path)).filter(({isFolder}) => isFolder);
    }

    async #files(folder: string, pattern: RegExp, kind: StoreKind, name: string): Promise<FoundStore[]> {
        const path = this.#at(folder);
        const files = (await this.#entries(path)).filter((entry) => !entry.isFolder && entry.size > 0 && pattern.test(entry.name));
        return files.map((entry) => ({
            kind,
            name: `${name}: ${entry.name}`,
            path: this.#lister.join(path, entry.name),
            bytes: entry.size,
            sent: [],
            problem: null
        }));
    }

    /** Size and sent folders of what lies below `path`, or below some folders in it. */
    async #measure(kind: StoreKind, name: string, path: string, below: readonly string[] = [path]): Promise<FoundStore> {
        let bytes = 0,
            seen = 0;
        const sent: string[] = [];
        const pending = below.map((folder) => ({folder, depth: 0, inSent: false}));
        for (let next = pending.pop(); next !== undefined && seen < entriesPerStore; next = pending.pop()) {
            for (const entry of await this.#entries(next.folder)) {
                seen++;
                const inside = this.#lister.join(next.folder, entry.name);
                bytes += entry.size;
                // Thunderbird's index beside a mailbox, and folders in a folder that is named already.
                const isSent =
                    !next.inSent &&
                    kind !== "obsidian" &&
                    kind !== "blog" &&
                    this.#lister.isSent(inside.slice(path.length)) &&
                    (entry.isFolder || entry.size > 0) &&
                    !/\.(?:msf|json|plist)$/i.test(entry.name);
                if (isSent) sent.push(inside);
                if (entry.isFolder && next.depth < deepest)
                    pending.push({folder: inside, depth: next.depth + 1, inSent: next.inSent || isSent});
            }
        }
        return {kind, name, path, bytes, sent: sent.toSorted(), problem: null};
    }
}
