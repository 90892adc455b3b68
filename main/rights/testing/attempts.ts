/**
 * `attempts.ts KIND MODEL SECRET HASHES NEW`: drops the privileges of KIND, tries operations that should be denied, and prints the results.
 */
import {execFileSync, execSync} from "node:child_process";
import {createSocket} from "node:dgram";
import {once} from "node:events";
import {readFileSync, readdirSync, writeFileSync} from "node:fs";
import {readFile, writeFile} from "node:fs/promises";
import {connect, createServer} from "node:net";
import process from "node:process";
import {Worker, isMainThread, parentPort, workerData} from "node:worker_threads";
import {dropEnginePrivileges, dropParserPrivileges} from "../drop-privileges.ts";

const [kind, model = "", secret = "", hashes = "", fresh = ""] = isMainThread ? process.argv.slice(2) : (workerData as string[]);
const results: Record<string, string> = {};

async function attempt(what: string, action: () => unknown): Promise<void> {
    try {
        await action();
        results[what] = "ok";
    } catch (error) {
        results[what] = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
}

const connecting = (options: {port: number; host: string} | {path: string}) => () =>
    new Promise<void>((resolve, reject) => {
        const socket = connect(options);
        socket.once("error", (error: NodeJS.ErrnoException) => {
            // the connection was attempted, but nothing listens
            if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve();
            else reject(error);
        });
        socket.once("connect", () => {
            socket.destroy();
            resolve();
        });
    });
const sending = () =>
    new Promise<void>((resolve, reject) => {
        const socket = createSocket("udp4");
        socket.once("error", reject);
        socket.bind(0, "127.0.0.1", () => {
            socket.close();
            resolve();
        });
    });
const listening = async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    server.close();
};

async function attemptAll(): Promise<void> {
    await attempt("read a letter", () => readFileSync(secret));
    // each thread of Node's thread pool
    for (let i = 0; i < 8; i++) await attempt("read a letter, asynchronously", () => readFile(secret));
    await attempt("read the model", () => readFileSync(model));
    await attempt("read the model, asynchronously", () => readFile(model));
    await attempt("write the hashes", () => writeFile(hashes, "{}"));
    await attempt("write over the model", () => writeFileSync(model, readFileSync(model)));
    await attempt("write a file", () => writeFileSync(fresh, "x"));
    await attempt("write a file, asynchronously", () => writeFile(fresh, "x"));
    await attempt("list a folder", () => readdirSync("/root"));
    await attempt("start a program", () => execSync("true", {stdio: "ignore"}));
    await attempt("start itself", () => execFileSync(process.execPath, ["-e", ""], {stdio: "ignore"}));
    await attempt("signal another process", () => process.kill(process.ppid, 0));
    await attempt("connect", connecting({port: 9, host: "127.0.0.1"}));
    await attempt("connect locally", connecting({path: "/run/nobody.sock"}));
    await attempt("send a datagram", sending);
    await attempt("listen", listening);
}

if (!isMainThread) {
    await dropParserPrivileges();
    await attemptAll();
    parentPort!.postMessage(results);
} else if (kind === "parser") {
    const worker = new Worker(new URL(import.meta.url), {workerData: process.argv.slice(2)});
    const [found] = (await once(worker, "message")) as [Record<string, string>];
    await attempt("main: write a file, asynchronously", () => writeFile(fresh, "x"));
    await attempt("main: start a program", () => execSync("true", {stdio: "ignore"}));
    await attempt("main: listen", listening);
    console.log(JSON.stringify({...found, ...results}));
} else {
    await readFile(secret); // the thread pool is running, as in the engine's process
    const usesGpu = kind === "engine with a card";
    dropEnginePrivileges([model], {hashCache: hashes, adapters: null, usesGpu});
    await attemptAll();
    console.log(JSON.stringify(results));
}
