import {pageScheme} from "./page-protocol.ts";

/** Schemes that may be loaded: our own pages, and what the page makes itself. Developer tools are pages of Electron's. */
const ownSchemes: ReadonlySet<string> = new Set([`${pageScheme}:`, "blob:", "data:", "devtools:"]);

/**
 * Cuts a session off from every network and refuses every permission. This holds for pages, workers, fonts, favicons and
 * whatever else Chromium would fetch, whatever the page's own policy says.
 */
export function lockSession(session: Electron.Session): void {
    session.webRequest.onBeforeRequest((details, answer) => {
        answer({cancel: !ownSchemes.has(schemeOf(details.url))});
    });
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.setPermissionCheckHandler(() => false);
    session.setDevicePermissionHandler(() => false);
    session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
    session.on("will-download", (event) => event.preventDefault());
    // On Windows and Linux dictionaries would come from a server; macOS has its own spell checker.
    if (process.platform !== "darwin") session.setSpellCheckerEnabled(false);
    void session.setProxy({mode: "fixed_servers", proxyRules: "http=127.0.0.1:9;https=127.0.0.1:9;socks=127.0.0.1:9"});
}

/** Keeps a window where it is: no other page, no other window, nothing embedded. */
export function lockContents(contents: Electron.WebContents): void {
    contents.setWindowOpenHandler(() => ({action: "deny"}));
    contents.on("will-navigate", (event) => event.preventDefault());
    contents.on("will-frame-navigate", (event) => event.preventDefault());
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
}

function schemeOf(url: string): string {
    try {
        return new URL(url).protocol;
    } catch {
        return "";
    }
}
