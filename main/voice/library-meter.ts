import type {HistoryItem} from "../../app/history/item.ts";
import {VoiceMeter, type StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import type {VoiceScore} from "../../app/persona/voice-meter/score.ts";
import type {Population} from "../../app/persona/voice-meter/population.ts";
import type {Library} from "../library/library.ts";
import {readPopulations} from "./population-files.ts";

/** texts processed between two yields to the event loop: a few ms of work */
const textsAtOnce = 30;

/** The voice meter over a library: adds new items, removes deleted ones, and keeps the tokens in the library's store. */
export class LibraryMeter {
    readonly #library: Pick<Library, "history" | "voiceTexts" | "keepVoiceTexts">;
    readonly #items: () => Promise<readonly HistoryItem[]>;
    readonly #resources: string;
    readonly #pause: () => Promise<void>;
    #opened: Promise<{readonly meter: VoiceMeter; readonly version: string}> | null = null;
    #revision: number | null = null;
    #updating: Promise<unknown> = Promise.resolve();

    /** @param items the history's items, current with the library */
    constructor(
        library: Pick<Library, "history" | "voiceTexts" | "keepVoiceTexts">,
        items: () => Promise<readonly HistoryItem[]>,
        resources: string,
        pause: () => Promise<void>
    ) {
        this.#library = library;
        this.#items = items;
        this.#resources = resources;
        this.#pause = pause;
    }

    /** @param notes what the text was asked to say, or null */
    async score(text: string, notes: string | null = null): Promise<VoiceScore> {
        // one at a time: leaving a text out changes the grammar for a moment
        const turn = this.#updating
            .catch(() => undefined)
            .then(async () => {
                const {meter, version} = await this.#open();
                await this.#update(meter, version);
                return meter.score(text, notes, this.#pause);
            });
        this.#updating = turn;
        return turn;
    }

    #open(): Promise<{readonly meter: VoiceMeter; readonly version: string}> {
        const opening = this.#opened ?? openMeter(this.#resources);
        this.#opened = opening;
        // retried at the next call
        opening.catch(() => {
            this.#opened = null;
        });
        return opening;
    }

    async #update(meter: VoiceMeter, version: string): Promise<void> {
        const {revision} = this.#library.history;
        if (this.#revision === revision) return;
        const items = await this.#items();
        const current = new Set(items.map(({id}) => id));
        for (const id of meter.ids()) if (!current.has(id)) meter.remove(id);
        const unknown = items.filter(({id, weight}) => weight === 1 && !meter.has(id));
        // a few texts are faster to tokenise than to load
        const stored =
            unknown.length > textsAtOnce
                ? new Map((await this.#library.voiceTexts(version)).map((text) => [text.id, text]))
                : new Map<string, StoredText>();
        const made: StoredText[] = [];
        for (const [i, item] of unknown.entries()) {
            const known = stored.get(item.id) ?? null;
            meter.add(item, known);
            const text = known === null ? meter.stored(item.id) : null;
            if (text !== null) made.push(text);
            if (i % textsAtOnce === textsAtOnce - 1) await this.#pause();
        }
        if (made.length > 0) await this.#library.keepVoiceTexts(version, made);
        this.#revision = revision;
    }
}

async function openMeter(resources: string): Promise<{readonly meter: VoiceMeter; readonly version: string}> {
    const populations: readonly Population[] = await readPopulations(resources);
    return {meter: new VoiceMeter(populations), version: populations.map(({version}) => version).join(" ")};
}
