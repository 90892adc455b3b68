import {useMessages} from "../language/use-messages.ts";
import {Button} from "../components/Button.tsx";
import {Icon} from "../components/Icon.tsx";
import {takesFocus} from "../components/takes-focus.ts";
import {addingFolder} from "../sources/dropping.ts";
import {FolderDialog} from "../sources/FolderDialog.tsx";
import {FoundStores} from "../sources/FoundStores.tsx";
import {notYetAdded} from "../sources/stores.ts";
import {useQuery} from "../state/query.ts";
import {changeSettings, library} from "../state/main-state.ts";
import {goTo} from "../state/route.ts";
import {useStore} from "../state/store.ts";
import styles from "./FirstRun.module.css";

/** Step 1: a folder of the user's, a store that was found, or the samples. */
export function Where({onChoose}: {onChoose: (what: readonly string[] | "samples") => void}) {
    const m = useMessages();
    const stores = useQuery("library.stores", {}).value ?? [];
    // a folder that contains a store is listed as that store
    const suggestions = (useQuery("library.suggestions", {}).value ?? []).filter(
        ({path}) => notYetAdded(stores, [{path}]).length === stores.length
    );
    const choosing = useStore(addingFolder);
    const sources = useStore(library)?.sources ?? [];
    const skip = async (): Promise<void> => {
        await changeSettings({welcomed: true});
        goTo({screen: "write"});
    };
    return (
        <>
            <header>
                <h1 className={styles["title"]} tabIndex={-1} {...takesFocus}>
                    {m.welcome.title}
                </h1>
                <p className={styles["lead"]}>{m.welcome.lead}</p>
            </header>
            <div className={styles["choices"]}>
                <button type="button" className={styles["choice"]} onClick={() => addingFolder.set(true)}>
                    <Icon name="sources" />
                    <strong>{m.welcome.chooseFolder}</strong>
                    <span>{m.welcome.folderHint}</span>
                </button>
                <button type="button" className={styles["choice"]} onClick={() => onChoose("samples")}>
                    <Icon name="drafts" />
                    <strong>{m.welcome.trySamples}</strong>
                    <span>{m.welcome.samplesHint}</span>
                </button>
                <FoundStores
                    stores={stores}
                    sources={sources}
                    onChoose={onChoose}
                    title={(title) => <h2 className={styles["found"]}>{title}</h2>}
                />
                {suggestions.length > 0 && <h2 className={styles["found"]}>{stores.length > 0 ? m.stores.others : m.welcome.found}</h2>}
                {suggestions.map(({path, name, hint}) => (
                    <button key={path} type="button" className={styles["choice"]} onClick={() => onChoose([path])}>
                        <Icon name={hint === "mail" ? "mail" : "sources"} />
                        <strong>{name}</strong>
                        <span dir="ltr">{path}</span>
                    </button>
                ))}
            </div>
            <div className={styles["actions"]}>
                <Button look="quiet" onClick={() => void skip()}>
                    {m.welcome.skip}
                </Button>
            </div>
            <FolderDialog
                open={choosing}
                onClose={() => addingFolder.set(false)}
                onChoose={(path) => {
                    addingFolder.set(false);
                    onChoose([path]);
                }}
            />
        </>
    );
}
