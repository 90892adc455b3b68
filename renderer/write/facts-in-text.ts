import type {DraftResult} from "../../app/contract/index.ts";

type Fact = DraftResult["unsupported"][number];

/** A segment of a draft's text; `fact`: its index in the list of unsupported facts, or null. */
export interface Stretch {
    readonly text: string;
    readonly fact: number | null;
}

/** Splits a text at its unsupported facts. Facts that overlap an earlier one, or are outside of the text, are not marked. */
export function stretchesOf(text: string, facts: readonly Fact[]): readonly Stretch[] {
    const stretches: Stretch[] = [];
    let at = 0;
    for (const [fact, {from, to}] of [...facts.entries()].toSorted(([, a], [, b]) => a.from - b.from)) {
        if (from < at || to <= from || to > text.length) continue;
        if (from > at) stretches.push({text: text.slice(at, from), fact: null});
        stretches.push({text: text.slice(from, to), fact});
        at = to;
    }
    if (at < text.length) stretches.push({text: text.slice(at), fact: null});
    return stretches;
}

/** words of a line, such as a greeting, from which only the fact is removed and not the whole line */
const shortLine = 4;

/**
 * The result without one of its unsupported facts: its sentence is removed, as an incomplete sentence cannot be sent; from a greeting or
 * another short line only the fact. The other facts keep their places, those in the sentence are removed too.
 */
export function withoutFact(result: DraftResult, index: number): DraftResult {
    const fact = result.unsupported[index];
    if (fact === undefined) return result;
    const {text} = result;
    const [from, to] = rangeToCut(text, fact);
    const cut = to - from;
    const unsupported = result.unsupported
        .filter((each) => each.to <= from || each.from >= to)
        .map((each) => (each.from >= to ? {...each, from: each.from - cut, to: each.to - cut} : each));
    return {...result, text: text.slice(0, from) + text.slice(to), unsupported};
}

/** The result with one of its facts confirmed by the user: it is no longer marked. */
export function withFactConfirmed(result: DraftResult, index: number): DraftResult {
    return {...result, unsupported: result.unsupported.filter((_each, i) => i !== index)};
}

function rangeToCut(text: string, fact: Fact): readonly [number, number] {
    const lineFrom = text.lastIndexOf("\n", fact.from - 1) + 1;
    const lineEnd = text.indexOf("\n", fact.to);
    const lineTo = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(lineFrom, lineTo);
    if (line.trim().split(/\s+/).length <= shortLine) {
        const space = /\s$/.test(text.slice(lineFrom, fact.from)) ? 1 : 0;
        return [fact.from - space, fact.to];
    }
    for (const {index, segment} of new Intl.Segmenter(undefined, {granularity: "sentence"}).segment(line)) {
        const from = lineFrom + index,
            to = from + segment.length;
        if (fact.from < from || fact.from >= to) continue;
        // the last sentence of a line is removed with the space before it; the only one leaves no empty line behind
        if (to < lineTo) return [from, to];
        if (index > 0) return [from - (/\s*$/.exec(text.slice(lineFrom, from))?.[0].length ?? 0), to];
        const after = /^\n*/.exec(text.slice(lineTo))?.[0].length ?? 0;
        return after > 0 ? [lineFrom, lineTo + after] : [lineFrom - (/\n*$/.exec(text.slice(0, lineFrom))?.[0].length ?? 0), lineTo];
    }
    return [fact.from, fact.to];
}
