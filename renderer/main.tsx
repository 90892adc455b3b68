import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "./tokens.css";
import "./base.css";
import {setNonce} from "get-nonce";
import {createRoot} from "react-dom/client";
import {Shell} from "./shell/Shell.tsx";
import {nonce} from "./state/client.ts";
import {library, settings, followMainState} from "./state/main-state.ts";
import {sentenceOf} from "./state/query.ts";
import {notify} from "./state/notices.ts";
import {goTo} from "./state/route.ts";
import {followTheme} from "./state/theme.ts";
import {startComposer} from "./write/keep-composer.ts";
import {keepSmallDrafts, startDrafts} from "./write/keep-drafts.ts";

setNonce(nonce);
const place = document.getElementById("window");
if (place === null) throw new Error("index.html has lost its #window");
const root = createRoot(place);

const small = location.search === "?quick" ? "quick" : location.search === "?rewrite" ? "rewrite" : null;

/**
 * Asks main for everything at once. A part that fails says so, and leaves the others: a list that cannot be read must not keep what is
 * written from being saved.
 */
async function begin(...parts: readonly (() => Promise<void>)[]): Promise<void> {
    await Promise.all(parts.map((part) => part().catch((error: unknown) => notify(sentenceOf(error), {bad: true}))));
}

await begin(followMainState, ...(small === null ? [startComposer, startDrafts] : []));
if (small === null) {
    if (!settings.get().welcomed && (library.get()?.sources.length ?? 0) === 0) goTo({screen: "welcome"});
} else keepSmallDrafts();
followTheme();
root.render(<Shell small={small} />);
