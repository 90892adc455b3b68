import {useState} from "react";
import type {Settings as SettingsValue} from "../../app/contract/index.ts";
import {useMessages} from "../language/use-messages.ts";
import {Choice} from "../components/Choice.tsx";
import {Field} from "../components/Field.tsx";
import {keysLabel} from "../components/keys.ts";
import {Page, Section} from "../components/Page.tsx";
import {Toggle} from "../components/Toggle.tsx";
import {changeSettings, host, settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useStore} from "../state/store.ts";
import {slots} from "../write/session.ts";
import {writeCommands} from "../write/write-commands.ts";
import {usePageCommands} from "../shell/commands.ts";
import styles from "./Settings.module.css";

const change = (part: Partial<SettingsValue>): void => void attempt(() => changeSettings(part));

/** Appearance and behaviour of Idiolect. */
export default function Settings() {
    const m = useMessages();
    const now = useStore(settings);
    const {version, host: kind} = useStore(host);
    const themes = (["system", "light", "dark"] as const).map((value) => ({value, label: m.settings.themes[value]}));
    const languages = (["system", "en", "de"] as const).map((value) => ({value, label: m.settings.languages[value]}));
    const counts = (["1", "2", "3"] as const).map((value) => ({value, label: value}));
    return (
        <Page title={m.settings.title}>
            <Section title={m.settings.look}>
                <div className={styles["row"]}>
                    <span>{m.settings.theme}</span>
                    <Choice label={m.settings.theme} value={now.theme} options={themes} onChange={(theme) => change({theme})} />
                </div>
                <div className={styles["row"]}>
                    <span>{m.settings.language}</span>
                    <Choice
                        label={m.settings.language}
                        value={now.language}
                        options={languages}
                        onChange={(language) => change({language})}
                    />
                </div>
            </Section>
            <Section title={m.settings.writing}>
                <div className={styles["row"]}>
                    <span>{m.write.count}</span>
                    <Choice
                        label={m.write.count}
                        value={String(now.drafts) as "1" | "2" | "3"}
                        options={counts}
                        onChange={(drafts) => change({drafts: Number(drafts)})}
                    />
                </div>
                <Toggle
                    label={m.settings.learn}
                    hint={m.settings.learnHint}
                    on={now.learnFromEdits}
                    onChange={(learnFromEdits) => change({learnFromEdits})}
                />
            </Section>
            {kind === "desktop" && <DesktopSection />}
            <Section title={m.settings.machine}>
                <div className={styles["narrow"]}>
                    <Typed
                        label={m.settings.threads}
                        hint={m.settings.threadsHint}
                        value={String(now.threads)}
                        onChange={(threads) => /^\d{1,3}$/.test(threads) && change({threads: Number(threads)})}
                    />
                </div>
            </Section>
            <Section title={m.settings.shortcuts}>
                <Shortcuts />
            </Section>
            <p className={styles["about"]}>{m.settings.about(version)}</p>
        </Page>
    );
}

/** What only the desktop program has: global shortcuts, notifications, updates. */
function DesktopSection() {
    const m = useMessages();
    const now = useStore(settings);
    const {updates} = useStore(host);
    return (
        <Section title={m.settings.desktop}>
            <div className={styles["narrow"]}>
                <Typed
                    label={m.settings.quickBrief}
                    hint={m.settings.quickBriefHint}
                    value={now.quickBrief}
                    onChange={(quickBrief) => change({quickBrief})}
                />
            </div>
            <div className={styles["narrow"]}>
                <Typed
                    label={m.rewriting.shortcut}
                    hint={m.rewriting.shortcutHint}
                    value={now.rewriteSelection}
                    onChange={(rewriteSelection) => change({rewriteSelection})}
                />
            </div>
            <Toggle label={m.settings.notifications} on={now.notifications} onChange={(notifications) => change({notifications})} />
            {updates !== null && (
                <Toggle
                    label={m.settings.updates}
                    hint={m.settings.updatesHint(updates)}
                    on={now.updates}
                    onChange={(on) => change({updates: on})}
                />
            )}
        </Section>
    );
}

/** A field that is saved on blur, not at every key. */
function Typed({value, onChange, ...rest}: {label: string; hint: string; value: string; onChange: (value: string) => void}) {
    const [typed, setTyped] = useState<string | null>(null);
    const leave = (): void => {
        if (typed !== null && typed !== value) onChange(typed);
        setTyped(null);
    };
    return <Field {...rest} value={typed ?? value} onChange={setTyped} onBlur={leave} spellCheck={false} />;
}

/** All shortcuts: those of every screen and those of the writing screen. */
function Shortcuts() {
    const m = useMessages();
    const page = usePageCommands();
    const commands = [
        ...page,
        ...writeCommands(m, slots.get(), {showWhy: () => {}, editRules: () => {}}),
        {id: "snippets", title: m.snippets.insert, keys: "Alt+S"}
    ];
    const seen = new Set<string>();
    const shown = commands.filter(({id, keys}) => keys !== undefined && !seen.has(id) && seen.add(id));
    return (
        <ul className={styles["keys"]}>
            {shown.map(({id, title, keys = ""}) => (
                <li key={id} className={styles["key"]}>
                    <span>{title}</span>
                    <kbd>{keysLabel(keys)}</kbd>
                </li>
            ))}
        </ul>
    );
}
