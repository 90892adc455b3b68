import {formatServedAddress} from "./address.ts";
import {servedModels} from "./chat-client.ts";

/** A model that a program on this machine serves now. */
export interface FoundModel {
    /** address for adding and using it: http://127.0.0.1:PORT/v1#NAME */
    readonly address: string;
    readonly name: string;
    readonly program: string;
}

/** default ports of known programs, by their documentation */
const usualServers: readonly {readonly program: string; readonly base: string}[] = [
    {program: "Ollama", base: "http://127.0.0.1:11434/v1"},
    {program: "LM Studio", base: "http://127.0.0.1:1234/v1"},
    {program: "llama.cpp", base: "http://127.0.0.1:8080/v1"}
];

/** Probes the default ports of 127.0.0.1, on the user's request. Servers that do not respond are left out. */
export async function findServedModels(servers = usualServers, signal?: AbortSignal): Promise<readonly FoundModel[]> {
    const found = await Promise.all(
        servers.map(async ({program, base}) => {
            const names = await servedModels(base, signal).catch(() => []);
            return names.map((name) => ({program, name, address: formatServedAddress({base, model: name})}));
        })
    );
    return found.flat();
}
