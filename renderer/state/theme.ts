import {settings} from "./main-state.ts";

/** Keeps the page's theme, language and direction as the settings say. */
export function followTheme(): void {
    const apply = (): void => {
        const {theme} = settings.get();
        if (theme === "system") document.documentElement.removeAttribute("data-theme");
        else document.documentElement.dataset["theme"] = theme;
    };
    settings.subscribe(apply);
    apply();
}
