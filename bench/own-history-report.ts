import {mean} from "../app/statistics.ts";

/** Measurements of one person in one cell. */
export interface Result {
    readonly set: string;
    readonly author: string;
    readonly cell: string;
    /** nats a token on the kept-out pairs */
    readonly losses?: Readonly<Record<string, number>>;
    readonly share?: number;
    readonly refusal?: string;
    readonly seconds?: number;
    readonly drafts?: Readonly<Record<string, DraftSums>>;
}

export interface DraftSums {
    drafts: number;
    notes: number;
    said: number;
    unsupported: number;
    ended: number;
    /** of all drafts together, by the voice meter: 0 other people, 100 the author; null: too short */
    position: number | null;
}

/** conditions of the losses, in the order of the table's columns */
const names = [
    "none",
    "instruction",
    "other",
    "2 examples",
    "4 examples",
    "tuned",
    "tuned + 1 example",
    "lora",
    "lora + 1 example",
    "tuned and lora",
    "k4",
    "k8",
    "k32",
    "h10",
    "h20",
    "h100",
    "from-instruction"
];
/** pairs of conditions whose difference is a row */
const compared = [
    ["tuned", "none"],
    ["tuned", "instruction"],
    ["tuned", "other"],
    ["2 examples", "none"],
    ["4 examples", "none"],
    ["tuned", "4 examples"],
    ["tuned + 1 example", "tuned"],
    ["tuned + 1 example", "4 examples"],
    ["lora", "none"],
    ["lora", "tuned"],
    ["lora", "2 examples"],
    ["lora + 1 example", "lora"],
    ["tuned and lora", "lora"],
    ["k4", "tuned"],
    ["k8", "tuned"],
    ["k32", "tuned"],
    ["h10", "none"],
    ["h20", "none"],
    ["h100", "none"],
    ["from-instruction", "tuned"]
] as const;

/** The tables of docs/own-history.md, as Markdown. */
export function tables(results: readonly Result[]): string {
    const people = [...Map.groupBy(results, ({set, author}) => `${set} ${author}`).values()];
    const lines = [
        ...lossTable(people),
        ...differenceTable(people),
        ...strengthTable(people),
        ...draftTable(results),
        ...refusals(results),
        ...shareSentence(results)
    ];
    return `${lines.join("\n")}\n`;
}

/** the results of one person */
type Own = readonly Result[];

function lossOf(own: Own, name: string): number | undefined {
    return own.flatMap(({losses}) => losses?.[name] ?? [])[0];
}

function lossTable(people: readonly Own[]): readonly string[] {
    const present = names.filter((name) => people.some((own) => lossOf(own, name) !== undefined));
    const lines = [`| person | ${present.join(" | ")} |`, `|${"---|".repeat(present.length + 1)}`];
    for (const own of people) {
        const [first] = own;
        const isRefused = own.some(({cell, refusal}) => cell === "base" && refusal !== undefined);
        const losses = present.map((name) => lossOf(own, name)?.toFixed(3) ?? (isRefused && name === "tuned" ? "refused" : ""));
        lines.push(`| ${first?.set} ${first?.author.slice(0, 12)} | ${losses.join(" | ")} |`);
    }
    return lines;
}

function differenceTable(people: readonly Own[]): readonly string[] {
    const lines = [
        "",
        "Differences, mean over people with a 95 % interval (t over people), and for how many people the first is better:",
        "",
        "| difference | people | mean | interval | better for |",
        "|---|---|---|---|---|"
    ];
    for (const [a, b] of compared) {
        const differences = people.flatMap((own) => {
            const [first, second] = [lossOf(own, a), lossOf(own, b)];
            return first === undefined || second === undefined ? [] : [first - second];
        });
        if (differences.length === 0) continue;
        const centre = mean(differences);
        const spread =
            differences.length < 2
                ? null
                : tQuantile(differences.length - 1) *
                  Math.sqrt(mean(differences.map((value) => (value - centre) ** 2)) / (differences.length - 1));
        lines.push(
            `| ${a} − ${b} | ${differences.length} | ${centre.toFixed(3)} | ` +
                `${spread === null ? "–" : `${(centre - spread).toFixed(3)} to ${(centre + spread).toFixed(3)}`} | ` +
                `${differences.filter((value) => value < 0).length} |`
        );
    }
    return lines;
}

function strengthTable(people: readonly Own[]): readonly string[] {
    const strengths = people.flatMap((own) =>
        own
            .filter(({cell, losses}) => cell === "strength" && losses !== undefined)
            .map(({losses}) => losses as Readonly<Record<string, number>>)
    );
    if (strengths.length === 0) return [];
    const steps = Object.keys(strengths[0] as object);
    return [
        "",
        `| strength (${strengths.length} people) | ${steps.join(" | ")} |`,
        `|${"---|".repeat(steps.length + 1)}`,
        `| nats a token | ${steps.map((step) => mean(strengths.map((each) => each[step] as number)).toFixed(3)).join(" | ")} |`
    ];
}

function draftTable(results: Own): readonly string[] {
    const drafted = results.filter(({drafts: sums}) => sums !== undefined && sums !== null);
    if (drafted.length === 0) return [];
    return [
        "",
        "| drafts | people | drafts | notes said | facts that nobody gave | came to an end | position |",
        "|---|---|---|---|---|---|---|",
        ...[...new Set(drafted.flatMap(({drafts: sums}) => Object.keys(sums ?? {})))].map((strategy) => {
            const all = drafted.flatMap(({drafts: sums}) => sums?.[strategy] ?? []);
            const sum = (key: Exclude<keyof DraftSums, "position">): number => all.reduce((total, each) => total + each[key], 0);
            const positions = all.flatMap(({position}) => position ?? []);
            return (
                `| ${strategy} | ${all.length} | ${sum("drafts")} | ${sum("said")} of ${sum("notes")} | ` +
                `${sum("unsupported")} | ${sum("ended")} | ${positions.length === 0 ? "–" : mean(positions).toFixed(0)} |`
            );
        })
    ];
}

function refusals(results: Own): readonly string[] {
    const refused = results.filter(({refusal}) => refusal !== undefined);
    if (refused.length === 0) return [];
    return ["", "Refused:", "", ...refused.map(({set, author, cell, refusal}) => `- ${set} ${author.slice(0, 12)}, ${cell}: ${refusal}`)];
}

function shareSentence(results: Own): readonly string[] {
    const shares = results.filter(({cell, share}) => cell === "base" && share !== undefined);
    if (shares.length === 0) return [];
    const counts = [...Map.groupBy(shares, ({share}) => share)].map(([share, own]) => `${share} for ${own.length}`).join(", ");
    return ["", `Share of the way from the start that the content of drafts allowed: ${counts}.`];
}

/** two-sided 95 % */
function tQuantile(freedom: number): number {
    return (
        [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09, 2.08, 2.07][
            freedom - 1
        ] ?? 2.05
    );
}
