/**
 * Replay data: the base model's own answers to general writing requests, mixed into the fine-tuning against forgetting:
 *
 *     node lab/replay.ts BASE.gguf RECORDS.jsonl OUT.jsonl [--count 240] [--kept]
 *
 * Each line: {user, answer}. Requests are made from topics and from passages of training authors; answers are sampled at temperature 0.4
 * with the base's own template. With --kept the requests have other topics and passages of validation authors: for `general-ability.ts`.
 */
import {appendFileSync, existsSync, readFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {getLlama} from "node-llama-cpp";
import {cutBody} from "./letters.ts";
import {pick, readRecords, seed} from "./turns.ts";

const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {count: {type: "string", default: "240"}, kept: {type: "boolean", default: false}}
});
const [modelFile, recordsFile, out] = positionals as [string, string, string];
const keptTopics =
    "a lighthouse|a wet tent|honey|an honest mistake|a new neighbour|clouds|a kite|the last bus|a violin|a shared meal".split("|");
const trainedTopics = (
    "rain a lost umbrella the first day at a new job bees an old bridge learning to swim coffee a night train a broken clock a " +
    "garden in March moving house a library the sea in winter a birthday a bicycle " +
    "the moon patience a good neighbour a long walk bread a market an empty stage snow a letter that came late a map a dog at the station"
).split(/ (?=a |an |the |bees|coffee|learning|moving|patience|bread|rain|snow)/);
const topics = values.kept ? keptTopics : trainedTopics;
const requests = [
    "Write three sentences about TOPIC.",
    "Write a short poem about TOPIC.",
    "Write a short story about TOPIC in one paragraph.",
    "Describe TOPIC to a child.",
    "Write a toast about TOPIC.",
    "Give three reasons to like TOPIC.",
    "Write a diary entry about TOPIC.",
    "Write a friendly note about TOPIC."
];
const onTexts = [
    "Summarize this in one sentence.",
    "What is this text about?",
    "Rewrite this in simpler words.",
    "List the main points of this text.",
    "Rewrite this text so that it is shorter."
];
/** the base model rarely stops early, and long answers would take too large a share of a training step */
const brief = "Use one or two sentences.";
/** tokens */
const longest = 160;
const passages: string[] = [];
for await (const {split, plugHoldout, set, body} of readRecords(recordsFile))
    if (
        split === (values.kept ? "validation" : "train") &&
        (values.kept || !plugHoldout) &&
        set !== "r_mail" &&
        set !== "ilugc" &&
        passages.length < 400
    )
        passages.push(cutBody(body, 450));

const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: 1, progressLogs: false});
const model = await llama.loadModel({modelPath: modelFile});
const context = await model.createContext({contextSize: 1024, threads: 1});
const sequence = context.getSequence();
const marks = (text: string): number => (model.tokenize(text, true) as number[])[0] as number;
const [start, end] = [marks("<|im_start|>"), marks("<|im_end|>")];
const ids = (text: string): number[] => model.tokenize(text, false) as number[];
const done = existsSync(out) ? readFileSync(out, "utf8").split("\n").length - 1 : 0;
seed(77 + done);
for (let n = done; n < Number(values.count); n++) {
    const user =
        n % 2 === 0 ? `${pick(requests).replace("TOPIC", pick(topics))} ${brief}` : `${pick(onTexts)} ${brief}\n\n${pick(passages)}`;
    const prompt = [
        start,
        ...ids("system\nYou are a helpful AI assistant named SmolLM, trained by Hugging Face"),
        end,
        ...ids("\n"),
        start,
        ...ids(`user\n${user}`),
        end,
        ...ids("\n"),
        start,
        ...ids("assistant\n")
    ];
    await sequence.clearHistory();
    const answer: number[] = [];
    // the iterator stops at the end-of-turn token without yielding it
    for await (const token of sequence.evaluate(prompt as never, {temperature: 0.4, topP: 0.9, seed: n + 1})) {
        answer.push(token as number);
        if (answer.length >= longest) break;
    }
    if (answer.length < longest) appendFileSync(out, `${JSON.stringify({user, answer: model.detokenize(answer as never).trim()})}\n`);
}
await llama.dispose();
