import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import type {Identity, MailHead} from "../../../app/history/identity.ts";
import {defaultLimits} from "../core-options.ts";
import type {ScanProgress} from "../library.ts";
import {Scanner} from "./scan.ts";
import type {ScannerParts} from "./scan.ts";
import {SourceFolders} from "./source-folders.ts";

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "idiolect-scanner-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** A scanner whose index cannot be read, and what it reports. */
function brokenScanner(heads: (parts: {identities: Identity[]}) => readonly MailHead[] = () => []): {
    readonly scanner: Scanner;
    readonly found: Identity[];
} {
    const found: Identity[] = [];
    const said = {identities: [] as Identity[]};
    const source = {id: "s", path: folder, kinds: null, ignore: [], paused: false, added: ""};
    const parts = {
        index: () => {
            throw new Error("the disk is gone");
        },
        configuration: () => ({sources: [source], identities: said.identities, excluded: []}),
        pool: {heads: async () => heads(said)},
        limits: defaultLimits,
        folders: new SourceFolders(join(folder, "home")),
        clock: Date.now,
        ownerFound: (identity: Identity) => void found.push(identity),
        written: () => {},
        encode: async () => {}
    } as unknown as ScannerParts;
    return {scanner: new Scanner(parts), found};
}

const target = () => ({targets: [{source: "s", folder, recursive: true}]});

describe("a scan", () => {
    it("that fails says that it has ended", async () => {
        writeFileSync(join(folder, "note.txt"), "A note about the lock.");
        const said: ScanProgress[] = [];
        const {scanner} = brokenScanner();
        await expect(scanner.scan(target(), (progress) => said.push(progress), new AbortController().signal)).rejects.toThrow("disk");
        expect(said.at(-1)?.phase).toBe("done");
    });

    it.each([
        ["guesses who owns the mail", [], 1],
        ["leaves it to the user, who has answered while it looked", [{value: "ilse@slip.example", origin: "given", evidence: null}], 0]
    ] as const)("%s", async (_, answered, guessed) => {
        for (let i = 0; i < 8; i++) writeFileSync(join(folder, `${i}.eml`), "From: Bo <bo@slip.example>\n\nThe winch is back.\n");
        const {scanner, found} = brokenScanner((said) => {
            said.identities = [...answered];
            return Array.from({length: 8}, (_each, i) => ({
                from: [{name: "Bo", address: "bo@slip.example"}],
                recipients: [{name: null, address: `p${i}@slip.example`}],
                arrived: false,
                deliveredTo: [],
                inSentFolder: true
            }));
        });
        await scanner.scan(target(), () => {}, new AbortController().signal).catch(() => {});
        expect(found).toHaveLength(guessed);
    });
});
