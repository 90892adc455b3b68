import {pageScheme} from "./page-protocol.ts";

/** Schemes that may be loaded: our own pages, and URLs that the page creates itself. Developer tools are pages of Electron's. */
const ownSchemes: ReadonlySet<string> = new Set([`${pageScheme}:`, "blob:", "data:", "devtools:"]);

/**
 * Blocks all network access and denies every permission of a session. This covers pages, workers, fonts, favicons and everything else
 * Chromium fetches, regardless of the page's own policy.
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
    // On Windows and Linux dictionaries would be downloaded; macOS has its own spell checker.
    if (process.platform !== "darwin") session.setSpellCheckerEnabled(false);
    void session.setProxy({mode: "fixed_servers", proxyRules: "http=127.0.0.1:9;https=127.0.0.1:9;socks=127.0.0.1:9"});
}

/** Blocks navigation, new windows and embedded content of a window. */
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
