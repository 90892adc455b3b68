import {mkdir, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {settings as settingsContract} from "../../app/contract/index.ts";
import {runsOf, units} from "../../app/testing/growth.ts";
import {readSettings} from "../../main/api/settings.ts";
import type {Idiolect} from "../../main/idiolect.ts";
import {openLibrary} from "../../main/library/open-library.ts";
import {ModelCatalogue} from "../../main/models/catalogue.ts";
import {initialSettings} from "../../main/store/settings.ts";
import {Tokens} from "../../main/loopback/tokens.ts";
import {openStore} from "../../main/store/store.ts";
import {Mutator} from "./mutate.ts";
import {Report} from "./report.ts";

const brief = {kind: "email", to: "Ines", subject: "Rope", notes: "it is here"};
/** The files of a home that a person could open in an editor, as they should be. */
const wellFormed: Readonly<Record<string, unknown>> = {
    "settings.json": {
        version: 1,
        data: {
            ...initialSettings,
            rules: ["never use exclamation marks"],
            window: {length: 0, warmth: 0, learnFromEdits: true, quickBrief: "", notifications: false, welcomed: true}
        }
    },
    "sources.json": {
        version: 1,
        data: {
            sources: [{id: "s", path: "/nowhere", kinds: ["email"], ignore: ["*.tmp"], paused: false, added: "2026-01-01T00:00:00Z"}],
            identities: [{value: "Ines", origin: "given", evidence: null}],
            excluded: ["k"]
        }
    },
    "drafts.json": {
        version: 1,
        data: {
            composing: {brief},
            drafts: [
                {
                    id: "d",
                    brief,
                    versions: [{text: "Hello.", made: "2026-01-01T00:00:00Z", origin: "model"}],
                    made: "2026-01-01T00:00:00Z",
                    changed: "2026-01-01T00:00:00Z",
                    accepted: true
                }
            ]
        }
    },
    "recipients.json": {version: 1, data: {recipients: [{recipient: "ines@example.org", greeting: "Dear Ines,", signOff: null}]}},
    "connection-tokens.json": {version: 1, data: {mcp: `idiolect-${"a".repeat(43)}`}},
    "models.json": {
        version: 1,
        data: {inUse: "small", models: [{id: "x", name: "x", path: "/nowhere/x.gguf", architecture: "llama", size: 5, sha256: "ab"}]}
    }
};

/** Settings, sources, drafts, recipients, tokens and the list of models, with a value changed or bytes damaged. */
export async function settingsMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("settings and the like", 10_000);
    for (let i = 0; i < count; i++) {
        const mutator = new Mutator(seed + i);
        const home = join(folder, "settings-home");
        await mkdir(home, {recursive: true});
        const name = mutator.pick(Object.keys(wellFormed));
        for (const [file, content] of Object.entries(wellFormed)) {
            const text = JSON.stringify(file === name && seed % 2 === i % 2 ? mutator.json(content) : content);
            await writeFile(join(home, file), file === name && seed % 2 !== i % 2 ? mutator.bytes(Buffer.from(text)) : text);
        }
        await report.run(seed + i, async () => {
            const store = await openStore(home);
            try {
                settingsContract.parse(readSettings({library: {store}} as unknown as Idiolect));
                store.drafts.search("rope");
                await Tokens.open(home);
                await new ModelCatalogue(home, {id: "small", name: "None", path: "/nowhere/none.gguf"}).list();
            } finally {
                store.close();
            }
        });
        await rm(home, {recursive: true, force: true});
    }
    return report;
}

const frames: Readonly<Record<string, (text: string) => string>> = {
    "txt": (text) => text,
    "md": (text) => `# Title\n\n${text}`,
    "html": (text) => `<html><title>T</title><body>${text}`,
    "eml": (text) =>
        `From: a@example.org\r\nTo: b@example.org\r\nSubject: ${text.slice(0, 300).replace(/[\r\n]/g, " ")}\r\n` +
        `Message-ID: <1@x>\r\n\r\n${text}`,
    "rtf": (text) => `{\\rtf1\\ansi ${text}}`,
    "mbox": (text) => `From a@example.org Mon Jan  6 15:04:00 2020\nFrom: a@example.org\nSubject: x\n\n${text}\n`,
    "docx": (text) => text,
    "pdf": (text) => `%PDF-1.7\n${text}`,
    "odt": (text) => text
};
const tags = [
    "<div>",
    "<b><i>",
    "<table><tr><td>",
    "{\\b ",
    "\\u8364?",
    "\\'e9",
    "> ",
    ">",
    "=3D",
    "&amp;",
    "<!--",
    "<![CDATA[",
    "On Monday Bo wrote:\n",
    "-- \n",
    "+49 30 123\n"
];

/** Documents of every format that are made of long runs, or are damaged: scanned as a folder of the user's would be. */
export async function documentMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("documents", 60_000);
    const base = join(folder, "documents"),
        home = join(folder, "documents-home");
    await mkdir(base, {recursive: true});
    const library = await openLibrary({home, limits: {time: 10_000}});
    await library.addSource(base);
    for (let i = 0; i < count; i++) {
        const mutator = new Mutator(seed + i);
        const [ending, frame] = mutator.pick(Object.entries(frames));
        const run = mutator.pick(runsOf(mutator.pick([...units, ...tags]), 20_000 + mutator.below(280_000)));
        const bytes = Buffer.from(frame(run));
        const path = join(base, `${i}.${ending}`);
        await writeFile(path, mutator.below(4) === 0 ? mutator.bytes(bytes, 2_000) : bytes);
        await report.run(seed + i, async () => {
            await library.scan({encode: false});
            await library.history.items();
        });
        await rm(path);
    }
    await library.close();
    return report;
}
