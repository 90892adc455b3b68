import {createClient} from "../../app/contract/client.ts";
import type {Transport} from "../../app/contract/client.ts";
import type {ClientMessage} from "../../app/contract/index.ts";
import {createStore} from "./store.ts";

/** The object that the preload script exposes under Electron. */
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

/** Whether the connection to main is lost. */
export const lost = createStore(false);

/** The preview's transport: one WebSocket to the page's server. Messages sent before it is open are queued. */
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

/** The window's client of main. */
export const client = createClient(window.idiolect ?? socketTransport());

/** Styles that the editor and the dialogs create at run time carry this nonce, which the page's policy requires. */
export const nonce = document.querySelector<HTMLMetaElement>("meta[name=nonce]")?.content ?? "";
