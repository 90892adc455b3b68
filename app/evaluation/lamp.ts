import {z} from "zod";
import type {Brief} from "../brief/brief.ts";
import {CommandError} from "../errors.ts";
import {safeParse} from "../safe-parse.ts";
import type {HistoryItem} from "../history/item.ts";
import {pattern} from "../text/pattern.ts";

/*
 * LaMP's own file format: `questions.json` with each question's input and its author's profile, `outputs.json` with the golds.
 * The tasks are recognised by the benchmark's own wording of the inputs.
 */

const profileItem = z.looseObject({id: z.union([z.string(), z.number()]).transform(String)});
const question = z.looseObject({
    id: z.union([z.string(), z.number()]).transform(String),
    input: z.string(),
    profile: z.array(profileItem),
    author: z.union([z.string(), z.number()]).transform(String).optional(),
    user_id: z.union([z.string(), z.number()]).transform(String).optional()
});
const questionsFile = z.array(question);
const outputsFile = z.object({
    task: z.string().optional(),
    golds: z.array(
        z.looseObject({
            id: z.union([z.string(), z.number()]).transform(String),
            output: z.union([z.string(), z.number()]).transform(String)
        })
    )
});
type RawQuestion = z.infer<typeof question>;
type RawItem = z.infer<typeof profileItem>;

const lampTasks = ["LaMP-1", "LaMP-2", "LaMP-2N", "LaMP-3", "LaMP-4", "LaMP-5", "LaMP-6", "LaMP-7", "LongLaMP-email"] as const;
export type LampTask = (typeof lampTasks)[number];

/** The metric: ROUGE of a text, accuracy of a label, error of a rating. */
export type TaskType = "text" | "label" | "rating";

export interface Question {
    readonly id: string;
    /** questions by one author share it */
    readonly author: string;
    readonly brief: Brief;
    /** the author's history, oldest first where dates are known */
    readonly profile: readonly HistoryItem[];
    /** what the author wrote */
    readonly reference: string;
    /** label and rating tasks: the possible answers, each with its text in the prompt */
    readonly options: readonly {readonly label: string; readonly text: string}[];
}

export interface Dataset {
    readonly task: LampTask;
    readonly type: TaskType;
    readonly questions: readonly Question[];
    /** label tasks: all labels, for the macro F1 */
    readonly labels: readonly string[];
}

interface TaskForm {
    readonly task: LampTask;
    readonly type: TaskType;
    /** the benchmark's wording; the groups become the brief */
    readonly input: RegExp;
    readonly brief: (groups: readonly string[]) => Brief;
    readonly item: (fields: (name: string) => string) => Pick<HistoryItem, "kind" | "title" | "text">;
    readonly options?: (groups: readonly string[]) => readonly {readonly label: string; readonly text: string}[];
}

const titled = (fields: (name: string) => string) => ({kind: "headline", title: fields("title"), text: fields("text")}) as const;
const listOf = (text: string) => [...text.matchAll(/[^[\],]+/g)].map(([label]) => label.trim()).filter((label) => label !== "");

const forms: readonly TaskForm[] = [
    {
        task: "LaMP-1",
        type: "label",
        input: pattern("s")`
            ^For an author who has written the paper with the title "(.*?)", which reference is related\?
            .*?\[1\]: "(.*?)" \[2\]: "(.*?)"$`,
        brief: ([title = ""]) => ({kind: "headline", text: title}),
        item: (fields) => ({kind: "headline", title: fields("title"), text: fields("abstract")}),
        options: ([, first = "", second = ""]) => [
            {label: "[1]", text: first},
            {label: "[2]", text: second}
        ]
    },
    {
        task: "LaMP-2",
        type: "label",
        input: /^Which tag does this movie relate to among the following tags\?.*?tags: (\[.*?\]) description: (.*)$/s,
        brief: ([, text = ""]) => ({kind: "headline", text}),
        item: (fields) => ({kind: "headline", title: fields("tag"), text: fields("description")}),
        options: ([tags = ""]) => listOf(tags).map((label) => ({label, text: label}))
    },
    {
        task: "LaMP-2N",
        type: "label",
        input: /^Which category does this article relate to among the following categories\?.*?categories: (\[.*?\]) article: (.*)$/s,
        brief: ([, text = ""]) => ({kind: "headline", text}),
        item: (fields) => ({kind: "headline", title: fields("category"), text: fields("text")}),
        options: ([tags = ""]) => listOf(tags).map((label) => ({label, text: label}))
    },
    {
        task: "LaMP-3",
        type: "rating",
        input: /^What is the score of the following review on a scale of 1 to 5\?.*?review: (.*)$/s,
        brief: ([text = ""]) => ({kind: "headline", text}),
        item: (fields) => ({kind: "headline", title: fields("score"), text: fields("text")}),
        options: () => ["1", "2", "3", "4", "5"].map((label) => ({label, text: label}))
    },
    {
        task: "LaMP-4",
        type: "text",
        input: /^Generate a headline for the following article:\s*(.*)$/s,
        brief: ([text = ""]) => ({kind: "headline", text}),
        item: titled
    },
    {
        task: "LaMP-5",
        type: "text",
        input: /^Generate a title for the following abstract of a paper:\s*(.*)$/s,
        brief: ([text = ""]) => ({kind: "headline", text}),
        item: (fields) => ({kind: "headline", title: fields("title"), text: fields("abstract") || fields("text")})
    },
    {
        task: "LaMP-6",
        type: "text",
        input: /^Generate a subject for the following email:\s*(.*)$/s,
        brief: ([text = ""]) => ({kind: "subject", text}),
        item: (fields) => ({kind: "email", title: fields("title"), text: fields("text")})
    },
    {
        task: "LaMP-7",
        type: "text",
        input: /^Paraphrase the following tweet without any explanation before or after it:\s*(.*)$/s,
        brief: ([notes = ""]) => ({kind: "email", notes}),
        item: (fields) => ({kind: "email", title: null, text: fields("text")})
    },
    {
        task: "LongLaMP-email",
        type: "text",
        input: /^Complete the text of the following e-?mail\.\s*(?:title|subject): (.*?)\.? text: (.*)$/is,
        brief: ([subject = "", text = ""]) => ({kind: "continue", subject, text}),
        item: (fields) => ({kind: "email", title: fields("title"), text: fields("text")})
    }
];

