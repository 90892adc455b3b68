import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {Client as McpClient} from "@modelcontextprotocol/sdk/client/index.js";
import {StdioClientTransport} from "@modelcontextprotocol/sdk/client/stdio.js";
import {createClient} from "../app/contract/client.ts";
import {openApi} from "../main/api/open-api.ts";
import {openPages} from "../main/api/page.ts";
import {freePort} from "../main/loopback/testing/free-port.ts";
import {previewHost} from "../main/preview/host.ts";
import {servePreview} from "../main/preview/server.ts";

/**
 * Starts everything that there is and uses it as a window and other programs do, for the network test: services, engine, trainer, preview,
 * endpoint, MCP server. Prints what it did and `done`.
 */
const {values} = parseArgs({options: {home: {type: "string"}, texts: {type: "string"}}});
const {home = "", texts = ""} = values;
const did = (what: string): void => console.log(what);

const api = await openApi({home, engine: "forked", threads: 1}, previewHost());
let hear: (message: unknown) => void = () => {};
const session = api.router.connect((message) => hear(structuredClone(message)));
const client = createClient({
    send: (message) => session.receive(structuredClone(message)),
    receive: (listener) => {
        hear = listener;
    }
});

// enough for a training
const things = ["ladder", "winch", "sail", "anchor", "rope", "pump", "oar", "lamp", "tarp", "drill"];
for (const [i, thing] of things.entries())
    await writeFile(
        join(texts, `${thing}.txt`),
        `Please send the ${thing} to the ${things[(3 * i + 1) % things.length]} shop before ${i + 2} o'clock. We need ` +
            `${i + 20} of them, and http://192.0.2.7/${thing} has a picture.`
    );
await client.call("library.add", {path: texts});
await client.call("persona.habits", {kind: null});
await client.call("persona.map", {});
await client.call("persona.score", {text: "The rope is here, and so is the lamp; see http://192.0.2.7/lamp for more of it.", notes: null});
did("learned");
const {models} = await client.call("models.state", {});
await client.call("models.verify", {id: models[0]?.id ?? "small"});
const controls = {strength: 1, length: 0 as const, warmth: 0 as const};
await client.call("drafting.draft", {
    job: "a",
    brief: {kind: "email", to: "Ines", notes: "the rope is here"},
    controls,
    seeds: [1],
    persona: true
});
did("drafted");

const stop = new AbortController();
await client
    .call(
        "training.train",
        {},
        {
            signal: stop.signal,
            onProgress: ({type}) => {
                if (type === "estimate") stop.abort();
            }
        }
    )
    .catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
    });
did("trained");

const port = await freePort();
await client.call("settings.change", {connections: {mcp: true, endpoint: true, thunderbird: true, port}});
const {token} = await client.call("connections.token", {name: "endpoint"});
const answer = await fetch(`http://127.0.0.1:${port}/v1/models`, {headers: {authorization: `Bearer ${token}`}});
if (answer.status !== 200) throw new Error(`the endpoint answered ${answer.status}`);
did("connected");
const mcp = new McpClient({name: "test", version: "1"});
const entry = fileURLToPath(new URL("../main/cli/index.ts", import.meta.url));
await mcp.connect(
    new StdioClientTransport({
        command: process.execPath,
        args: [entry, "mcp", "--home", home],
        env: process.env as Record<string, string>,
        stderr: "ignore"
    })
);
await mcp.callTool({
    name: "check_voice",
    arguments: {text: "The rope is here, and so is the lamp; we can go on with the work on Monday morning."}
});
await mcp.close();
did("asked by another program");

const root = join(home, "pages");
await mkdir(root);
await writeFile(join(root, "index.html"), "<!doctype html>");
const preview = await servePreview({pages: await openPages(root), router: api.router});
await fetch(preview.url, {redirect: "manual"});
await preview.close();
did("previewed");

await client.call("privacy.report", {});
await api.close();
did("done");
