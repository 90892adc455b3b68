import type {KeyedFact} from "./facts.ts";

/*
 * Appointments: a day and a time, or a weekday and a date, that stand beside each other. A small model exchanges them ("Friday at 5" for
 * "Friday at 3, Saturday at 5"), and each of the two facts has a source.
 */

interface Pair {
    readonly first: KeyedFact;
    readonly second: KeyedFact;
}

const day = /^(?:weekday|date|day[+-]?\d)/;
const weekday = /^weekday:/;
const time = /^t:/;
const date = /^date:/;
/** characters between the two: "Friday afternoon at 3", "3pm on Friday", "Friday, the 3rd of May" */
const mostBetween = 16;
/** between two that belong to different appointments */
const separate = /[.;!?\n]|(?<!\p{L})(?:and|or|und|oder)(?!\p{L})/iu;
/** between two that may */
const looser = /,|(?<!\p{L})(?:to|until|till|bis|auf|instead)(?!\p{L})|[–-]/iu;

/** Facts of the text, the second of each pair, that its sources have only beside others, and those only beside others too. */
export function exchangedFacts(
    {text, facts}: {readonly text: string; readonly facts: readonly KeyedFact[]},
    source: {readonly text: string; readonly facts: readonly KeyedFact[]}
): readonly KeyedFact[] {
    const given = appointments(pairsOf(source));
    if (given.length < 2) return [];
    return pairsOf({text, facts})
        .filter(({first, second}) => {
            const [one, two] = [given.filter((other) => has(other, first)), given.filter((other) => has(other, second))];
            return one.length > 0 && two.length > 0 && !one.some((other) => two.includes(other));
        })
        .map(({second}) => second);
}

/** Pairs that share a fact are one: "Friday 10 May, 6pm". */
function appointments(pairs: readonly Pair[]): readonly (readonly KeyedFact[])[] {
    const all: Set<KeyedFact>[] = [];
    for (const {first, second} of pairs) {
        const known = all.find((facts) => facts.has(first) || facts.has(second));
        if (known === undefined) all.push(new Set([first, second]));
        else known.add(first).add(second);
    }
    return all.map((facts) => [...facts]);
}

/** Facts beside each other, each in one pair of a kind: first those with only words between them, then those with a comma or "to". */
function pairsOf({text, facts}: {readonly text: string; readonly facts: readonly KeyedFact[]}): readonly Pair[] {
    const near = facts.flatMap((second, index) => {
        const first = facts[index - 1];
        const between = first === undefined ? "" : text.slice(first.to, second.from);
        return first === undefined || between.length > mostBetween || separate.test(between) ? [] : [{first, second, between}];
    });
    const kinds = [
        [day, time],
        [weekday, date]
    ] as const;
    return kinds.flatMap(([one, two]) => {
        const taken = new Set<KeyedFact>();
        return near
            .filter(({first, second}) => (is(first, one) && is(second, two)) || (is(first, two) && is(second, one)))
            .toSorted((a, b) => Number(looser.test(a.between)) - Number(looser.test(b.between)))
            .filter(({first, second}) => {
                if (taken.has(first) || taken.has(second)) return false;
                taken.add(first).add(second);
                return true;
            });
    });
}

function is({gives}: KeyedFact, kind: RegExp): boolean {
    return gives.some((key) => kind.test(key));
}

/** Whether an appointment has the same fact, of the same kind. */
function has(facts: readonly KeyedFact[], fact: KeyedFact): boolean {
    return facts.some((other) => [day, time].some((kind) => is(other, kind) && is(fact, kind) && isSame(other, fact, kind)));
}

function isSame({gives}: KeyedFact, fact: KeyedFact, kind: RegExp): boolean {
    const keys = [...fact.gives, ...fact.needs.flat()].filter((key) => kind.test(key));
    return gives.some((key) => keys.includes(key));
}
