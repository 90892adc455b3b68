/** Entry point of the engine's process: an Electron utility process or a forked Node process. */
import process from "node:process";
import {passBinaryTests} from "./binary-test.ts";
import {serveEngine} from "./engine-service.ts";
import {endWithHost} from "./host-watch.ts";
import {LlamaEngine} from "./llama-engine.ts";
import {dropEnginePrivileges} from "../rights/drop-privileges.ts";

/** Electron's end of the channel, which is missing from Node's types. */
interface ParentPort {
    on(event: "message", listener: (event: {data: unknown}) => void): void;
    postMessage(message: unknown): void;
}
const {parentPort} = process as {parentPort?: ParentPort};

if (parentPort != null) passBinaryTests();

endWithHost();

const receive = serveEngine({
    makeEngine: (options) => new LlamaEngine(options, dropEnginePrivileges),
    send: (answer) => {
        if (parentPort != null) parentPort.postMessage(answer);
        else if (process.connected) process.send!(answer);
    },
    finished: () => {
        if (parentPort != null) process.exit(0);
        process.disconnect();
    }
});

if (parentPort != null) parentPort.on("message", ({data}) => receive(data));
else {
    process.on("message", receive);
    process.on("disconnect", () => process.exit(0)); // without its supervisor nothing would ever end this process
}
