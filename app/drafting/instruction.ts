import {isUnderstood} from "./rules.ts";
import {pattern} from "../text/pattern.ts";

/*
 * Parses a free instruction for a change into steps: "firmer, and offer Tuesday" is a change of tone and an addition. A step that no rule
 * matches is passed to the model.
 */

export type ChangeStep =
    | {readonly type: "way"; readonly way: "shorter" | "longer" | "warmer" | "plainer" | "mine" | "firmer"; readonly words: string}
    /** an addition, as a note */
    | {readonly type: "add"; readonly note: string; readonly words: string}
    /** leave out every sentence that mentions it */
    | {readonly type: "drop"; readonly phrase: string; readonly words: string}
    | {readonly type: "exchange"; readonly from: string; readonly to: string; readonly words: string}
    /** a rule for this text only */
    | {readonly type: "rule"; readonly words: string}
    | {readonly type: "ask"; readonly words: string};

/** maximum steps of one instruction */
const mostSteps = 8;
const quotes = /^["“„‘'«»]+|["”“’'«»]+$/gu;
const lead = /^(?:and|then|also|please|but|make (?:it|this)|und|dann|auch|bitte|aber|mach (?:es|das))\s+/iu;

const ways: readonly (readonly [RegExp, Extract<ChangeStep, {type: "way"}>["way"]])[] = [
    [/^(?:a (?:bit|little) )?(?:shorter|briefer|more concise|tighter|shorten(?: it)?|cut it down|kürzer|knapper)$/iu, "shorter"],
    [/^(?:a (?:bit|little) )?(?:longer|more detailed|expand(?: it)?|länger|ausführlicher)$/iu, "longer"],
    [
        pattern("iu")`
            ^(?:a (?:bit|little) |etwas )?(?:warmer|friendlier|kinder|nicer|more polite|politer|softer|gentler
            |herzlicher|freundlicher|höflicher|netter)$`,
        "warmer"
    ],
    [
        /^(?:a (?:bit|little) |etwas )?(?:plainer|simpler|clearer|in plain(?:er)? words|less formal|einfacher|schlichter|klarer)$/iu,
        "plainer"
    ],
    [/^(?:more )?(?:like me|as i would(?: say it)?|in my (?:own )?(?:voice|words)|wie ich|in meiner stimme)$/iu, "mine"],
    [
        /^(?:a (?:bit|little) |etwas )?(?:firmer|firm|stricter|more direct|direct|tougher|bestimmter|deutlicher|strenger|direkter)$/iu,
        "firmer"
    ]
];
const adds = pattern("iu")`
    ^(?:offer|suggest|propose|ask|thank|invite|remind|apologi[sz]e|congratulate|mention|say|add|tell|include
    |frage?|bedanke|erwähne?|sag|ergänze|füge .+ hinzu|biete|schlage?)(?!\p{L})`;
const drops = pattern("iu")`
    ^(?:remove|drop|delete|leave out|take out|cut(?: out)?|without|skip|lösche?|streiche?|ohne|lass)\s+
    (?:the (?:part|bit|sentence|line) (?:about|with|on)\s+|den (?:teil|satz) (?:über|mit|zu)\s+)?(.+?)
    (?:\s+weg)?$`;
const exchanges = /^(?:replace|change|swap|turn|ersetze?|ändere?)\s+(.+?)\s+(?:with|to|by|for|into|durch|in|zu)\s+(.+)$/iu;
const instead = /^(?:say|write|use|sag|schreib)?\s*(.+?)\s+(?:instead of|not|statt)\s+(.+)$/iu;
const arrow = /^(.+?)\s*(?:→|->|=>)\s*(.+)$/u;

/** The steps in their order; empty for an empty instruction. */
export function stepsOf(instruction: string): readonly ChangeStep[] {
    return clausesOf(instruction).slice(0, mostSteps).map(stepOf);
}

/** Commas and "and" split an instruction only where another step begins after them: "offer Tuesday, and Friday" is one. */
function clausesOf(instruction: string): readonly string[] {
    const parts = instruction
        .trim()
        .split(/\s*(?:[;\n]|(?:,\s*)?(?<!\p{L})(?:and|und)(?!\p{L})|,|\.(?=\s))\s*/iu)
        .filter((part) => part.trim() !== "");
    const separators = instruction.trim().match(/\s*(?:[;\n]|(?:,\s*)?(?<!\p{L})(?:and|und)(?!\p{L})|,|\.(?=\s))\s*/giu) ?? [];
    const clauses: string[] = [];
    for (const [i, part] of parts.entries()) {
        const previous = clauses.at(-1);
        if (previous === undefined || beginsStep(part) || /[;\n]/.test(separators[i - 1] ?? "")) clauses.push(part);
        else clauses[clauses.length - 1] = `${previous}${separators[i - 1] ?? " "}${part}`;
    }
    return clauses.map((clause) => clause.trim().replace(/[.!,]+$/u, "")).filter((clause) => clause !== "");
}

function bareOf(clause: string): string {
    let bare = clause.trim();
    for (let next = bare.replace(lead, ""); next !== bare; next = bare.replace(lead, "")) bare = next;
    return bare;
}

function beginsStep(part: string): boolean {
    const bare = bareOf(part);
    return ways.some(([asks]) => asks.test(bare)) || adds.test(bare) || drops.test(bare) || exchanges.test(bare);
}

function stepOf(words: string): ChangeStep {
    const bare = bareOf(words);
    const way = ways.find(([asks]) => asks.test(bare));
    if (way !== undefined) return {type: "way", way: way[1], words};
    const exchange = arrow.exec(bare) ?? exchanges.exec(bare);
    if (exchange !== null) return {type: "exchange", from: phrase(exchange[1]), to: phrase(exchange[2]), words};
    const turned = instead.exec(bare);
    if (turned !== null && /instead of|statt/iu.test(bare))
        return {type: "exchange", from: phrase(turned[2]), to: phrase(turned[1]), words};
    if (isUnderstood(bare)) return {type: "rule", words: bare};
    const drop = drops.exec(bare);
    if (drop !== null) return {type: "drop", phrase: phrase(drop[1]).replace(/^(?:the|my|any|all|den|die|das)\s+/iu, ""), words};
    if (adds.test(bare)) return {type: "add", note: bare.replace(/^(?:add|include|ergänze)\s+(?:that\s+)?(?!to )/iu, ""), words};
    return {type: "ask", words};
}

function phrase(text: string | undefined): string {
    return (text ?? "").trim().replace(quotes, "");
}
