import {formatServedAddress} from "./address.ts";
import {servedModels} from "./chat-client.ts";

/** A model that a program on this machine serves right now. */
export interface FoundModel {
    /** to be added and used: http://127.0.0.1:PORT/v1#NAME */
    readonly address: string;
    readonly name: string;
    readonly program: string;
}

/** where the usual programs listen, by their documentation */
const usualServers: readonly {readonly program: string; readonly base: string}[] = [
    {program: "Ollama", base: "http://127.0.0.1:11434/v1"},
    {program: "LM Studio", base: "http://127.0.0.1:1234/v1"},
    {program: "llama.cpp", base: "http://127.0.0.1:8080/v1"}
];

/** Asks the usual ports of 127.0.0.1, when the user wants to know. What does not answer is not there. */
export async function findServedModels(servers = usualServers, signal?: AbortSignal): Promise<readonly FoundModel[]> {
    const found = await Promise.all(
        servers.map(async ({program, base}) => {
            const names = await servedModels(base, signal).catch(() => []);
            return names.map((name) => ({program, name, address: formatServedAddress({base, model: name})}));
        })
    );
    return found.flat();
}
