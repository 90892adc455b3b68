/**
 * What a model can still do besides drafting, before and after the fine-tuning:
 *
 *     node lab/general-ability.ts BASE.gguf TRAINED.gguf REPLAY.jsonl [--letters 24] [--answers 60]
 *
 * Changes: each of the first letters in `written/` that are kept out of all training is to be made shorter, warmer and plainer; counted are
 * the candidates in which the product's check (`changeFault`) finds no fault. Answers: bits a character of the base model's own answers to
 * general requests that were not trained on (REPLAY.jsonl, `replay.ts` with another number of answers), which the base predicts best by
 * nature: the difference is what was forgotten.
 */
import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import type {Prompt} from "../app/drafting/engine.ts";
import {chooseFormat} from "../app/drafting/format/choose-format.ts";
import {noParts} from "../app/drafting/format/format.ts";
import {changeFault, type ChangeFault} from "../app/drafting/revision-check.ts";
import {LlamaEngine} from "../main/engine/llama-engine.ts";
import {table} from "../main/cli/terminal.ts";
import {readWritten} from "./written-texts.ts";

const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {letters: {type: "string", default: "24"}, answers: {type: "string", default: "60"}}
});
const [base, trained, replayFile] = positionals;
if (base === undefined || trained === undefined || replayFile === undefined)
    throw new Error("usage: node lab/general-ability.ts BASE.gguf TRAINED.gguf REPLAY.jsonl");
const instructions = [
    {direction: "shorter", words: "Make this shorter."},
    {direction: "any", words: "Make this warmer and more polite."},
    {direction: "any", words: "Say this in plainer words."}
] as const;
/** as the product samples changes */
const [tries, temperature] = [2, 0.5];
const letters = readWritten(fileURLToPath(new URL("written", import.meta.url))).keptBack.slice(0, Number(values.letters));
const answers = readFileSync(replayFile, "utf8")
    .split("\n")
    .filter(Boolean)
    .slice(0, Number(values.answers))
    .map((line) => JSON.parse(line) as {user: string; answer: string});

const rows: (readonly string[])[] = [];
for (const file of [base, trained]) {
    const engine = new LlamaEngine({threads: 1, gpu: false});
    const model = await engine.load(file);
    const format = chooseFormat(model);
    const faults = new Map<ChangeFault | "none", number>();
    let asked = 0;
    for (const {text} of letters)
        for (const {direction, words} of instructions) {
            const {prompt} = await format.buildRevision(words, text, noParts, engine);
            const sampling = {...format.sampling({kind: "email"}), temperature, maxTokens: format.draftTokens({kind: "email"})};
            for await (const event of engine.draft({prompt, seeds: Array.from({length: tries}, (_, seed) => seed + 1), sampling})) {
                if (event.type !== "end") continue;
                asked++;
                const changed = format.finish(event.text, {kind: "continue"}, event.reason === "stop").trim();
                const wanted = {direction, allowed: "", habits: null, uses: () => false};
                const fault = changed === "" ? "unchanged" : (changeFault(text, changed, wanted) ?? "none");
                faults.set(fault, (faults.get(fault) ?? 0) + 1);
            }
        }
    let [nats, characters] = [0, 0];
    for (const {user, answer} of answers) {
        nats += (await engine.score(promptOf(user), answer)).nll;
        characters += answer.length;
    }
    const others = [...faults].filter(([fault]) => fault !== "none").toSorted((a, b) => b[1] - a[1]);
    rows.push([
        model.name,
        `${faults.get("none") ?? 0} of ${asked}`,
        others.map(([fault, count]) => `${fault} ${count}`).join(", "),
        (nats / characters / Math.LN2).toFixed(3)
    ]);
    await engine.dispose();
}
console.log(table(["model", "changes without a fault", "faults", `bits a character of ${answers.length} answers`], rows));

function promptOf(user: string): Prompt {
    const system = "You are a helpful AI assistant named SmolLM, trained by Hugging Face";
    return {
        turns: [
            {role: "system", parts: [{type: "text", text: system}]},
            {role: "user", parts: [{type: "text", text: user}]}
        ]
    };
}
