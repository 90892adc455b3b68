import {parseArgs} from "node:util";
import {createClient} from "../app/contract/client.ts";
import {openDesk} from "../main/desk/open-desk.ts";
import {previewHost} from "../main/preview/host.ts";

/** Starts everything that there is and does with it what a window does, for the test of the network. Prints `done` and waits to be ended. */
const {values} = parseArgs({options: {home: {type: "string"}, texts: {type: "string"}}});
const desk = await openDesk({home: values.home ?? "", engine: "forked", threads: 1}, previewHost());
let hear: (message: unknown) => void = () => {};
const session = desk.router.connect((message) => hear(structuredClone(message)));
const client = createClient({send: (message) => session.receive(structuredClone(message)), receive: (listener) => { hear = listener; }});

await client.call("library.add", {path: values.texts ?? ""});
await client.call("persona.habits", {kind: null});
await client.call("persona.map", {});
const {models} = await client.call("models.state", {});
await client.call("models.verify", {id: models[0]?.id ?? "small"});
const controls = {strength: 1, length: 0 as const, warmth: 0 as const};
await client.call("drafting.draft", {job: "a", brief: {kind: "email", to: "Ines", notes: "the rope is here"}, controls, seeds: [1], persona: true});
await client.call("privacy.report", {});
await desk.close();
console.log("done");
