import {globSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {causeIn, Fault} from "../errors.ts";
import {derive} from "../history/derive.ts";
import {de} from "./de.ts";
import {en} from "./en.ts";
import {say, storedSentence} from "./sentence.ts";
import type {Sentence, SentenceKey} from "./sentence.ts";
import {wordSentence} from "./wording.ts";

type Words = string | ((values: never) => string);

/** a value that is a text, a number and a list of texts at once, as far as words use them */
const anything = Object.assign(Object("7") as object, {join: () => "7", toString: () => "7"});

/** The words with any values, and which values they use. */
function tried(words: Words): {readonly text: string; readonly used: readonly string[]} {
    if (typeof words === "string") return {text: words, used: []};
    const used = new Set<string>();
    const values = new Proxy(
        {},
        {
            get: (_, name) => {
                used.add(String(name));
                return name === "kind" ? "email" : anything;
            }
        }
    );
    return {text: words(values as never), used: [...used].toSorted()};
}

const message = {
    messageId: null,
    subject: null,
    from: [],
    to: [],
    cc: [],
    date: null,
    answers: [],
    text: "Hello there.",
    headers: {},
    contentType: "text/plain",
    hasCalendar: false,
    unsigned: false
};

const keys = Object.keys(en) as SentenceKey[];
const english = (key: SentenceKey, by: "command" | "window"): Words => {
    const entry: Words | {readonly command: Words; readonly window: Words} = en[key];
    return typeof entry === "object" ? entry[by] : entry;
};
const wordings = keys.flatMap((key) => [
    {key, by: "command", ...tried(english(key, "command"))},
    {key, by: "window", ...tried(english(key, "window"))},
    {key, by: "German window", ...tried(de[key] as Words)}
]);
/** these say nothing themselves */
const mayBeEmpty = new Set<string>(["store.in-use-by-somebody"]);
/** these are made of other sentences or of somebody else's words alone */
const same = new Set<string>(["quoted", "store.other-problem", "store.in-use-by-somebody", "file.not-taken"]);

describe("the sentences", () => {
    it("are worded in every language, with all their values", () => {
        expect(Object.keys(de).toSorted()).toEqual(keys.toSorted());
        expect(wordings.filter(({key, text}) => text.trim() === "" && !mayBeEmpty.has(key))).toEqual([]);
        expect(wordings.filter(({text}) => /undefined|\[object|NaN/.test(text))).toEqual([]);
        expect(keys.filter((key) => tried(de[key] as Words).text === tried(english(key, "window")).text && !same.has(key))).toEqual([]);
    });

    it("name in German what they name in English", () => {
        const differ = keys.filter((key) => tried(de[key] as Words).used.join() !== tried(english(key, "window")).used.join());
        expect(differ).toEqual([]);
    });

    it("name no flag and no command in a window", () => {
        expect(wordings.filter(({by, text}) => by !== "command" && /--|`|\bnpm\b/.test(text)).map(({key, by}) => `${key} (${by})`)).toEqual(
            []
        );
    });

    it("have two wordings only where these differ", () => {
        const twice = keys.filter((key) => typeof en[key] === "object");
        expect(twice.filter((key) => tried(english(key, "command")).text === tried(english(key, "window")).text)).toEqual([]);
    });

    it("are said in the language asked for, with the sentences in them", () => {
        const sentence = say("file.unreadable", {path: "post.mbox", why: say("reach.denied")});
        expect(sentence.text).toBe("post.mbox cannot be read: permission denied.");
        expect(wordSentence(sentence, "en")).toBe(sentence.text);
        expect(wordSentence(structuredClone(sentence), "de")).toBe("post.mbox lässt sich nicht lesen: kein Zugriff erlaubt.");
    });

    it("may have sentences in a list", () => {
        const differences = [say("difference", {what: say("difference.encoder-name"), wanted: "one", found: "two"}), "n_embd"];
        const sentence = say("plug.mismatch", {name: "a.plug", differences});
        expect(sentence.text).toContain("(encoder name: the plug wants one, loaded is two; n_embd)");
        expect(wordSentence(structuredClone(sentence), "de")).toContain(
            "(Name des Encoders: der Plug braucht one, geladen ist two; n_embd)"
        );
    });

    it("name their flags at the command line, and in a window the way out there", () => {
        const sentence = say("store.unwritten", {path: "drafts.json", why: say("store.forbidden")});
        expect(sentence.text).toContain("choose another folder with --home");
        expect(wordSentence(sentence, "en")).toBe(
            "drafts.json could not be written: writing there is not allowed; change its permissions. Nothing was changed."
        );
    });

    it("have a singular, and numbers as each language writes them", () => {
        const few = say("training.few-texts", {total: 1, least: 8});
        expect(few.text).toBe("There is only one text of yours to learn from, and 8 are needed: add folders with more of them.");
        expect(wordSentence(few, "de")).toMatch(/^Es gibt nur einen Text von Ihnen/);
        const long = say("engine.prompt-too-long", {name: "tiny", length: 12_000, room: 8192});
        expect(long.text).toMatch(/12,000 tokens long and the model tiny holds 8,192 tokens/);
        expect(wordSentence(long, "de")).toMatch(/12\.000 Token lang, und das Modell tiny fasst 8\.192 Token/);
        expect(wordSentence(say("file.too-large", {size: "80.5 MB", limit: "64.0 MB"}), "de")).toMatch(/80,5 MB; .* 64,0 MB/);
    });

    it("of another version are said in English, as they came", () => {
        const unknown: Sentence = {key: "file.on-the-moon", values: {}, text: "It is on the moon."};
        expect(wordSentence(unknown, "de")).toBe("It is on the moon.");
        expect(wordSentence({...unknown, key: "toString"}, "de")).toBe("It is on the moon.");
        expect(wordSentence({key: "strategy.unknown", values: {name: "x"}, text: "No x."}, "de")).toBe("No x.");
    });

    it("are read as they were stored, also from before they had keys", () => {
        const sentence = say("pdf.pages", {pages: 900, limit: 500});
        expect(storedSentence(JSON.stringify(sentence))).toEqual(sentence);
        expect(wordSentence(storedSentence("it is empty"), "de")).toBe("it is empty");
        expect(wordSentence(storedSentence('{"a": 1}'), "de")).toBe('{"a": 1}');
        expect(storedSentence('{"a": ').text).toBe('{"a": ');
    });

    it("describe in the reader's language what was left out of a file", () => {
        const derived = derive(
            {
                type: "mail",
                messages: [
                    {...message, subject: "Plan", from: [{name: "Ben", address: "ben@quay.example"}]},
                    {...message, from: []}
                ]
            },
            {identities: ["ann@quay.example"], kinds: null}
        );
        const excerpts = derived.leftOut.map(({excerpt}) => excerpt as Sentence);
        expect(excerpts.map(({text}) => text)).toEqual(["“Plan” from Ben", "a message without a subject from nobody"]);
        expect(excerpts.map((excerpt) => wordSentence(excerpt, "de"))).toEqual([
            "„Plan“ von Ben",
            "eine Nachricht ohne Betreff von niemandem"
        ]);
    });

    it("name their causes in the reader's language, unless these are the system's words", () => {
        const broke = (error: Error) => say("download.broke", {host: "models.example", why: causeIn(error)});
        const busy = broke(new Fault(say("download.status", {host: "models.example", status: 503})));
        expect(busy.text).toContain("(models.example answered with status 503)");
        expect(wordSentence(structuredClone(busy), "de")).toContain("(models.example hat mit dem Status 503 geantwortet)");
        expect(wordSentence(broke(new Error("ECONNRESET")), "de")).toContain("(ECONNRESET)");
    });

    it("hold no English in their values", () => {
        const root = join(import.meta.dirname, "../..");
        const files = globSync("{app,main}/**/*.ts", {cwd: root, exclude: ["**/*.test.ts", "**/testing/**", "app/sentences/**"]});
        // say("…", {what: "some words"}), also in a template or behind a condition
        const english = /\bsay\([^;]*?\{[^;]*?\w+: [^;,}]*["`](?:\$\{[^}]*\} )?[A-Za-z][a-z]* [a-z][^"`]*["`]/g;
        const found = files.flatMap((file) =>
            [...readFileSync(join(root, file), "utf8").matchAll(english)].map(([call]) => `${file}: ${call.slice(0, 120)}`)
        );
        expect(files.length).toBeGreaterThan(300);
        expect(found).toEqual([]);
    });

    it("are thrown with a key, but where only a command can meet them", () => {
        const root = join(import.meta.dirname, "../..");
        const files = globSync("{app,main}/**/*.ts", {cwd: root, exclude: ["**/*.test.ts", "app/errors.ts"]});
        const without = files.filter((file) => /new CommandError\(/.test(readFileSync(join(root, file), "utf8")));
        expect(
            without.filter((file) => !/^(?:app\/evaluation|main\/(?:cli|evaluation|preview))\//.test(file.replaceAll("\\", "/")))
        ).toEqual([]);
        expect(without).not.toEqual([]);
    });
});
