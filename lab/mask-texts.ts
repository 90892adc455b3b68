import {text} from "node:stream/consumers";
import {bodyOf} from "../app/persona/voice-meter/population.ts";
import {maskSentences} from "../app/persona/voice-meter/mask.ts";

/** For voice_population.py: {functionWords, texts} as JSON on standard input, the masked bodies as JSON on standard output. */
const {functionWords, texts} = JSON.parse(await text(process.stdin)) as {functionWords: string[]; texts: string[]};
const words = new Set(functionWords);
process.stdout.write(JSON.stringify(texts.map((each) => maskSentences(bodyOf(each), words))));
