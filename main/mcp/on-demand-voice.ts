import {readConnections} from "../api/settings.ts";
import {createIdiolect} from "../idiolect.ts";
import type {Idiolect, IdiolectOptions} from "../idiolect.ts";
import {localVoice} from "../loopback/local-voice.ts";
import {isReachable, remoteVoice} from "../loopback/remote-voice.ts";
import {Tokens} from "../loopback/tokens.ts";
import type {VoiceService} from "../loopback/voice-requests.ts";
import {readStoredSettings} from "../store/stored-settings.ts";

/** ms without a request after which services opened here are closed, so that the window can open the same home */
const idleTime = 60_000;

export interface OnDemandVoice extends VoiceService {
    dispose(): Promise<void>;
}

/**
 * A voice service for a long-running program with occasional requests. One process owns a home: if the window is open, requests go to it
 * over 127.0.0.1; else the services are opened here at the first request and closed again when idle.
 */
export function onDemandVoice(options: IdiolectOptions, idle: number = idleTime): OnDemandVoice {
    let opened: Promise<Idiolect> | null = null;
    /** services that are being closed: until then they own the home */
    let closing: Promise<void> = Promise.resolve();
    let running = 0;
    let timer: NodeJS.Timeout | null = null;

    async function close(): Promise<void> {
        if (timer !== null) clearTimeout(timer);
        timer = null;
        const ending = opened;
        opened = null;
        if (ending !== null)
            closing = closing
                .then(() => ending)
                .then((idiolect) => idiolect.dispose())
                .catch(() => undefined);
        await closing;
    }

    async function withVoice<T>(work: (voice: VoiceService) => Promise<T>): Promise<T> {
        if (opened === null) {
            await closing;
            const remote = await runningWindow(options.home);
            if (remote !== null) return work(remote);
        }
        if (timer !== null) clearTimeout(timer);
        running++;
        try {
            // another request may have opened them while this one looked for a window
            opened ??= createIdiolect(options);
            const opening = opened;
            const idiolect = await opening.catch((error: unknown) => {
                if (opened === opening) opened = null;
                throw error;
            });
            return await work(localVoice(() => idiolect));
        } finally {
            running--;
            if (running === 0) timer = setTimeout(() => void close(), idle).unref();
        }
    }

    return {
        draft: (input, signal) => withVoice((voice) => voice.draft(input, signal)),
        rewrite: (input, signal) => withVoice((voice) => voice.rewrite(input, signal)),
        check: (input, signal) => withVoice((voice) => voice.check(input, signal)),
        dispose: close
    };
}

/** The voice service of the window that has this home open, or null. */
async function runningWindow(home: string): Promise<VoiceService | null> {
    const {mcp, port} = readConnections(await readStoredSettings(home));
    const token = mcp ? (await Tokens.open(home)).get("mcp") : null;
    if (token === null) return null;
    const address = {port, token};
    return (await isReachable(address)) ? remoteVoice(address) : null;
}
