import type {Router, Session} from "../api/router.ts";
import type {Electron} from "./electron.ts";
import {pageOrigin} from "./page-protocol.ts";

export const channel = "idiolect";

/**
 * The connection between windows and router. Messages are accepted only from the main frame of one of our windows that shows our page;
 * other senders get no answer.
 */
export function connectWindows({ipcMain}: Pick<Electron, "ipcMain">, router: Router): {add(window: Electron.BrowserWindow): void} {
    const sessions = new Map<Electron.WebContents, Session>();
    ipcMain.on(channel, (event, message: unknown) => {
        const session = sessions.get(event.sender);
        if (
            session === undefined ||
            event.senderFrame === null ||
            event.senderFrame !== event.sender.mainFrame ||
            !isOwnPage(event.senderFrame.url)
        )
            return;
        session.receive(message);
    });
    return {
        add({webContents}) {
            const open = (): void => {
                sessions.get(webContents)?.close();
                sessions.set(
                    webContents,
                    router.connect((message) => {
                        if (!webContents.isDestroyed()) webContents.send(channel, message);
                    })
                );
            };
            open();
            // A reloaded page starts afresh: calls of the old one are cancelled.
            webContents.on("did-start-navigation", (details) => {
                if (details.isMainFrame && !details.isSameDocument) open();
            });
            webContents.once("destroyed", () => {
                sessions.get(webContents)?.close();
                sessions.delete(webContents);
            });
        }
    };
}

/** Is this one of the window's own pages? */
function isOwnPage(url: string): boolean {
    return url === pageOrigin || url.startsWith(`${pageOrigin}/`);
}
