import {appendFile, mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import type {DraftRequest} from "../app/drafting/draft-request.ts";
import type {Draft} from "../app/drafting/drafting.ts";
import {saidNotes} from "../app/drafting/note-coverage.ts";
import type {Revised, RevisionRequest} from "../app/drafting/revise.ts";
import {splitLetter} from "../app/persona/letter.ts";
import {table} from "../main/cli/terminal.ts";
import {createIdiolect, type Idiolect} from "../main/idiolect.ts";
import {changes, countAction, neutral, type ActionRow} from "./authors-actions.ts";
import {briefsSchema, countWords, isCasingRight, isGreetingRight, keeps, type BriefOfAuthor} from "./authors-checks.ts";

/*
 * Drafts for the three invented authors of `tests/fixtures/authors`, end to end: the author's folder is learned, then each of the ten
 * briefs is drafted once, with one seed, and nothing is picked. A second draft of each brief is written under the author's rules. What is
 * right is decided in `authors-checks.ts`, by means of its own, and not by the checks that drafting itself has; only the notes and the
 * facts are counted by those.
 *
 *     npm run bench:authors -- [--model FILE] [--author jude]… [--out FILE] [--no-rules | --sliders [--briefs 5] | --actions [--letters
 *         5]] [--threads N] [--seed N] [--json]
 *
 * `--out` takes the drafts as Markdown, with an empty verdict each: send, one edit, useless. Instead, `--sliders` measures what each slider
 * changes, and `--actions` what each action makes of letters of the author's and of one in nobody's voice.
 */

const {values} = parseArgs({
    options: {
        model: {type: "string"},
        author: {type: "string", multiple: true},
        out: {type: "string"},
        sliders: {type: "boolean", default: false},
        actions: {type: "boolean", default: false},
        letters: {type: "string", default: "5"},
        briefs: {type: "string", default: "5"},
        "no-rules": {type: "boolean", default: false},
        threads: {type: "string", default: "1"},
        seed: {type: "string", default: "1"},
        json: {type: "boolean", default: false}
    }
});
const folder = new URL("../tests/fixtures/authors/", import.meta.url);
/** The brief without the correct greetings. */
function plainBrief(each: BriefOfAuthor): Omit<BriefOfAuthor, "greetings"> {
    return Object.fromEntries(Object.entries(each).filter(([key]) => key !== "greetings")) as Omit<BriefOfAuthor, "greetings">;
}

async function write(idiolect: Idiolect, request: DraftRequest): Promise<Draft> {
    for await (const event of idiolect.draft(request)) if (event.type === "end") return event.result;
    throw new Error("no draft came");
}

async function read(author: string) {
    return briefsSchema.parse(JSON.parse(await readFile(new URL(`${author}/briefs.json`, folder), "utf8")));
}

async function withAuthor<T>(author: string, work: (idiolect: Idiolect) => Promise<T>): Promise<T> {
    const home = await mkdtemp(join(tmpdir(), "idiolect-authors-"));
    const idiolect = await createIdiolect({
        home,
        engine: "in-process",
        threads: Number(values.threads),
        ...(values.model === undefined ? {} : {model: values.model})
    });
    try {
        await idiolect.library.addSource(fileURLToPath(new URL(author, folder)));
        await idiolect.library.scan({});
        return await work(idiolect);
    } finally {
        await idiolect.dispose();
        await rm(home, {recursive: true, force: true});
    }
}

interface Measured {
    readonly author: string;
    readonly brief: BriefOfAuthor;
    readonly draft: Draft;
    readonly greeting: boolean;
    readonly casing: boolean;
    readonly notes: readonly {readonly note: string; readonly said: boolean}[];
    readonly ruled: Draft;
    /** of the author's rules: kept, or broken and named */
    readonly keptOrFlagged: number;
    readonly kept: number;
    readonly rules: number;
    /** rules that the program wrongly reports as broken or as kept */
    readonly wronglySaid: readonly string[];
}

async function measureAuthor(author: string): Promise<readonly Measured[]> {
    const {briefs, rules: all} = await read(author);
    const rules = values["no-rules"] ? [] : all;
    return withAuthor(author, async (idiolect) => {
        const measured: Measured[] = [];
        for (const each of briefs) {
            const brief = plainBrief(each);
            const draft = await write(idiolect, {brief, seeds: [Number(values.seed)]});
            const ruled = rules.length === 0 ? draft : await write(idiolect, {brief, seeds: [Number(values.seed)], rules});
            const isKept = (rule: string): boolean => {
                const check = keeps[rule];
                if (check === undefined) throw new Error(`bench/authors-checks.ts has no check for the rule "${rule}"`);
                return check(ruled.text);
            };
            measured.push({
                author,
                brief: each,
                draft,
                greeting: isGreetingRight(draft.text, each),
                casing: isCasingRight(author, draft.text, each),
                notes: saidNotes(draft.text, brief.notes),
                ruled,
                rules: rules.length,
                kept: rules.filter(isKept).length,
                keptOrFlagged: rules.filter((rule) => isKept(rule) || ruled.brokenRules.includes(rule)).length,
                wronglySaid: rules.filter((rule) => isKept(rule) === ruled.brokenRules.includes(rule))
            });
            // written after each brief: a run takes long, and finished drafts should survive a failure
            const last = measured.at(-1);
            if (values.out !== undefined && last !== undefined) await appendFile(values.out, `${markdownOf(last, measured.length)}\n\n`);
            process.stderr.write(`${author} ${measured.length} of ${briefs.length}\n`);
        }
        return measured;
    });
}

function share(part: number, whole: number): string {
    return `${part} of ${whole}`;
}

function rowOf(name: string, all: readonly Measured[]): readonly string[] {
    const sum = (value: (each: Measured) => number): number => all.reduce((total, each) => total + value(each), 0);
    return [
        name,
        share(
            sum((each) => Number(each.greeting)),
            all.length
        ),
        share(
            sum((each) => Number(each.casing)),
            all.length
        ),
        share(
            sum((each) => each.notes.filter(({said}) => said).length),
            sum((each) => each.notes.length)
        ),
        share(
            sum((each) => Number(each.draft.unsupported.length > 0)),
            all.length
        ),
        share(
            sum((each) => each.kept),
            sum((each) => each.rules)
        ),
        share(
            sum((each) => each.keptOrFlagged),
            sum((each) => each.rules)
        ),
        (sum((each) => countWords(each.draft.text)) / all.length).toFixed(0)
    ];
}

function markdownOf({author, brief, draft, greeting, casing, notes}: Measured, number: number): string {
    const findings = [
        ...(greeting ? [] : ["greeting wrong"]),
        ...(casing ? [] : ["casing wrong"]),
        ...notes.filter(({said}) => !said).map(({note}) => `not said: ${note}`),
        ...draft.unsupported.map(({text}) => `nobody gave: ${text}`)
    ];
    const lines = [
        `### ${author} ${number}: ` +
            `${brief.kind}${brief.to === undefined ? "" : ` to ${brief.to}`}` +
            `${brief.subject === undefined ? "" : `, “${brief.subject}”`}`,
        "",
        ...(brief.message === undefined ? [] : [`Message: ${brief.message}`, ""]),
        `Notes: ${brief.notes}`,
        "",
        ...draft.text.split("\n").map((line) => `> ${line}`.trimEnd()),
        "",
        ...(findings.length === 0 ? [] : [`Found by the program: ${findings.join("; ")}`, ""]),
        "Verdict: "
    ];
    return lines.join("\n");
}

async function drafts(authors: readonly string[]): Promise<void> {
    const measured: Measured[] = [];
    if (values.out !== undefined) await writeFile(values.out, "");
    for (const author of authors) measured.push(...(await measureAuthor(author)));
    if (values.json) {
        console.log(
            JSON.stringify(
                measured.map(({draft, ruled, ...each}) => ({
                    ...each,
                    text: draft.text,
                    unsupported: draft.unsupported,
                    ruled: ruled.text,
                    brokenRules: ruled.brokenRules
                })),
                null,
                2
            )
        );
        return;
    }
    console.log(
        table(
            ["author", "greeting right", "casing right", "notes said", "with a fact nobody gave", "rules kept", "kept or named", "words"],
            [
                ...authors.map((author) =>
                    rowOf(
                        author,
                        measured.filter((each) => each.author === author)
                    )
                ),
                rowOf("all", measured)
            ]
        )
    );
    for (const {author, brief, wronglySaid} of measured)
        for (const rule of wronglySaid) console.log(`${author}, ${brief.notes}: wrong about the rule "${rule}"`);
}

/** Slider positions, measured on the first briefs of an author. */
const stands: readonly (readonly [string, Partial<DraftRequest>])[] = [
    ["all in the middle", {}],
    ["length: much shorter", {length: -1}],
    ["length: much longer", {length: 1}],
    ["strength: anybody", {strength: 0, strategy: "none"}],
    ["warmth: heartfelt", {warmth: 1}]
];

async function sliders(authors: readonly string[]): Promise<void> {
    const rows = stands.map(([name]) => ({name, texts: [] as string[], own: 0, said: 0, notes: 0, same: 0}));
    for (const author of authors) {
        const {briefs} = await read(author);
        await withAuthor(author, async (idiolect) => {
            for (const each of briefs.slice(0, Number(values.briefs))) {
                const brief = plainBrief(each);
                let middle: string | null = null;
                for (const [i, [, change]] of stands.entries()) {
                    const {text} = await write(idiolect, {brief, seeds: [Number(values.seed)], ...change});
                    middle ??= text;
                    const row = rows[i];
                    if (row === undefined) continue;
                    row.texts.push(text);
                    row.own += Number(isGreetingRight(text, each) && isCasingRight(author, text, each));
                    const said = saidNotes(text, brief.notes);
                    row.said += said.filter((note) => note.said).length;
                    row.notes += said.length;
                    row.same += Number(text === middle);
                }
                process.stderr.write(`${author}: ${brief.notes}\n`);
            }
        });
    }
    console.log(
        table(
            ["slider", "words a draft", "same draft as in the middle", "greeting and casing right", "notes said"],
            rows.map(({name, texts, own, said, notes, same}) => [
                name,
                (texts.reduce((sum, text) => sum + countWords(text), 0) / texts.length).toFixed(1),
                share(same, texts.length),
                share(own, texts.length),
                share(said, notes)
            ])
        )
    );
}

async function actions(authors: readonly string[]): Promise<void> {
    const rows = changes.map((how): ActionRow => ({how, asked: 0, changed: 0, said: 0, silent: 0, facts: 0, casing: 0, right: 0}));
    const texts: string[] = [];
    for (const author of authors) {
        await withAuthor(author, async (idiolect) => {
            const own = (await idiolect.persona.items())
                .filter(({kind, text}) => kind === "email" && splitLetter(text).greeting !== null)
                .slice(0, Number(values.letters))
                .map(({text}) => text);
            for (const letter of [...(neutral[author] ?? []), ...own]) {
                for (const [i, how] of changes.entries()) {
                    const instruction = author === "bodo" ? "bestimmter, und biete Dienstag an" : "firmer, and offer Tuesday";
                    const changed = await change(idiolect, {
                        text: letter,
                        from: 0,
                        to: letter.length,
                        how,
                        instruction,
                        kind: "email",
                        seed: Number(values.seed)
                    });
                    const row = rows[i];
                    if (row === undefined) continue;
                    countAction(row, author, letter, changed, {
                        asked: how === "instruction" ? instruction : "",
                        habits: await idiolect.persona.habits("email")
                    });
                    const isChanged = changed.text !== letter;
                    texts.push(
                        `### ${author}, ${how}${changed.note === null ? "" : `: ${changed.note.text}`}\n\n` +
                            `${letter.replaceAll("\n", " / ")}\n\n` +
                            `${isChanged ? changed.text.replaceAll("\n", " / ") : "(unchanged)"}`
                    );
                }
            }
            process.stderr.write(`${author}\n`);
        });
    }
    if (values.out !== undefined) await writeFile(values.out, `${texts.join("\n\n")}\n`);
    console.log(
        table(
            [
                "action",
                "changed",
                "said that it could not",
                "neither",
                "in the right direction, of those changed",
                "names and numbers kept",
                "casing kept"
            ],
            rows.map(({how, asked, changed, said, silent, facts, casing, right}) => [
                how,
                share(changed, asked),
                share(said, asked),
                share(silent, asked),
                share(right, changed),
                share(facts, asked),
                share(casing, asked)
            ])
        )
    );
}

async function change(idiolect: Idiolect, request: RevisionRequest): Promise<Revised> {
    for await (const event of idiolect.revise(request)) if (event.type === "end") return event.result;
    throw new Error("no change came");
}

const authors = values.author ?? ["jude", "agatha", "bodo"];
await (values.sliders ? sliders(authors) : values.actions ? actions(authors) : drafts(authors));
