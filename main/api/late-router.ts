import type {Router, Session} from "./router.ts";

/**
 * A router for windows that open while its services do. What a window sends before is kept and answered afterwards; if the services cannot
 * be opened, nothing is answered.
 */
export function lateRouter(opening: Promise<Router>): Router {
    let router: Router | null = null;
    const whenOpen = (act: (opened: Router) => void): void => void opening.then(act, () => {});
    whenOpen((opened) => {
        router = opened;
    });
    return {
        connect(send) {
            let session: Session | null = null;
            let isClosed = false;
            const early: unknown[] = [];
            whenOpen((opened) => {
                if (isClosed) return;
                session = opened.connect(send);
                for (const message of early.splice(0)) session.receive(message);
            });
            return {
                receive(message) {
                    if (session === null) early.push(message);
                    else session.receive(message);
                },
                close() {
                    isClosed = true;
                    session?.close();
                }
            };
        },
        emit: (name, payload) => whenOpen((opened) => opened.emit(name, payload)),
        get isBusy() {
            return router?.isBusy ?? false;
        }
    };
}
