import type {HostAbilities, Settings} from "../../app/contract/index.ts";

/** Power supply of the machine and idle time of its user. */
export interface PowerPort {
    onMains(): boolean;
    /** s since the last keyboard or mouse input, in any program */
    idleSeconds(): number;
}

/** What the window cannot do by itself: dialogs, clipboard, mail. Desktop and preview each implement it. */
export interface HostPort {
    readonly abilities: HostAbilities;
    /** null: the user cancelled */
    chooseFolder(): Promise<string | null>;
    chooseFile(what: "model" | "message"): Promise<string | null>;
    saveFile(name: string, content: string): Promise<string | null>;
    /** @param html formatted version of the same text for programs that accept it, or null */
    copy(text: string, html: string | null): Promise<void>;
    composeMail(to: string, subject: string, text: string): Promise<void>;
    showFile(path: string): Promise<void>;
    notify(title: string, text: string): void;
    closeQuickBrief(): void;
    /** null: unknown to the host */
    readonly power: PowerPort | null;
    /** called with every change, and once at the start */
    settingsChanged(settings: Settings): void;
}

/** The platform as the window knows it. */
export function platformOf(platform: string): "linux" | "darwin" | "win32" | "other" {
    return platform === "linux" || platform === "darwin" || platform === "win32" ? platform : "other";
}
