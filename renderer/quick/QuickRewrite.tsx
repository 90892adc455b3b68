import {useState} from "react";
import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Sheet} from "../components/Field.tsx";
import {copyText} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {settings} from "../state/main-state.ts";
import {attempt} from "../state/notices.ts";
import {useCloseOnEscape} from "./use-close-on-escape.ts";
import styles from "./QuickBrief.module.css";

/** Rewrites a pasted passage in the user's voice and copies it: for systems on which no program can access another's selection. */
export function QuickRewrite() {
    const m = useMessages();
    const [text, setText] = useState("");
    const [busy, setBusy] = useState(false);
    const [said, setSaid] = useState("");
    const rewrite = async (): Promise<void> => {
        if (text.trim() === "" || busy) return;
        setBusy(true);
        setSaid("");
        await attempt(async () => {
            const {controls} = settings.get();
            const revised = await client.call("drafting.revise", {text, from: 0, to: text.length, how: "mine", kind: "email", controls});
            setText(revised.text);
            await copyText(revised.text);
            setSaid(revised.note === null ? m.quick.onClipboard : m.say(revised.note));
        });
        setBusy(false);
    };
    useCloseOnEscape();
    return (
        <main className={styles["quick"]}>
            <h1 className="only-heard">{m.rewriting.title}</h1>
            <Sheet
                label={m.rewriting.passage}
                placeholder={m.rewriting.passage}
                value={text}
                onChange={setText}
                autoFocus
                onKeyDown={(event) => {
                    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void rewrite();
                }}
            />
            <div className={styles["foot"]}>
                <span className={styles["said"]} role="status">
                    {busy ? m.edit.working : said}
                </span>
                <Button look="main" keys="Mod+Enter" disabled={busy || text.trim() === ""} onClick={() => void rewrite()}>
                    {m.rewriting.rewrite}
                </Button>
            </div>
        </main>
    );
}
