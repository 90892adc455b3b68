import {createClient} from "../../app/contract/client.ts";
import type {Transport} from "../../app/contract/client.ts";
import type {ClientMessage} from "../../app/contract/index.ts";
import {createStore} from "./store.ts";

/** What the preload script puts on the window under Electron. */
export interface DesktopBridge {
    send(message: ClientMessage): void;
    receive(listener: (message: unknown) => void): void;
    /** the path of a file that was dropped on the window */
    pathOf(file: File): string;
}

declare global {
    interface Window {
        readonly idiolect?: DesktopBridge;
    }
}

/** Is the line to main cut? */
export const lost = createStore(false);

/** The preview's line: one WebSocket to the server the page came from. What is said before it is open waits. */
function socketTransport(): Transport {
    const socket = new WebSocket(`ws://${location.host}/messages`);
    const early: string[] = [];
    socket.addEventListener("open", () => {
        for (const message of early.splice(0)) socket.send(message);
    });
    return {
        send(message) {
            const text = JSON.stringify(message);
            if (socket.readyState === WebSocket.OPEN) socket.send(text);
            else early.push(text);
        },
        receive(listener) {
            socket.addEventListener("message", (event) => listener(JSON.parse(String(event.data))));
        },
        onClose(listener) {
            socket.addEventListener("close", () => {
                lost.set(true);
                listener();
            });
        }
    };
}

/** The window's one line to main. */
export const client = createClient(window.idiolect ?? socketTransport());

/** Styles that the editor and the dialogs make at run time carry this nonce; the page's policy asks for it. */
export const nonce = document.querySelector<HTMLMetaElement>("meta[name=nonce]")?.content ?? "";
