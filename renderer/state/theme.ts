import {settings} from "./main-state.ts";

/** Applies the settings' theme, language and text direction to the page. */
export function followTheme(): void {
    const apply = (): void => {
        const {theme} = settings.get();
        if (theme === "system") document.documentElement.removeAttribute("data-theme");
        else document.documentElement.dataset["theme"] = theme;
    };
    settings.subscribe(apply);
    apply();
}
