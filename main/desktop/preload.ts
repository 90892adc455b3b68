import {contextBridge, ipcRenderer, webUtils} from "electron";

/** The channel of all messages, both ways. */
const channel = "idiolect";

// The only things the page can see of the world outside: a line to main, and the path of a file that the user dropped.
contextBridge.exposeInMainWorld("idiolect", {
    send: (message: unknown): void => ipcRenderer.send(channel, message),
    receive: (listener: (message: unknown) => void): void => {
        ipcRenderer.on(channel, (_event, message: unknown) => listener(message));
    },
    pathOf: (file: File): string => webUtils.getPathForFile(file)
});
