import type {Correspondent, Handlers, Habits, MapPoint, VoiceScoreView} from "../../app/contract/index.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import {learnHabits} from "../../app/persona/habits.ts";
import type {Habits as LearnedHabits} from "../../app/persona/habits.ts";
import {learnedFacts} from "../../app/persona/learned.ts";
import {Recipients} from "../../app/persona/recipients.ts";
import {mapTexts} from "../../app/persona/text-map.ts";
import {shorten} from "../../app/text/shorten.ts";
import type {VoiceScore} from "../../app/persona/voice-meter/score.ts";
import type {Idiolect} from "../idiolect.ts";
import type {ApiServices} from "./services.ts";

/** texts that a year needs for its habits to be computed, and years needed to show a trend */
const fewestInYear = 5,
    fewestYears = 3;
/** points of the map; more would overlap. The newest texts are taken. */
const mostPoints = 2000;
const mostCorrespondents = 60;

/** What was learned, in readable form; and erasing it. */
export function personaHandlers({idiolect, librarySync, trainings}: ApiServices): Handlers<"persona"> {
    return {
        "persona.learned": async () => {
            const {persona, library} = idiolect();
            const items = await persona.items();
            const people = new Recipients(items, library.store.recipients.value.recipients).list();
            return {facts: learnedFacts(items, await persona.habits(null), people).map((fact) => ({...fact}))};
        },
        "persona.habits": async ({kind}) => viewHabits(await idiolect().persona.habits(kind)),
        "persona.score": async ({text, notes}) => viewVoiceScore(await idiolect().meter.score(text, notes)),
        "persona.overTime": async () => habitsByYear(await idiolect().persona.items()),
        "persona.map": () => mapOf(idiolect()),
        "persona.correspondents": () => correspondents(idiolect()),
        "persona.correctCorrespondent": async ({name, greeting, signOff}) => {
            await correctCorrespondent(idiolect(), name, greeting, signOff);
            return correspondents(idiolect());
        },
        "persona.export": async () => {
            const {persona, library} = idiolect();
            const items = await persona.items();
            const content = {
                program: "idiolect",
                made: new Date().toISOString(),
                identities: library.store.sources.value.identities.map(({value}) => value),
                habits: await persona.habits(null),
                byYear: habitsByYear(items),
                correspondents: await correspondents(idiolect()),
                texts: items
            };
            return {name: "idiolect-voice.json", content: JSON.stringify(content, null, 2)};
        },
        "persona.erase": async () => {
            // folder watching is stopped meanwhile: a folder that is added again would be scanned before it is paused
            await trainings.stop();
            await librarySync.stop();
            try {
                await idiolect().library.erase();
            } finally {
                await librarySync.start();
                librarySync.changed();
            }
            return {};
        }
    };
}

export function viewVoiceScore(score: VoiceScore): VoiceScoreView {
    return {...score, ci95: score.ci95 === null ? null : [...score.ci95]};
}

function viewHabits({items, words, measures, openings, closings, favourites}: LearnedHabits): Habits {
    return {
        items,
        words,
        measures: measures.map((each) => ({...each})),
        openings: [...openings],
        closings: [...closings],
        favourites: [...favourites]
    };
}

function habitsByYear(items: readonly HistoryItem[]): {year: number; items: number; measures: Habits["measures"]}[] {
    const dated = items.filter((item) => yearOf(item) !== null);
    const years = Map.groupBy(dated, (item) => yearOf(item) as number);
    const enough = [...years].filter(([, texts]) => texts.length >= fewestInYear);
    return (enough.length < fewestYears ? [] : enough)
        .toSorted(([a], [b]) => a - b)
        .map(([year, texts]) => ({year, items: texts.length, measures: viewHabits(learnHabits(texts, null)).measures}));
}

async function mapOf({library, persona}: Idiolect): Promise<{points: MapPoint[]; total: number}> {
    const [{ids, matrix}, items] = await Promise.all([library.history.vectors(), persona.items()]);
    const size = ids.length === 0 ? 0 : matrix.length / ids.length;
    const rows = new Map(ids.map((id, row) => [id, row]));
    const shown = items
        .filter(({id}) => rows.has(id))
        .toSorted((a, b) => (b.date ?? "").localeCompare(a.date ?? ""))
        .slice(0, mostPoints);
    const picked = new Float32Array(shown.length * size);
    for (const [i, {id}] of shown.entries()) {
        const row = rows.get(id) as number;
        picked.set(matrix.subarray(row * size, (row + 1) * size), i * size);
    }
    const places = mapTexts(picked, size);
    return {
        total: ids.length,
        points: shown.map((item, i): MapPoint => ({
            id: item.id,
            x: places[2 * i] as number,
            y: places[2 * i + 1] as number,
            kind: item.kind,
            year: yearOf(item),
            label: labelOf(item),
            excluded: false
        }))
    };
}

/** Greeting and sign-off for each person, by number of mails, and everything that the user corrected. */
async function correspondents({library, persona}: Idiolect): Promise<Correspondent[]> {
    const people = new Recipients(await persona.items(), library.store.recipients.value.recipients).list();
    return people
        .filter(({corrected}, index) => index < mostCorrespondents || corrected)
        .map(({name, items, greeting, signOff, greetingItems, signOffItems, corrected, said}) => ({
            name,
            items,
            greeting,
            signOff,
            greetingItems,
            signOffItems,
            corrected,
            said: [...said]
        }));
}

/** One correction per person; an empty one removes it. */
async function correctCorrespondent({library}: Idiolect, name: string, greeting: string | null, signOff: string | null): Promise<void> {
    await library.store.recipients.update((stored) => {
        const others = stored.recipients.filter(({recipient}) => recipient.toLocaleLowerCase() !== name.trim().toLocaleLowerCase());
        stored.recipients = greeting === null && signOff === null ? others : [...others, {recipient: name.trim(), greeting, signOff}];
    });
}

function yearOf({date}: HistoryItem): number | null {
    const year = date === null ? Number.NaN : new Date(date).getFullYear();
    return Number.isNaN(year) ? null : year;
}

function labelOf({title, text}: HistoryItem): string {
    return shorten(title ?? text, 80);
}
