/** Process or thread in which a chat template is tested: if it loops, fills its memory or recurses, this is killed. */
import {parentPort, workerData} from "node:worker_threads";
import {tryTemplate} from "./template-trial.ts";

if (parentPort != null) {
    parentPort.postMessage("begun");
    parentPort.postMessage(tryTemplate(workerData as string));
} else
    process.once("message", (source) => {
        process.send!("begun");
        process.send!(tryTemplate(source as string), () => process.exit(0));
    });
