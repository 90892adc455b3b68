import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {requests} from "../../app/contract/index.ts";
import type {HostMessage} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {openApi} from "../../main/api/open-api.ts";
import {previewHost} from "../../main/preview/host.ts";
import {Mutator} from "./mutate.ts";
import {Report} from "./report.ts";

/** a valid request in place of a response that never comes */
const patience = 30_000;
/** Requests with side effects if the input is valid, which a mutant may be by chance. */
const harmful = new Set(["privacy.eraseAll", "persona.erase", "library.addSamples"]);

/** Every method of the contract, `count` malformed messages each; and messages that are none, on lines that were just opened. */
export async function contractMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("messages", patience + 5_000);
    const texts = join(folder, "contract-texts");
    await mkdir(texts, {recursive: true});
    await writeFile(join(texts, "a.txt"), "A note about the ferry and the rope.");
    const defects: string[] = [];
    const api = await openApi(
        {
            home: join(folder, "contract-home"),
            engine: "forked",
            threads: 1,
            resources: join(folder, "nothing"),
            report: (error, request) => {
                defects.push(`${request}: ${error instanceof Error ? error.message : String(error)}`);
            }
        },
        previewHost()
    );
    let id = 0;
    for (const name of Object.keys(requests).filter((each) => !harmful.has(each))) {
        const waiting = new Map<number, (message: HostMessage) => void>();
        const session = api.router.connect((message) => {
            if ("id" in message && message.type !== "progress") waiting.get(message.id)?.(message);
        });
        for (let i = 0; i < count; i++) {
            const mutator = new Mutator(seed + id);
            const own = ++id;
            await report.run(seed + own, async () => {
                // invalid messages first: the connection must survive and still answer
                session.receive(mutator.value(3));
                session.receive({type: "request", id: mutator.value(1), name, input: {}});
                const answered = new Promise<HostMessage>((resolve, reject) => {
                    waiting.set(own, resolve);
                    setTimeout(() => reject(new Error(`${name} was never answered`)), patience).unref();
                });
                session.receive({type: "request", id: own, name, input: mutator.value(3)});
                // long-running requests are not awaited
                setTimeout(() => session.receive({type: "cancel", id: own}), 200).unref();
                const answer = await answered;
                waiting.delete(own);
                const defect = defects.splice(0)[0];
                if (defect !== undefined) throw new Error(defect);
                if (answer.type === "error") throw new UserError(answer.sentence);
            });
        }
        session.close();
    }
    await api.close();
    return report;
}
