/**
 * Trains the persona of the samples' author for the model that ships, so that `npm run demo` can show a trained persona:
 *
 *     node lab/samples-persona.ts [--threads 1]        (ten minutes of one core; an interrupted training goes on)
 *
 * The file is valid for exactly these weights: run this again whenever they change, as a persona of other weights is not used.
 */
import {mkdir, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {createIdiolect} from "../main/idiolect.ts";
import {samplesAuthor, samplesPersona} from "../main/training/samples-persona.ts";
import {trainVoice} from "../main/training/train-voice.ts";

const {values} = parseArgs({options: {threads: {type: "string", default: "1"}}});
const home = join(tmpdir(), "idiolect-samples-persona");
await mkdir(home, {recursive: true});
const idiolect = await createIdiolect({home, engine: "in-process", threads: Number(values.threads)});
try {
    await idiolect.library.setIdentities([...samplesAuthor]);
    await idiolect.library.addSource(fileURLToPath(new URL("../resources/samples", import.meta.url)));
    await idiolect.library.scan();
    const {model} = await idiolect.voice();
    const file = samplesPersona(idiolect.resources, model.sha256);
    // not marked as trained from the library: the demo's library has other ids for the same texts
    const items = await idiolect.persona.items();
    const cipher = idiolect.library.store.cipher;
    const running = trainVoice({items, fromLibrary: false, engine: idiolect.engine, home, cipher, file, threads: Number(values.threads)});
    for (;;) {
        const {done, value} = await running.next();
        console.log(JSON.stringify(value));
        if (done === true) break;
    }
    for (const name of await readdir(join(file, ".."))) if (!file.endsWith(name)) await rm(join(file, "..", name));
} finally {
    await idiolect.dispose();
}
await rm(home, {recursive: true});
