import {spawn} from "node:child_process";
import {mkdir, mkdtemp, readFile, readdir, readlink, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {expect, it, vi} from "vitest";

vi.setConfig({testTimeout: 600_000});

/** Remote and local addresses of a process's sockets from the system's tables, which include native code. */
async function socketsOf(pid: number): Promise<string[]> {
    const inodes = new Set<string>();
    for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
        const inode = /^socket:\[(\d+)\]$/.exec(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""))?.[1];
        if (inode !== undefined) inodes.add(inode);
    }
    const found: string[] = [];
    for (const table of ["tcp", "tcp6", "udp", "udp6", "raw", "raw6"]) {
        for (const line of (await readFile(`/proc/${pid}/net/${table}`, "utf8").catch(() => "")).split("\n").slice(1)) {
            const [, local = "", remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
            if (inodes.has(inode)) found.push(`${table} ${local} ${remote}`);
        }
    }
    return found;
}

/** 127.x.y.z and ::1, as the tables write them, and no address at all */
const isLoopback = (address: string): boolean =>
    /^[0-9A-F]{6}7F:|^00000000000000000000000001000000:|^0000000000000000FFFF0000[0-9A-F]{6}7F:/.test(address);
const isNobody = (address: string): boolean => /^0+:0000$/.test(address);

async function treeOf(root: number): Promise<number[]> {
    const all = [root];
    for (const parent of all) {
        for (const task of await readdir(`/proc/${parent}/task`).catch(() => [])) {
            const children = await readFile(`/proc/${parent}/task/${task}/children`, "utf8").catch(() => "");
            all.push(
                ...children
                    .split(" ")
                    .filter((child) => child !== "")
                    .map(Number)
                    .filter((child) => !all.includes(child))
            );
        }
    }
    return all;
}

it.runIf(process.platform === "linux")(
    "nothing leaves the machine: all services started, learned, drafted, and no socket to anywhere but the loopback",
    async () => {
        const folder = await mkdtemp(join(tmpdir(), "idiolect-network-"));
        const witness = join(folder, "witness.log"),
            texts = join(folder, "texts");
        await mkdir(texts);
        // texts that contain addresses, as mail does
        await writeFile(
            join(texts, "a.html"),
            "<html><head><title>A page</title><link rel=stylesheet href=http://192.0.2.7/a.css></head><body><img " +
                "src=http://192.0.2.7/p.png><p>We met at the harbour and talked about the ropes for an hour.</p></body></html>"
        );
        await writeFile(
            join(texts, "b.eml"),
            "From: Ines <ines@example.org>\r\nTo: Bo <bo@example.org>\r\nSubject: Rope\r\nMessage-ID: <1@example.org>\r\n" +
                'Content-Type: text/html\r\n\r\n<p>The rope is here.</p><img src="http://192.0.2.7/pixel">\r\n'
        );
        const script = spawn(
            process.execPath,
            [join(import.meta.dirname, "everything.ts"), "--home", join(folder, "home"), "--texts", texts],
            {
                env: {
                    ...process.env,
                    NETWORK_WITNESS: witness,
                    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "network-witness.mjs")).href}`
                }
            }
        );
        let output = "";
        for (const stream of [script.stdout, script.stderr])
            stream.on("data", (part) => {
                output += String(part);
            });
        const ended = new Promise<number | null>((resolve) => script.once("exit", resolve));
        let isOver = false;
        void ended.then(() => {
            isOver = true;
        });
        const outside = new Set<string>(),
            processes = new Set<number>();
        while (!isOver) {
            for (const pid of await treeOf(script.pid ?? 0)) {
                processes.add(pid);
                for (const socket of await socketsOf(pid)) {
                    const [, local = "", remote = ""] = socket.split(" ");
                    if (!isLoopback(local) || !(isLoopback(remote) || isNobody(remote))) outside.add(socket);
                }
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        expect(await ended, output).toBe(0);
        expect(output.trim().split("\n")).toEqual([
            "learned",
            "drafted",
            "trained",
            "connected",
            "asked by another program",
            "previewed",
            "done"
        ]);
        const attempts = (await readFile(witness, "utf8")).trim().split("\n");
        // the recorder was loaded in the services' process and in the engine's
        expect(new Set(attempts.filter((line) => line.endsWith(" watching"))).size).toBeGreaterThan(1);
        // services, engine, the process that tries a template, trainer, MCP server
        expect(processes.size).toBeGreaterThan(4);
        expect(attempts.filter((line) => !line.endsWith(" watching"))).toEqual([]);
        expect([...outside]).toEqual([]);
        await rm(folder, {recursive: true, force: true, maxRetries: 3});
    }
);