/**
 * Reads a data set out of its two parsed files.
 * @param options.limit only this many questions, evenly spread over the file
 * @throws CommandError when the files are of another form, name no known task, or do not fit each other
 */
export function readLamp(questionsJson: unknown, outputsJson: unknown, where: string, options: {readonly limit?: number} = {}): Dataset {
    const questions = safeParse(questionsFile, questionsJson);
    const outputs = safeParse(outputsFile, outputsJson);
    if (!questions.success || !outputs.success) {
        const issue = (questions.error ?? outputs.error)?.issues[0];
        const file = questions.success ? "outputs.json" : "questions.json";
        throw new CommandError(
            `${file} in ${where} is not in LaMP's format (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}): see the ` +
                "benchmark's data description."
        );
    }
    const golds = new Map(outputs.data.golds.map(({id, output}) => [id, output]));
    const chosen = spread(questions.data, options.limit);
    const first = chosen[0];
    if (first === undefined) throw new CommandError(`There are no questions in ${where}: choose another folder.`);
    const form = forms.find(({input}) => input.test(first.input));
    if (form === undefined) {
        throw new CommandError(
            `The task of ${where} is not known (its first question begins "${first.input.slice(0, 40)}"): known are ` +
                `${lampTasks.join(", ")}.`
        );
    }
    const authors = authorsOf(chosen);
    const read = chosen.map((raw, i) => readQuestion(raw, form, authors[i] as string, golds.get(raw.id), where));
    const labels = [...new Set(read.flatMap(({options: each}) => each.map(({label}) => label)))];
    return {task: form.task, type: form.type, questions: read, labels};
}

function readQuestion(raw: RawQuestion, form: TaskForm, author: string, reference: string | undefined, where: string): Question {
    const groups = form.input.exec(raw.input)?.slice(1);
    if (groups === undefined)
        throw new CommandError(
            `Question ${raw.id} in ${where} is not worded as ${form.task}'s are: keep each task in a folder of its own.`
        );
    if (reference === undefined)
        throw new CommandError(`outputs.json in ${where} has no output for question ${raw.id}: take both files from the same split.`);
    const items = raw.profile.map((item) => readItem(item, form, author));
    return {
        id: raw.id,
        author,
        brief: form.brief(groups),
        // the order of the file is kept among equal or missing dates
        profile: items.toSorted((a, b) => (a.date ?? "").localeCompare(b.date ?? "")),
        reference,
        options: form.options?.(groups) ?? []
    };
}

function readItem(raw: RawItem, form: TaskForm, author: string): HistoryItem {
    const fields = (name: string) => {
        const value = raw[name];
        return typeof value === "string" || typeof value === "number" ? String(value) : "";
    };
    const {kind, title, text} = form.item(fields);
    const date = fields("date");
    return {
        id: raw.id,
        kind,
        title: title === "" ? null : title,
        text,
        message: null,
        to: [],
        date: date === "" ? null : date,
        path: `${author}/${raw.id}`,
        weight: 1
    };
}

/** The author of each question: from the file, else by shared profile texts. */
function authorsOf(questions: readonly RawQuestion[]): readonly string[] {
    const owner = new Map<string, string>();
    const parent = new Map<string, string>();
    const root = (id: string): string => {
        const above = parent.get(id) ?? id;
        return above === id ? id : root(above);
    };
    for (const {id, profile, author, user_id: user} of questions) {
        if (author !== undefined || user !== undefined) continue;
        for (const item of profile) {
            const text = String(item.text ?? item.abstract ?? item.description ?? item.title ?? "");
            const other = owner.get(text);
            if (other === undefined) owner.set(text, id);
            else if (text.length > sharedTextLength) parent.set(root(other), root(id));
        }
    }
    return questions.map(({id, author, user_id: user}) => author ?? user ?? root(id));
}

/** characters; shorter texts ("Thanks!") are shared by chance */
const sharedTextLength = 40;

function spread<T>(values: readonly T[], limit: number | undefined): readonly T[] {
    if (limit === undefined || limit >= values.length) return values;
    return Array.from({length: limit}, (_, i) => values[Math.floor((i * values.length) / limit)] as T);
}
