import {createServer} from "node:http";
import type {AddressInfo} from "node:net";

/** A request that the fake server received. */
export interface ServedRequest {
    readonly model: string;
    readonly messages: readonly {readonly role: string; readonly content: string}[];
    readonly seed: number;
    readonly temperature: number;
    readonly max_tokens: number;
}

/** A fake of Ollama and LM Studio: lists models and streams answers in OpenAI's format, a few characters at a time. */
export interface ModelServer {
    /** http://127.0.0.1:PORT/v1 */
    readonly base: string;
    readonly requests: ServedRequest[];
    /** its answer to a request; may be changed while it runs */
    answer: (request: ServedRequest) => string;
    /** answers continue only when this resolves */
    hold: Promise<void> | null;
    /** connections that a client closed before the answer was complete */
    readonly left: () => number;
    close(): Promise<void>;
}

export async function startModelServer(models: readonly string[], port = 0): Promise<ModelServer> {
    const requests: ServedRequest[] = [];
    let left = 0;
    const state: {answer: ModelServer["answer"]; hold: Promise<void> | null} = {answer: () => "Hello.", hold: null};
    const server = createServer(async (request, response) => {
        if (request.url === "/v1/models") {
            response.setHeader("content-type", "application/json");
            response.end(JSON.stringify({object: "list", data: models.map((id) => ({id, object: "model"}))}));
            return;
        }
        let body = "";
        for await (const part of request) body += String(part);
        const asked = JSON.parse(body) as ServedRequest;
        requests.push(asked);
        response.writeHead(200, {"content-type": "text/event-stream"});
        let whole = false;
        response.once("close", () => {
            if (!whole) left++;
        });
        const sendChunk = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
        for (const piece of state.answer(asked).match(/[^]{1,7}/g) ?? []) {
            sendChunk({choices: [{index: 0, delta: {content: piece}, finish_reason: null}]});
            await (state.hold ?? Promise.resolve());
        }
        sendChunk({choices: [{index: 0, delta: {}, finish_reason: "stop"}]});
        sendChunk({choices: [], usage: {prompt_tokens: 50, completion_tokens: 9, total_tokens: 59}});
        whole = true;
        response.end("data: [DONE]\n\n");
    });
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, "127.0.0.1", resolve);
    });
    return {
        base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
        requests,
        get answer() {
            return state.answer;
        },
        set answer(next) {
            state.answer = next;
        },
        get hold() {
            return state.hold;
        },
        set hold(next) {
            state.hold = next;
        },
        left: () => left,
        async close() {
            await new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            });
        }
    };
}
