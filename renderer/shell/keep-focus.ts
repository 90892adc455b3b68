import {taking} from "../components/takes-focus.ts";

/*
 * An action often removes the control that it was started with: a draft is replaced, a remark is dealt with, a button is disabled while
 * work goes on. The browser then gives the focus to <body>, and whoever works by keys starts again at the top of the window.
 */

/** An element that had the focus, and where it stood: at each level the parent and the place among its children, innermost first. */
interface Held {
    readonly element: HTMLElement;
    readonly words: string;
    readonly steps: readonly {readonly parent: Element; readonly place: number}[];
}

/** what is above the page for a while; when it is gone, the focus belongs to where it was on the page before */
const transient = "[role=dialog], [role=alertdialog], [role=menu], [data-radix-popper-content-wrapper], [data-transient]";

/** Gives the focus a new place whenever the element that has it is removed or disabled. Returns a function that ends it. */
export function keepFocus(): () => void {
    /** what has the focus, and what had it last on the page itself; null: nothing, or the user has clicked beside everything */
    let held: Held | null = null;
    let onPage: Held | null = null;
    let isWaiting = false;

    const isLost = (): boolean => document.activeElement === document.body || document.activeElement === null;
    const hold = (element: Element | null): void => {
        if (!(element instanceof HTMLElement) || element === document.body) return;
        held = describe(element);
        if (element.closest(transient) === null) onPage = held;
    };
    const place = (): void => {
        isWaiting = false;
        if (held === null || !isLost()) return;
        const next = placeFor(held) ?? (onPage === held || onPage === null ? null : placeFor(onPage)) ?? lastResort();
        // a container may be taller than the window, and what it shows has not moved
        next?.focus({preventScroll: next.tabIndex < 0});
    };
    // components that place the focus themselves do so first
    const placeSoon = (): void => {
        if (isWaiting) return;
        isWaiting = true;
        setTimeout(place, 0);
    };
    const observer = new MutationObserver(() => {
        if (!isLost()) {
            // its place may have changed with what is around it
            if (held?.element === document.activeElement) hold(document.activeElement);
            // a disabled element keeps the focus for a while, but no longer gets any key
            if (document.activeElement?.matches(":disabled") !== true) return;
            (document.activeElement as HTMLElement).blur();
        }
        if (held !== null) placeSoon();
    });
    observer.observe(document.body, {subtree: true, childList: true, attributes: true, attributeFilter: ["disabled"]});
    const onFocus = (): void => hold(document.activeElement);
    // a click beside everything, or Tab beyond the last control, is where the user wants the focus to be
    const onLeaving = (event: Event): void => {
        if (event instanceof KeyboardEvent && event.key !== "Tab") return;
        setTimeout(() => {
            if (isLost() && held?.element.isConnected === true) held = onPage = null;
        }, 0);
    };
    const leaving = ["pointerdown", "keydown"] as const;
    document.addEventListener("focusin", onFocus);
    for (const each of leaving) document.addEventListener(each, onLeaving);
    return () => {
        observer.disconnect();
        document.removeEventListener("focusin", onFocus);
        for (const each of leaving) document.removeEventListener(each, onLeaving);
    };
}

function describe(element: HTMLElement): Held {
    const steps: {parent: Element; place: number}[] = [];
    for (let at: Element = element; at.parentElement !== null && at !== document.body; at = at.parentElement)
        steps.push({parent: at.parentElement, place: [...at.parentElement.children].indexOf(at)});
    return {element, words: wordsOf(element), steps};
}

/**
 * Where the focus goes from an element: the element itself if it can have it again; else the same control of what is now in its place; else
 * the nearest marked element at that place or around it. Another control is never chosen: the next press of Enter would do something else.
 */
function placeFor(held: Held): HTMLElement | null {
    if (canHaveFocus(held.element)) return held.element;
    const {steps} = held;
    for (const [level, {parent, place}] of steps.entries()) {
        if (!parent.isConnected) continue;
        if (parent === document.body) return null;
        if (parent.matches(transient)) return parent instanceof HTMLElement && canHaveFocus(parent) ? parent : null;
        const replaced = childAt(parent, place);
        const path = steps.slice(0, level).toReversed();
        const same = path.reduce<Element | null>((at, step) => at && childAt(at, step.place), replaced);
        if (same instanceof HTMLElement && same.tagName === held.element.tagName && wordsOf(same) === held.words && canHaveFocus(same))
            return same;
        const marked = replaced?.matches(taking) ? replaced : (parent.querySelector(taking) ?? (parent.matches(taking) ? parent : null));
        if (marked instanceof HTMLElement && canHaveFocus(marked)) return marked;
        if (parent instanceof HTMLElement && parent.matches("main")) return parent;
    }
    return null;
}

/** The child at a place, or the last if there are fewer now. */
function childAt(parent: Element, place: number): Element | null {
    return parent.children[Math.min(place, parent.children.length - 1)] ?? null;
}

/** The visible words of a button: its label may name the line of a list that it stands in. */
function wordsOf(element: Element): string {
    return element.matches("button, a") ? element.textContent : (element.getAttribute("aria-label") ?? "");
}

function canHaveFocus(element: HTMLElement): boolean {
    return element.isConnected && element.tabIndex >= -1 && !element.matches(":disabled") && element.matches(focusable) && isShown(element);
}

const focusable = "button, input, textarea, select, a[href], [tabindex], [contenteditable=true]";

function isShown(element: HTMLElement): boolean {
    return element.checkVisibility({visibilityProperty: true});
}

function lastResort(): HTMLElement | null {
    const main = document.querySelector<HTMLElement>("main");
    return main?.querySelector<HTMLElement>(taking) ?? main;
}
