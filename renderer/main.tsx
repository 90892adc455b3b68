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
import {startDrafts} from "./write/keep-drafts.ts";

setNonce(nonce);
const place = document.getElementById("window");
if (place === null) throw new Error("index.html has lost its #window");
const root = createRoot(place);

try {
    await followMainState();
    await startComposer();
    await startDrafts();
    if (!settings.get().welcomed && (library.get()?.sources.length ?? 0) === 0) goTo({screen: "welcome"});
} catch (error) {
    notify(sentenceOf(error), {bad: true});
}
followTheme();
root.render(<Shell small={location.search === "?quick" ? "quick" : location.search === "?rewrite" ? "rewrite" : null} />);
