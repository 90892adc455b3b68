import {text} from "node:stream/consumers";
import {gramsOfBody} from "../app/persona/voice-meter/character-view.ts";
import {bodyOf} from "../app/persona/voice-meter/population.ts";
import {maskSentences} from "../app/persona/voice-meter/mask.ts";

/**
 * For voice_population.py: {functionWords, texts} as JSON on standard input; on standard output for each body its masked sentences and its
 * 4-grams' buckets.
 */
const {functionWords, texts} = JSON.parse(await text(process.stdin)) as {functionWords: string[]; texts: string[]};
const words = new Set(functionWords);
process.stdout.write(
    JSON.stringify(texts.map(bodyOf).map((body) => ({sentences: maskSentences(body, words), grams: [...gramsOfBody(body)]})))
);
