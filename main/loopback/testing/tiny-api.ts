import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createClient} from "../../../app/contract/client.ts";
import type {Client} from "../../../app/contract/index.ts";
import {makeTinyVoice} from "../../cli/testing/tiny-voice.ts";
import type {TinyVoice} from "../../cli/testing/tiny-voice.ts";
import {openApi} from "../../api/open-api.ts";
import type {Api} from "../../api/open-api.ts";
import {previewHost} from "../../preview/host.ts";

/**
 * The services and the API over a temporary home, with a tiny model, a plug, an encoder and a few learned letters: all real except the
 * weights.
 */
export interface TinyApi {
    readonly folder: string;
    readonly home: string;
    readonly voice: TinyVoice;
    readonly api: Api;
    readonly client: Client;
    /** unexpected errors that were reported */
    readonly reported: readonly unknown[];
    close(): Promise<void>;
}

const letters = [
    "Hello Tomasz,\n\nthe boat is on the slip and the paint is dry. Bring the long brush on Friday, please.\n\nUntil then\nIlse\n",
    "Hello Priya,\n\nI read your plan twice and like it. The second page needs the tide table, nothing else.\n\nUntil then\nIlse\n",
    "Hello Marcus,\n\nthe winch came back from the workshop. It runs, and it cost less than we thought.\n\nUntil then\nIlse\n",
    "Hello Bo,\n\nno wind on Sunday, so we row. Wear something warm and bring the thermos.\n\nUntil then\nIlse\n",
    "Hello Anna,\n\nthe harbour office wants the list again. I sent it, with the new numbers on top.\n\nUntil then\nIlse\n"
];

export async function openTinyApi(): Promise<TinyApi> {
    const folder = await mkdtemp(join(tmpdir(), "idiolect-loopback-"));
    const home = join(folder, "home");
    const voice = await makeTinyVoice(join(folder, "voice"));
    await mkdir(join(folder, "texts"));
    await Promise.all(
        letters.map((text, i) => {
            const [, to] = /^Hello (\w+)/.exec(text) ?? [];
            const date = `Mon, 0${i + 1} Jun 2026 10:00:00 +0000`;
            const head = `From: Ilse <ilse@slip.example>\nTo: ${to} <${to}@slip.example>\nSubject: news ${i}\nDate: ${date}\n\n`;
            return writeFile(join(folder, "texts", `letter-${i}.eml`), head + text);
        })
    );
    const reported: unknown[] = [];
    const api = await openApi({home, engine: "in-process", threads: 1, ...voice, report: (error) => reported.push(error)}, previewHost());
    await api.idiolect().library.setIdentities(["ilse@slip.example"]);
    await api.idiolect().library.addSource(join(folder, "texts"));
    await api.idiolect().library.scan();
    return {
        folder,
        home,
        voice,
        api,
        client: connectedTo(api),
        reported,
        async close() {
            await api.close();
            await rm(folder, {recursive: true, force: true, maxRetries: 3});
        }
    };
}

/** A window's client connected directly to the router of the API. */
export function connectedTo(to: Api): Client {
    let hear: (message: unknown) => void = () => {};
    const session = to.router.connect((message) => hear(structuredClone(message)));
    return createClient({
        send: (message) => session.receive(structuredClone(message)),
        receive: (listener) => {
            hear = listener;
        }
    });
}
