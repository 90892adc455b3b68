import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {contractMutants} from "./contract.ts";
import {documentMutants, settingsMutants} from "./files.ts";
import {databaseMutants} from "./databases.ts";
import {ggufMutants, plugMutants} from "./models.ts";
import {handshakeMutants} from "./handshake.ts";
import {heading} from "./report.ts";
import type {Report} from "./report.ts";

/**
 * `npm run test:mutants -- [--seed N] [--count N] [--only gguf,plugs,…]`: damaged models, plugs, settings, databases and documents, and
 * malformed messages, each made by a seed. Ends with 1 when one of them ended in a raw error or took too long.
 */
const {values} = parseArgs({options: {seed: {type: "string", default: "1"}, count: {type: "string"}, only: {type: "string"}}});
const kinds: Readonly<Record<string, readonly [number, (folder: string, seed: number, count: number) => Promise<Report>]>> = {
    gguf: [1000, ggufMutants],
    plugs: [1000, plugMutants],
    settings: [300, settingsMutants],
    databases: [300, databaseMutants],
    documents: [200, documentMutants],
    messages: [200, contractMutants],
    handshakes: [200, handshakeMutants]
};

const folder = await mkdtemp(join(tmpdir(), "idiolect-mutants-"));
const faults: string[] = [];
console.log(`seed ${values.seed}\n\n${heading}`);
for (const [name, [usual, run]] of Object.entries(kinds)) {
    if (values.only !== undefined && !values.only.split(",").includes(name)) continue;
    const report = await run(folder, Number(values.seed), values.count === undefined ? usual : Number(values.count));
    console.log(report.line());
    faults.push(...report.faults);
}
await rm(folder, {recursive: true, force: true, maxRetries: 3});
for (const fault of faults) console.log(fault);
process.exit(faults.length > 0 ? 1 : 0);
