const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** `Mod+Shift+K` as this system writes it: `⇧⌘K` or `Ctrl+Shift+K`. */
export function keysLabel(keys: string, mac: boolean = isMac): string {
    const parts = keys.split("+");
    const arrows: Record<string, string> = {ArrowUp: "↑", ArrowDown: "↓", Enter: "↵"};
    if (!mac) return parts.map((part) => arrows[part] ?? {Mod: "Ctrl", Escape: "Esc"}[part] ?? part).join("+");
    const signs: Record<string, string> = {...arrows, Mod: "⌘", Shift: "⇧", Alt: "⌥", Escape: "esc"};
    const order = ["Alt", "Shift", "Mod"];
    const sorted = parts.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
    return [...sorted.filter((part) => order.includes(part)), ...parts.filter((part) => !order.includes(part))]
        .map((part) => signs[part] ?? part)
        .join("");
}

/** Whether this key press matches `keys`. `Mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function isPressed(event: KeyboardEvent, keys: string, mac: boolean = isMac): boolean {
    const parts = keys.split("+");
    const key = parts.at(-1) ?? "";
    const mod = mac ? event.metaKey : event.ctrlKey;
    const other = mac ? event.ctrlKey : event.metaKey;
    return (
        mod === parts.includes("Mod") &&
        !other &&
        event.altKey === parts.includes("Alt") &&
        event.shiftKey === parts.includes("Shift") &&
        (event.key.toLowerCase() === key.toLowerCase() || event.code === `Digit${key}` || event.code === `Key${key.toUpperCase()}`)
    );
}
