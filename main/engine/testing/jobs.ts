/** Prompts for tiny models, and jobs run to their end. */
import type {DraftEvent, DraftJob, Engine, Prompt, PromptPart} from "../../../app/drafting/engine.ts";

export type EndEvent = Extract<DraftEvent, {type: "end"}>;

export const text = (value: string): PromptPart => ({type: "text", text: value});
export const vectors = (value: number, count = 2): PromptPart => ({
    type: "vectors",
    vectors: Float32Array.from({length: 64 * count}, (_, index) => value * Math.sin(index))
});
/** place of the vectors */
export const place: PromptPart = {type: "vectors", vectors: new Float32Array(0)};
export const user = (...parts: readonly PromptPart[]): Prompt => ({turns: [{role: "user", parts}]});
export const prompt = user(text("the People of water"), vectors(1));

export async function run(engine: Engine, job: DraftJob, signal?: AbortSignal): Promise<{ends: EndEvent[]; streamed: string[]}> {
    const ends: EndEvent[] = [];
    const streamed = job.seeds.map(() => "");
    for await (const event of engine.draft(job, signal))
        if (event.type === "token") streamed[event.draft] += event.text;
        else ends[event.draft] = event;
    return {ends, streamed};
}

export const texts = async (engine: Engine, job: DraftJob): Promise<string[]> => (await run(engine, job)).ends.map((end) => end.text);
