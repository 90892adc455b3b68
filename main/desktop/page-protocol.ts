import type {Pages} from "../api/page.ts";
import type {Electron} from "./electron.ts";

/** The origin of the window's pages; no other scheme is ever loaded. */
export const pageScheme = "idiolect";
export const pageOrigin = `${pageScheme}://window`;

/** Registers the scheme as a standard, secure origin. Must run before the app is ready. */
export function declareScheme({protocol}: Pick<Electron, "protocol">): void {
    protocol.registerSchemesAsPrivileged([{scheme: pageScheme, privileges: {standard: true, secure: true, codeCache: true}}]);
}

/** Serves the built window to a session, with the headers every host uses. */
export function servePages(session: Electron.Session, pages: Pages): void {
    session.protocol.handle(pageScheme, (request) => {
        const url = new URL(request.url);
        if (url.host !== "window" || request.method !== "GET") return refusal(404);
        const file = pages.file(url.pathname);
        return file === null ? refusal(404) : new Response(file.body, {headers: {...file.headers}});
    });
}

function refusal(status: number): Response {
    return new Response("There is no such page.", {status, headers: {"content-type": "text/plain"}});
}
