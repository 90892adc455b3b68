import {contextBridge, ipcRenderer, webUtils} from "electron";

/** The IPC channel of all messages, in both directions. */
const channel = "idiolect";

// The only capabilities exposed to the page: messages to main, and the path of a file that the user dropped.
contextBridge.exposeInMainWorld("idiolect", {
    send: (message: unknown): void => ipcRenderer.send(channel, message),
    receive: (listener: (message: unknown) => void): void => {
        ipcRenderer.on(channel, (_event, message: unknown) => listener(message));
    },
    pathOf: (file: File): string => webUtils.getPathForFile(file)
});
