import {Tooltip} from "radix-ui";
import {lazy, Suspense, useEffect, useMemo} from "react";
import {FirstRun} from "../first-run/FirstRun.tsx";
import {catalogue, MessagesContext, pickLanguage, useMessages} from "../language/use-messages.ts";
import {Empty, Waiting} from "../components/Page.tsx";
import {client} from "../state/client.ts";
import {changeSettings, host, settings} from "../state/main-state.ts";
import {goTo, route, screens} from "../state/route.ts";
import {QuickBrief} from "../quick/QuickBrief.tsx";
import {QuickRewrite} from "../quick/QuickRewrite.tsx";
import {notify} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {Dropping} from "../sources/Dropping.tsx";
import {manageSnippets} from "../snippets/dialog-state.ts";
import {SnippetsDialog} from "../snippets/SnippetsDialog.tsx";
import {openMessageFile} from "../write/message.ts";
import {Write} from "../write/Write.tsx";
import {Boundary} from "./Boundary.tsx";
import {followKeys, runCommand, useCommands} from "./commands.ts";
import type {Command} from "./commands.ts";
import {keepFocus} from "./keep-focus.ts";
import {Notices} from "./Notices.tsx";
import {Palette} from "./Palette.tsx";
import {palette} from "./palette.ts";
import {Rail} from "./Rail.tsx";
import styles from "./Shell.module.css";

// Screens that are not needed at the start are loaded when they are first shown.
const Edit = lazy(() => import("../edit/Edit.tsx"));
const Drafts = lazy(() => import("../drafts/Drafts.tsx"));
const Voice = lazy(() => import("../voice/Voice.tsx"));
const Sources = lazy(() => import("../sources/Sources.tsx"));
const Models = lazy(() => import("../models/Models.tsx"));
const Connections = lazy(() => import("../connections/Connections.tsx"));
const Privacy = lazy(() => import("../privacy/Privacy.tsx"));
const Settings = lazy(() => import("../settings/Settings.tsx"));

/** The window: the frame around the current screen, or a small window above another program. */
export function Shell({small}: {small: "quick" | "rewrite" | null}) {
    const chosen = useStore(settings).language;
    const {locale} = useStore(host);
    const language = pickLanguage(chosen, locale);
    useEffect(() => {
        document.documentElement.lang = language;
    }, [language]);
    useEffect(keepFocus, []);
    return (
        <MessagesContext value={catalogue(language)}>
            <Tooltip.Provider delayDuration={450}>
                {small === "quick" ? (
                    <QuickBrief />
                ) : small === "rewrite" ? (
                    <QuickRewrite />
                ) : (
                    <>
                        <Frame />
                        <Palette />
                        <SnippetsDialog />
                        <Dropping />
                    </>
                )}
                <Notices />
            </Tooltip.Provider>
        </MessagesContext>
    );
}

function Frame() {
    const now = useStore(route);
    const m = useMessages();
    useCommands(useFrameCommands());
    useEffect(() => {
        const stops = [
            followKeys(),
            client.on("host.command", ({command}) => runCommand(command)),
            client.on("host.update", ({state, version, sentence}) => {
                if (state === "ready") notify(m.settings.updateReady(version));
                else if (state === "older") notify(m.settings.updateOlder(version), {bad: true});
                else if (sentence !== null) notify(m.say(sentence), {bad: true});
            }),
            client.on("host.openFile", ({path}) => void openMessageFile({path}))
        ];
        return () => stops.forEach((stop) => stop());
    }, [m]);
    if (now.screen === "welcome")
        return (
            <Boundary>
                <FirstRun />
            </Boundary>
        );
    return (
        <div className={styles["shell"]}>
            <Rail />
            <div className={styles["screen"]}>
                <Boundary key={now.screen}>
                    <Suspense fallback={<Loading />}>
                        <Screen />
                    </Suspense>
                </Boundary>
            </div>
        </div>
    );
}

/** A screen that was come to by keys has them: what had the focus went with the screen before, and Tab would begin at the window's top. */
function useArrival(screen: string): void {
    useEffect(() => {
        // after the palette has given the focus back to what is no more
        const timer = setTimeout(() => {
            if (document.activeElement === document.body) document.querySelector("main")?.focus();
        }, 0);
        return () => clearTimeout(timer);
    }, [screen]);
}

function Screen() {
    const now = useStore(route);
    useArrival(now.screen);
    switch (now.screen) {
        case "welcome":
        case "write":
            return <Write />;
        case "edit":
            return <Edit key={now.id} id={now.id} />;
        case "drafts":
            return <Drafts />;
        case "voice":
            return <Voice />;
        case "sources":
            return <Sources />;
        case "models":
            return <Models />;
        case "connections":
            return <Connections />;
        case "privacy":
            return <Privacy />;
        case "settings":
            return <Settings />;
    }
}

function Loading() {
    const m = useMessages();
    return (
        <main>
            <Empty>
                <Waiting label={m.loading} />
            </Empty>
        </main>
    );
}

/** Commands that are available on every screen. */
function useFrameCommands(): readonly Command[] {
    const m = useMessages();
    return useMemo(
        () => [
            {id: "palette", title: m.commands.palette, keys: "Mod+K", run: () => palette.set(true)},
            ...screens.map((screen, i): Command => ({
                id: `go-${screen}`,
                title: m.commands.goTo(m.screens[screen]),
                keys: `Mod+${i + 1}`,
                run: () => goTo({screen})
            })),
            {id: "snippets-manage", title: m.snippets.manage, run: () => manageSnippets()},
            {id: "theme-light", title: m.commands.light, run: () => void changeSettings({theme: "light"})},
            {id: "theme-dark", title: m.commands.dark, run: () => void changeSettings({theme: "dark"})},
            {id: "theme-system", title: m.commands.systemTheme, run: () => void changeSettings({theme: "system"})}
        ],
        [m]
    );
}
