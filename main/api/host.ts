import type {HostAbilities, Settings} from "../../app/contract/index.ts";

/** What the machine's power and its user's hands do. */
export interface PowerPort {
    onMains(): boolean;
    /** s since the last key or movement, in any program */
    idleSeconds(): number;
}

/** What the window's host does for it outside the window: dialogs, clipboard, mail. Desktop and preview each have one. */
export interface HostPort {
    readonly abilities: HostAbilities;
    /** null: the user changed their mind */
    chooseFolder(): Promise<string | null>;
    chooseFile(what: "model" | "message"): Promise<string | null>;
    saveFile(name: string, content: string): Promise<string | null>;
    /** @param html the same for programs that take formatted text, or null */
    copy(text: string, html: string | null): Promise<void>;
    composeMail(to: string, subject: string, text: string): Promise<void>;
    showFile(path: string): Promise<void>;
    notify(title: string, text: string): void;
    closeQuickBrief(): void;
    /** null: the host does not know */
    readonly power: PowerPort | null;
    /** told of every change, and once at the start */
    settingsChanged(settings: Settings): void;
}
