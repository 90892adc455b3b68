/**
 * The hook in one page: node native/example.mjs MODEL.gguf ["TEXT"]   (Node 24 or later)
 *
 * Loads a model, puts a vector in for each token of the text, and reads the logits behind the last one. The vectors are the rows that
 * the model itself has for those tokens, so that the logits are those of the text (but of a model that scales its embeddings, as
 * Gemma does); a persona's vectors go in the same way.
 */
import {getLlama} from "node-llama-cpp";
import {EmbeddingMatrix, readWholeGguf} from "../main/engine/gguf-file.ts";
import {Hook} from "../main/engine/hook.ts";
import {VirtualTokens} from "../main/engine/virtual-tokens.ts";

const [file, text = "the people"] = process.argv.slice(2);
if (file === undefined) {
    console.error("Which model? node native/example.mjs MODEL.gguf [TEXT]");
    process.exit(2);
}
const llama = await getLlama({gpu: false, build: "never", logLevel: "disabled"});
const model = await llama.loadModel({modelPath: file});
const context = await model.createContext({contextSize: 256, sequences: 2});

// 1. The hook finds the llama.cpp that node-llama-cpp has loaded; from now on the context accepts virtual tokens.
const hook = new Hook(model);
const virtual = new VirtualTokens(model, hook);
virtual.attach(context);

// 2. Vectors, shape (tokens, n_embd), row-major. Each gets a token id above the vocabulary.
const tokens = model.tokenize(text);
const rows = new EmbeddingMatrix(file, await readWholeGguf(file, llama), llama, hook).read(tokens);
const vectors = virtual.add(rows);

// 3. Evaluated like any tokens; llama_decode gets them as `batch.embd`, and the last one's logits are returned.
const logitsOf = async (list) => {
    const results = await context.getSequence().controlledEvaluate([...list.slice(0, -1), [list.at(-1), {generateNext: {logits: true}}]]);
    return results.at(-1).next.logits;
};
const [asVectors, asText] = [await logitsOf(vectors), await logitsOf(tokens)];

const likeliest = [...asVectors].sort(([, a], [, b]) => b - a).slice(0, 5);
for (const [token, logit] of likeliest)
    console.log(`${logit.toFixed(4).padStart(9)}  vector: ${JSON.stringify(model.detokenize([token]))}`);
const difference = Math.max(...[...asVectors].map(([token, logit]) => Math.abs(logit - asText.get(token))));
console.log(`largest difference to the text's own logits: ${difference}`);
await llama.dispose();
