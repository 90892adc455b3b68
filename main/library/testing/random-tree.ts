import {
    appendFileSync,
    chmodSync,
    existsSync,
    lstatSync,
    mkdirSync,
    readdirSync,
    renameSync,
    rmSync,
    unlinkSync,
    utimesSync,
    writeFileSync
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {madeMessage, madeProse} from "./made-corpus.ts";

/** A folder with random operations: create, edit, rename, move, delete, chmod, touch, replace a file by a folder and back. */
export class RandomTree {
    readonly root: string;
    readonly #random: () => number;
    #count = 0;

    constructor(root: string, random: () => number) {
        this.root = root;
        this.#random = random;
        mkdirSync(root, {recursive: true});
    }

    /** Performs one operation and describes it. */
    step(): string {
        const files = this.#list("file"),
            chance = this.#random();
        const file = files[Math.floor(this.#random() * files.length)];
        if (file === undefined || (chance < 0.3 && files.length < 120)) return this.#create();
        if (chance < 0.5) return this.#edit(file);
        if (chance < 0.58) return this.#move(file, join(this.#folder(), basename(file)));
        if (chance < 0.66) return this.#move(file, join(dirname(file), this.#name(file)));
        if (chance < 0.7) return this.#move(file, join(dirname(file), swapCase(basename(file))));
        if (chance < 0.8) return this.#delete(file);
        if (chance < 0.84) {
            utimesSync(file, new Date(), new Date(Date.now() - Math.floor(this.#random() * 1e9)));
            return `touch ${file}`;
        }
        if (chance < 0.87) {
            chmodSync(file, this.#random() < 0.5 ? 0o600 : 0o644);
            return `chmod ${file}`;
        }
        if (chance < 0.9) {
            unlinkSync(file);
            mkdirSync(file);
            writeFileSync(join(file, "inside.txt"), this.#text());
            return `replace by a folder ${file}`;
        }
        if (chance < 0.93) return this.#moveFolder();
        if (chance < 0.95) return this.#deleteFolder();
        // A copy: equal texts count once.
        const copy = join(this.#folder(), this.#name(file));
        if (!existsSync(copy) && lstatSync(file).size < 100_000) writeFileSync(copy, this.#textOrMail(copy));
        return `copy to ${copy}`;
    }

    #create(): string {
        const path = join(this.#folder(), this.#name(null));
        if (existsSync(path)) return `there already ${path}`;
        writeFileSync(path, this.#textOrMail(path));
        return `create ${path}`;
    }

    #edit(file: string): string {
        if (this.#random() < 0.5) appendFileSync(file, `\n${this.#text()}`);
        else writeFileSync(file, this.#random() < 0.05 ? "" : this.#textOrMail(file));
        return `edit ${file}`;
    }

    #move(from: string, to: string): string {
        if (existsSync(to) && lstatSync(to).isDirectory()) return `taken ${to}`;
        renameSync(from, to);
        return `move ${from} to ${to}`;
    }

    #delete(file: string): string {
        unlinkSync(file);
        return `delete ${file}`;
    }

    #moveFolder(): string {
        const folders = this.#list("folder");
        const folder = folders[Math.floor(this.#random() * folders.length)];
        if (folder === undefined) return "no folder";
        const to = join(this.root, `f${++this.#count}`);
        renameSync(folder, to);
        return `move folder ${folder} to ${to}`;
    }

    #deleteFolder(): string {
        const folders = this.#list("folder");
        const folder = folders[Math.floor(this.#random() * folders.length)];
        if (folder === undefined) return "no folder";
        rmSync(folder, {recursive: true});
        return `delete folder ${folder}`;
    }

    #folder(): string {
        const folders = [this.root, ...this.#list("folder")];
        const folder = folders[Math.floor(this.#random() * folders.length)] ?? this.root;
        if (this.#random() > 0.15 || folder.split("/").length > this.root.split("/").length + 4) return folder;
        const made = join(folder, `f${++this.#count}`);
        mkdirSync(made, {recursive: true});
        return made;
    }

    #name(like: string | null): string {
        const extension =
            like === null ? [".txt", ".md", ".eml", ".txt"][Math.floor(this.#random() * 4)] : like.slice(like.lastIndexOf("."));
        return `${["note", "Brief", "手紙", "Entwürfe"][Math.floor(this.#random() * 4)]} ${++this.#count}${extension}`;
    }

    #textOrMail(path: string): string {
        return path.endsWith(".eml") ? madeMessage(1 + Math.floor(this.#random() * 40)) : this.#text();
    }

    /** From few texts, so that equal and nearly equal ones occur. */
    #text(): string {
        const text = madeProse(1 + Math.floor(this.#random() * 60), 40);
        return this.#random() < 0.3 ? text.replace("the", "that").replace("garden", "park") : text;
    }

    #list(kind: "file" | "folder"): string[] {
        return readdirSync(this.root, {recursive: true, withFileTypes: true})
            .filter((entry) => (kind === "file" ? entry.isFile() : entry.isDirectory()))
            .map((entry) => join(entry.parentPath, entry.name))
            .sort();
    }
}

function swapCase(name: string): string {
    const upper = name.toUpperCase();
    const dot = name.lastIndexOf(".");
    return name === upper ? name.toLowerCase() : `${upper.slice(0, dot)}${name.slice(dot)}`;
}
