import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach} from "vitest";
import type {Encoder} from "../../../app/persona/encoder.ts";
import type {Library, OpenLibraryOptions} from "../library.ts";
import {openLibrary} from "../open-library.ts";
import {textEncoder} from "./snapshot.ts";

/** Of the current test: a temporary folder, an initially empty folder of writing in it, and a home. */
export let base: string, folder: string, home: string;
const open: Library[] = [];

/** Creates these folders for each test of the calling file; libraries opened by a test are closed after it. */
export function useLibraryFolders(): void {
    beforeEach(() => {
        base = mkdtempSync(join(tmpdir(), "idiolect-library-"));
        folder = join(base, "writing");
        home = join(base, "home");
        mkdirSync(folder);
    });

    afterEach(async () => {
        await Promise.all(open.splice(0).map((library) => library.close()));
        rmSync(base, {recursive: true, force: true});
    });
}

export async function library(options: Partial<OpenLibraryOptions> = {}): Promise<Library> {
    const opened = await openLibrary({home, encoder: textEncoder, ...options});
    open.push(opened);
    return opened;
}

export async function close(opened: Library): Promise<void> {
    open.splice(open.indexOf(opened), 1);
    await opened.close();
}

export function write(name: string, text: string, place = folder): string {
    const path = join(place, name);
    mkdirSync(join(path, ".."), {recursive: true});
    writeFileSync(path, text);
    return path;
}

export function mail({
    from = "Anna <anna@example.org>",
    subject = "Plan",
    id = "<1@x>",
    answers = "",
    body = "I like the plan very much.",
    headers = ""
}: {
    from?: string;
    subject?: string;
    id?: string;
    answers?: string;
    body?: string;
    headers?: string;
}): string {
    return (
        `From: ${from}\r\nTo: Ben <ben@example.org>\r\nSubject: ${subject}\r\nMessage-ID: ${id}\r\n` +
        `${answers === "" ? "" : `In-Reply-To: ${answers}\r\n`}${headers}Date: Mon, 6 Jan 2020 15:04:00 +0100\r\n\r\n` +
        `${body.replaceAll("\n", "\r\n")}\r\n`
    );
}

/** the texts of the history, sorted */
export const texts = async (opened: Library): Promise<string[]> => (await opened.history.items()).map(({text}) => text).sort();

/** An encoder that counts what it encodes. */
export function countingEncoder(): Encoder & {count: number} {
    const encoder = {
        ...textEncoder,
        count: 0,
        encode: async (list: readonly string[]) => {
            encoder.count += list.length;
            return textEncoder.encode(list);
        }
    };
    return encoder;
}
